"""Somebody walks in whom nobody here knows: a first name is enough."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may_anywhere


class MayNotGreet(Refusal):
    sentence = _("Only who helps residents can write down who walked in.")


class NeedsSomeName(Refusal):
    sentence = _("Write a first name. Any name will do.")


@transaction.atomic
def greet(given_name: str, *, by: Person, at: datetime, is_example: bool = False) -> Person:
    """No address, no telephone, no role: whoever this was can be read nowhere else."""
    if not may_anywhere(by, Can.HELP_RESIDENTS, at.date()):
        raise MayNotGreet
    if not given_name.strip():
        raise NeedsSomeName
    met = Person.objects.create(
        region_id=by.region_id, given_name=given_name.strip()[:80], wants_mail=False, is_example=is_example
    )
    note("greeted", met, by=by, at=at)
    return met
