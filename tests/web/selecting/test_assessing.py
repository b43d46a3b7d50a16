"""Assessors see what waits for them, beside its criteria, and not what the other gave."""

from collections.abc import Callable

import pytest
from django.test import Client

from harness.selections import Track
from web.selecting.conftest import CLOSED
from werkveld.steps.deeds.models import Look
from werkveld.steps.enrolments.actions import place
from werkveld.steps.enrolments.models import Application, Assessment, Settlement
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
TrackSince = Callable[..., Track]
HOME = "/nl/selectie/beoordelen/"


@pytest.fixture
def divided(track_since: TrackSince) -> Track:
    track = track_since(CLOSED)
    track.applied(*track.world.students(2))
    track.divided()
    return track


def mine_of(person: Person) -> Assessment:
    return Assessment.objects.filter(assessor__person=person).order_by("id").first()


def sent(track: Track, points: tuple[object, object], **more: str) -> dict[str, object]:
    criteria = track.selection.criteria.order_by("ordering")
    fields = {f"points_{one.pk}": given for one, given in zip(criteria, points, strict=True)}
    return {**fields, **{f"note_{one.pk}": "Goed gezien." for one in criteria}, **more}


def test_the_desk_leads_to_what_waits(signed_in: SignedIn, divided: Track):
    desk = signed_in(divided.assessors[0])
    assert HOME in desk.get("/nl/coach/").content.decode()
    assert len(desk.get(HOME).context["waiting"]) == 2
    assert HOME not in signed_in(divided.world.people["coach"]).get("/nl/coach/").content.decode()


def test_the_criterion_stands_beside_its_fields_and_opening_is_a_look(signed_in: SignedIn, divided: Track):
    mine = mine_of(divided.assessors[0])
    page = signed_in(divided.assessors[0]).get(f"{HOME}{mine.key}/").content.decode()
    assert "Je hebt iets gemaakt waar je trots op bent." in page
    assert "Ik ben Student 1." in page
    assert Look.objects.filter(by=divided.assessors[0].key, person=mine.application.person.key).count() == 1
    other = mine.application.assessments.exclude(pk=mine.pk).get()
    assert signed_in(divided.assessors[0]).get(f"{HOME}{other.key}/").status_code == 404


def test_a_part_is_kept_and_handing_in_asks_for_all_of_it(signed_in: SignedIn, divided: Track):
    me, mine = divided.assessors[0], mine_of(divided.assessors[0])
    desk, address = signed_in(me), f"{HOME}{mine.key}/"
    assert desk.post(address, sent(divided, ("7", ""), keep="yes")).url == address
    assert 'value="7"' in desk.get(address).content.decode()
    refused = desk.post(address, sent(divided, ("7", ""), hand_in="yes"))
    assert refused.status_code == 200
    assert len(refused.context["form"].errors) == 1
    assert "Goed gezien." in refused.content.decode()
    wrong = desk.post(address, sent(divided, ("11", "3"), hand_in="yes"))
    assert len(wrong.context["form"].errors) == 1
    following = desk.post(address, sent(divided, ("7", "3"), hand_in="yes")).url
    mine.refresh_from_db()
    assert mine.handed_in_at is not None
    assert (following.startswith(HOME), following == address) == (True, False)


def test_who_coaches_the_learner_declares_it(signed_in: SignedIn, track_since: TrackSince):
    track = track_since(CLOSED)
    (anna,) = track.world.students(1)
    me = track.assessors[0]
    place(person=anna, offering=track.world.offering("Leerplek"), coach=me, by=track.by, at=track.world.at)
    track.applied(anna)
    track.divided()
    desk, address = signed_in(me), f"{HOME}{mine_of(me).key}/"
    refused = desk.post(address, sent(track, ("7", "3"), hand_in="yes"))
    assert set(refused.context["form"].errors) == {"declared"}
    desk.post(address, sent(track, ("7", "3"), hand_in="yes", declared="Ik ben haar coach."))
    assert Assessment.objects.get(pk=mine_of(me).pk).declared == "Ik ben haar coach."


def test_neither_sees_the_other_before_both_handed_in_and_then_they_settle_it(signed_in: SignedIn, divided: Track):
    first, second = divided.assessors
    application = Application.objects.order_by("id").first()
    divided.handed_in(application, (10, 5))
    theirs = application.assessments.get(turn=2)
    page = signed_in(second).get(f"{HOME}{theirs.key}/").content.decode()
    assert "Want 10." not in page
    assert signed_in(second).get(f"{HOME}{theirs.key}/samen/").status_code == 404
    signed_in(second).post(f"{HOME}{theirs.key}/", sent(divided, ("1", "1"), hand_in="yes"))
    settling = signed_in(second).get(HOME).context["settling"]
    assert [one.pk for one in settling] == [theirs.pk]
    page = signed_in(second).get(f"{HOME}{theirs.key}/samen/").content.decode()
    assert "Want 10." in page
    signed_in(second).post(
        f"{HOME}{theirs.key}/samen/", {"deed": "propose", "points": "62,5", "why": "Samen besproken"}
    )
    mine = application.assessments.get(turn=1)
    signed_in(second).post(f"{HOME}{theirs.key}/samen/", {"deed": "agree"})
    assert Settlement.objects.get().agreed_at is None
    signed_in(first).post(f"{HOME}{mine.key}/samen/", {"deed": "agree"})
    assert (str(Settlement.objects.get().points), Settlement.objects.get().agreed_by) == ("62.50", first)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    signed_in: SignedIn, track_since: TrackSince, count: int, django_assert_num_queries: Callable
):
    track = track_since(CLOSED)
    track.applied(*track.world.students(count))
    track.divided()
    desk = signed_in(track.assessors[0])
    desk.get(HOME)
    with django_assert_num_queries(6):
        desk.get(HOME)
