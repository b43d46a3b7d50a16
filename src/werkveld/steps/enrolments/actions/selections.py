"""Preparing a selection: its days, its criteria, who assesses, and telling everybody."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.enums import SelectionState
from werkveld.steps.enrolments.models import Assessor, Criterion, Selection
from werkveld.steps.enrolments.rules import may_be_assessor, may_change_criteria, may_select
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


class MayNotSelect(Refusal):
    sentence = _("Only a coordinator of the school can run this selection.")


class HasSelection(Refusal):
    sentence = _("There is a selection for this already.")


class NeedsCapacity(Refusal):
    sentence = _("Say first how many places there are. Without a limit everybody can come, and nobody needs to choose.")


class DaysAreNotInOrder(Refusal):
    sentence = _("First it opens, then it closes, and then you decide. These days are in another order.")


class IsPublished(Refusal):
    sentence = _("People have read this already, so it stands.")


class CriteriaStand(Refusal):
    sentence = _("Somebody applied with these criteria in mind, so they stand.")


class NeedsCriteria(Refusal):
    sentence = _("Write at least one criterion first, so that people know what you look at.")


class OpensTooSoon(Refusal):
    sentence = _("Choose an opening that is still to come, so that people can read the criteria before they apply.")


class MayNotAssessHere(Refusal):
    sentence = _("Choose somebody who guides learners.")


class HasApplications(Refusal):
    sentence = _("This assessor has applications to assess. Give those to somebody else first.")


def _locked(selection: Selection, by: Person, at: datetime) -> Selection:
    rows = Selection.objects.select_for_update(of=("self",))
    locked = rows.select_related("offering__organization", "offering__programme__organization").get(pk=selection.pk)
    if not may_select(by, locked.offering, timezone.localdate(at)):
        raise MayNotSelect
    return locked


def _ask_about_days(opens_at: datetime, closes_at: datetime, decides_on: date) -> None:
    if not opens_at < closes_at or decides_on < timezone.localdate(closes_at):
        raise DaysAreNotInOrder


@transaction.atomic
def prepare_selection(
    offering: Offering,
    *,
    opens_at: datetime,
    closes_at: datetime,
    decides_on: date,
    seed: int,
    by: Person,
    at: datetime,
    **facts: Any,
) -> Selection:
    """A draft that nobody sees yet. `facts` are other columns of Selection."""
    if not may_select(by, offering, timezone.localdate(at)):
        raise MayNotSelect
    if Selection.objects.filter(offering=offering).exists():
        raise HasSelection
    if offering.capacity is None:
        raise NeedsCapacity
    _ask_about_days(opens_at, closes_at, decides_on)
    made = Selection.objects.create(
        offering=offering, opens_at=opens_at, closes_at=closes_at, decides_on=decides_on, seed=seed, **facts
    )
    note("prepared selection", made, by=by, at=at)
    return made


@transaction.atomic
def describe_selection(
    selection: Selection,
    *,
    opens_at: datetime,
    closes_at: datetime,
    decides_on: date,
    most_difference: int,
    by: Person,
    at: datetime,
) -> Selection:
    """Other days, as long as nobody has read them."""
    locked = _locked(selection, by, at)
    if locked.state != SelectionState.DRAFT:
        raise IsPublished
    _ask_about_days(opens_at, closes_at, decides_on)
    locked.opens_at, locked.closes_at, locked.decides_on = opens_at, closes_at, decides_on
    locked.most_difference = most_difference
    locked.save(update_fields=["opens_at", "closes_at", "decides_on", "most_difference"])
    note("described selection", locked, by=by, at=at)
    return locked


@transaction.atomic
def write_criteria(
    selection: Selection, rows: Sequence[Mapping[str, Any]], *, by: Person, at: datetime
) -> list[Criterion]:
    """All of them in their order, in the place of those before. `rows` are columns of Criterion."""
    locked = _locked(selection, by, at)
    if not may_change_criteria(locked):
        raise CriteriaStand
    if not rows:
        raise NeedsCriteria
    locked.criteria.all().delete()
    written = Criterion.objects.bulk_create(
        Criterion(selection=locked, ordering=ordering, **row) for ordering, row in enumerate(rows, start=1)
    )
    note("wrote criteria", locked, by=by, at=at, criteria=[one.name_nl for one in written])
    return written


@transaction.atomic
def publish_selection(selection: Selection, *, by: Person, at: datetime) -> Selection:
    """From now on everybody reads the criteria; from the opening on people apply."""
    locked = _locked(selection, by, at)
    if locked.state != SelectionState.DRAFT:
        raise IsPublished
    if not locked.criteria.exists():
        raise NeedsCriteria
    if locked.opens_at <= at:
        raise OpensTooSoon
    locked.state, locked.published_at = SelectionState.OPEN, at
    locked.save(update_fields=["state", "published_at"])
    note("published selection", locked, by=by, at=at)
    return locked


@transaction.atomic
def name_assessor(selection: Selection, *, person: Person, by: Person, at: datetime) -> Assessor:
    """Naming somebody twice is no fault."""
    locked = _locked(selection, by, at)
    if not may_be_assessor(person, timezone.localdate(at)):
        raise MayNotAssessHere
    named, is_new = Assessor.objects.get_or_create(selection=locked, person=person, defaults={"at": at})
    if is_new:
        note("named assessor", locked, by=by, at=at, assessor=str(person.key))
    return named


@transaction.atomic
def dismiss_assessor(assessor: Assessor, *, by: Person, at: datetime) -> None:
    locked = _locked(assessor.selection, by, at)
    if assessor.assessments.exists():
        raise HasApplications
    note("dismissed assessor", locked, by=by, at=at, assessor=str(assessor.person.key))
    assessor.delete()
