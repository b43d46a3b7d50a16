"""Fifteen years after the invented year nobody can be found in it any more, and what was counted still counts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.utils.timezone import localdate

from werkveld.journeys.forget_by_rule import PARTS, forget_by_rule
from werkveld.journeys.gather_own_data import IN_FIGURES, WHOSE
from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.experiences.models import Concern
from werkveld.steps.people.models import Person, Region, Role
from werkveld.steps.people.queries import clockwork
from werkveld.steps.practice.models import Appointment, Hours, Shift
from werkveld.steps.questions.models import Question

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("lived year")]
GONE = datetime(2023, 6, 30, 12, 0, tzinfo=UTC)
LATER = datetime(2038, 7, 1, 3, 30, tzinfo=UTC)
# Of who is here all the time: who they are, what they are here, and what they like and can.
OF_WHO_IS_HERE = {"Person", "Account", "Role", "Interest", "CalendarFeed", "Mastery"}


def someone_who_learns() -> Person:
    """The last student who came, with an e-mail address and without an account."""
    learners = Person.objects.filter(roles__code="learner", account__isnull=True)
    return learners.order_by("-pk").distinct()[0]


@pytest.fixture(scope="module")
def before(lived: Any) -> dict[str, int]:
    """How many there are of what is counted. What is still open in confidence is closed, and one student leaves."""
    Concern.objects.filter(closed_at__isnull=True).update(closed_at=GONE)
    Role.objects.filter(person=someone_who_learns()).update(ends_on=localdate(GONE))
    return {table.__name__: table.objects.count() for table in (Appointment, Hours, Question, Shift)}


@pytest.fixture(scope="module")
def forgotten(before: dict[str, int]) -> dict[str, int]:
    """What the night did, by rule."""
    region = Region.objects.get()
    return forget_by_rule(region, by=clockwork(region), at=LATER)


def test_every_rule_found_something_to_let_go_of(forgotten: dict[str, int]):
    quiet = {"retention_figures", "retention_looks", "retention_invitation"}  # the year made none, or they count none
    assert set(forgotten) >= {part.rule for part in PARTS} - quiet - {"retention_deeds"}
    assert forgotten["retention_deeds"] > 1000


def test_nobody_who_is_here_is_found_in_what_is_past(forgotten: dict[str, int]):
    found = {}
    for name in set(WHOSE) - OF_WHO_IS_HERE:
        table = apps.get_model("werkveld", name)
        for person in Person.objects.filter(left_at__isnull=True, is_clockwork=False):
            if table.objects.filter(WHOSE[name](person)).exists():
                found[name] = person.pk
    assert found == {}
    assert set(WHOSE) & IN_FIGURES == set()


def test_what_people_wrote_is_gone(forgotten: dict[str, int]):
    left = {}
    for table in apps.get_app_config("werkveld").get_models():
        for column in table.personal_data:
            field = table._meta.get_field(column)
            if field.get_internal_type() in {"TextField", "CharField", "EmailField"} and not field.choices:
                rows = table.objects.exclude(**{column: ""})
                if table.__name__ in {"Person", "Account"}:
                    continue
                if rows.exists():
                    left[f"{table.__name__}.{column}"] = rows.count()
    assert left == {}


def test_residents_have_no_name_and_stay_counted(forgotten: dict[str, int], before: dict[str, int]):
    assert {table.__name__: table.objects.count() for table in (Appointment, Hours, Question, Shift)} == before
    named = Person.objects.filter(roles__code="resident", account__isnull=True, left_at__isnull=True)
    assert not named.exists()
    assert Person.objects.filter(appointments__isnull=False, account__isnull=True).exclude(given_name="").count() == 0


def test_deeds_of_long_ago_are_gone_and_the_guard_is_back(forgotten: dict[str, int]):
    assert not Deed.objects.filter(at__year__lt=2031).exists()
    assert not Look.objects.filter(at__year__lt=2036).exists()
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        Deed.objects.all().delete()


def test_a_second_night_finds_nothing(forgotten: dict[str, int]):
    region = Region.objects.get()
    assert forget_by_rule(region, by=clockwork(region), at=LATER) == {}
