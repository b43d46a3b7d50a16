"""Readers' ways to teams: who forms them, who is in one, and who asked what a team works on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from werkveld.steps.enrolments.enums import DivisionState, EnrolmentState, Mix
from werkveld.steps.enrolments.models import (
    Division,
    Enrolment,
    KeptApart,
    MateWish,
    Team,
    TeamMember,
    TeamPlan,
    TeamWish,
    Topic,
)
from werkveld.steps.enrolments.rules import may_form_teams
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import homes_where, may_anywhere

HERE = (EnrolmentState.PLACED, EnrolmentState.COMPLETED)


@dataclass(frozen=True)
class Asked:
    """All that a division is made from: who takes part, in the order of signing up, and what everybody wishes."""

    people: list[Enrolment]
    topics: list[Topic]
    wishes: dict[int, list[int]]
    mates: list[tuple[int, int]]
    mate_numbers: dict[tuple[int, int], int]
    apart: list[tuple[int, int]]


def asked_of(plan: TeamPlan) -> Asked:
    """For the journeys that form teams. Numbers are row numbers of enrolments and topics; who left is in no pair."""
    people = list(people_in(plan))
    here = {enrolment.pk for enrolment in people}
    wishes: dict[int, list[int]] = defaultdict(list)
    for enrolment, topic in (
        TeamWish.objects.filter(topic__plan=plan)
        .order_by("enrolment_id", "rank")
        .values_list("enrolment_id", "topic_id")
    ):
        wishes[enrolment].append(topic)
    mates = MateWish.objects.filter(enrolment__offering=plan.offering_id).order_by("id")
    apart = KeptApart.objects.filter(one__offering=plan.offering_id).order_by("id")
    return Asked(
        people,
        list(plan.topics.select_related("organization").order_by("ordering")),
        dict(wishes),
        _present(mates.values_list("enrolment_id", "mate_id"), here),
        {(one, mate): number for one, mate, number in mates.values_list("enrolment_id", "mate_id", "number")},
        _present(apart.values_list("one_id", "other_id"), here),
    )


def held_still(plan: TeamPlan) -> TeamPlan:
    """Within a transaction: whoever changes a wish, a topic or a pair of this plan waits until it is over."""
    return TeamPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def only(asked: Asked, some: set[int]) -> Asked:
    """Of these enrolments alone."""
    return replace(
        asked,
        people=[enrolment for enrolment in asked.people if enrolment.pk in some],
        mates=_present(asked.mates, some),
        apart=_present(asked.apart, some),
    )


def _present(pairs: Iterable[tuple[int, int]], here: set[int]) -> list[tuple[int, int]]:
    return [(one, other) for one, other in pairs if one in here and other in here]


def people_in(plan: TeamPlan) -> QuerySet[Enrolment]:
    """Who has a place."""
    placed = Enrolment.objects.filter(offering=plan.offering_id, state=EnrolmentState.PLACED)
    return placed.select_related("person__college").order_by("id")


def team_plans(reader: Person, on: date) -> QuerySet[TeamPlan]:
    """For who forms teams; what begins last comes first. `people`, `wishers` and `is_published` are counted along."""
    plans = TeamPlan.objects.select_related("offering__programme__kind", "offering__organization")
    if not may_anywhere(reader, Can.PLACE, on):
        return plans.none()
    published = Division.objects.filter(plan=OuterRef("pk"), state=DivisionState.PUBLISHED)
    placed = Enrolment.objects.filter(offering=OuterRef("offering"), state=EnrolmentState.PLACED)
    wished = TeamWish.objects.filter(topic__plan=OuterRef("pk"), enrolment__state=EnrolmentState.PLACED)
    return (
        plans.filter(offering__programme__region=reader.region)
        .annotate(
            people=_counted(placed, "offering", "pk"),
            wishers=_counted(wished, "topic__plan", "enrolment"),
            is_published=Exists(published),
        )
        .order_by("-offering__starts_on", "-id")
    )


def _counted(rows: QuerySet[Any], by: str, what: str) -> Coalesce:
    """Within another query, without multiplying its rows."""
    counted = rows.order_by().values(by).annotate(count=Count(what, distinct=True)).values("count")
    return Coalesce(Subquery(counted), 0)


def team_plan(reader: Person, key: UUID, on: date) -> TeamPlan | None:
    return team_plans(reader, on).filter(key=key).first()


def offerings_to_divide(reader: Person, on: date) -> QuerySet[Offering]:
    """What is still to come without teams: where nobody writes hours, signs, makes appointments or comes as a group."""
    kind = Q(
        programme__kind__has_hours=False,
        programme__kind__needs_agreement=False,
        programme__kind__has_appointments=False,
        programme__kind__is_counted_by_head=False,
        programme__kind__is_ranked=False,
    )
    every = Offering.objects.filter(kind, programme__region=reader.region, team_plan__isnull=True)
    if not may_anywhere(reader, Can.PLACE, on):
        return every.none()
    return every.filter(state__in=(OfferingState.OPEN, OfferingState.CLOSED), starts_on__gte=on).order_by(
        "starts_on", "id"
    )


def topics_in(plan: TeamPlan) -> list[Topic]:
    """`wished` counts who wishes it, `first` who wishes it most."""
    here = Q(wishes__enrolment__state=EnrolmentState.PLACED)
    topics = plan.topics.select_related("organization").annotate(
        wished=Count("wishes", filter=here), first=Count("wishes", filter=here & Q(wishes__rank=1))
    )
    return list(topics.order_by("ordering"))


def topic_in(plan: TeamPlan, key: UUID) -> Topic | None:
    return plan.topics.select_related("plan__offering__programme").filter(key=key).first()


def person_in(plan: TeamPlan, key: UUID) -> Enrolment | None:
    return people_in(plan).filter(key=key).first()


def kept_apart_in(reader: Person, plan: TeamPlan, on: date) -> list[KeptApart]:
    """With the private reason: for who forms the teams and nobody else."""
    if not may_form_teams(reader, plan.offering, on):
        return []
    kept = KeptApart.objects.filter(one__offering=plan.offering_id).select_related("one__person", "other__person", "by")
    return list(kept.order_by("id"))


def divisions_of(reader: Person, plan: TeamPlan, on: date) -> list[Division]:
    """The published one alone, or the proposals, in the order of their aims; for who forms the teams."""
    if not may_form_teams(reader, plan.offering, on):
        return []
    made = list(plan.divisions.order_by("id"))
    published = [one for one in made if one.state == DivisionState.PUBLISHED]
    return published or sorted(made, key=lambda one: list(Mix).index(Mix(one.mix)))


def division(reader: Person, key: UUID, on: date) -> Division | None:
    found = Division.objects.select_related("plan__offering__programme").filter(key=key).first()
    return found if found and may_form_teams(reader, found.plan.offering, on) else None


def teams_in(division: Division) -> list[Team]:
    """With `here`: the members who still take part, by name. For who may see the division."""
    members = TeamMember.objects.filter(enrolment__state__in=HERE).select_related("enrolment__person__college")
    here = Prefetch("members", members.order_by("enrolment__person__given_name", "id"), to_attr="here")
    return list(division.teams.select_related("topic").prefetch_related(here).order_by("number"))


def published_division(plan: TeamPlan) -> Division | None:
    return plan.divisions.select_related("plan__offering").filter(state=DivisionState.PUBLISHED).first()


def seats_in(division: Division) -> dict[int, int]:
    """Enrolment -> number of the team, of who still takes part."""
    members = division.members.filter(enrolment__state=EnrolmentState.PLACED)
    return dict(members.values_list("enrolment_id", "team__number"))


def without_team(division: Division) -> list[Enrolment]:
    """Who came after the teams were formed."""
    return list(people_in(division.plan).exclude(team_memberships__division=division))


def member_of(division: Division, enrolment: Enrolment) -> TeamMember | None:
    return division.members.filter(enrolment=enrolment).select_related("team").first()


def plan_for(offering: Offering) -> TeamPlan | None:
    """Whether this is done in teams; anybody who takes part may know."""
    return TeamPlan.objects.select_related("offering__programme").filter(offering=offering).first()


def team_of(reader: Person, enrolment: Enrolment) -> TeamMember | None:
    """Of one's own, once it is published."""
    if enrolment.person_id != reader.pk:
        return None
    mine = TeamMember.objects.filter(enrolment=enrolment, division__state=DivisionState.PUBLISHED)
    return mine.select_related("team__topic__organization", "team__division__plan__offering__programme").first()


def team_mates(member: TeamMember) -> list[Person]:
    """The others who still take part, by first name."""
    others = Person.objects.filter(
        enrolments__team_memberships__team=member.team_id, enrolments__state__in=HERE
    ).exclude(enrolments=member.enrolment_id)
    return list(others.select_related("college").order_by("given_name", "id").distinct())


def wishes_of(reader: Person, enrolment: Enrolment) -> tuple[list[Topic], list[Enrolment]]:
    """What somebody said for themselves: topics, best first, and with whom, the first and perhaps the second."""
    if enrolment.person_id != reader.pk:
        return [], []
    topics = Topic.objects.filter(wishes__enrolment=enrolment).order_by("wishes__rank")
    mates = MateWish.objects.filter(enrolment=enrolment).select_related("mate__person").order_by("number")
    return list(topics), [wish.mate for wish in mates]


def people_called(plan: TeamPlan, name: str) -> list[Enrolment]:
    """Who takes part by that whole name; nobody can list the others by half a name."""
    words = name.casefold().split()
    return [enrolment for enrolment in people_in(plan) if words and enrolment.person.name.casefold().split() == words]


def teams_asked_by(reader: Person, on: date) -> list[Team]:
    """Published teams that work on what the reader's organisations asked; with `here`, of whom only first names show."""
    homes = homes_where(reader, Can.ASK, on)
    members = TeamMember.objects.filter(enrolment__state__in=HERE).select_related("enrolment__person")
    here = Prefetch("members", members.order_by("enrolment__person__given_name", "id"), to_attr="here")
    teams = Team.objects.filter(topic__organization__in=homes, division__state=DivisionState.PUBLISHED)
    return list(
        teams.select_related("topic", "division__plan__offering").prefetch_related(here)
        .order_by("-division__published_at", "topic__ordering", "number")
    )  # fmt: skip
