"""Somebody at the school types in what a neighbour asks by telephone, at the desk or on paper."""

from datetime import datetime

from django.db import transaction

from werkveld.steps.people.actions import correct, register
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.people.queries import digits_of
from werkveld.steps.questions.actions import ask
from werkveld.steps.questions.enums import AskedBy
from werkveld.steps.questions.models import Question


@transaction.atomic
def write_down_question(
    *,
    text: str,
    channel: AskedBy,
    name: str,
    phone: str,
    home: Organization,
    by: Person,
    at: datetime,
    known: Person | None = None,
) -> Question:
    """Who is not known yet becomes known at `home`; of who is known a new telephone number is kept."""
    asker = known or _new(name, phone, home, by, at)
    if known and phone and digits_of(known.phone) != digits_of(phone):
        correct(known, phone=phone, by=by, at=at)
    return ask(region=by.region, text=text, asked_by=asker, channel=channel, by=by, at=at)


def _new(name: str, phone: str, home: Organization, by: Person, at: datetime) -> Person:
    given, _space, family = name.partition(" ")
    facts = {"given_name": given, "family_name": family, "phone": phone}
    return register(organization=home, role=RoleCode.RESIDENT, by=by, at=at, **facts)
