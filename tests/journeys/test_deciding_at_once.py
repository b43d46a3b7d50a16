"""Two press «decide» at one moment, and somebody changes criteria while another applies: with real locks."""

from datetime import datetime

import pytest

from harness.hands import DONE, told_together
from harness.selections import CRITERIA, Track, a_track
from journeys.world import small_world
from werkveld.journeys.decide_selection import decide_selection
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions.applying import apply_for
from werkveld.steps.enrolments.actions.selections import write_criteria
from werkveld.steps.enrolments.models import Application, Enrolment
from werkveld.steps.messages.models import Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def track(transactional_db: None, at: datetime) -> Track:
    return a_track(small_world(at), capacity=2)


def test_two_who_decide_at_once_give_each_place_once(track: Track):
    applications = track.applied(*track.world.students(4))
    track.divided()
    for number, one in enumerate(applications):
        track.handed_in(one, (5 + number, 3), (5 + number, 3))
    press = lambda: decide_selection(track.selection, by=track.by, at=track.closed)  # noqa: E731 - pressed three times
    assert told_together(press, press, press) == [DONE] * 3
    assert list(Enrolment.objects.order_by("id").values_list("state", flat=True)) == [
        "placed", "placed", "waiting", "waiting",
    ]  # fmt: skip
    assert Message.objects.filter(kind="selection-decided").count() == 4
    assert Deed.objects.filter(verb="decided selection").count() == 1


def test_criteria_and_an_application_at_once_never_pass_each_other(track: Track):
    (anna,) = track.world.students(1)
    said = told_together(
        lambda: write_criteria(track.selection, CRITERIA[:1], by=track.by, at=track.opens),
        lambda: apply_for(track.selection, motivation="Graag", by=anna, at=track.opens),
    )
    assert sorted(said) in (["CriteriaStand", DONE], [DONE, DONE])
    assert Application.objects.count() == 1
    assert track.selection.criteria.count() == (2 if "CriteriaStand" in said else 1)
