"""Publishes an edition of the draft, and takes one back."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person
from werkveld.steps.promises.actions.writing import WORDS, refuse_unknown_figures
from werkveld.steps.promises.models import Edition, Report
from werkveld.steps.promises.rules import may_publish


class MayNotPublish(Refusal):
    sentence = _("Only the director publishes the promise.")


class NothingToPublish(Refusal):
    sentence = _("Nothing changed since the last edition.")


@transaction.atomic
def publish(report: Report, *, by: Person, at: datetime) -> Edition:
    """What readers read from now on. An edition never changes; the next one replaces it."""
    if not may_publish(by, localdate(at)):
        raise MayNotPublish
    locked = Report.objects.select_for_update(of=("self",)).select_related("promise__region").get(pk=report.pk)
    columns = ("code", "kind", *WORDS)
    sections = [dict(row) for row in locked.sections.order_by("ordering", "id").values(*columns)]
    for section in sections:
        refuse_unknown_figures(locked.promise.region, {field: section[field] for field in WORDS})
    last = locked.editions.order_by("-number").first()
    if last and last.withdrawn_at is None and last.sections == sections:
        raise NothingToPublish
    edition = Edition.objects.create(
        report=locked, number=last.number + 1 if last else 1, sections=sections, published_by=by, published_at=at
    )
    note("published", edition, by=by, at=at, number=edition.number)
    return edition


@transaction.atomic
def withdraw_edition(edition: Edition, *, by: Person, at: datetime) -> Edition:
    """Readers see the edition before it again, or none."""
    if not may_publish(by, localdate(at)):
        raise MayNotPublish
    locked = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = at
        locked.save(update_fields=["withdrawn_at"])
        note("withdrew", locked, by=by, at=at, number=locked.number)
    return locked
