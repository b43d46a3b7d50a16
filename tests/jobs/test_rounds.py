"""The clock tells hosts that it is their turn, and a second run says nothing twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journeys.siding import sided_round
from journeys.world import small_world
from werkveld.jobs.rounds import tell_hosts_of_rounds, tell_hosts_when_due
from werkveld.jobs.schedule import BEATS
from werkveld.steps.enrolments.models import Round
from werkveld.steps.messages.models import Message


@pytest.mark.django_db
def test_hosts_are_told_by_the_clock_and_once():
    assert "tell hosts of rounds" in {beat.code for beat in BEATS}
    sided = sided_round(small_world(timezone.now() - timedelta(days=6)), people=1, a=1)
    sided.wishes(0, "a")
    tell_hosts_when_due()
    assert not Message.objects.exists(), "people still choose"
    Round.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    tell_hosts_when_due()  # the tests run a job where it is asked for
    assert Message.objects.filter(kind="say-who-is-welcome", to=sided.host).count() == 1
    assert tell_hosts_of_rounds.func() == 0
    tell_hosts_when_due()
    assert Message.objects.filter(to=sided.host).count() == 1
