"""Who was counted stands under a pseudonym, and is let go when the rule says so."""

import json
import zlib
from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction

from steps.promises.world import YEAR, Book
from werkveld.steps.deeds.models import Deed
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.promises._counting.families import pseudonym
from werkveld.steps.promises.actions import MayNotRenew, YearIsPast, freeze, let_go, renew_figures
from werkveld.steps.promises.models import FrozenFigure, PublicFamily
from werkveld.steps.promises.queries import counted_figure, what_changed, years_to_renew
from werkveld.steps.promises.rules import has_passed

pytestmark = pytest.mark.slow
TEN_YEARS = 120
LAST_DAY, FIRST_DAY_AFTER = date(YEAR + 10, 12, 31), date(YEAR + 11, 1, 1)


@pytest.fixture
def frozen(told: Book, at: datetime) -> Book:
    Norm.objects.create(
        region=told.world.region, code="retention_figures", value=TEN_YEARS, valid_from=date(2016, 8, 1)
    )
    told.enrol("R1", 20)
    freeze(told.report, by=told.director, at=at)
    return told


def names_in(packed: bytes) -> set[str]:
    states = json.loads(zlib.decompress(packed))["states"]
    return {name.split("@")[0] for state in states for _cell, people in state["members"] for name in people}


def on(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time()).astimezone()


def test_nobodys_number_or_key_stands_in_what_is_kept(frozen: Book):
    people = {str(value) for pair in Person.objects.values_list("pk", "key") for value in pair}
    family = PublicFamily.objects.get(name__startswith="people_placed")
    assert len(names_in(family.seen)) == 20
    assert names_in(family.seen) & people == set()
    figure = FrozenFigure.objects.get(indicator__code="people")
    assert set(json.loads(zlib.decompress(figure.behind))) == names_in(family.seen)


def test_each_family_and_year_has_a_secret_and_so_another_pseudonym_for_the_same_person(frozen: Book, at: datetime):
    renew_figures(frozen.world.region, YEAR + 1, by=frozen.world.clockwork, at=at)
    secrets = [bytes(secret) for secret in PublicFamily.objects.values_list("secret", flat=True)]
    assert len(set(secrets)) == len(secrets) == 6
    assert len({pseudonym("17", secret) for secret in secrets}) == 6


def test_a_person_keeps_the_pseudonym_from_one_counting_to_the_next(frozen: Book, at: datetime):
    before = names_in(PublicFamily.objects.get(name__startswith="people_placed").seen)
    frozen.enrol("R1", 5)
    renew_figures(frozen.world.region, YEAR, by=frozen.world.clockwork, at=at)
    after = names_in(PublicFamily.objects.get(name__startswith="people_placed").seen)
    assert (len(before), len(after), before < after) == (20, 25, True)


@pytest.mark.parametrize(
    ("day", "passed"), [(LAST_DAY, False), (FIRST_DAY_AFTER, True), (date(YEAR, 6, 1), False), (date(2040, 1, 1), True)]
)
def test_ten_years_are_counted_from_the_last_day_of_the_year(day: date, passed: bool):
    assert has_passed(YEAR, TEN_YEARS, day) is passed


def test_nobody_is_let_go_before_the_rule_says_so(frozen: Book):
    assert let_go(frozen.world.region, by=frozen.world.clockwork, at=on(LAST_DAY)) == []
    assert PublicFamily.objects.filter(year=YEAR).exists()
    assert YEAR in years_to_renew(frozen.world.region, LAST_DAY)


def test_who_was_counted_is_let_go_and_the_figures_stay(frozen: Book):
    region, before = frozen.world.region, FrozenFigure.objects.get(indicator__code="people")
    assert let_go(region, by=frozen.world.clockwork, at=on(FIRST_DAY_AFTER)) == [YEAR]
    assert not PublicFamily.objects.filter(year=YEAR).exists()
    after = FrozenFigure.objects.get(pk=before.pk)
    assert (bytes(after.records), bytes(after.behind)) == (b"", b"")
    assert (after.value, after.digest, after.public) == (before.value, before.digest, before.public)
    assert YEAR not in years_to_renew(region, FIRST_DAY_AFTER)
    figure = counted_figure(region, "people", YEAR)
    assert what_changed(frozen.director, figure, FIRST_DAY_AFTER) is None
    with pytest.raises(YearIsPast):
        renew_figures(region, YEAR, by=frozen.world.clockwork, at=on(FIRST_DAY_AFTER))
    assert Deed.objects.filter(verb="let go of who was counted").count() == 1
    assert let_go(region, by=frozen.world.clockwork, at=on(FIRST_DAY_AFTER)) == []


def test_only_who_guards_the_figures_lets_go(frozen: Book):
    with pytest.raises(MayNotRenew):
        let_go(frozen.world.region, by=frozen.world.people["coach"], at=on(FIRST_DAY_AFTER))


@pytest.mark.parametrize("change", [{"records": b"", "behind": b"", "n": 1}, {"records": b""}, {"behind": b"x"}])
def test_the_database_lets_a_frozen_figure_be_emptied_and_nothing_else(frozen: Book, change: dict[str, object]):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        FrozenFigure.objects.update(**change)
    FrozenFigure.objects.update(records=b"", behind=b"")
