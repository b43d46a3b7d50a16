"""Teams are prepared by a coordinator, and everybody who takes part says what they wish."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from journeys.teaming import Challenge, challenge
from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import end_enrolment
from werkveld.steps.enrolments.actions.places import MayNotPlace
from werkveld.steps.enrolments.actions.team_plans import (
    AreKeptApart,
    MayNotFormTeams,
    NeedsReason,
    NeedsTwoPeople,
    TakesNoPart,
    TeamIsTooSmall,
    TeamsAreFormed,
    TopicIsNamed,
    WishesAreClosed,
    WishesDoNotFit,
    add_topic,
    drop_topic,
    keep_apart,
    no_longer_apart,
    plan_teams,
    wish_for_team,
)
from werkveld.steps.enrolments.actions.teams import MayNotNameTeam, NotPublished, name_team
from werkveld.steps.enrolments.enums import DivisionState, EnrolmentState
from werkveld.steps.enrolments.models import Division, KeptApart, MateWish, TeamMember, TeamWish
from werkveld.steps.enrolments.queries.teams import (
    asked_of,
    divisions_of,
    kept_apart_in,
    offerings_to_divide,
    people_called,
    team_mates,
    team_of,
    team_plan,
    team_plans,
    wishes_of,
)
from werkveld.steps.people.enums import RoleCode

pytestmark = pytest.mark.slow


@pytest.fixture
def hackathon(world: World) -> Challenge:
    return challenge(world, wishing=False)


def test_a_coordinator_plans_teams_and_may_change_it(world: World, deeds_on: DeedsOn):
    offering, by = world.offering("Hackathon"), world.people["coordinator"]
    until = world.at + timedelta(days=3)
    with pytest.raises(MayNotFormTeams):
        plan_teams(offering, size=4, wishes_until=until, by=world.people["coach"], at=world.at)
    with pytest.raises(TeamIsTooSmall):
        plan_teams(offering, size=1, wishes_until=until, by=by, at=world.at)
    plan = plan_teams(offering, size=4, wishes_until=until, by=by, at=world.at)
    again = plan_teams(offering, size=6, wishes_until=until, by=by, at=world.at)
    assert (again.pk, again.size) == (plan.pk, 6)
    assert deeds_on(plan) == [("planned teams", by.key)] * 2


def test_topics_are_named_once_and_can_be_dropped(hackathon: Challenge):
    facts = {"by": hackathon.by, "at": hackathon.at}
    with pytest.raises(TopicIsNamed):
        add_topic(hackathon.plan, name_nl="Onderwerp 1", name_en="Other", **facts)
    with pytest.raises(MayNotFormTeams):
        add_topic(hackathon.plan, name_nl="X", name_en="X", by=hackathon.world.people["coach"], at=hackathon.at)
    hackathon.wishes(0, 0, 1, 2)
    hackathon.proposed()
    drop_topic(hackathon.topics[1], **facts)
    assert [topic.name_nl for topic in wishes_of(hackathon.people[0].person, hackathon.people[0])[0]] == [
        "Onderwerp 1",
        "Onderwerp 3",
    ]
    assert not Division.objects.exists(), "proposals with other topics are other proposals"
    last = add_topic(hackathon.plan, name_nl="Onderwerp 2", name_en="Topic 2", **facts)
    assert last.ordering == 4


def test_wishing_again_replaces_what_was_wished(hackathon: Challenge):
    hackathon.wishes(0, 2, 0, mates=(1, 2))
    hackathon.wishes(0, 1, mates=(3,))
    topics, mates = wishes_of(hackathon.people[0].person, hackathon.people[0])
    assert (topics, mates) == ([hackathon.topics[1]], [hackathon.people[3]])
    assert wishes_of(hackathon.people[1].person, hackathon.people[0]) == ([], []), "nobody reads another's wishes"


def test_wishes_that_do_not_fit_are_refused_and_nothing_is_lost(hackathon: Challenge):
    hackathon.wishes(0, 1, mates=(1,))
    for topics, mates in (((0, 0), ()), ((0,), (1, 1)), ((0,), (0,)), ((), (1, 2, 3))):
        with pytest.raises(WishesDoNotFit):
            hackathon.wishes(0, *topics, mates=mates)
    assert (TeamWish.objects.count(), MateWish.objects.count()) == (1, 1)


def test_only_who_has_a_place_wishes_for_themselves_and_in_time(hackathon: Challenge):
    first, second = hackathon.people[:2]
    facts = {"topics": [], "mates": []}
    with pytest.raises(MayNotPlace):
        wish_for_team(first, **facts, by=second.person, at=hackathon.at)
    with pytest.raises(WishesAreClosed):
        wish_for_team(first, **facts, by=first.person, at=hackathon.after)
    left = end_enrolment(first, as_state=EnrolmentState.WITHDRAWN, by=first.person, at=hackathon.at)
    with pytest.raises(TakesNoPart):
        wish_for_team(left, **facts, by=first.person, at=hackathon.at)
    with pytest.raises(WishesDoNotFit):
        wish_for_team(second, topics=[], mates=[left], by=second.person, at=hackathon.at)


def test_two_people_are_kept_apart_with_a_reason_that_the_log_does_not_tell(hackathon: Challenge):
    one, other = hackathon.people[:2]
    facts = {"by": hackathon.by, "at": hackathon.at}
    for wrong, words, refusal in ((other, " ", NeedsReason), (one, "Ruzie", NeedsTwoPeople)):
        with pytest.raises(refusal):
            keep_apart(one, wrong, why=words, **facts)
    with pytest.raises(MayNotFormTeams):
        keep_apart(one, other, why="Ruzie", by=one.person, at=hackathon.at)
    kept = keep_apart(other, one, why="Ruzie", **facts)
    with pytest.raises(AreKeptApart):
        keep_apart(one, other, why="Nog eens", **facts)
    assert "Ruzie" not in str(list(Deed.objects.values_list("detail", flat=True)))
    assert kept_apart_in(hackathon.by, hackathon.plan, localdate(hackathon.at)) == [kept]
    assert kept_apart_in(one.person, hackathon.plan, localdate(hackathon.at)) == []
    no_longer_apart(kept, **facts)
    assert not KeptApart.objects.exists()


def test_who_left_is_in_no_wish_any_more(hackathon: Challenge):
    hackathon.wishes(0, 1, mates=(1, 2))
    keep_apart(hackathon.people[0], hackathon.people[1], why="x", by=hackathon.by, at=hackathon.at)
    end_enrolment(
        hackathon.people[1], as_state=EnrolmentState.WITHDRAWN, by=hackathon.people[1].person, at=hackathon.at
    )
    asked = asked_of(hackathon.plan)
    assert asked.mates == [(hackathon.people[0].pk, hackathon.people[2].pk)]
    assert asked.apart == []
    assert len(asked.people) == 11


def test_the_database_holds_one_published_division_and_one_team_for_each(hackathon: Challenge):
    division = hackathon.published()
    member = TeamMember.objects.filter(division=division).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMember.objects.create(
            division=division, team=division.teams.last(), enrolment=member.enrolment, at=hackathon.at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Division.objects.create(
            plan=hackathon.plan, mix="mixed", seed=1, weights={}, digest="", figures={}, at=hackathon.at,
            by=hackathon.by, state=DivisionState.PUBLISHED, published_at=hackathon.at, published_by=hackathon.by,
        )  # fmt: skip


def test_after_publishing_nothing_is_prepared_any_more(hackathon: Challenge):
    hackathon.published()
    facts = {"by": hackathon.by, "at": hackathon.at}
    with pytest.raises(TeamsAreFormed):
        plan_teams(hackathon.plan.offering, size=3, wishes_until=hackathon.after, **facts)
    with pytest.raises(TeamsAreFormed):
        add_topic(hackathon.plan, name_nl="Nieuw", name_en="New", **facts)
    with pytest.raises(WishesAreClosed):
        hackathon.wishes(0, 1)


def test_each_reader_gets_what_is_theirs(hackathon: Challenge):
    hackathon.wishes(0, 1)
    me, day = hackathon.people[0], localdate(hackathon.at)
    proposal = hackathon.proposed()
    assert team_of(me.person, me) is None, "a proposal is nobody's team"
    assert [one.pk for one in divisions_of(me.person, hackathon.plan, day)] == []
    division = hackathon.published()
    assert division.mix == proposal.mix
    mine = team_of(me.person, me)
    assert team_of(hackathon.people[1].person, me) is None
    assert len(team_mates(mine)) == 3
    assert me.person not in team_mates(mine)
    (plan,) = team_plans(hackathon.by, day)
    assert (plan.people, plan.wishers, plan.is_published) == (12, 1, True)
    assert list(team_plans(me.person, day)) == []
    assert team_plan(hackathon.world.people["coach"], hackathon.plan.key, day) is None
    assert list(offerings_to_divide(hackathon.by, day)) == []
    free = hackathon.world.offering("Nog een")
    assert list(offerings_to_divide(hackathon.by, day)) == [free]


def test_people_are_found_by_their_whole_name_only(hackathon: Challenge):
    assert [one.person.given_name for one in people_called(hackathon.plan, " bo ")] == ["Bo"]
    assert people_called(hackathon.plan, "B") == []
    assert people_called(hackathon.plan, "") == []


def test_a_team_names_itself(hackathon: Challenge):
    team = hackathon.proposed().teams.first()
    with pytest.raises(NotPublished):
        name_team(team, name="De Snelle", by=hackathon.by, at=hackathon.at)
    division = hackathon.published()
    team = division.teams.get(number=1)
    inside = team.members.first().enrolment.person
    outside = division.teams.get(number=2).members.first().enrolment.person
    with pytest.raises(MayNotNameTeam):
        name_team(team, name="De Snelle", by=outside, at=hackathon.at)
    assert name_team(team, name="  De   Snelle ", by=inside, at=hackathon.at).name == "De Snelle"
    somebody = hackathon.world.someone("Ida", RoleCode.COORDINATOR, hackathon.world.school)
    assert name_team(team, name="", by=somebody, at=hackathon.at).name == ""
