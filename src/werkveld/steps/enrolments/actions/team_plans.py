"""Preparing teams: how large, which topics, what people wish, and who is kept apart."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.actions.places import MayNotPlace
from werkveld.steps.enrolments.enums import DivisionState, EnrolmentState
from werkveld.steps.enrolments.models import Enrolment, KeptApart, MateWish, TeamPlan, TeamWish, Topic
from werkveld.steps.enrolments.rules import is_wishing_for_teams, may_form_teams, may_place
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person

MOST_MATES = 2


class MayNotFormTeams(Refusal):
    sentence = _("Only a coordinator forms teams.")


class TeamIsTooSmall(Refusal):
    sentence = _("A team is two people at least.")


class TeamsAreFormed(Refusal):
    sentence = _("The teams are published already. You can still move people by hand.")


class TopicIsNamed(Refusal):
    sentence = _("There is a topic with this name already.")


class WishesAreClosed(Refusal):
    sentence = _("You could say what you wish until a day that is over.")


class WishesDoNotFit(Refusal):
    sentence = _("Choose each topic once, and at most two other people who take part.")


class TakesNoPart(Refusal):
    sentence = _("This person has no place here.")


class AreKeptApart(Refusal):
    sentence = _("These two are kept apart already.")


class NeedsTwoPeople(Refusal):
    sentence = _("Choose two different people who take part.")


class NeedsReason(Refusal):
    sentence = _("Write down why. Who comes after you wants to know.")


@transaction.atomic
def plan_teams(offering: Offering, *, size: int, wishes_until: datetime, by: Person, at: datetime) -> TeamPlan:
    """Or plans them otherwise, as long as none were published."""
    if not may_form_teams(by, offering, localdate(at)):
        raise MayNotFormTeams
    if size < 2:
        raise TeamIsTooSmall
    plan, is_new = TeamPlan.objects.get_or_create(
        offering=offering,
        defaults={"size": size, "wishes_until": wishes_until, "is_example": offering.is_example},
    )
    if not is_new:
        still_open(plan, by, at)
        plan.size, plan.wishes_until = size, wishes_until
        plan.save(update_fields=["size", "wishes_until"])
    note("planned teams", plan, by=by, at=at, size=size)
    return plan


def still_open(plan: TeamPlan, by: Person, at: datetime) -> None:
    """The lock makes whoever changes the plan wait for who publishes."""
    TeamPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not may_form_teams(by, plan.offering, localdate(at)):
        raise MayNotFormTeams
    if plan.divisions.filter(state=DivisionState.PUBLISHED).exists():
        raise TeamsAreFormed


@transaction.atomic
def add_topic(plan: TeamPlan, *, name_nl: str, name_en: str, by: Person, at: datetime, **facts: Any) -> Topic:
    """Behind those there are. `facts`: organization, question, teams_most."""
    still_open(plan, by, at)
    last = plan.topics.order_by("-ordering").values_list("ordering", flat=True).first()
    try:
        with transaction.atomic():
            topic = Topic.objects.create(
                plan=plan,
                ordering=(last or 0) + 1,
                name_nl=name_nl,
                name_en=name_en,
                is_example=plan.is_example,
                **facts,
            )
    except IntegrityError as twice:
        raise TopicIsNamed from twice
    note("added topic", topic, by=by, at=at)
    return topic


@transaction.atomic
def drop_topic(topic: Topic, *, by: Person, at: datetime) -> None:
    """Who wished for it keeps the other wishes, in their order. Proposals without it would be others, so they go."""
    still_open(topic.plan, by, at)
    topic.plan.divisions.all().delete()
    note("dropped topic", topic, by=by, at=at, name=topic.name_nl)
    topic.delete()


@transaction.atomic
def wish_for_team(
    enrolment: Enrolment, *, topics: Sequence[Topic], mates: Sequence[Enrolment], by: Person, at: datetime
) -> None:
    """Everything that one person wishes, best first; saying it again replaces it."""
    plan = TeamPlan.objects.select_for_update(of=("self",)).get(offering=enrolment.offering_id)
    if not may_place(by, enrolment.person, localdate(at)):
        raise MayNotPlace
    if enrolment.state != EnrolmentState.PLACED:
        raise TakesNoPart
    is_late = not is_wishing_for_teams(plan, at) or plan.divisions.filter(state=DivisionState.PUBLISHED).exists()
    if is_late:
        raise WishesAreClosed
    if not _wishes_fit(plan, enrolment, topics, mates):
        raise WishesDoNotFit
    TeamWish.objects.filter(enrolment=enrolment).delete()
    MateWish.objects.filter(enrolment=enrolment).delete()
    TeamWish.objects.bulk_create(
        TeamWish(enrolment=enrolment, topic=topic, rank=rank, at=at) for rank, topic in enumerate(topics, start=1)
    )
    MateWish.objects.bulk_create(
        MateWish(enrolment=enrolment, mate=mate, number=number, at=at) for number, mate in enumerate(mates, start=1)
    )
    note("wished for team", enrolment, by=by, at=at, topics=len(topics), mates=len(mates))


def _wishes_fit(plan: TeamPlan, enrolment: Enrolment, topics: Sequence[Topic], mates: Sequence[Enrolment]) -> bool:
    themes, people = [topic.pk for topic in topics], [mate.pk for mate in mates]
    return (
        len(set(themes)) == len(themes)
        and all(topic.plan_id == plan.pk for topic in topics)
        and len(set(people)) == len(people) <= MOST_MATES
        and enrolment.pk not in people
        and all(mate.offering_id == plan.offering_id and mate.state == EnrolmentState.PLACED for mate in mates)
    )


@transaction.atomic
def keep_apart(one: Enrolment, other: Enrolment, *, why: str, by: Person, at: datetime) -> KeptApart:
    """The deed says that it was done, and not why: the log is read by more people."""
    plan = TeamPlan.objects.get(offering=one.offering_id)
    still_open(plan, by, at)
    if one.pk == other.pk or other.offering_id != one.offering_id:
        raise NeedsTwoPeople
    if not why.strip():
        raise NeedsReason
    first, second = sorted((one, other), key=lambda enrolment: enrolment.pk)
    kept, is_new = KeptApart.objects.get_or_create(
        one=first, other=second, defaults={"why": why.strip(), "by": by, "at": at}
    )
    if not is_new:
        raise AreKeptApart
    note("kept apart", kept, by=by, at=at)
    return kept


@transaction.atomic
def no_longer_apart(kept: KeptApart, *, by: Person, at: datetime) -> None:
    still_open(TeamPlan.objects.get(offering=kept.one.offering_id), by, at)
    note("no longer kept apart", kept, by=by, at=at)
    kept.delete()
