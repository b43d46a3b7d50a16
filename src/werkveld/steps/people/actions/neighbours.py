"""Neighbours who ask for something, or walk in, without an account."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import may_make_known


class MayNotMakeKnown(Refusal):
    sentence = _("Only who helps residents can write down a neighbour.")


class NameIsMissing(Refusal):
    sentence = _("Write a first name, so that the student knows who comes.")


@transaction.atomic
def make_known(
    given_name: str,
    *,
    region: Region,
    by: Person,
    at: datetime,
    phone: str = "",
    wants_texts: bool = False,
    language: str = "nl",
    is_example: bool = False,
) -> Person:
    """A first name and perhaps a telephone number: no role, no address, and no account."""
    if not may_make_known(by, region, localdate(at)):
        raise MayNotMakeKnown
    if not given_name.strip():
        raise NameIsMissing
    neighbour = Person.objects.create(
        region=region,
        given_name=given_name.strip()[:80],
        phone=phone.strip()[:20],
        wants_texts=wants_texts and bool(phone.strip()),
        wants_mail=False,
        language=language,
        is_example=is_example,
    )
    note("made known", neighbour, by=by, at=at)
    return neighbour
