"""For which qualifications a site may train, and until when; kept by the region and by the schools that sign there."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.people.actions.region import MayNotDescribe
from werkveld.steps.people.models import Person, Qualification, Recognition, Site
from werkveld.steps.people.rules import may_describe, may_recognise


class MayNotRecognise(Refusal):
    sentence = _("Only a school that signs agreements writes down what a site is recognised for.")


class EndsBeforeItBegins(Refusal):
    sentence = _("The last day comes after the first.")


@transaction.atomic
def recognise(
    *, site: Site, qualification: Qualification, begins_on: date, ends_on: date, by: Person, at: datetime
) -> Recognition:
    """New, or with another last day when one that began on this day is known: what the body that recognises says."""
    if not may_recognise(by, site, localdate(at)):
        raise MayNotRecognise
    if ends_on <= begins_on:
        raise EndsBeforeItBegins
    recognition, is_new = Recognition.objects.select_for_update(of=("self",)).get_or_create(
        site=site,
        qualification=qualification,
        begins_on=begins_on,
        defaults={"ends_on": ends_on, "is_example": by.is_example},
    )
    if is_new or recognition.ends_on != ends_on:
        recognition.ends_on = ends_on
        recognition.save(update_fields=["ends_on"])
        note("recognised", site, by=by, at=at, crebo=qualification.crebo, until=ends_on.isoformat())
    return recognition


@transaction.atomic
def recognise_all(rows: Iterable[dict[str, Any]], *, by: Person, at: datetime) -> list[Recognition]:
    """Takes over which sites may train for what until when. `rows` are columns of Recognition; one deed a site."""
    if not may_describe(by, localdate(at)):
        raise MayNotDescribe
    recognised = Recognition.objects.bulk_create([Recognition(**row) for row in rows], batch_size=500)
    sites = {recognition.site_id: recognition.site for recognition in recognised}
    note_all("recognised", sites.values(), by=by, at=at)
    return recognised
