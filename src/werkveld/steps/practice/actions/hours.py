"""Hours: written by the learner, confirmed by another hand; and contact moments."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all, note_each
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Person
from werkveld.steps.practice.models import ContactMoment, Hours
from werkveld.steps.practice.rules import may_approve_hours, may_hold_contact, may_start, may_write_hours

MONDAY = 0


class MayNotWriteHours(Refusal):
    sentence = _("Only the student writes the own hours.")


class HasNotStarted(Refusal):
    sentence = _("Hours can be written once everyone has signed the agreement.")


class WeekStartsOnMonday(Refusal):
    sentence = _("A week is named by its Monday.")


class MayNotApproveHours(Refusal):
    sentence = _("Only the coach or the trainer at the company can confirm these hours.")


class HoursAreConfirmed(Refusal):
    sentence = _("These hours are already confirmed and can no longer be changed.")


class MayNotHoldContact(Refusal):
    sentence = _("Only the coach or the school can write down a contact moment.")


class ContactIsWritten(Refusal):
    sentence = _("A conversation on that day was already written down.")


def write_hours(
    enrolment: Enrolment, *, week_of: date, amounts: dict[str, Decimal], by: Person, at: datetime, note_text: str = ""
) -> list[Hours]:
    """A week in one go: work process -> hours. Writing again replaces what nobody confirmed yet."""
    return write_weeks(enrolment, {week_of: amounts}, by=by, at=at, note_text=note_text)


@transaction.atomic
def write_weeks(
    enrolment: Enrolment, weeks: dict[date, dict[str, Decimal]], *, by: Person, at: datetime, note_text: str = ""
) -> list[Hours]:
    """Several weeks in one go (Monday -> work process -> hours), for who catches up: all or none."""
    if not may_write_hours(by, enrolment):
        raise MayNotWriteHours
    if not may_start(enrolment):
        raise HasNotStarted
    if any(week.weekday() != MONDAY for week in weeks):
        raise WeekStartsOnMonday
    before = Hours.objects.filter(enrolment=enrolment, week_of__in=weeks)
    confirmed = set(before.select_for_update(of=("self",)).values_list("approved_at", flat=True))
    if confirmed - {None}:
        raise HoursAreConfirmed
    if confirmed:
        before.delete()
    written = Hours.objects.bulk_create(
        Hours(enrolment=enrolment, week_of=week, work_process=process, amount=amount, note=note_text, written_at=at)
        for week, amounts in weeks.items()
        for process, amount in amounts.items()
    )
    note("wrote hours", enrolment, by=by, at=at, weeks=[week.isoformat() for week in weeks], entries=len(written))
    return written


@transaction.atomic
def approve_hours(hours: Iterable[Hours], *, by: Person, at: datetime) -> int:
    """A week, or many, in one action: all or none. Entries that were confirmed before stay as they were."""
    entries = list(hours)
    if not all(may_approve_hours(by, entry, localdate(at)) for entry in entries):
        raise MayNotApproveHours
    still_waiting = Hours.objects.filter(pk__in=[entry.pk for entry in entries], approved_at__isnull=True)
    locked = set(still_waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    waiting = [entry for entry in entries if entry.pk in locked]
    Hours.objects.filter(pk__in=locked).update(approved_by=by, approved_at=at)
    for entry in waiting:  # who holds the entries sees that they count
        entry.approved_by, entry.approved_at = by, at
    _note_approved(waiting, by=by, at=at)
    return len(waiting)


def _note_approved(entries: list[Hours], *, by: Person, at: datetime) -> None:
    """One line a student, as the hours were written; each entry itself says by whom and when."""
    weeks: dict[Enrolment, set[date]] = defaultdict(set)
    for entry in entries:
        weeks[entry.enrolment].add(entry.week_of)
    rows = [(enrolment, {"weeks": [week.isoformat() for week in sorted(found)]}) for enrolment, found in weeks.items()]
    note_each("approved hours", rows, by=by, at=at)


def hold_contact(
    enrolment: Enrolment, *, held_on: date, is_on_site: bool, by: Person, at: datetime, note_text: str = ""
) -> ContactMoment:
    """School and company spoke about one learner."""
    (held,) = hold_contacts([enrolment], held_on=held_on, is_on_site=is_on_site, by=by, at=at, note_text=note_text)
    return held


@transaction.atomic
def hold_contacts(
    enrolments: Iterable[Enrolment], *, held_on: date, is_on_site: bool, by: Person, at: datetime, note_text: str = ""
) -> list[ContactMoment]:
    """A day of visits or calls, about each of these learners: all or none."""
    about = list(enrolments)
    if not all(may_hold_contact(by, enrolment, localdate(at)) for enrolment in about):
        raise MayNotHoldContact
    if ContactMoment.objects.filter(enrolment__in=about, held_on=held_on).exists():
        raise ContactIsWritten
    held = ContactMoment.objects.bulk_create(
        ContactMoment(enrolment=one, held_by=by, held_on=held_on, is_on_site=is_on_site, note=note_text)
        for one in about
    )
    note_all("held contact", held, by=by, at=at)
    return held
