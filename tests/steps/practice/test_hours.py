"""Hours: by the learner's hand, confirmed by another; and contact moments."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import end_enrolment, place
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import OrganizationKind, RoleCode
from werkveld.steps.people.models import Organization
from werkveld.steps.practice.actions import approve_hours, hold_contact, write_hours, write_weeks
from werkveld.steps.practice.actions.hours import (
    ContactIsWritten,
    HasNotStarted,
    HoursAreConfirmed,
    MayNotApproveHours,
    MayNotHoldContact,
    MayNotWriteHours,
    WeekStartsOnMonday,
)
from werkveld.steps.practice.models import ContactMoment, Hours
from werkveld.steps.practice.queries import approved_hours, hours_awaiting, hours_awaiting_at, hours_forgotten

MONDAY = date(2026, 9, 7)
EIGHT = {"B1-K1-W1": Decimal(8)}


@pytest.fixture
def there(world: World) -> Enrolment:
    (anna,) = world.students(1)
    offering = world.offering("zorg", has_hours=True)
    return place(
        person=anna, offering=offering, coach=world.people["coach"], by=world.people["coordinator"], at=world.at
    )


def written(world: World, there: Enrolment, week: date = MONDAY) -> list[Hours]:
    return write_hours(there, week_of=week, amounts=EIGHT, by=there.person, at=world.at)


def test_a_learner_writes_a_week(world: World, there: Enrolment, deeds_on: DeedsOn):
    (entry,) = written(world, there)
    assert (entry.week_of, entry.amount, entry.work_process, entry.approved_at) == (
        MONDAY,
        Decimal(8),
        "B1-K1-W1",
        None,
    )
    assert deeds_on(there)[-1] == ("wrote hours", there.person.key)
    assert [row.pk for row in hours_awaiting(world.people["coach"])] == [entry.pk]


def test_writing_again_replaces_the_week_and_no_other(world: World, there: Enrolment):
    written(world, there)
    written(world, there, MONDAY - timedelta(weeks=1))
    write_hours(there, week_of=MONDAY, amounts={"": Decimal(4)}, by=there.person, at=world.at)
    assert dict(Hours.objects.values_list("week_of", "amount")) == {
        MONDAY: Decimal(4),
        MONDAY - timedelta(weeks=1): Decimal(8),
    }


def test_only_the_learner_writes(world: World, there: Enrolment):
    with pytest.raises(MayNotWriteHours):
        write_hours(there, week_of=MONDAY, amounts=EIGHT, by=world.people["coach"], at=world.at)


def test_a_week_is_named_by_its_monday(world: World, there: Enrolment):
    with pytest.raises(WeekStartsOnMonday):
        written(world, there, MONDAY + timedelta(days=1))
    with pytest.raises(WeekStartsOnMonday):
        write_weeks(there, {MONDAY: EIGHT, date(2026, 9, 16): EIGHT}, by=there.person, at=world.at)
    assert not Hours.objects.exists()


def test_without_a_signed_agreement_nothing_is_written(world: World):
    (anna,) = world.students(1)
    offering = world.offering("leerplek", has_hours=True, needs_agreement=True)
    unsigned = place(person=anna, offering=offering, by=anna, at=world.at)
    with pytest.raises(HasNotStarted):
        written(world, unsigned)


def test_after_the_end_nothing_is_written(world: World, there: Enrolment):
    end_enrolment(there, as_state=EnrolmentState.STOPPED, by=there.person, at=world.at)
    with pytest.raises(HasNotStarted):
        written(world, there)


@pytest.mark.parametrize("hand", ["coach", "trainer"])
def test_the_coach_or_the_trainer_at_the_company_confirms(world: World, there: Enrolment, hand: str, deeds_on: DeedsOn):
    (entry,) = written(world, there)
    by = world.people[hand]
    assert approve_hours([entry], by=by, at=world.at) == 1
    entry.refresh_from_db()
    assert (entry.approved_by, entry.approved_at) == (by, world.at)
    assert deeds_on(there)[-1] == ("approved hours", by.key)
    assert Deed.objects.get(verb="approved hours").detail == {"weeks": [MONDAY.isoformat()]}
    assert approved_hours(world.region, start=MONDAY, end=MONDAY + timedelta(days=7)).count() == 1


def test_the_audit_has_one_line_a_student_with_all_weeks(world: World, there: Enrolment, deeds_on: DeedsOn):
    (bram,) = world.students(1)
    too = place(person=bram, offering=there.offering, by=bram, at=world.at)
    later = MONDAY + timedelta(days=7)
    two = write_weeks(there, {later: EIGHT, MONDAY: EIGHT}, by=there.person, at=world.at)
    (one,) = write_weeks(too, {later: EIGHT}, by=bram, at=world.at)
    assert approve_hours([*two, one], by=world.people["trainer"], at=world.at) == 3
    lines = Deed.objects.filter(verb="approved hours").order_by("pk")
    assert [line.detail["weeks"] for line in lines] == [[MONDAY.isoformat(), later.isoformat()], [later.isoformat()]]
    assert deeds_on(too)[-1] == ("approved hours", world.people["trainer"].key)


def test_the_learners_own_hand_never_confirms(world: World, there: Enrolment):
    """Not even when the learner is also a trainer there, or the own coach."""
    entries = written(world, there)
    world.someone("twee petten", RoleCode.TRAINER, world.company)
    there.person.roles.create(organization=world.company, code=RoleCode.TRAINER, begins_on=date(2026, 1, 1))
    Enrolment.objects.filter(pk=there.pk).update(coach=there.person)
    entry = Hours.objects.get(pk=entries[0].pk)
    with pytest.raises(MayNotApproveHours):
        approve_hours([entry], by=entry.enrolment.person, at=world.at)


def test_somebody_of_another_company_confirms_nothing(world: World, there: Enrolment):
    elsewhere = Organization.objects.create(
        region=world.region, code="elders", name="Elders", kind=OrganizationKind.COMPANY
    )
    stranger = world.someone("stranger", RoleCode.TRAINER, elsewhere)
    entries = written(world, there)
    with pytest.raises(MayNotApproveHours):
        approve_hours(entries, by=stranger, at=world.at)
    today = localdate(world.at)
    assert not hours_awaiting_at(stranger, today).exists()
    assert list(hours_awaiting_at(world.people["trainer"], today)) == entries


def test_many_are_confirmed_all_or_none(world: World, there: Enrolment):
    mine = written(world, there)
    (other,) = world.students(1)
    theirs = place(person=other, offering=world.offering("elders", has_hours=True), by=other, at=world.at)
    Offering.objects.filter(pk=theirs.offering_id).update(organization=world.school)
    not_mine = write_hours(Enrolment.objects.get(pk=theirs.pk), week_of=MONDAY, amounts=EIGHT, by=other, at=world.at)
    with pytest.raises(MayNotApproveHours):
        approve_hours([*mine, *not_mine], by=world.people["coach"], at=world.at)
    assert not Hours.objects.filter(approved_at__isnull=False).exists()


def test_what_is_confirmed_is_not_confirmed_again(world: World, there: Enrolment):
    stale = written(world, there)
    fresh = list(Hours.objects.select_related("enrolment__offering__organization"))
    approve_hours(fresh, by=world.people["coach"], at=world.at)
    assert approve_hours(stale, by=world.people["trainer"], at=world.at + timedelta(days=1)) == 0
    assert Hours.objects.get().approved_by == world.people["coach"]
    assert Deed.objects.filter(verb="approved hours").count() == 1, "who came too late did nothing"


def test_what_is_confirmed_is_not_written_again(world: World, there: Enrolment):
    approve_hours(written(world, there), by=world.people["coach"], at=world.at)
    with pytest.raises(HoursAreConfirmed):
        written(world, there)
    assert Hours.objects.get().amount == Decimal(8)


def test_the_school_sees_what_everybody_forgot(world: World, there: Enrolment):
    (entry,) = written(world, there)
    carla, today = world.people["coordinator"], localdate(world.at)
    assert list(hours_forgotten(carla, today, before=MONDAY + timedelta(days=1))) == [entry]
    assert not hours_forgotten(carla, today, before=MONDAY).exists()
    assert not hours_forgotten(there.person, today, before=MONDAY + timedelta(days=1)).exists()


@pytest.mark.parametrize("wrong", [{"amount": 0}, {"amount": 61}, {"approved_at": "2026-09-01T00:00Z"}])
def test_the_database_refuses_hours_that_cannot_be(world: World, there: Enrolment, wrong: dict[str, object]):
    written(world, there)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hours.objects.update(**wrong)


def test_the_database_knows_a_week_and_a_work_process_once(world: World, there: Enrolment):
    (entry,) = written(world, there)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hours.objects.create(
            enrolment=there, week_of=MONDAY, work_process=entry.work_process, amount=1, written_at=world.at
        )


def test_a_coach_writes_down_one_conversation_a_day(world: World, there: Enrolment, deeds_on: DeedsOn):
    coach = world.people["coach"]
    held = hold_contact(there, held_on=MONDAY, is_on_site=True, note_text="Goed", by=coach, at=world.at)
    assert (held.held_by, held.held_on, held.is_on_site, held.note) == (coach, MONDAY, True, "Goed")
    assert deeds_on(held) == [("held contact", coach.key)]
    with pytest.raises(ContactIsWritten):
        hold_contact(there, held_on=MONDAY, is_on_site=False, by=coach, at=world.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactMoment.objects.create(enrolment=there, held_by=coach, held_on=MONDAY)


def test_neither_the_learner_nor_the_company_writes_it_down(world: World, there: Enrolment):
    for by in (there.person, world.people["trainer"]):
        with pytest.raises(MayNotHoldContact):
            hold_contact(there, held_on=MONDAY, is_on_site=True, by=by, at=world.at)
