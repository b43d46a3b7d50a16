"""My data: see it, put it right, take it along, and know who looked."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Q
from django.test import Client
from django.utils.timezone import localdate

from journeys.rostered import Rostered, rostered
from journeys.world import World
from werkveld.journeys.gather_own_data import IN_FIGURES, WHOSE, IsNotYours, gather_own_data
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import place
from werkveld.steps.messages.actions import tell
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.practice.actions import propose, publish_roster
from werkveld.steps.practice.actions.rosters import Planned
from werkveld.steps.practice.models import ContactMoment, Hours
from werkveld.steps.practice.queries import slots_of
from werkveld.steps.questions.actions import ask, take_up
from werkveld.web.own_data.words import KINDS

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


def tables_with_personal_data() -> set[str]:
    return {model.__name__ for model in apps.get_app_config("werkveld").get_models() if model.personal_data}


def test_no_table_with_personal_data_is_forgotten():
    assert set(WHOSE) | IN_FIGURES == tables_with_personal_data()
    assert set(KINDS) == set(WHOSE)


def ways(condition: Q) -> Iterator[str]:
    for part in condition.children:
        if isinstance(part, Q):
            yield from ways(part)
        else:
            yield part[0]


@pytest.mark.parametrize("name", sorted(WHOSE))
def test_everybody_whom_a_row_names_takes_it_along(name: str):
    table = apps.get_model("werkveld", name)
    named = {column for column in table.personal_data if table._meta.get_field(column).related_model is Person}
    assert named - set(ways(WHOSE[name](Person(pk=1)))) == set()


def test_practice_says_of_everybody_it_points_at_that_it_does():
    tables = [model for model in apps.get_app_config("werkveld").get_models() if ".practice." in model.__module__]
    assert {
        f"{table.__name__}.{column.name}"
        for table in tables
        for column in (*table._meta.concrete_fields, *table._meta.local_many_to_many)
        if column.related_model is Person and column.name not in table.personal_data
    } == {"Shift.people"}, "those are its turns, which say it themselves"


@pytest.fixture
def term(world: World) -> Rostered:
    return rostered(world)


def rows_of(person: Person, table: str) -> list[dict[str, Any]]:
    return next((one.rows for one in gather_own_data(person, by=person, with_rows=True) if one.table == table), [])


def test_a_draft_of_a_roster_is_not_theirs_whom_it_names(term: Rostered):
    anna, coach = term.students[0], term.coaches[0]
    facts = {"digest": "d", "cost": 0, "bound": 0, "seed": 1, "by": term.planner, "at": term.at}
    begins = term.at + timedelta(days=7)
    propose(
        term.roster, [Planned(slots_of(term.roster)[0], begins, begins + timedelta(hours=3), coach, [anna])], **facts
    )
    assert (rows_of(anna, "Turn"), rows_of(coach, "Shift")) == ([], [])
    assert len(rows_of(coach, "Roster")) == 1
    publish_roster(term.roster, by=term.planner, at=term.at)
    assert (len(rows_of(anna, "Turn")), len(rows_of(coach, "Shift"))) == (1, 1)


def test_who_confirmed_takes_along_that_they_did_and_not_what_was_said(world: World):
    (anna,) = world.students(1)
    coach = world.people["coach"]
    placed = place(person=anna, offering=world.offering("Zorg"), coach=coach, by=world.clockwork, at=world.at)
    facts = {"amount": 8, "note": "Ziek naar huis", "written_at": world.at}
    Hours.objects.create(enrolment=placed, week_of=date(2026, 9, 7), approved_by=coach, approved_at=world.at, **facts)
    ContactMoment.objects.create(enrolment=placed, held_by=coach, held_on=date(2026, 9, 9), note="Gaat goed")
    for table, said in (("Hours", "Ziek naar huis"), ("ContactMoment", "Gaat goed")):
        assert [row["note"] for row in rows_of(anna, table)] == [said]
        assert ["note" in row for row in rows_of(coach, table)] == [False]


def test_the_page_counts_what_is_held(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    place(person=anna, offering=world.offering("Zorg"), by=anna, at=world.at)
    page = signed_in(anna).get("/nl/mijn-gegevens/")
    counted = {row[0].text: row[1] for row in page.context["rows"]}
    assert counted[KINDS["Enrolment"]] == 1
    assert KINDS["Award"] not in counted


def test_the_download_holds_own_rows_and_nobody_elses(signed_in: SignedIn, world: World):
    anna, other = world.students(2)
    offering = world.offering("Zorg")
    place(person=anna, offering=offering, coach=world.people["coach"], by=world.people["coordinator"], at=world.at)
    place(person=other, offering=offering, by=other, at=world.at)
    answer = signed_in(anna).get("/nl/mijn-gegevens/downloaden/")
    assert answer["Content-Disposition"] == 'attachment; filename="werkveld.json"'
    told = json.loads(answer.content)
    tables = {one["table"]: one["rows"] for one in told["tables"]}
    assert [row["state"] for row in tables["Enrolment"]] == ["placed"]
    assert tables["Person"][0]["given_name"] == anna.given_name
    assert "password" not in tables["Account"][0]
    assert other.given_name not in answer.content.decode()
    assert world.people["coach"].given_name + '"' not in answer.content.decode()


def test_somebody_elses_data_is_refused(world: World):
    anna, other = world.students(2)
    with pytest.raises(IsNotYours):
        gather_own_data(anna, by=other)


def test_a_name_is_put_right_and_the_deed_keeps_no_name(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    sent = {"given_name": "Ánna", "family_name": "Aalbers", "email": "anna@example.nl", "phone": ""}
    assert signed_in(anna).post("/nl/mijn-gegevens/verbeteren/", sent).status_code == 302
    anna.refresh_from_db()
    assert anna.name == "Ánna Aalbers"
    deed = Deed.objects.get(verb="corrected")
    assert deed.detail == {"columns": ["email", "family_name", "given_name"]}


def test_news_by_mail_is_a_choice(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    desk, page = signed_in(anna), "/nl/mijn-gegevens/"
    assert 'name="wants_mail"' not in desk.get(page).content.decode(), "without an address there is nothing to choose"
    Person.objects.update(email="anna@example.nl")
    for answer, chosen in (("no", False), ("yes", True)):
        assert f'name="wants_mail" value="{answer}"' in desk.get(page).content.decode()
        assert desk.post(f"{page}mail/", {"wants_mail": answer}).url == f"{page}#mail"
        anna.refresh_from_db()
        assert anna.wants_mail is chosen
    assert desk.post(f"{page}mail/", {"wants_mail": "perhaps"}).status_code == 404
    assert list(Deed.objects.filter(by=anna.key).order_by("id").values_list("verb", flat=True)) == [
        "chose no mail",
        "chose mail",
    ]


def test_who_cannot_be_mailed_reads_so(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    Person.objects.update(email="anna@example.nl")
    anna.refresh_from_db()
    assert signed_in(anna).get("/nl/mijn-gegevens/").context["mail_was_lost"] is False
    told = tell(anna, "moved-up", about=anna, by=anna, at=world.at)
    Message.objects.filter(pk=told.pk).update(gave_up_at=world.at)
    assert signed_in(anna).get("/nl/mijn-gegevens/").context["mail_was_lost"] is True


def test_a_faulty_address_is_said_at_the_field(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    page = signed_in(anna).post("/nl/mijn-gegevens/verbeteren/", {"given_name": "Anna", "email": "geen adres"})
    assert set(page.context["form"].errors) == {"email"}


def test_how_long_it_is_kept_comes_from_the_rules_of_the_region(signed_in: SignedIn, world: World):
    rule = {"region": world.region, "unit": "months", "valid_from": date(2020, 1, 1), "source": "proef"}
    for code, months in (("retention_person", 24), ("retention_resident_contact", 6), ("retention_enrolment", 84)):
        Norm.objects.create(code=code, value=months, name_nl=code, name_en=code, **rule)
    (anna,) = world.students(1)
    place(person=anna, offering=world.offering("Zorg"), by=anna, at=world.at)
    page = signed_in(anna).get("/en/mijn-gegevens/")
    kept = {row[0].text: row[2] for row in page.context["rows"]}
    assert kept[KINDS["Person"]] == "6 months to 2 years"
    assert kept[KINDS["Enrolment"]] == "7 years"
    assert kept[KINDS["Deed"]] == "not stated by this region"


CLOSE = "/nl/mijn-gegevens/afsluiten/"


def test_who_closes_the_account_reads_what_stays_and_is_out(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    place(person=anna, offering=world.offering("Zorg"), by=anna, at=world.at)
    desk = signed_in(anna)
    page = desk.get(CLOSE)
    assert [place.offering.title_nl for place in page.context["places"]] == ["Zorg"]
    assert next(str(what) for what, _how_long in page.context["stays"]) == str(KINDS["Enrolment"])
    assert set(desk.post(CLOSE, {"x": "y"}).context["form"].errors) == {"is_sure"}
    anna.refresh_from_db()
    assert anna.left_at is None
    done = desk.post(CLOSE, {"is_sure": "on"})
    assert done.url == "/nl/mijn-gegevens/afgesloten/"
    anna.refresh_from_db()
    assert anna.left_at is not None
    assert desk.get(done.url).status_code == 200
    assert desk.get("/nl/mijn-gegevens/").status_code == 302, "and nobody is signed in any more"


def test_every_reason_against_closing_is_said(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    coach, carla = world.people["coach"], world.people["coordinator"]
    place(person=anna, offering=world.offering("Zorg"), coach=carla, by=world.clockwork, at=world.at)
    question = ask(region=world.region, text="Hoe?", asked_by=coach, by=coach, at=world.at)
    take_up(question, owner=carla, due_on=localdate(world.at), by=carla, at=world.at)
    page = signed_in(carla).post(CLOSE, {"is_sure": "on"})
    assert len(page.context["form"].non_field_errors()) == 3
    carla.refresh_from_db()
    assert carla.left_at is None


def test_a_session_elsewhere_ends_too(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    here, elsewhere = signed_in(anna), signed_in(anna)
    here.post(CLOSE, {"is_sure": "on"})
    assert elsewhere.get("/nl/mijn-gegevens/").url.startswith("/nl/account/aanmelden/")
