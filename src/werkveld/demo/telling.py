"""What came of the year: counts, and a digest that is the same for the same seed on every database."""

import hashlib
from collections.abc import Iterable
from typing import Any

from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.models import Enrolment, GroupBooking, Wish
from werkveld.steps.evidence.models import Award
from werkveld.steps.experiences.models import Asked
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.practice.models import Agreement, Appointment, ContactMoment, Hours, Shift
from werkveld.steps.questions.models import Question

TABLES = (
    Person, Organization, Offering, Question, Wish, Enrolment, GroupBooking, Agreement, Shift, Appointment, Hours,
    ContactMoment, Award, Asked, Message, Deed,
)  # fmt: skip

# What is told of each record: never its row number or key, which differ from one database to the next.
TOLD: dict[Any, tuple[str, ...]] = {
    Person: ("email", "given_name", "family_name", "student_number"),
    Offering: ("title_nl", "starts_on", "seats_taken", "state", "opened_at"),
    Question: ("asked_by__email", "asked_at", "state", "text"),
    Wish: ("person__email", "offering__title_nl", "rank"),
    Enrolment: ("person__email", "offering__title_nl", "state", "starts_on", "ended_on", "rank", "reason"),
    GroupBooking: ("organization__name", "comes_on", "heads", "came"),
    Agreement: ("enrolment__person__email", "company__name", "begins_on", "complete_at"),
    Appointment: ("resident__email", "learner__email", "starts_at", "state"),
    Hours: ("enrolment__person__email", "enrolment__offering__title_nl", "week_of", "amount", "approved_at"),
    ContactMoment: ("enrolment__person__email", "held_on", "is_on_site"),
    Award: ("person__email", "kind", "title_nl", "awarded_at", "revoked_at"),
    Asked: ("survey__code", "person__email", "score"),
}


def counts_of() -> dict[str, int]:
    """Of the whole database: a demo has one region."""
    return {str(table._meta.verbose_name_plural): table.objects.count() for table in TABLES}  # noqa: SLF001 - public API


def digest_of() -> str:
    """SHA-256 over the lines of all tables, each sorted as text."""
    written = hashlib.sha256()
    for table, columns in TOLD.items():
        for line in sorted(_lines(table.objects.values_list(*columns))):
            written.update(f"{table.__name__} {line}\n".encode())
    return written.hexdigest()


def _lines(rows: Iterable[tuple[Any, ...]]) -> Iterable[str]:
    return (" ".join(map(_word, row)) for row in rows)


def _word(value: Any) -> str:
    """Amounts without the zeros that one database keeps and the other does not; moments in UTC."""
    if hasattr(value, "normalize"):
        return format(value.normalize(), "f")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
