"""What somebody can do is seen by somebody of the school, and a certificate holds as long as the dated rule says."""

from datetime import date, datetime

import pytest

from steps.types import DeedsOn
from werkveld.steps.people.actions import deem_able, no_longer_deem_able, see_certificate
from werkveld.steps.people.actions.skills import (
    CertificateIsOfLater,
    CertificateIsTooOld,
    MayNotDeemAble,
    months_after,
)
from werkveld.steps.people.models import Mastery, Norm, Person, Qualification, Region, Skill
from werkveld.steps.people.queries import abilities, masteries_of, skills_in, vettings_of


@pytest.fixture
def letters(region: Region) -> Skill:
    return Skill.objects.create(region=region, code="letters", name_nl="Brieven", name_en="Letters", from_year=2)


def test_it_is_seen_once_by_somebody_else(letters: Skill, anna: Person, bram: Person, at: datetime, deeds_on: DeedsOn):
    with pytest.raises(MayNotDeemAble):
        deem_able(anna, skill=letters, by=anna, at=at)
    seen = deem_able(anna, skill=letters, by=bram, at=at)
    assert deem_able(anna, skill=letters, by=bram, at=at) == seen
    assert deeds_on(seen) == [("deemed able", bram.key)]
    assert list(masteries_of(anna)) == [seen]
    with pytest.raises(MayNotDeemAble):
        no_longer_deem_able(anna, skill=letters, by=anna, at=at)
    no_longer_deem_able(anna, skill=letters, by=bram, at=at)
    no_longer_deem_able(anna, skill=letters, by=bram, at=at)
    assert Mastery.objects.count() == 0
    assert [verb for verb, _by in deeds_on(anna)] == ["no longer deemed able"]


def test_who_learns_it_can_do_it_from_a_year_on(letters: Skill, anna: Person, bram: Person, at: datetime):
    law = Qualification.objects.create(crebo="25145", name="Law", stated_in=2022)
    letters.qualifications.add(law)
    anna.qualification, anna.study_year = law, 1
    assert abilities([anna, bram], [letters]) == {anna.pk: set(), bram.pk: set()}
    anna.study_year = 2
    assert abilities([anna, bram], skills_in(anna.region)) == {anna.pk: {letters.pk}, bram.pk: set()}
    deem_able(bram, skill=letters, by=person_who_coaches(anna), at=at)
    assert abilities([bram], [letters]) == {bram.pk: {letters.pk}}


def person_who_coaches(anna: Person) -> Person:
    return Person.objects.get(region=anna.region, is_clockwork=True)


@pytest.fixture(autouse=True)
def clockwork(region: Region) -> Person:
    Norm.objects.create(region=region, code="conduct_certificate_months", value=36, valid_from=date(2016, 8, 1))
    return Person.objects.create(region=region, given_name="Werkveld", is_clockwork=True)


def test_a_certificate_holds_as_long_as_the_rule_says(anna: Person, bram: Person, at: datetime):
    seen = see_certificate(anna, issued_on=date(2024, 2, 29), by=bram, at=at)
    assert (seen.valid_until, seen.seen_by) == (date(2027, 2, 28), bram)
    assert see_certificate(anna, issued_on=date(2024, 2, 29), by=bram, at=at) == seen
    newer = see_certificate(anna, issued_on=date(2026, 8, 31), by=bram, at=at)
    assert list(vettings_of(anna)) == [newer, seen]
    with pytest.raises(CertificateIsTooOld):
        see_certificate(anna, issued_on=date(2023, 9, 1), by=bram, at=at)
    with pytest.raises(CertificateIsOfLater):
        see_certificate(anna, issued_on=date(2026, 9, 2), by=bram, at=at)
    with pytest.raises(MayNotDeemAble):
        see_certificate(anna, issued_on=date(2026, 8, 1), by=anna, at=at)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 11, 30), 36, date(2029, 11, 30)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_so_many_months_later(day: date, months: int, then: date):
    assert months_after(day, months) == then
