"""Wishes and offerings come from a sheet: what is wrong is said by line and column, and nothing is written until all is right."""

from collections.abc import Callable
from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from web.school.rounds.conftest import Desk
from werkveld.ground.sheets import read_sheet, write_sheet
from werkveld.steps.enrolments.models import RoundOffering, Wish
from werkveld.steps.offerings.actions import change_offering
from werkveld.steps.offerings.actions.offering import HoursAreByRule
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering, OfferingKind
from werkveld.steps.people.models import Norm, Person

pytestmark = pytest.mark.slow
HEAD = ["Studentnummer", "Wens 1", "Wens 2"]
OFFERINGS = ["Titel", "Programma", "Begint op", "Plaatsen", "Minimaal", "Niveau van", "Niveau tot"]


def look(desk: Desk, what: str, head: list[str], *lines: list[object]) -> dict[str, object]:
    data = SimpleUploadedFile("blad.xlsx", write_sheet(head, lines, name="blad"))
    page = desk.client.post(desk.page("blad", what), {"sheet": data})
    assert page.context["form"].errors == {}
    return {name: page.context[name] for name in ("faults", "signed", "count")}


def faults(context: dict[str, object]) -> list[tuple[int, str, str]]:
    return [(fault.line, column, fault.words) for fault, column in context["faults"]]


def test_wishes_are_looked_at_first_and_written_with_one_button(desk: Desk):
    koken, film, _bos = desk.offerings
    looked = look(desk, "wensen", HEAD, ["001", "film", "Koken"], ["002", film.key.hex[:6], ""], ["003", "", " KOKEN "])
    assert looked["faults"] == []
    assert not Wish.objects.exists(), "looking writes nothing"
    answer = desk.client.post(desk.page("blad/wensen"), {"rows": looked["signed"]})
    assert answer.status_code == 302
    wishes = Wish.objects.order_by("person", "rank").values_list("person__student_number", "offering", "rank")
    assert list(wishes) == [("001", film.pk, 1), ("001", koken.pk, 2), ("002", film.pk, 1), ("003", koken.pk, 1)]


def test_everything_that_is_wrong_is_said_at_once_by_line_and_column(desk: Desk):
    Offering.objects.filter(pk=desk.offerings[2].pk).update(level_min=3, level_max=4)
    Person.objects.filter(pk=desk.students[0].pk).update(level=2)
    desk.set(wishes_least=1, wishes_most=1)
    looked = look(
        desk,
        "wensen",
        HEAD,
        ["001", "Bos", ""],
        ["999", "Film", ""],
        ["002", "Filmm", ""],
        ["002", "Film", ""],
        ["003", "Film", "film"],
        ["", "Koken", ""],
        ["004", "Film", "Koken"],
    )
    places = [(line, column[:1]) for line, column, _words in faults(looked)]
    assert places == [(2, "B"), (3, "A"), (4, "B"), (5, "A"), (6, "C"), (7, "A"), (8, "")]
    words = [said for _line, _column, said in faults(looked)]
    assert "«Film»" in words[2], "it guesses what was meant"
    assert "999" in words[1]
    assert looked["signed"] == ""
    assert not Wish.objects.exists()


def test_a_wish_that_is_written_wrong_counts_as_a_wish(desk: Desk):
    desk.set(wishes_least=2)
    said = faults(look(desk, "wensen", HEAD, ["001", "Film", "Kookles"], ["002", "Film", ""]))
    assert [(line, column[:1]) for line, column, _words in said] == [(2, "C"), (3, "")]


@pytest.mark.parametrize(("head", "count"), [(["Naam", "Wens 1"], 1), (["Studentnummer"], 1), (["a"], 2)])
def test_a_missing_column_is_named(desk: Desk, head: list[str], count: int):
    assert [line for line, _column, _words in faults(look(desk, "wensen", head, ["x"]))] == [1] * count


def test_what_is_no_sheet_is_refused_at_the_field(desk: Desk):
    data = SimpleUploadedFile("wensen.xlsx", b"\x89PNG\x00\x01")
    form = desk.client.post(desk.page("blad"), {"sheet": data}).context["form"]
    assert form.non_field_errors() or form.errors
    empty = desk.client.post(desk.page("blad"), {}).context["form"]
    assert set(empty.errors) == {"sheet"}


def test_a_sheet_that_was_changed_between_looking_and_the_button_is_not_taken(desk: Desk):
    looked = look(desk, "wensen", HEAD, ["001", "Film", ""])
    desk.client.post(desk.page("blad/wensen"), {"rows": str(looked["signed"])[:-2] + "xx"})
    assert not Wish.objects.exists()


def test_what_became_wrong_meanwhile_writes_nothing_and_says_so(desk: Desk):
    looked = look(desk, "wensen", HEAD, ["001", "Film", ""], ["002", "Film", ""])
    Person.objects.filter(pk=desk.students[1].pk).update(student_number="")
    page = desk.client.post(desk.page("blad/wensen"), {"rows": looked["signed"]})
    assert [fault.line for fault, _column in page.context["faults"]] == [3]
    assert not Wish.objects.exists()


def test_an_empty_sheet_has_the_columns_of_this_round_and_can_be_handed_in_again(desk: Desk):
    (head,) = read_sheet(desk.client.get(desk.page("blad/wensen/leeg")).content)
    assert head == ["Studentnummer", "Wens 1", "Wens 2", "Wens 3"]
    english = desk.client.get(desk.page("blad/wensen/leeg").replace("/nl/", "/en/")).content
    (words,) = read_sheet(english)
    assert look(desk, "wensen", words, ["001", "Film"])["faults"] == []
    (columns,) = read_sheet(desk.client.get(desk.page("blad/aanbod/leeg")).content)
    assert columns[:3] == ["Titel", "Titel Engels", "Programma"]


def test_offerings_come_as_drafts_in_the_round(desk: Desk):
    looked = look(
        desk, "aanbod", OFFERINGS, ["Zeilen", "Koken", "2027-02-01", 12, 6, 2, 4], ["Vlaai", "film", "8-2-2027", 9]
    )
    assert looked["faults"] == []
    assert not Offering.objects.filter(title_nl="Zeilen").exists()
    desk.client.post(desk.page("blad/aanbod"), {"rows": looked["signed"]})
    made = Offering.objects.get(title_nl="Zeilen")
    assert (made.capacity, made.capacity_min, made.level_min, made.level_max, str(made.starts_on)) == (
        12,
        6,
        2,
        4,
        "2027-02-01",
    )
    assert (made.state, made.programme.code) == (OfferingState.DRAFT, "Koken")
    assert RoundOffering.objects.filter(round=desk.round).count() == 5


def test_offerings_of_one_day_come_with_their_times(desk: Desk):
    head = [*OFFERINGS[:4], "Begint om", "Eindigt om", "Eindigt op"]
    looked = look(
        desk,
        "aanbod",
        head,
        ["Zeilen", "Koken", "2027-02-01", 12, "9:30", "12.00", ""],
        ["Vlaai", "film", "8-2-2027", 9, "", "", "2027-03-01"],
    )
    assert looked["faults"] == []
    desk.client.post(desk.page("blad/aanbod"), {"rows": looked["signed"]})
    made = Offering.objects.get(title_nl="Zeilen")
    assert (made.begins, made.ends) == (time(9, 30), time(12))
    wrong = look(
        desk,
        "aanbod",
        head,
        ["a", "Koken", "2027-02-01", 12, "half tien", "12:00", ""],
        ["b", "Koken", "2027-02-01", 12, "12:00", "9:30", ""],
        ["c", "Koken", "2027-02-01", 12, "9:30", "", ""],
        ["d", "Koken", "2027-02-01", 12, "9:30", "12:00", "2027-03-01"],
    )
    places = [(line, column[:1]) for line, column, _words in faults(wrong)]
    assert places == [(2, "E"), (2, "F"), (3, "F"), (4, "E"), (5, "F")]


def test_mistakes_in_offerings_are_said_by_line_and_column(desk: Desk):
    looked = look(
        desk,
        "aanbod",
        OFFERINGS,
        ["", "Koken", "2027-02-01", 12],
        ["a", "Kokken", "2027-02-01", 12],
        ["b", "Koken", "ooit", 12],
        ["c", "Koken", "2027-02-01", "veel"],
        ["d", "Koken", "2027-02-01", 5, 6],
        ["e", "Koken", "2027-02-01", 5, 0, 4, 2],
        ["f", "Koken", "2027-02-01", 5, 0, 7, 9],
    )
    places = [(line, column[:1]) for line, column, _words in faults(looked)]
    assert places == [(2, "A"), (3, "B"), (4, "C"), (5, "D"), (6, "D"), (7, "G"), (8, "F")]
    assert not Offering.objects.filter(title_nl="a").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_of_a_school_asks_no_more_than_that_of_one(desk: Desk, count: int, django_assert_num_queries: Callable):
    lines = [[f"00{number}", "Film", "Koken"] for number in range(1, count + 1)]
    looked = look(desk, "wensen", HEAD, *lines)
    with django_assert_num_queries(17):
        desk.client.post(desk.page("blad/wensen"), {"rows": looked["signed"]})
    assert Wish.objects.count() == 2 * count


def test_hours_follow_the_dated_rule_of_the_kind(desk: Desk):
    """Two hundred and forty hours or a multiple; who says nothing gets that number."""
    OfferingKind.objects.update(hours_rule="elective_hours")
    Norm.objects.create(region=desk.round.region, code="elective_hours", value=240, valid_from=date(2016, 8, 1))
    head = [*OFFERINGS[:4], "Uren"]
    looked = look(desk, "aanbod", head, ["a", "Koken", "2027-02-01", 5, 100], ["b", "Koken", "2027-02-01", 5, 480])
    assert [(line, column) for line, column, _words in faults(looked)] == [(2, "E (Uren)")]
    assert "240" in faults(looked)[0][2]
    looked = look(desk, "aanbod", head, ["a", "Koken", "2027-02-01", 5, ""], ["b", "Koken", "2027-02-01", 5, 480])
    desk.client.post(desk.page("blad/aanbod"), {"rows": looked["signed"]})
    made = Offering.objects.filter(title_nl__in=("a", "b")).order_by("title_nl")
    assert [one.hours for one in made] == [240, 480]
    with pytest.raises(HoursAreByRule, match="240"):
        change_offering(made[0], hours=100, by=desk.carla, at=timezone.now())
