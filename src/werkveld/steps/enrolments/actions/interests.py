"""Somebody says what to see more of."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.models import Interest
from werkveld.steps.people.models import Person, Theme


class InterestIsYours(Refusal):
    sentence = _("Everybody chooses their own themes.")


@transaction.atomic
def choose_themes(person: Person, themes: Iterable[Theme], *, by: Person, at: datetime) -> list[Interest]:
    """The whole choice anew; nothing chosen is a choice too. The deed says how many, never which."""
    if by.pk != person.pk:
        raise InterestIsYours
    wanted = {theme.pk: theme for theme in themes}
    Interest.objects.filter(person=person).exclude(theme__in=wanted).delete()
    Interest.objects.bulk_create(
        [Interest(person=person, theme=theme, at=at) for theme in wanted.values()], ignore_conflicts=True
    )
    note("chose themes", person, by=by, at=at, themes=len(wanted))
    return list(Interest.objects.filter(person=person).select_related("theme").order_by("id"))
