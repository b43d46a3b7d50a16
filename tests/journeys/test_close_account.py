"""Closing the own account: what goes, what stays without a name, and what stands in the way."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext

from journeys.world import World
from werkveld.journeys.close_account import StillNeeded, close_account
from werkveld.journeys.draw_places import draw_places
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import StillCoaches, book_group, open_round, place, wait, wish
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment, GroupBooking, Wish
from werkveld.steps.evidence.actions import award
from werkveld.steps.evidence.enums import EvidenceKind
from werkveld.steps.experiences.actions import set_out
from werkveld.steps.experiences.models import Asked
from werkveld.steps.messages.actions import tell
from werkveld.steps.messages.models import Message
from werkveld.steps.people.actions import (
    IsLastWithRole,
    MayNotCorrect,
    MayNotLeave,
    correct,
    invite,
    leave,
    open_account,
    register,
)
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Account, Invitation, Person
from werkveld.steps.people.queries import names_of
from werkveld.steps.practice.actions import (
    AgreementStands,
    StillHelps,
    StillOnShifts,
    approve_hours,
    book,
    draw_up,
    hold_contact,
    plan_shift,
    sign,
    write_hours,
)
from werkveld.steps.practice.enums import AppointmentState, Party
from werkveld.steps.practice.models import Appointment, ContactMoment, Hours, Shift
from werkveld.steps.questions.actions import StillAnswers, ask, take_up
from werkveld.steps.questions.enums import QuestionState
from werkveld.steps.questions.models import Question

PERSONAL = {"given_name": "Zeldzaam", "family_name": "Opvallend", "email": "zo@example.nl", "phone": "0612345678"}


@pytest.fixture
def anna(world: World) -> Person:
    facts = {**PERSONAL, "postcode": "3811 AB", "born_in": 2005, "student_number": "S1", "college": world.college}
    person = register(organization=world.college, role=RoleCode.LEARNER, by=world.clockwork, at=world.at, **facts)
    open_account(person, email="zo.inlog@example.nl", by=world.clockwork, at=world.at)
    return person


def there(world: World, person: Person, name: str = "zorg", **flags: bool) -> Enrolment:
    coach, carla = world.people["coach"], world.people["coordinator"]
    return place(person=person, offering=world.offering(name, **flags), coach=coach, by=carla, at=world.at)


def agreed(world: World, enrolment: Enrolment) -> None:
    agreement = draw_up(
        enrolment,
        company=world.company,
        site=world.site,
        begins_on=enrolment.starts_on,
        ends_on=enrolment.starts_on + timedelta(days=90),
        hours=240,
        by=world.people["coordinator"],
        at=world.at,
    )
    hands = {
        Party.SCHOOL: world.people["coordinator"],
        Party.LEARNER: enrolment.person,
        Party.COMPANY: world.people["trainer"],
    }
    for party, hand in hands.items():
        sign(agreement, party=party, by=hand, at=world.at)


def shift_with(world: World, *, coach: Person, people: list[Person]) -> Shift:
    starts_at = world.at + timedelta(days=3)
    return plan_shift(
        offering=world.offering(f"nova {coach.pk}"),
        site=world.site,
        coach=coach,
        people=people,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        by=world.clockwork,
        at=world.at,
    )


def everything_in_the_tables() -> str:
    """All that is written anywhere, as a reader of the database sees it; keys may hold any digits by chance."""
    text = "\n".join(
        str(row) for table in apps.get_models() if table._meta.managed for row in table.objects.order_by("pk").values()
    )
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}", "", text)


def test_no_table_names_who_left(world: World, anna: Person):
    """Whatever somebody did: no name, no address, no number of a telephone and none of their words are left."""
    other = world.students(1)[0]
    own_words, about = "Mijn geheime woorden", "Gesprek over geheimen"
    asked = ask(region=world.region, text=own_words, asked_by=anna, by=anna, at=world.at)
    take_up(
        asked,
        owner=world.people["coordinator"],
        due_on=localdate(world.at),
        by=world.people["coordinator"],
        at=world.at,
    )
    began = there(world, anna, has_hours=True)
    hours = write_hours(
        began,
        week_of=localdate(world.at) - timedelta(days=1),
        amounts={"": Decimal(8)},
        by=anna,
        at=world.at,
        note_text=own_words,
    )
    approve_hours(hours, by=world.people["coach"], at=world.at)
    hold_contact(
        began, held_on=localdate(world.at), is_on_site=True, by=world.people["coach"], at=world.at, note_text=about
    )
    survey = set_out(
        region=world.region,
        code="s",
        name_nl="S",
        name_en="S",
        respondents="learner",
        question_nl="?",
        question_en="?",
        opens_on=localdate(world.at),
        closes_on=localdate(world.at) + timedelta(days=9),
        by=world.clockwork,
        at=world.at,
    )
    Asked.objects.create(survey=survey, person=anna, asked_at=world.at, score=7, remark=own_words, answered_at=world.at)
    tell(anna, "moved-up", about=began, by=world.clockwork, at=world.at, title=["Zorg", "Care"])
    shift = shift_with(world, coach=world.people["coach"], people=[other])
    visit = book(shift=shift, resident=anna, learner=other, starts_at=shift.starts_at, by=anna, at=world.at)
    invite(
        organization=world.school, email="ZO@example.nl", name="Zeldzaam Opvallend", role=RoleCode.COACH,
        by=world.people["coordinator"], at=world.at,
    )  # fmt: skip
    before = everything_in_the_tables()
    secrets = [*PERSONAL.values(), "zo.inlog@example.nl", own_words, about, visit.code]
    assert [word for word in secrets if word.lower() not in before.lower()] == [], "the test holds what it looks for"
    close_account(anna, by=anna, at=world.at + timedelta(days=1))
    after = everything_in_the_tables().lower()
    assert [word for word in [*secrets, "2005", "3811"] if word.lower() in after] == []


def test_what_was_done_stays_and_counts(world: World, anna: Person):
    began = there(world, anna, has_hours=True)
    hours = write_hours(
        began, week_of=localdate(world.at) - timedelta(days=1), amounts={"": Decimal(8)}, by=anna, at=world.at
    )
    approve_hours(hours, by=world.people["coach"], at=world.at)
    deeds = Deed.objects.filter(by=anna.key).count()
    close_account(anna, by=anna, at=world.at + timedelta(days=10))
    began.refresh_from_db()
    anna.refresh_from_db()
    assert (began.state, began.person_id) == (EnrolmentState.STOPPED, anna.pk)
    assert Hours.objects.get().amount == 8
    assert Deed.objects.filter(by=anna.key).count() > deeds
    assert (anna.name, names_of([anna.key])) == (gettext("somebody who left"), {})
    assert not Account.objects.filter(person=anna).exists()
    assert Invitation.objects.exclude(email="").count() == 0
    assert [role.ends_on for role in anna.roles.all()] == [localdate(world.at + timedelta(days=10))]
    assert Person.objects.get(pk=anna.pk).college == world.college


def test_a_place_that_did_not_begin_goes_to_the_first_in_line(world: World, anna: Person):
    (other,) = world.students(1)
    offering = world.offering("a", capacity=1)
    place(person=anna, offering=offering, by=anna, at=world.at)
    turn = wait(person=other, offering=offering, by=other, at=world.at)
    close_account(anna, by=anna, at=world.at)
    turn.refresh_from_db()
    assert turn.state == EnrolmentState.PLACED


@pytest.mark.parametrize(("lasting", "number"), [(True, "S1"), (False, "")])
def test_a_student_number_stays_only_with_what_the_law_keeps(world: World, anna: Person, lasting: bool, number: str):
    if lasting:
        award(
            person=anna,
            kind=EvidenceKind.PRACTICE_STATEMENT,
            title_nl="Wassen",
            title_en="Washing",
            issuer=world.college,
            by=world.people["coach"],
            at=world.at,
        )
    close_account(anna, by=anna, at=world.at)
    assert Person.objects.get(pk=anna.pk).student_number == number
    again = {"given_name": "Nieuw", "student_number": "S1", "college": world.college}
    assert register(organization=world.college, role=RoleCode.LEARNER, by=world.clockwork, at=world.at, **again)


def test_open_wishes_go_and_drawn_ones_stay(world: World, anna: Person):
    first, second = world.offering("a", is_ranked=True), world.offering("b", is_ranked=True)
    named = {"region": world.region, "closes_at": world.at + timedelta(days=7), "opens_at": world.at, "seed": 1}
    carla = world.people["coordinator"]
    for number, offering in enumerate((first, second)):
        opened = open_round(
            offerings=[offering], name_nl=f"R{number}", name_en=f"R{number}", by=carla, at=world.at, **named
        )
        wish(choice_round=opened, person=anna, offerings=[offering], by=anna, at=world.at)
        if number == 0:
            draw_places(opened, by=carla, at=world.at)
    close_account(anna, by=anna, at=world.at)
    assert [wished.offering for wished in Wish.objects.all()] == [first]


def test_what_was_asked_or_booked_for_an_organisation_stays_with_it(world: World):
    dirk = world.someone("Dirk", RoleCode.CONTACT, world.company)
    asked = ask(region=world.region, text="Lassers", asked_by=dirk, organization=world.company, by=dirk, at=world.at)
    visit = world.offering("visit", is_counted_by_head=True)
    day = localdate(world.at) + timedelta(days=9)
    book_group(offering=visit, organization=world.company, heads=9, comes_on=day, by=dirk, at=world.at)
    close_account(dirk, by=dirk, at=world.at)
    asked.refresh_from_db()
    assert (asked.text, asked.state) == ("Lassers", QuestionState.ASKED)
    assert GroupBooking.objects.get().withdrawn_at is None
    colleague = world.someone("Colleague", RoleCode.CONTACT, world.company)
    assert colleague.name


def refused(person: Person, at: datetime) -> set[type]:
    with pytest.raises(StillNeeded) as needed:
        close_account(person, by=person, at=at)
    return {type(reason) for reason in needed.value.reasons}


def test_a_running_agreement_keeps_somebody_and_is_named(world: World, anna: Person):
    agreed(world, there(world, anna, needs_agreement=True))
    with pytest.raises(StillNeeded, match="Company"):
        close_account(anna, by=anna, at=world.at)
    assert refused(anna, world.at) == {AgreementStands}
    anna.refresh_from_db()
    assert anna.name == "Zeldzaam Opvallend"
    assert Account.objects.filter(person=anna).exists()


def test_all_that_stands_in_the_way_is_said_at_once_and_nothing_was_done(world: World, anna: Person):
    coach, carla = world.people["coach"], world.people["coordinator"]
    there(world, anna)
    shift = shift_with(world, coach=coach, people=[anna])
    book(shift=shift, resident=carla, learner=anna, starts_at=shift.starts_at, by=carla, at=world.at)
    question = ask(region=world.region, text="Een brief", asked_by=anna, by=anna, at=world.at)
    take_up(question, owner=carla, due_on=localdate(world.at), by=carla, at=world.at)
    told = tell(coach, "moved-up", about=anna, by=carla, at=world.at)
    before = everything_in_the_tables()
    assert refused(coach, world.at) == {StillCoaches, StillOnShifts}
    assert refused(carla, world.at) == {StillAnswers, IsLastWithRole}
    assert refused(anna, world.at) == {StillHelps}
    assert everything_in_the_tables() == before
    assert Message.objects.filter(pk=told.pk).exists()


def test_own_appointments_are_cancelled_and_shifts_to_come_are_left(world: World, anna: Person):
    (other,) = world.students(1)
    shift = shift_with(world, coach=world.people["coach"], people=[anna, other])
    book(shift=shift, resident=anna, learner=other, starts_at=shift.starts_at, by=anna, at=world.at)
    close_account(anna, by=anna, at=world.at)
    visit = Appointment.objects.get()
    assert (visit.state, visit.closed_at, visit.code) == (AppointmentState.CANCELLED, world.at, "")
    assert list(shift.people.all()) == [other]


def test_an_open_question_is_withdrawn_and_its_owner_told(world: World, anna: Person):
    carla = world.people["coordinator"]
    question = ask(region=world.region, text="Een brief", asked_by=anna, by=anna, at=world.at)
    take_up(question, owner=carla, due_on=localdate(world.at), by=carla, at=world.at)
    close_account(anna, by=anna, at=world.at)
    question.refresh_from_db()
    assert (question.state, question.text) == (QuestionState.WITHDRAWN, "")
    assert [message.kind for message in Message.objects.filter(to=carla)] == ["question-withdrawn"]
    assert not ContactMoment.objects.exists()
    assert Question.objects.count() == 1


def test_nobody_puts_another_out_and_who_left_stays_out(world: World, anna: Person):
    carla = world.people["coordinator"]
    with pytest.raises(StillNeeded):
        close_account(anna, by=carla, at=world.at)
    with pytest.raises(MayNotLeave):
        leave(anna, keeps_number=False, by=carla, at=world.at)
    close_account(anna, by=anna, at=world.at)
    anna.refresh_from_db()
    with pytest.raises(MayNotLeave):
        leave(anna, keeps_number=False, by=anna, at=world.at)
    with pytest.raises(MayNotCorrect):
        correct(anna, given_name="Toch", by=carla, at=world.at)


@pytest.mark.parametrize("column", ["given_name", "family_name", "email", "phone", "postcode"])
def test_the_database_names_nobody_who_left(world: World, anna: Person, column: str):
    close_account(anna, by=anna, at=world.at)
    columns: dict[str, Any] = {column: "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=anna.pk).update(**columns)
