"""A host says something at the moment in which the places are given: with real locks, one of both is refused."""

from datetime import datetime

import pytest

from harness.hands import DONE, told_together
from journeys.siding import Sided, sided_round
from journeys.world import small_world
from werkveld.journeys.draw_places import draw_places
from werkveld.journeys.try_round import try_round
from werkveld.steps.enrolments.enums import Aim, EnrolmentState, Says
from werkveld.steps.enrolments.models import Enrolment, Regard

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def sided(transactional_db: None, at: datetime) -> Sided:
    found = sided_round(small_world(at), people=2, a=1)
    for number in range(2):
        found.wishes(number, "a")
    return found


@pytest.mark.parametrize("turn", range(3))
def test_what_a_host_says_counts_or_is_refused_and_never_half(sided: Sided, turn: int):
    trial = try_round(sided.round, aim=Aim.STABLE, by=sided.carla, at=sided.closed)
    publish = lambda: draw_places(sided.round, trial=trial, by=sided.carla, at=sided.ready)  # noqa: E731 - one hand
    speak = lambda: sided.says("a", p0=Says.NO, p1=Says.NO)  # noqa: E731 - the other
    told = told_together(publish, speak)
    placed = Enrolment.objects.filter(state=EnrolmentState.PLACED).count()
    assert (told, placed, Regard.objects.count()) in (
        ([DONE, "HostsAreNotHeard"], 1, 0),
        (["WishesHaveMoved", DONE], 0, 2),
    )
