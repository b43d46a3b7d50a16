"""Everything that is held about one person, from every step; only that person may ask for it.

Other people are left out: a row names organisations and places, but nobody else, and no code that is theirs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.models import Regard
from werkveld.steps.people.models import Person
from werkveld.steps.practice.enums import ShiftState

NEVER = {"id", "password", "secret", "digest"}
# What is about one of the people in a row: that one reads it back, and the others do not. A student needs what a
# resident said for the visit, and not afterwards; who confirmed or saw something takes along that they did, and no words.
OF_ONE: dict[str, tuple[str, frozenset[str]]] = {
    "Appointment": (
        "resident_id",
        frozenset({"code", "place", "wishes", "language", "interpreter", "brings_somebody", "needs_step_free"}),
    ),
    "Observation": ("learner_id", frozenset({"words"})),
    "Regard": ("person_id", frozenset({"says", "why", "is_passed_on"})),
    "Hours": ("enrolment.person_id", frozenset({"note"})),
    "ContactMoment": ("enrolment.person_id", frozenset({"note"})),
}


def _decided(person: Person, path: str) -> Q:
    """What assessors think is theirs while they think; from the decision on it is of who applied."""
    return Q(**{f"{path}person": person, f"{path}selection__decided_at__isnull": False})


def _out(person: Person, path: str, way: str) -> Q:
    """A draft is of who plans it. What it says about others is theirs from its publication on."""
    return Q(**{way: person}) & ~Q(**{f"{path}state": ShiftState.DRAFT})


# How a row points at the person it is about. A test holds this beside the personal data that the tables name.
WHOSE: dict[str, Callable[[Person], Q]] = {
    "Person": lambda person: Q(pk=person.pk),
    "Account": lambda person: Q(person=person),
    "Role": lambda person: Q(person=person),
    "Invitation": lambda person: Q(accepted_by=person),
    "Message": lambda person: Q(to=person),
    "Question": lambda person: Q(asked_by=person),
    "Interest": lambda person: Q(person=person),
    "Wish": lambda person: Q(person=person),
    "FixedPlace": lambda person: Q(person=person),
    "Introduction": lambda person: Q(person=person),
    "Regard": lambda person: Q(person=person, choice__round__state=RoundState.DRAWN) | Q(by=person),
    "RoundResult": lambda person: Q(person=person),
    "Appeal": lambda person: Q(result__person=person),
    "Enrolment": lambda person: Q(person=person),
    "SeatOffer": lambda person: Q(enrolment__person=person),
    "TeamWish": lambda person: Q(enrolment__person=person),
    "MateWish": lambda person: Q(enrolment__person=person),
    "KeptApart": lambda person: Q(one__person=person) | Q(other__person=person),
    "TeamMember": lambda person: Q(enrolment__person=person),
    "Plan": lambda person: Q(person=person),
    "PlanItem": lambda person: Q(plan__person=person),
    "Application": lambda person: Q(person=person),
    "SelectionAppeal": lambda person: Q(application__person=person),
    "Assessor": lambda person: Q(person=person),
    "Assessment": lambda person: Q(assessor__person=person) | _decided(person, "application__"),
    "Score": lambda person: Q(assessment__assessor__person=person) | _decided(person, "assessment__application__"),
    "Settlement": lambda person: _decided(person, "application__"),
    "GroupBooking": lambda person: Q(booked_by=person),
    "Agreement": lambda person: Q(enrolment__person=person),
    "Signature": lambda person: Q(person=person),
    "Roster": lambda person: Q(made_by=person) | Q(coaches=person),
    "RosterSlot": lambda person: Q(coach=person),
    "Answer": lambda person: Q(person=person),
    "Absence": lambda person: Q(person=person) | Q(told_by=person),
    "Shift": lambda person: _out(person, "", "coach") | _out(person, "", "host"),
    "Turn": lambda person: _out(person, "shift__", "person") | Q(seen_by=person),
    "Handover": lambda person: Q(offered_by=person) | Q(to=person) | Q(taken_by=person),
    "DayDeed": lambda person: Q(by=person),
    "CalendarFeed": lambda person: Q(person=person),
    "Mastery": lambda person: Q(person=person),
    "Vetting": lambda person: Q(person=person),
    "Observation": lambda person: Q(learner=person) | Q(seen_by=person),
    "Appointment": lambda person: Q(resident=person) | Q(learner=person) | Q(second=person),
    "HeldQuarter": lambda person: Q(learner=person),
    "Wait": lambda person: Q(resident=person),
    "Concern": lambda person: Q(told_by=person),
    "Hours": lambda person: Q(enrolment__person=person) | Q(approved_by=person),
    "ContactMoment": lambda person: Q(enrolment__person=person) | Q(held_by=person),
    "Award": lambda person: Q(person=person),
    "AwardLine": lambda person: Q(award__person=person),
    "Asked": lambda person: Q(person=person),
    "SectionChange": lambda person: Q(by=person),
    "Edition": lambda person: Q(published_by=person),
    "Deed": lambda person: Q(by=person.key),
    "Look": lambda person: Q(person=person.key),
}

# A frozen figure remembers by number which records it counted, so that it can be explained; nobody is named in it.
IN_FIGURES = {"FrozenFigure", "PublicFamily"}


class IsNotYours(Refusal):
    sentence = _("You can only ask for your own data.")


@dataclass(frozen=True, slots=True)
class Held:
    """What one table holds about somebody, and by which dated rules it is kept."""

    table: str
    rules: tuple[str, ...]
    count: int
    rows: list[dict[str, Any]] = field(default_factory=list)


def gather_own_data(person: Person, *, by: Person, with_rows: bool = False) -> list[Held]:
    """Tables without a row about this person are left out; without `with_rows` only counted."""
    if by.pk != person.pk:
        raise IsNotYours
    return [held for name in WHOSE if (held := _held(name, person, with_rows=with_rows)).count]


def _held(name: str, person: Person, *, with_rows: bool) -> Held:
    table = apps.get_model("werkveld", name)
    rules = tuple(sorted(set(table.personal_data.values())))
    found = table.objects.filter(pk__in=table.objects.filter(WHOSE[name](person)).order_by().values("pk"))
    if not with_rows:
        return Held(name, rules, found.count())
    rows = [_row(record, person) for record in found.select_related(*_places(table), *_on_the_way(name)).order_by("pk")]
    return Held(name, rules, len(rows), rows)


def _places(table: type[models.Model]) -> Iterator[str]:
    """Links to what holds nothing about anybody: organisations, sites, offerings."""
    for column in table._meta.concrete_fields:  # noqa: SLF001 - Django has no other way to list columns
        if column.is_relation and not getattr(column.related_model, "personal_data", {"": ""}):
            yield column.name


def _on_the_way(name: str) -> list[str]:
    """What is passed to reach the one person whom some columns are about."""
    path, _columns = OF_ONE.get(name, ("", frozenset()))
    return path.split(".")[:-1]


def _row(record: models.Model, person: Person) -> dict[str, Any]:
    places = set(_places(type(record)))
    row: dict[str, Any] = {}
    for column in record._meta.concrete_fields:  # noqa: SLF001 - see above
        if column.name in NEVER or _is_of_another(record, column.name, person):
            continue
        if column.name in places:
            row[column.name] = str(getattr(record, column.name) or "")
        elif not column.is_relation:
            row[column.name] = getattr(record, column.name)
    return row


def _is_of_another(record: models.Model, column: str, person: Person) -> bool:
    """What is about one of them is that one's, also when somebody else did it. Who looked is not here: a page names it.

    Why two people are kept apart is about both, so neither reads it here: the school tells what can be told. So it is
    with why a host thinks that a place does not fit, unless the coordinator passed it on.
    """
    if isinstance(record, Regard) and column == "why" and not record.is_passed_on:
        return True
    if type(record).__name__ == "KeptApart" and column == "why":
        return True
    path, columns = OF_ONE.get(type(record).__name__, ("", frozenset()))
    return column in columns and attrgetter(path)(record) != person.pk
