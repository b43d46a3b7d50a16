"""Teams: proposed side by side, one proposal published once, and changed by hand afterwards."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.actions.team_plans import (
    MayNotFormTeams,
    NeedsReason,
    TakesNoPart,
    TeamsAreFormed,
    still_open,
)
from werkveld.steps.enrolments.enums import DivisionState, EnrolmentState, Mix
from werkveld.steps.enrolments.models import Division, Enrolment, Team, TeamMember, TeamPlan, Topic
from werkveld.steps.enrolments.rules import may_form_teams, may_name_team
from werkveld.steps.people.models import Person

Formed = Sequence[tuple[Topic | None, Sequence[Enrolment]]]  # team by team, in the order of their numbers
Figures = dict[str, Any]


class SomethingChanged(Refusal):
    sentence = _(
        "Somebody came, left or wished something else since this proposal. Make new proposals, and look again."
    )


class IsInThisTeam(Refusal):
    sentence = _("This person is in that team already.")


class IsAnotherDivision(Refusal):
    sentence = _("That team belongs to another proposal.")


class NotPublished(Refusal):
    sentence = _("The teams are not published yet.")


class MayNotNameTeam(Refusal):
    sentence = _("Only who is in the team chooses its name.")


@transaction.atomic
def propose(
    plan: TeamPlan,
    *,
    mix: Mix,
    seed: int,
    weights: dict[str, int],
    digest: str,
    figures: Figures,
    teams: Formed,
    by: Person,
    at: datetime,
) -> Division:
    """A proposal in the place of an older one with the same aim."""
    still_open(plan, by, at)
    plan.divisions.filter(mix=mix).delete()
    made = Division.objects.create(
        plan=plan, mix=mix, seed=seed, weights=weights, digest=digest, figures=figures, is_example=plan.is_example, by=by, at=at
    )  # fmt: skip
    rows = Team.objects.bulk_create(
        Team(division=made, number=number, topic=topic) for number, (topic, _people) in enumerate(teams, start=1)
    )
    TeamMember.objects.bulk_create(
        TeamMember(division=made, team=team, enrolment=enrolment, at=at)
        for team, (_topic, people) in zip(rows, teams, strict=True)
        for enrolment in people
    )
    note("proposed teams", made, by=by, at=at, mix=mix.value, digest=digest)
    return made


@transaction.atomic
def publish(division: Division, *, digest: str, reasons: Mapping[int, Figures], by: Person, at: datetime) -> bool:
    """False when it was published before: pressing twice changes nothing. `reasons` by row number of the enrolment.

    `digest` names what people wish at this moment; another one than that of the proposal is refused. The proposals
    that were not chosen go, since they say about people what nobody needs to know any more.
    """
    plans = TeamPlan.objects.select_for_update(of=("self",)).select_related("offering__programme")
    plan = plans.get(pk=division.plan_id)
    if not may_form_teams(by, plan.offering, localdate(at)):
        raise MayNotFormTeams
    locked = plan.divisions.filter(pk=division.pk).first()
    if locked is not None and locked.state == DivisionState.PUBLISHED:
        return False
    if plan.divisions.filter(state=DivisionState.PUBLISHED).exists():
        raise TeamsAreFormed
    if locked is None or locked.digest != digest:
        raise SomethingChanged
    locked.state, locked.published_at, locked.published_by = DivisionState.PUBLISHED, at, by
    locked.save(update_fields=["state", "published_at", "published_by"])
    members = list(locked.members.order_by("id"))
    for member in members:
        member.reasons = reasons[member.enrolment_id]
    TeamMember.objects.bulk_update(members, ["reasons"], batch_size=200)
    plan.divisions.filter(state=DivisionState.PROPOSED).delete()
    note("published teams", locked, by=by, at=at, digest=digest, people=len(members))
    return True


@transaction.atomic
def put_in_team(
    enrolment: Enrolment, team: Team, *, why: str, reasons: Figures, figures: Figures, by: Person, at: datetime
) -> TeamMember:
    """By hand: somebody who came later, or who goes to another team; `why` may be read by who it is about."""
    division = Division.objects.select_for_update(of=("self",)).get(pk=team.division_id)
    if not may_form_teams(by, division.plan.offering, localdate(at)):
        raise MayNotFormTeams
    if division.state != DivisionState.PUBLISHED:
        raise NotPublished
    if enrolment.offering_id != division.plan.offering_id:
        raise IsAnotherDivision
    if enrolment.state != EnrolmentState.PLACED:
        raise TakesNoPart
    if not why.strip():
        raise NeedsReason
    member = division.members.filter(enrolment=enrolment).select_related("team").first()
    if member is not None and member.team_id == team.pk:
        raise IsInThisTeam
    came_from = member.team.number if member else None
    division.members.filter(enrolment=enrolment).delete()  # a row of its own for each move, so that each is told
    made = TeamMember.objects.create(
        division=division, team=team, enrolment=enrolment, why=why.strip(), reasons=reasons, at=at
    )
    division.figures = figures
    division.save(update_fields=["figures"])
    note("put in team", division, by=by, at=at, person=str(enrolment.person.key), to=team.number, came_from=came_from)
    return made


@transaction.atomic
def name_team(team: Team, *, name: str, by: Person, at: datetime) -> Team:
    """An empty name takes it away again."""
    if team.division.state != DivisionState.PUBLISHED:
        raise NotPublished
    if not may_name_team(by, team, localdate(at)):
        raise MayNotNameTeam
    team.name = " ".join(name.split())
    team.save(update_fields=["name"])
    note("named team", team, by=by, at=at, name=team.name)
    return team
