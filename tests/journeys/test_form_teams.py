"""Teams are proposed beside each other, published once for all or for nobody, explained to each, and changed by hand."""

import json
from dataclasses import replace

import numpy as np
import pytest
from django.utils.timezone import localdate

from journeys.teaming import Challenge, challenge
from journeys.world import World
from werkveld.journeys import form_teams
from werkveld.journeys.change_team import change_team, choices
from werkveld.journeys.form_teams import (
    WEIGHTS,
    TooFewPeople,
    TopicsHoldTooFew,
    problem_of,
    propose_teams,
    publish_teams,
    solution_of,
    topics_of_teams,
)
from werkveld.journeys.write_letter import letter
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import end_enrolment, place
from werkveld.steps.enrolments.actions.team_plans import (
    MayNotFormTeams,
    NeedsReason,
    TakesNoPart,
    TeamsAreFormed,
    add_topic,
    keep_apart,
)
from werkveld.steps.enrolments.actions.teams import IsAnotherDivision, IsInThisTeam, NotPublished, SomethingChanged
from werkveld.steps.enrolments.enums import DivisionState, EnrolmentState, Mix
from werkveld.steps.enrolments.models import Division, TeamMember, Topic
from werkveld.steps.enrolments.queries.teams import asked_of, seats_in, team_of, teams_asked_by, teams_in, without_team
from werkveld.steps.messages.models import Message
from werkveld.steps.people.enums import RoleCode
from werkveld_engine.teams import solve, with_one_more_team

pytestmark = pytest.mark.slow


@pytest.fixture
def hackathon(world: World) -> Challenge:
    return challenge(world)


def test_three_proposals_stand_beside_each_other_in_numbers(hackathon: Challenge):
    made = propose_teams(hackathon.plan, by=hackathon.by, at=hackathon.after)
    assert [one.mix for one in made] == list(Mix)
    mixed, topics, _mates = made
    assert mixed.figures["sizes"] == [4, 4]
    assert mixed.figures["broken"] == []
    for name in ("college", "level"):
        assert mixed.figures["mix"][name] == {"reached": 3, "bound": 3}, (
            "each four over three colleges: one pair is the least"
        )
        assert {one.figures["mix"][name]["bound"] for one in made} == {3}, "what nobody beats does not hang on the aim"
    assert sum(topics.figures["ranks"]) == 12
    assert topics.figures["ranks"][0] >= mixed.figures["ranks"][0]
    assert TeamMember.objects.filter(division=mixed).count() == 12
    propose_teams(hackathon.plan, by=hackathon.by, at=hackathon.after)
    assert Division.objects.count() == 3, "new proposals take the place of the old"


def test_the_same_wishes_and_seed_give_the_same_teams(hackathon: Challenge):
    first = seats_in(hackathon.proposed())
    assert seats_in(hackathon.proposed()) == first


def test_topics_get_teams_by_first_wishes_and_no_more_than_they_may(hackathon: Challenge):
    def numbers() -> list[int]:
        return [topic.ordering for topic in topics_of_teams(hackathon.plan, asked_of(hackathon.plan))]

    assert numbers() == [1, 1, 2]
    Topic.objects.filter(ordering=1).update(teams_most=1)
    assert numbers() == [1, 2, 2]
    Topic.objects.update(teams_most=1)
    hackathon.plan.size = 3
    with pytest.raises(TopicsHoldTooFew):
        numbers()
    hackathon.plan.size = 40
    with pytest.raises(TooFewPeople):
        numbers()


def test_without_wishes_every_topic_gets_teams_and_without_topics_there_are_teams_too(world: World):
    quiet = challenge(world, wishing=False)
    assert [topic.ordering for topic in topics_of_teams(quiet.plan, asked_of(quiet.plan))] == [1, 2, 3]
    Topic.objects.all().delete()
    division = quiet.published()
    assert [team.topic for team in teams_in(division)] == [None, None, None]
    assert division.figures["ranks"] == []


def test_publishing_twice_changes_nothing_and_writes_to_nobody_again(hackathon: Challenge):
    division = hackathon.proposed()
    assert publish_teams(division, by=hackathon.by, at=hackathon.after) is True
    first = (seats_in(division), Message.objects.count(), Deed.objects.count())
    assert publish_teams(division, by=hackathon.by, at=hackathon.after) is False
    assert (seats_in(division), Message.objects.count(), Deed.objects.count()) == first
    assert Message.objects.filter(kind="team-formed").count() == 12
    assert list(Division.objects.values_list("state", flat=True)) == [DivisionState.PUBLISHED]


def test_another_proposal_is_refused_once_one_is_published(hackathon: Challenge):
    mixed, topics, _mates = propose_teams(hackathon.plan, by=hackathon.by, at=hackathon.after)
    publish_teams(mixed, by=hackathon.by, at=hackathon.after)
    with pytest.raises(Division.DoesNotExist):
        topics.refresh_from_db()
    with pytest.raises(TeamsAreFormed):
        propose_teams(hackathon.plan, by=hackathon.by, at=hackathon.after)


@pytest.mark.parametrize("change", ["wish", "somebody came", "somebody left", "kept apart", "another level"])
def test_what_changed_since_the_proposal_is_not_published(hackathon: Challenge, change: str):
    division = hackathon.proposed()
    one, other = hackathon.people[:2]
    if change == "wish":
        hackathon.wishes(0, 2)
    elif change == "somebody came":
        hackathon.comes_later()
    elif change == "somebody left":
        end_enrolment(one, as_state=EnrolmentState.WITHDRAWN, by=one.person, at=hackathon.after)
    elif change == "kept apart":
        keep_apart(one, other, why="Ruzie", by=hackathon.by, at=hackathon.after)
    else:
        one.person.level = 1
        one.person.save()
    with pytest.raises(SomethingChanged):
        publish_teams(division, by=hackathon.by, at=hackathon.after)
    assert not Message.objects.filter(kind="team-formed").exists()


def test_a_fault_halfway_leaves_nothing(hackathon: Challenge, monkeypatch: pytest.MonkeyPatch):
    division = hackathon.proposed()

    def breaks(*_args: object, **_facts: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(form_teams, "tell_all", breaks)
    with pytest.raises(RuntimeError, match="killed"):
        publish_teams(division, by=hackathon.by, at=hackathon.after)
    division.refresh_from_db()
    assert division.state == DivisionState.PROPOSED
    assert Division.objects.count() == 3
    assert not Deed.objects.filter(verb="published teams").exists()


def test_only_a_coordinator_proposes_and_publishes(hackathon: Challenge):
    me = hackathon.people[0].person
    with pytest.raises(MayNotFormTeams):
        propose_teams(hackathon.plan, by=me, at=hackathon.after)
    division = hackathon.proposed()
    with pytest.raises(MayNotFormTeams):
        publish_teams(division, by=me, at=hackathon.after)


def test_a_letter_says_with_whom_and_why_and_why_not(hackathon: Challenge):
    hackathon.wishes(0, 2, 1, mates=(3,))
    division = hackathon.published()
    mine = team_of(hackathon.people[0].person, hackathon.people[0])
    told = letter(Message.objects.get(kind="team-formed", to=hackathon.people[0].person))
    others = {one.enrolment.person.given_name for one in teams_in(division)[mine.team.number - 1].here} - {"Anna"}
    assert told.title == f"Je zit in team {mine.team.number} van Hackathon"
    assert all(name in told.text for name in others)
    assert "Onderwerp 3" in told.text, "nobody else wished it, so no team works on it: that is told"
    assert "Teams zijn gemengd" in told.text


def test_what_would_have_helped_is_so_when_teams_are_formed_anew(hackathon: Challenge):
    for at in range(12):
        hackathon.wishes(at, at % 3, (at + 1) % 3, mates=((at + 3) % 12, (at + 6) % 12))
    division = hackathon.published()
    asked, teams = asked_of(hackathon.plan), teams_in(division)
    row = {enrolment.pk: at for at, enrolment in enumerate(asked.people)}
    problem = problem_of(asked, [team.topic for team in teams], WEIGHTS[Mix.MIXED])
    numbers = dict(zip([team.topic_id for team in teams], problem.topic.tolist(), strict=True))
    tried = 0
    for member in division.members.all():
        for missed in member.reasons["missed"]:
            if missed["wish"] != "topic" or missed.get("helped") is None:
                continue
            wished = asked.wishes[member.enrolment_id][missed["rank"] - 1]
            if missed["helped"] == "team":
                changed = with_one_more_team(problem, numbers[wished])
            else:
                changed = replace(problem, weights=WEIGHTS[Mix(missed["helped"])])
            after = solve(changed, seed=division.seed)
            assert changed.topic[after.team[row[member.enrolment_id]]] == numbers[wished]
            tried += 1
    assert tried > 0


def test_nobody_reads_who_was_kept_apart_or_who_did_not_ask_back(hackathon: Challenge):
    """Anna asks for Demi, who does not ask for her; and Anna and Emre may not meet."""
    hackathon.wishes(0, 0, mates=(3, 4))
    keep_apart(hackathon.people[0], hackathon.people[4], why="Ruzie op school", by=hackathon.by, at=hackathon.at)
    division = hackathon.published()
    seats = seats_in(division)
    assert seats[hackathon.people[0].pk] != seats[hackathon.people[4].pk]
    for message in Message.objects.filter(kind="team-formed"):
        written = json.dumps(message.facts) + letter(message).text
        assert "Ruzie" not in written
        if message.to != hackathon.people[0].person:
            assert "vroeg" not in written, "only who asked reads about it"
    for member in division.members.all():
        assert "Emre" not in json.dumps(member.reasons), "facts name nobody"
    told = letter(Message.objects.get(kind="team-formed", to=hackathon.people[0].person)).text
    assert "Je vroeg om bij Emre te zitten. Dat is niet gelukt." in told
    assert "apart" not in told


def test_the_published_division_is_checked_by_who_knows_nothing_of_the_solver(
    hackathon: Challenge, monkeypatch: pytest.MonkeyPatch
):
    division = hackathon.proposed()
    one = division.members.filter(team__number=1).order_by("id")[:2]
    TeamMember.objects.filter(pk__in=[member.pk for member in one]).update(team=division.teams.get(number=2))
    with pytest.raises(AssertionError, match="sizes"):
        publish_teams(division, by=hackathon.by, at=hackathon.after)


def test_before_a_move_its_price_is_known_and_it_is_what_comes(hackathon: Challenge):
    division = hackathon.published()
    enrolment = hackathon.people[0]
    here = seats_in(division)[enrolment.pk]
    offered = choices(division, enrolment)
    assert [one.is_here for one in offered].index(True) == here - 1
    there = next(one for one in offered if not one.is_here)
    assert (there.size, offered[here - 1].size) == (5, 4)
    before = division.figures["mix"]
    change_team(enrolment, there.team, why="Wil bij de techniek kijken", by=hackathon.by, at=hackathon.after)
    division.refresh_from_db()
    after = division.figures["mix"]
    assert after["college"]["reached"] - before["college"]["reached"] == there.colleges
    assert after["level"]["reached"] - before["level"]["reached"] == there.levels
    assert division.figures["sizes"] == [3, 5]
    assert seats_in(division)[enrolment.pk] == there.team.number
    told = letter(Message.objects.get(kind="team-changed"))
    assert "Wil bij de techniek kijken" in told.text
    change_team(enrolment, offered[here - 1].team, why="Toch niet", by=hackathon.by, at=hackathon.after)
    assert Message.objects.filter(kind="team-changed").count() == 2, "every move is told"


def test_a_move_asks_a_reason_a_published_team_and_somebody_who_takes_part(hackathon: Challenge):
    proposal = hackathon.proposed(Mix.TOPICS)
    enrolment = hackathon.people[0]
    facts = {"by": hackathon.by, "at": hackathon.after}
    with pytest.raises(NotPublished):
        change_team(enrolment, proposal.teams.get(number=1), why="x", **facts)
    division = hackathon.published()
    here = seats_in(division)[enrolment.pk]
    same, other = division.teams.get(number=here), division.teams.exclude(number=here).first()
    with pytest.raises(IsInThisTeam):
        change_team(enrolment, same, why="x", **facts)
    with pytest.raises(NeedsReason):
        change_team(enrolment, other, why=" ", **facts)
    with pytest.raises(MayNotFormTeams):
        change_team(enrolment, other, why="x", by=enrolment.person, at=hackathon.after)
    left = end_enrolment(enrolment, as_state=EnrolmentState.WITHDRAWN, by=enrolment.person, at=hackathon.after)
    with pytest.raises(TakesNoPart):
        change_team(left, other, why="x", **facts)
    elsewhere = hackathon.world.offering("Elders")
    stranger = place(person=left.person, offering=elsewhere, by=hackathon.world.clockwork, at=hackathon.after)
    with pytest.raises(IsAnotherDivision):
        change_team(stranger, other, why="x", **facts)


def test_who_comes_later_goes_to_a_smallest_team_and_who_leaves_is_gone(hackathon: Challenge):
    division = hackathon.published()
    leaver = hackathon.people[5]
    team = seats_in(division)[leaver.pk]
    end_enrolment(leaver, as_state=EnrolmentState.WITHDRAWN, by=leaver.person, at=hackathon.after)
    assert len(teams_in(division)[team - 1].here) == 3
    newcomer, second = hackathon.comes_later("Zoë"), hackathon.comes_later("Yara")
    assert without_team(division) == [newcomer, second]
    offered = choices(division, newcomer)
    best = next(one for one in offered if one.is_best)
    assert best.team.number == team, "the team that lost somebody"
    assert [one.is_here for one in offered] == [False] * 3
    change_team(newcomer, best.team, why="Kwam later", by=hackathon.by, at=hackathon.after)
    assert without_team(division) == [second]
    assert seats_in(division)[newcomer.pk] == team
    division.refresh_from_db()
    assert (division.figures["people"], division.figures["sizes"]) == (12, [4, 4])


def test_who_asked_a_topic_sees_its_teams_once_they_are_published(hackathon: Challenge):
    company = hackathon.world.company
    dirk = hackathon.world.someone("Dirk", RoleCode.CONTACT, company)
    Topic.objects.filter(ordering=1).update(organization=company)
    hackathon.proposed()
    assert teams_asked_by(dirk, localdate(hackathon.at)) == []
    hackathon.published()
    teams = teams_asked_by(dirk, localdate(hackathon.at))
    assert {team.topic.ordering for team in teams} == {1}
    assert teams_asked_by(hackathon.people[0].person, localdate(hackathon.at)) == []


def test_people_without_a_college_or_level_are_divided_too(hackathon: Challenge):
    for enrolment in hackathon.people[:3]:
        enrolment.person.college = enrolment.person.level = None
        enrolment.person.save()
    division = hackathon.published()
    problem = problem_of(asked_of(hackathon.plan), [team.topic for team in teams_in(division)], WEIGHTS[Mix.MIXED])
    assert problem.mixed[:3].tolist() == [[0, 0]] * 3
    team = solution_of(division, asked_of(hackathon.plan), "").team
    assert sorted(np.bincount(team).tolist()) == [4, 4, 4]


def test_a_first_wish_without_a_team_is_not_counted_as_granted(hackathon: Challenge):
    hackathon.wishes(0, 2, 0, 1)
    division = hackathon.proposed()
    topics = [team.topic_id for team in teams_in(division)]
    seats, wished = seats_in(division), asked_of(hackathon.plan).wishes
    ranks = [wished[pk].index(topics[team - 1]) for pk, team in seats.items() if topics[team - 1] in wished[pk]]
    assert hackathon.topics[2].pk not in topics, "nobody works on what Anna wished first"
    assert division.figures["ranks"] == [*(ranks.count(rank) for rank in range(3)), 12 - len(ranks)]


def test_a_topic_that_came_after_the_wishes_may_be_left_without_a_team(hackathon: Challenge):
    add_topic(hackathon.plan, name_nl="Laat", name_en="Late", by=hackathon.by, at=hackathon.after)
    division = hackathon.published()
    assert "Laat" not in {team.topic.name_nl for team in teams_in(division)}
