"""A year is lived through the doors: every row is there, everyone is an example, and everything hangs together."""

from typing import Any

import pytest

from demo.conftest import SEED, SIZE
from werkveld.demo.year import YearWasLived, live_year
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.models import Enrolment, GroupBooking, Round
from werkveld.steps.evidence.models import Award, AwardLine
from werkveld.steps.experiences.models import Asked, Survey
from werkveld.steps.offerings.models import Course, Offering, Programme
from werkveld.steps.people.models import Account, Organization, Person, Recognition, Role, Site
from werkveld.steps.practice.models import Agreement, Appointment, ContactMoment, Hours
from werkveld.steps.promises.models import PublicFigure
from werkveld.steps.questions.models import Question

# One worker tells the year for all of them.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("lived year")]

ROWS = [f"R{number:02}" for number in range(3, 34)]


def test_every_row_has_an_offering_and_people_or_groups_who_came(lived: Any):
    empty = []
    for row in ROWS:
        programmes = Programme.objects.filter(rows__contains=row)
        people = Enrolment.objects.filter(offering__programme__in=programmes)
        groups = GroupBooking.objects.filter(offering__programme__in=programmes, came__gte=1)
        if not people.exists() and not groups.exists():
            empty.append(row)
    assert empty == []


def test_every_figure_of_a_row_counts_something(lived: Any):
    counted = {
        figure.indicator.rows: figure.public
        for figure in PublicFigure.objects.select_related("indicator").order_by("id")
        if figure.indicator.rows in ROWS
    }
    assert sorted(counted) == ROWS


def test_nobody_and_nothing_invented_passes_for_real(lived: Any):
    assert list(Person.objects.filter(is_example=False).values_list("is_clockwork", flat=True)) == [True]
    assert not Offering.objects.filter(is_example=False).exists()
    assert not Course.objects.filter(is_example=False).exists()
    for model in (Question, GroupBooking, Recognition, Round, Survey):
        assert model.objects.exists()
        assert not model.objects.filter(is_example=False).exists()
    assert not Organization.objects.filter(code__startswith="voorbeeld-", is_example=False).exists()
    assert not Site.objects.filter(organization__is_example=True, is_example=False).exists()
    assert not Person.objects.filter(is_example=True).exclude(email__endswith="@voorbeeld.werkveld.example").exists()


def test_what_was_signed_written_confirmed_and_proven_hangs_together(lived: Any):
    assert Agreement.objects.filter(complete_at__isnull=False).exists()
    assert Agreement.objects.filter(needs_guardian=True).exists()
    unsigned = Enrolment.objects.filter(
        offering__programme__kind__needs_agreement=True, agreement__complete_at__isnull=True
    )
    assert not Hours.objects.filter(enrolment__in=unsigned).exists()
    assert Hours.objects.filter(approved_at__isnull=False).exists()
    assert Hours.objects.filter(approved_at__isnull=True).exists()
    assert not AwardLine.objects.filter(hours__isnull=False, hours__approved_at__isnull=True).exists()
    assert ContactMoment.objects.filter(is_on_site=True).exists()


def test_residents_were_helped_missed_and_cancelled(lived: Any):
    states = set(Appointment.objects.values_list("state", flat=True))
    assert states == {"served", "missed", "cancelled"}
    assert not Appointment.objects.filter(shift__coach__isnull=True).exists()
    assert Appointment.objects.filter(question__isnull=False, state="served").exists()
    ways = set(Question.objects.values_list("channel", flat=True))
    assert ways >= {"web", "phone", "desk", "event"}


def test_all_kinds_of_evidence_are_given_and_one_was_taken_back(lived: Any):
    kinds = set(Award.objects.values_list("kind", flat=True))
    assert kinds == {"assessment", "practice_statement", "certificate", "badge", "service", "transfer"}
    assert Award.objects.filter(revoked_at__isnull=False).exists()


def test_everyone_who_is_asked_is_asked_once_a_year_and_some_answer(lived: Any):
    for respondents in ("learner", "trainer", "resident", "coach"):
        for year in (2021, 2022):
            asked = Asked.objects.filter(survey__respondents=respondents, asked_at__year=year)
            assert asked.filter(score__isnull=False).exists(), (respondents, year)


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("bestuur", "director"),
        ("kwaliteit", "quality"),
        ("coordinator", "coordinator"),
        ("coach", "coach"),
        ("student", "learner"),
        ("professional", "professional"),
        ("partner", "contact"),
        ("bewoner", "resident"),
    ],
)
def test_each_desk_has_a_person_to_step_into(lived: Any, address: str, role: str):
    account = Account.objects.select_related("person").get(email=f"{address}@voorbeeld.werkveld.example")
    assert account.person is not None
    assert account.person.email == account.email
    assert Role.objects.filter(person=account.person, code=role).exists()


def test_the_persons_of_the_demo_have_something_to_show(lived: Any):
    def who(address: str) -> Person:
        return Person.objects.get(email=f"{address}@voorbeeld.werkveld.example")

    assert Enrolment.objects.filter(person=who("student")).count() >= 4
    assert Award.objects.filter(person=who("student")).exists()
    assert Agreement.objects.filter(enrolment__person=who("student"), complete_at__isnull=False).exists()
    assert Enrolment.objects.filter(coach=who("coach")).exists()
    assert Hours.objects.filter(enrolment__person=who("professional"), approved_at__isnull=False).exists()
    assert Question.objects.filter(asked_by=who("partner")).count() >= 3
    assert Appointment.objects.filter(resident=who("bewoner")).exists()


def test_every_deed_is_in_the_year_and_by_somebody(lived: Any):
    people = set(Person.objects.values_list("key", flat=True))
    living = Deed.objects.exclude(at__year=2021, at__month=8, at__day=1)
    assert set(living.values_list("by", flat=True)) <= people
    assert {at.year for at in living.values_list("at", flat=True)} == {2021, 2022, 2023}


def test_a_second_year_is_refused_kindly(lived: Any):
    with pytest.raises(YearWasLived):
        live_year(seed=SEED, size=SIZE)
