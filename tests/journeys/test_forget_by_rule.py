"""What is past its dated rule goes, not a day earlier, in pieces, and only by the clock."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, transaction

from journeys.world import World, small_world
from werkveld.journeys.forget_by_rule import PARTS, forget_by_rule
from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.deeds.queries import deeds_on, last_carried_out
from werkveld.steps.deeds.rules import address
from werkveld.steps.messages.actions import tell
from werkveld.steps.messages.models import Message
from werkveld.steps.people.actions.forgetting import MayNotForget, forget_numbers, forget_people, stand_in_for
from werkveld.steps.people.models import Account, Norm, Person, Role
from werkveld.steps.practice.actions import draw_up_roster, plan_shift
from werkveld.steps.practice.actions.rosters import Stretch
from werkveld.steps.practice.models import Appointment, RosterSlot, Wait
from werkveld.steps.questions.actions import ask

RULES = {
    "retention_resident_contact": 6,
    "retention_messages": 12,
    "retention_questions": 24,
    "retention_person": 24,
    "retention_deeds": 84,
    "retention_looks": 24,
    "retention_practice": 24,
}
VISITED = datetime.fromisoformat("2026-09-08T10:00+02:00")
HALF_A_YEAR = datetime.fromisoformat("2027-03-08T09:00+01:00")  # half a year later by the clock of UTC
A_DAY = timedelta(days=1)


@pytest.fixture
def world(db: None, at: datetime) -> World:
    return with_rules(small_world(at))


def with_rules(world: World) -> World:
    for code, months in RULES.items():
        Norm.objects.create(region=world.region, code=code, value=months, valid_from=date(2016, 8, 1))
    return world


@pytest.fixture
def els(world: World) -> Person:
    """Helped once, known by name and telephone, without an account."""
    els = Person.objects.create(
        region=world.region,
        given_name="Els",
        family_name="Evers",
        phone="0335550123",
        postcode="3811",
        wants_texts=True,
    )
    people = world.students(1)
    shift = plan_shift(
        offering=world.offering("nova"),
        site=world.site,
        coach=world.people["coach"],
        people=people,
        starts_at=VISITED,
        ends_at=VISITED + timedelta(hours=2),
        by=world.people["coordinator"],
        at=world.at,
    )
    Appointment.objects.create(
        shift=shift,
        resident=els,
        learner=people[0],
        starts_at=VISITED,
        state="served",
        closed_at=VISITED,
        booked_at=world.at,
        code="ABC234",
        place="Lindelaan 3",
        wishes="biljarten",
        interpreter="ar",
        brings_somebody=True,
        needs_step_free=True,
    )
    return els


def forget(world: World, at: datetime, **other: int) -> dict[str, int]:
    return forget_by_rule(world.region, by=world.clockwork, at=at, **other)


def known(person: Person) -> tuple[str, str, str, str]:
    person.refresh_from_db()
    return person.given_name, person.family_name, person.phone, person.postcode


def test_a_resident_is_forgotten_half_a_year_after_the_last_visit_and_stays_counted(world: World, els: Person):
    forget(world, HALF_A_YEAR)
    assert known(els) == ("Els", "Evers", "0335550123", "3811")
    forget(world, HALF_A_YEAR + A_DAY)
    assert known(els) == ("", "", "", "")
    assert els.wants_texts is False
    visit = Appointment.objects.get()
    assert (visit.state, visit.code, visit.place, visit.wishes, visit.interpreter) == ("served", "", "", "", "")
    assert (visit.brings_somebody, visit.needs_step_free) == (False, False)
    (deed,) = deeds_on(els)
    assert (deed.verb, deed.by) == ("forgot by rule", world.clockwork.key)


def test_what_says_something_of_health_is_forgotten_also_where_nothing_else_was_said(world: World, els: Person):
    said = {"code": "", "place": "", "wishes": "", "interpreter": "", "brings_somebody": False}
    Appointment.objects.update(**said)
    forget(world, HALF_A_YEAR + A_DAY)
    assert Appointment.objects.get().needs_step_free is False


def test_who_comes_again_asks_or_has_an_account_is_not_forgotten(world: World, els: Person):
    question = ask(region=world.region, text="Help", asked_by=els, by=els, at=HALF_A_YEAR)
    forget(world, HALF_A_YEAR + A_DAY)
    assert known(els)[0] == "Els"
    type(question).objects.all().delete()
    Account.objects.create_user("els@example.nl", person=els)
    forget(world, HALF_A_YEAR + A_DAY)
    assert known(els)[0] == "Els"


def test_a_resident_who_also_works_or_learns_here_is_no_resident_alone(world: World, els: Person):
    Role.objects.create(person=els, organization=world.school, code="coach", begins_on=date(2020, 1, 1))
    forget(world, HALF_A_YEAR + A_DAY)
    assert known(els)[0] == "Els"


def test_years_that_are_past_let_go_of_who_keeps_coming(world: World, els: Person):
    """The visits of one year stay those of one person, who is not Els any more."""
    old = Appointment.objects.get()
    for days, code in ((7, "B"), (220, "C")):
        Appointment.objects.create(
            shift=old.shift,
            resident=els,
            learner=old.learner,
            starts_at=VISITED + days * A_DAY,
            code=code,
            booked_at=VISITED,
        )
    forget(world, datetime.fromisoformat("2027-07-02T03:30+02:00"))
    first, second, third = Appointment.objects.order_by("starts_at").values_list("resident", flat=True)
    assert first == second != els.pk
    assert third == els.pk
    assert Person.objects.get(pk=first).name != "Els Evers"


def test_who_left_long_ago_loses_name_and_account_and_keeps_the_number_that_the_law_asks(world: World):
    anna, bo = world.students(2)
    Account.objects.create_user("anna@example.nl", person=anna)
    Person.objects.update(student_number="")
    Person.objects.filter(pk=anna.pk).update(student_number="1234")
    Role.objects.filter(person=anna).update(ends_on=date(2026, 9, 30))
    at = datetime.fromisoformat("2028-10-01T03:30+02:00")
    forget(world, at - A_DAY)
    assert known(anna)[0] == "Student 1"
    forget(world, at)
    assert (known(anna)[0], anna.student_number, Account.objects.filter(person=anna).exists()) == ("", "", False)
    assert known(bo)[0] == "Student 2"


@pytest.mark.slow
def test_a_roster_that_is_past_no_longer_says_who_would_coach(world: World):
    coach, planner = world.people["coach"], world.people["coordinator"]
    week = [Stretch(weekday=0, begins=time(9), ends=time(12), seats=3, needs={None: 1}, coach=coach)]
    term = {"starts_on": date(2026, 9, 7), "ends_on": date(2026, 9, 25)}
    facts = {"week": week, "coaches": [coach], "per_coach": 3, "wished": 2, "by": planner, "at": world.at}
    roster = draw_up_roster(offering=world.offering("nova", has_appointments=True), **term, **facts)
    for days, left in ((0, 1), (1, 0)):
        ended = datetime.fromisoformat("2028-09-25T09:00+02:00") + days * A_DAY
        forget_by_rule(world.region, by=world.clockwork, at=ended)
        assert roster.coaches.count() == left
        assert RosterSlot.objects.filter(roster=roster, coach__isnull=False).count() == left


def test_it_goes_in_pieces_and_the_next_night_goes_on(world: World):
    for number in range(5):
        who = Person.objects.create(region=world.region, given_name=f"P{number}", email=f"p{number}@example.nl")
        tell(who, "moved-up", about=who, by=world.clockwork, at=world.at, title=["a", "b"])
    later = world.at + timedelta(days=400)
    part = next(part for part in PARTS if part.rule == "retention_messages")
    facts = {"before": later, "by": world.clockwork, "at": later, "most": 2}
    assert part.forget(world.region, **facts) == 2  # the process was killed after its first piece
    assert Message.objects.count() == 3
    assert forget(world, later, most=2)["retention_messages"] == 3
    assert forget(world, later, most=2).get("retention_messages") is None
    pieces = Deed.objects.filter(record=address(world.region), verb="forgot by rule", detail__rule=part.rule)
    assert [deed.detail["rows"] for deed in pieces.order_by("id")] == [2, 2, 1]


def test_what_has_no_rule_in_this_region_is_kept(world: World):
    told = tell(world.people["coach"], "moved-up", about=world.site, by=world.clockwork, at=world.at, title=["a", "b"])
    Norm.objects.filter(code="retention_messages").delete()
    forget(world, world.at + timedelta(days=4000))
    assert list(Message.objects.all()) == [told]


def test_old_deeds_and_looks_go_and_the_guard_is_there_again(world: World):
    old = world.at - timedelta(days=84 * 31)
    Deed.objects.create(by=world.clockwork.key, at=old, verb="did", record="X:1")
    Look.objects.create(by=world.clockwork.key, person=world.clockwork.key, at=old, what="x")
    done = forget(world, world.at)
    assert (done["retention_deeds"], done["retention_looks"]) == (1, 1)
    assert not Deed.objects.filter(at=old).exists()
    for table in (Deed, Look):
        Look.objects.create(by=world.clockwork.key, person=world.clockwork.key, at=world.at, what="x")
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.all().delete()


def test_a_wait_goes_and_its_resident_with_it(world: World):
    joop = Person.objects.create(region=world.region, given_name="Joop", phone="0612345678")
    help_model = Wait._meta.get_field("help").related_model
    programme = world.offering("nova").programme
    nails = help_model.objects.create(programme=programme, code="nails", name_nl="a", name_en="a", minutes=30)
    Wait.objects.create(help=nails, resident=joop, since=world.at, until_on=world.at + 30 * A_DAY, code="K")
    forget(world, world.at + 100 * A_DAY)
    assert known(joop)[0] == "Joop"
    forget(world, world.at + 250 * A_DAY)
    assert (known(joop)[0], Wait.objects.count()) == ("", 0)


def test_it_says_when_it_was_last_carried_out_also_when_nothing_was_past(world: World):
    assert last_carried_out(world.region) is None
    assert forget(world, world.at) == {}
    assert last_carried_out(world.region) == world.at


def test_nobody_makes_somebody_else_forgotten(world: World, els: Person):
    carla = world.people["coordinator"]
    facts = {"by": carla, "at": world.at}
    for deed in (forget_people, forget_numbers):
        with pytest.raises(MayNotForget):
            deed([els.pk], **facts)
    with pytest.raises(MayNotForget):
        stand_in_for([els.pk], world.region, **facts)
    for part in PARTS:
        if part.rule not in {"retention_figures", "retention_deeds", "retention_looks", "retention_person"}:
            with pytest.raises(MayNotForget):
                part.forget(world.region, before=HALF_A_YEAR + 4000 * A_DAY, most=5, **facts)
