"""What is done to many at once keeps the rule, the deed and the refusal of what is done to one."""

from datetime import date
from decimal import Decimal

import pytest

from journeys.world import World
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import IsAlreadyIn, OfferingIsFull, end_all, place, place_all
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.messages.actions import tell_all
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Offering
from werkveld.steps.practice.actions.agreements import draw_up, sign, sign_all
from werkveld.steps.practice.actions.hours import (
    ContactIsWritten,
    HasNotStarted,
    HoursAreConfirmed,
    approve_hours,
    hold_contact,
    hold_contacts,
    write_hours,
    write_weeks,
)
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.models import Agreement, Hours


def agreement_of(world: World, enrolment: Enrolment, **facts: bool) -> Agreement:
    return draw_up(
        enrolment,
        company=world.company,
        site=world.site,
        begins_on=date(2026, 9, 7),
        ends_on=date(2027, 1, 29),
        hours=400,
        by=world.people["coordinator"],
        at=world.at,
        **facts,
    )


def test_a_class_is_placed_whole_or_not_at_all(world: World):
    offering = world.offering("a", capacity=2)
    rows = [{"person": person} for person in world.students(3)]
    with pytest.raises(OfferingIsFull):
        place_all(offering=offering, rows=rows, by=world.people["coordinator"], at=world.at)
    with pytest.raises(IsAlreadyIn):
        place_all(offering=offering, rows=[rows[0], rows[0]], by=world.people["coordinator"], at=world.at)
    assert (Enrolment.objects.count(), Offering.objects.get().seats_taken) == (0, 0)
    assert len(place_all(offering=offering, rows=rows[:2], by=world.people["coordinator"], at=world.at)) == 2
    assert Deed.objects.filter(verb="placed").count() == 2


def test_ending_many_gives_back_only_the_seats_of_who_withdraws(world: World):
    offering = world.offering("a", capacity=3)
    by = world.people["coordinator"]
    first, *rest = place_all(
        offering=offering, rows=[{"person": person} for person in world.students(3)], by=by, at=world.at
    )
    end_all([first], as_state=EnrolmentState.COMPLETED, by=by, at=world.at)
    end_all(rest, as_state=EnrolmentState.WITHDRAWN, by=by, at=world.at)
    assert Offering.objects.get().seats_taken == 1
    assert list(Enrolment.objects.order_by("id").values_list("state", flat=True)) == [
        EnrolmentState.COMPLETED,
        EnrolmentState.WITHDRAWN,
        EnrolmentState.WITHDRAWN,
    ]


def test_the_school_signs_many_and_the_last_hand_makes_each_complete(world: World):
    offering = world.offering("a", needs_agreement=True)
    placed = [place(person=one, offering=offering, by=one, at=world.at) for one in world.students(2)]
    adult, minor = agreement_of(world, placed[0]), agreement_of(world, placed[1], needs_guardian=True)
    for agreement in (adult, minor):
        learner = agreement.enrolment.person
        sign(agreement, party=Party.LEARNER, by=learner, at=world.at)
    sign_all([adult, minor], party=Party.SCHOOL, by=world.people["coordinator"], at=world.at)
    assert (adult.complete_at, minor.complete_at) == (None, None)
    sign_all([adult, minor], party=Party.COMPANY, by=world.people["trainer"], at=world.at)
    assert (adult.complete_at, minor.complete_at) == (world.at, None)
    sign_all([adult, minor], party=Party.COMPANY, by=world.people["trainer"], at=world.at)
    assert Deed.objects.filter(verb="signed").count() == 6
    assert Agreement.objects.get(pk=adult.pk).complete_at == world.at


def test_weeks_are_written_together_until_one_is_confirmed(world: World):
    offering = world.offering("a", has_hours=True)
    (person,) = world.students(1)
    enrolment = place(
        person=person, offering=offering, coach=world.people["coach"], by=world.people["coordinator"], at=world.at
    )
    first, second = date(2026, 9, 7), date(2026, 9, 14)
    weeks = {first: {"B1-K1-W1": Decimal(8)}, second: {"B1-K1-W1": Decimal(6), "B1-K1-W2": Decimal(2)}}
    write_weeks(enrolment, weeks, by=person, at=world.at)
    write_weeks(enrolment, weeks, by=person, at=world.at)
    assert Hours.objects.count() == 3
    approve_hours(Hours.objects.filter(week_of=first), by=world.people["coach"], at=world.at)
    with pytest.raises(HoursAreConfirmed):
        write_weeks(enrolment, weeks, by=person, at=world.at)
    write_hours(enrolment, week_of=second, amounts={"B1-K1-W1": Decimal(4)}, by=person, at=world.at)
    assert Hours.objects.filter(week_of=second).get().amount == 4


def test_who_just_signed_last_can_write_hours_at_once(world: World):
    offering = world.offering("a", needs_agreement=True, has_hours=True)
    (person,) = world.students(1)
    enrolment = place(person=person, offering=offering, by=person, at=world.at)
    agreement = agreement_of(world, enrolment)
    with pytest.raises(HasNotStarted):
        write_hours(enrolment, week_of=date(2026, 9, 7), amounts={"": Decimal(8)}, by=person, at=world.at)
    sign(agreement, party=Party.LEARNER, by=person, at=world.at)
    sign(agreement, party=Party.SCHOOL, by=world.people["coordinator"], at=world.at)
    sign(agreement, party=Party.COMPANY, by=world.people["trainer"], at=world.at)
    assert len(write_hours(enrolment, week_of=date(2026, 9, 7), amounts={"": Decimal(8)}, by=person, at=world.at)) == 1


def test_a_day_of_visits_is_written_whole_or_not_at_all(world: World):
    offering = world.offering("a", has_hours=True)
    coach, day = world.people["coach"], date(2026, 10, 1)
    rows = [{"person": person, "coach": coach} for person in world.students(2)]
    first, second = place_all(offering=offering, rows=rows, by=world.people["coordinator"], at=world.at)
    hold_contact(first, held_on=day, is_on_site=False, by=coach, at=world.at)
    with pytest.raises(ContactIsWritten):
        hold_contacts([first, second], held_on=day, is_on_site=True, by=coach, at=world.at)
    assert len(hold_contacts([second], held_on=day, is_on_site=True, by=coach, at=world.at)) == 1
    assert Deed.objects.filter(verb="held contact").count() == 2


def test_nobody_is_told_twice_also_among_many(world: World):
    people = world.students(3)
    rows = [{"to": person, "about": world.company, "facts": {"n": 1}} for person in people]
    assert len(tell_all("news", rows[:2], by=world.clockwork, at=world.at)) == 2
    assert [one.to for one in tell_all("news", [*rows, rows[2]], by=world.clockwork, at=world.at)] == [people[2]]
    assert Message.objects.count() == 3
