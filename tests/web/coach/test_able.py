"""A coach notes what the own learner can do and which certificate was shown; of nobody else's."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.deeds.models import Look
from werkveld.steps.enrolments.actions import place
from werkveld.steps.people.models import Mastery, Norm, Person, Skill, Vetting

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


def test_skills_and_certificates_of_the_own_learner(signed_in: SignedIn, world: World):
    anna, joop = world.students(2)
    coach, carla = world.people["coach"], world.people["coordinator"]
    skill = Skill.objects.create(region=world.region, code="letters", name_nl="Brieven", name_en="Letters")
    Norm.objects.create(
        region=world.region,
        code="conduct_certificate_months",
        value=36,
        valid_from=timezone.localdate(world.at) - timedelta(days=9),
    )
    offering = world.offering("nova")
    mine = place(person=anna, offering=offering, coach=coach, by=carla, at=world.at)
    theirs = place(person=joop, offering=offering, by=carla, at=world.at)
    desk, address = signed_in(coach), f"/nl/coach/student/{mine.key}/kunnen/"
    assert desk.get(f"/nl/coach/student/{theirs.key}/kunnen/").status_code == 404
    assert [row["can"] for row in desk.get(address).context["rows"]] == [False]
    assert Look.objects.filter(person=anna.key).count() == 1
    desk.post(address, {"deed": "able", "skill": "letters"})
    assert Mastery.objects.get().skill == skill
    desk.post(address, {"deed": "not_able", "skill": "letters"})
    assert Mastery.objects.count() == 0
    assert desk.post(address, {"deed": "able", "skill": "nothing"}).status_code == 404
    today = timezone.localdate()
    desk.post(address, {"deed": "certificate", "issued_on": today.isoformat()})
    assert Vetting.objects.get().seen_by == coach
    later = desk.post(address, {"deed": "certificate", "issued_on": (today + timedelta(days=1)).isoformat()})
    assert later.context["form"].errors["__all__"] == [
        "Deze verklaring heeft een datum die nog moet komen. Kijk nog eens naar de datum."
    ]
    assert desk.get(address).context["papers"].count() == 1
