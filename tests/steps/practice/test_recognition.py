"""Where somebody may learn for a qualification, on which days, and which hours count for it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.enrolments.actions import place
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.actions import EndsBeforeItBegins, MayNotRecognise, recognise
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Person, Qualification, Recognition, Site
from werkveld.steps.practice.actions import approve_hours, draw_up, draw_up_all, sign, write_hours
from werkveld.steps.practice.actions.agreements import LearnsForNothing, SiteIsNotRecognised
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.models import Agreement
from werkveld.steps.practice.queries import (
    approved_hours,
    places_to_agree,
    recognitions_at,
    recognitions_ending,
    sites_recognised_for,
    unrecognised,
)
from werkveld.steps.practice.rules import may_learn_here, will_count

MONDAY = date(2026, 9, 7)
UNTIL = date(2027, 1, 29)
FLAGS = {"has_hours": True, "needs_agreement": True, "needs_recognition": True}


@pytest.fixture
def childcare(db: None) -> Qualification:
    return Qualification.objects.create(crebo="25486", name="Pedagogisch medewerker", stated_in=2015)


@pytest.fixture
def offering(world: World) -> Offering:
    made = world.offering("leerplek", **FLAGS)
    Offering.objects.filter(pk=made.pk).update(ends_on=UNTIL)
    made.refresh_from_db()
    return made


@pytest.fixture
def there(world: World, childcare: Qualification, offering: Offering) -> Enrolment:
    (anna,) = world.students(1)
    anna.qualification = childcare
    anna.save(update_fields=["qualification"])
    return place(
        person=anna, offering=offering, coach=world.people["coach"], by=world.people["coordinator"], at=world.at
    )


def held(world: World, childcare: Qualification, begins_on: date = MONDAY, ends_on: date = UNTIL) -> Recognition:
    by = world.people["coordinator"]
    return recognise(site=world.site, qualification=childcare, begins_on=begins_on, ends_on=ends_on, by=by, at=world.at)


def drawn(world: World, there: Enrolment) -> Agreement:
    by = world.people["coordinator"]
    facts = {"begins_on": MONDAY, "ends_on": UNTIL, "hours": 240}
    return draw_up(there, company=world.company, site=world.site, by=by, at=world.at, **facts)


def a_week(world: World, there: Enrolment, week: date) -> None:
    entries = write_hours(there, week_of=week, amounts={"": Decimal(8)}, by=there.person, at=world.at)
    approve_hours(entries, by=world.people["coach"], at=world.at)


def signed(world: World, agreement: Agreement) -> None:
    hands = {Party.LEARNER: agreement.enrolment.person, Party.COMPANY: world.people["trainer"]}
    for party, hand in {**hands, Party.SCHOOL: world.people["coordinator"]}.items():
        sign(agreement, party=party, by=hand, at=world.at)


def counted(world: World) -> list[date]:
    rows = approved_hours(world.region, start=date(2026, 8, 1), end=date(2027, 8, 1))
    return list(rows.order_by("week_of").values_list("week_of", flat=True))


@pytest.mark.parametrize(
    ("spans", "may"),
    [
        ([], False),
        ([(0, 144)], True),
        ([(-30, 400)], True),
        ([(1, 144)], False),
        ([(0, 143)], False),
        ([(0, 50), (51, 144)], True),
        ([(0, 50), (52, 144)], False),
        ([(40, 144), (0, 60)], True),
        ([(0, 144), (10, 20)], True),
    ],
)
def test_every_day_has_to_be_covered_also_by_several_in_a_row(
    world: World, childcare: Qualification, spans: list[tuple[int, int]], may: bool
):
    for first, last in spans:
        held(world, childcare, MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))
    assert may_learn_here(world.site, childcare, MONDAY, UNTIL) is may


def test_another_site_or_qualification_does_not_help(world: World, childcare: Qualification):
    held(world, childcare)
    other = Qualification.objects.create(crebo="25484", name="Gespecialiseerd", stated_in=2015)
    elsewhere = Site.objects.create(organization=world.company, code="b", name="B", city="Town", lat=52, lon=5)
    assert not may_learn_here(world.site, other, MONDAY, UNTIL)
    assert not may_learn_here(elsewhere, childcare, MONDAY, UNTIL)
    assert not may_learn_here(world.site, None, MONDAY, UNTIL)
    assert list(sites_recognised_for(childcare, begins_on=MONDAY, ends_on=UNTIL)) == [world.site]


def test_the_school_writes_it_down_and_lengthens_it(world: World, childcare: Qualification, deeds_on: DeedsOn):
    first = held(world, childcare)
    again = held(world, childcare, ends_on=UNTIL + timedelta(days=7))
    assert (again.pk, again.ends_on) == (first.pk, UNTIL + timedelta(days=7))
    held(world, childcare, ends_on=UNTIL + timedelta(days=7))
    assert deeds_on(world.site) == [("recognised", world.people["coordinator"].key)] * 2


@pytest.mark.parametrize("hand", ["trainer", "coach"])
def test_nobody_else_writes_it_down(world: World, childcare: Qualification, hand: str):
    with pytest.raises(MayNotRecognise):
        recognise(
            site=world.site,
            qualification=childcare,
            begins_on=MONDAY,
            ends_on=UNTIL,
            by=world.people[hand],
            at=world.at,
        )


def test_it_ends_after_it_begins(world: World, childcare: Qualification):
    with pytest.raises(EndsBeforeItBegins):
        held(world, childcare, MONDAY, MONDAY)


def test_no_agreement_where_it_is_not_recognised(world: World, childcare: Qualification, there: Enrolment):
    carla, today = world.people["coordinator"], localdate(world.at)
    assert list(places_to_agree(carla, today)) == [there]
    assert not will_count(there.person, there.offering)
    held(world, childcare, ends_on=UNTIL - timedelta(days=1))
    with pytest.raises(SiteIsNotRecognised):
        drawn(world, there)
    held(world, childcare)
    assert will_count(there.person, there.offering)
    assert drawn(world, there).qualification == childcare
    assert not places_to_agree(carla, today).exists()


def test_of_a_class_each_is_asked_about_at_the_own_site(
    world: World, childcare: Qualification, there: Enrolment, offering: Offering
):
    """One who learns where it is not recognised keeps the whole class back."""
    carla = world.people["coordinator"]
    (bram,) = world.students(1)
    bram.qualification = childcare
    bram.save(update_fields=["qualification"])
    too = place(person=bram, offering=offering, by=carla, at=world.at)
    elsewhere = Site.objects.create(organization=world.company, code="b", name="B", city="Town", lat=52, lon=5)
    facts = {"company": world.company, "begins_on": MONDAY, "ends_on": UNTIL, "hours": 240}
    rows = [{"enrolment": there, "site": world.site, **facts}, {"enrolment": too, "site": elsewhere, **facts}]
    held(world, childcare)
    with pytest.raises(SiteIsNotRecognised) as refusal:
        draw_up_all(rows, by=carla, at=world.at)
    assert (str(refusal.value).startswith("B "), Agreement.objects.count()) == (True, 0)
    recognise(site=elsewhere, qualification=childcare, begins_on=MONDAY, ends_on=UNTIL, by=carla, at=world.at)
    assert len(draw_up_all(rows, by=carla, at=world.at)) == 2


def test_who_learns_for_nothing_known_cannot_be_checked(world: World, childcare: Qualification, there: Enrolment):
    held(world, childcare)
    Person.objects.filter(pk=there.person_id).update(qualification=None)
    with pytest.raises(LearnsForNothing):
        drawn(world, Enrolment.objects.get())


def test_where_nobody_asks_it_nothing_is_refused(world: World):
    (anna,) = world.students(1)
    there = place(person=anna, offering=world.offering("elders", needs_agreement=True), by=anna, at=world.at)
    assert will_count(anna, there.offering)
    assert drawn(world, there).qualification is None


@pytest.mark.parametrize(
    ("last", "weeks"),
    [(UNTIL, 3), (MONDAY + timedelta(days=11), 2), (MONDAY + timedelta(days=10), 1), (MONDAY + timedelta(days=3), 0)],
)
def test_hours_count_in_weeks_that_were_recognised(
    world: World, childcare: Qualification, there: Enrolment, last: date, weeks: int
):
    """Monday to Friday; a week that it did not last does not count."""
    recognition = held(world, childcare)
    signed(world, drawn(world, there))
    there = Enrolment.objects.get()
    mondays = [MONDAY + timedelta(weeks=week) for week in range(3)]
    for week in mondays:
        a_week(world, there, week)
    assert counted(world) == mondays
    Recognition.objects.filter(pk=recognition.pk).update(ends_on=last)
    assert counted(world) == mondays[:weeks]


def test_a_week_in_which_another_one_follows_counts(world: World, childcare: Qualification, there: Enrolment):
    held(world, childcare, ends_on=MONDAY + timedelta(days=2))
    held(world, childcare, begins_on=MONDAY + timedelta(days=3))
    signed(world, drawn(world, there))
    a_week(world, Enrolment.objects.get(), MONDAY)
    assert counted(world) == [MONDAY]


def test_a_week_is_looked_at_from_the_first_day_of_the_agreement(
    world: World, childcare: Qualification, there: Enrolment
):
    wednesday = MONDAY + timedelta(days=2)
    held(world, childcare, begins_on=wednesday)
    agreement = draw_up(
        there,
        company=world.company,
        site=world.site,
        begins_on=wednesday,
        ends_on=UNTIL,
        hours=240,
        by=world.people["coordinator"],
        at=world.at,
    )
    signed(world, agreement)
    a_week(world, Enrolment.objects.get(), MONDAY)
    assert counted(world) == [MONDAY]


def test_what_ends_while_somebody_counts_on_it_is_seen(world: World, childcare: Qualification, there: Enrolment):
    carla, soon = world.people["coordinator"], UNTIL
    first = held(world, childcare)
    drawn(world, there)
    assert list(recognitions_ending(carla, MONDAY, before=UNTIL)) == []
    middle = MONDAY + timedelta(days=60)
    Recognition.objects.filter(pk=first.pk).update(ends_on=middle)
    (ending,) = recognitions_ending(carla, MONDAY, before=soon)
    assert (ending, ending.learners, ending.places) == (first, 1, 1)
    assert list(recognitions_ending(carla, middle + timedelta(days=9), before=soon)) == [first], (
        "learners are still there"
    )
    assert not recognitions_ending(carla, MONDAY, before=middle).exists()
    assert not recognitions_ending(world.people["coach"], MONDAY, before=soon).exists()
    held(world, childcare, begins_on=middle + timedelta(days=1))
    assert not recognitions_ending(carla, MONDAY, before=soon).exists(), "another one follows"


def test_a_host_sees_its_own(world: World, childcare: Qualification, offering: Offering):
    dirk = world.someone("Dirk", RoleCode.CONTACT, world.company)
    assert unrecognised([offering]) == {offering.pk}
    recognition = held(world, childcare)
    assert list(recognitions_at(dirk, MONDAY)) == [recognition]
    assert not recognitions_at(dirk, UNTIL + timedelta(days=1)).exists()
    assert not unrecognised([offering])
    elsewhere = Organization.objects.create(region=world.region, code="e", name="E", kind="company")
    assert not recognitions_at(world.someone("Eva", RoleCode.CONTACT, elsewhere), MONDAY).exists()
