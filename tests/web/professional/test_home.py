"""What somebody learns beside work, and the proof."""

from collections.abc import Callable

import pytest
from django.test import Client

from journeys.world import World
from werkveld.steps.enrolments.actions import end_enrolment, place
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.evidence.actions import award
from werkveld.steps.evidence.enums import EvidenceKind
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow


def test_what_runs_what_ended_and_what_is_proven(signed_in: Callable[[Person], Client], world: World):
    hans = world.someone("Hans", RoleCode.PROFESSIONAL, world.school)
    now = place(person=hans, offering=world.offering("Basis Bouwkunde"), by=hans, at=world.at)
    before = place(person=hans, offering=world.offering("Proeftraject"), by=hans, at=world.at)
    end_enrolment(before, as_state=EnrolmentState.STOPPED, by=hans, at=world.at)
    proven = award(
        person=hans,
        kind=EvidenceKind.CERTIFICATE,
        title_nl="Tekening lezen",
        title_en="Reading drawings",
        issuer=world.school,
        by=world.people["coordinator"],
        at=world.at,
    )
    page = signed_in(hans).get("/nl/professional/")
    assert [one.enrolment for one in page.context["current"]] == [now]
    assert [one.enrolment for one in page.context["past"]] == [before]
    assert list(page.context["awards"]) == [proven]
    assert "Reading drawings" in signed_in(hans).get("/en/professional/").content.decode()
