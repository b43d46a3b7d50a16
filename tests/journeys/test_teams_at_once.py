"""Two coordinators publish at one moment, and somebody wishes while another publishes: with real locks."""

from datetime import datetime

import pytest

from harness.hands import DONE, told_together
from journeys.teaming import Challenge, challenge
from journeys.world import small_world
from werkveld.journeys.form_teams import propose_teams, publish_teams
from werkveld.steps.enrolments.enums import DivisionState, Mix
from werkveld.steps.enrolments.models import Division, TeamMember
from werkveld.steps.enrolments.queries.teams import wishes_of
from werkveld.steps.messages.models import Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def hackathon(transactional_db: None, at: datetime) -> Challenge:
    return challenge(small_world(at))


def test_of_two_proposals_published_at_once_one_stands(hackathon: Challenge):
    mixed, topics, _mates = propose_teams(hackathon.plan, by=hackathon.by, at=hackathon.at)
    said = told_together(
        lambda: publish_teams(mixed, by=hackathon.by, at=hackathon.at),
        lambda: publish_teams(topics, by=hackathon.by, at=hackathon.at),
        lambda: publish_teams(mixed, by=hackathon.by, at=hackathon.at),
    )
    assert sorted(said) in (["TeamsAreFormed", DONE, DONE], ["TeamsAreFormed", "TeamsAreFormed", DONE])
    (one,) = Division.objects.all()
    assert (one.state, one.mix) == (DivisionState.PUBLISHED, Mix.TOPICS if said[1] == DONE else Mix.MIXED)
    assert TeamMember.objects.count() == 12
    assert Message.objects.filter(kind="team-formed").count() == 12


def test_a_wish_and_a_publication_at_once_never_pass_each_other(hackathon: Challenge):
    division = hackathon.proposed()
    anna = hackathon.people[0]
    said = told_together(
        lambda: publish_teams(division, by=hackathon.by, at=hackathon.at),
        lambda: hackathon.wishes(0, 2),
    )
    assert said in ([DONE, "WishesAreClosed"], ["SomethingChanged", DONE])
    wished = [topic.ordering for topic in wishes_of(anna.person, anna)[0]]
    assert wished == ([3] if said[1] == DONE else [2, 3])
