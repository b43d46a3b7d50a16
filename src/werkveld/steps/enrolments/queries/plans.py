"""What somebody plans, beside what this person takes part in: one list, term by term."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment, Plan, PlanItem
from werkveld.steps.enrolments.queries.places import enrolments_of, learners_of
from werkveld.steps.enrolments.rules import PLAN_KIND, term_of
from werkveld.steps.people.models import Person

SHOWN = (EnrolmentState.WAITING, EnrolmentState.PLACED, EnrolmentState.COMPLETED)
LAST = 10_000  # what was never arranged comes after what was


@dataclass(frozen=True, slots=True)
class Line:
    """An item, a place, or both when what was planned became a place."""

    item: PlanItem | None
    enrolment: Enrolment | None

    @property
    def ident(self) -> str:
        """How a page names it."""
        return f"item-{self.item.key}" if self.item else f"place-{self.enrolment.key}" if self.enrolment else ""

    @property
    def title(self) -> str:
        if self.enrolment:
            return str(self.enrolment.offering.title)
        return str(
            self.item.offering.title if self.item and self.item.offering else self.item.words if self.item else ""
        )

    @property
    def term_on(self) -> date | None:
        if self.item and (self.item.term_on or not self.enrolment):
            return self.item.term_on
        return term_of(self.enrolment.starts_on) if self.enrolment else None

    @property
    def is_done(self) -> bool:
        if self.item and self.item.done_at:
            return True
        return bool(self.enrolment and self.enrolment.state == EnrolmentState.COMPLETED)

    @property
    def starts_on(self) -> date | None:
        if self.enrolment:
            return self.enrolment.starts_on
        return self.item.offering.starts_on if self.item and self.item.offering else None

    @property
    def place(self) -> tuple[bool, date, int, date, str]:
        """Where it stands: by term, then in the own order, then by the day on which it begins."""
        first = self.term_on or date.max
        ordering = self.item.ordering if self.item else LAST
        return self.term_on is None, first, ordering, self.starts_on or date.max, self.title


def plan_of(person: Person) -> Plan | None:
    return Plan.objects.filter(person=person).first()


def lines_of(person: Person) -> list[Line]:
    """Two questions, however long the plan is."""
    items = list(
        PlanItem.objects.filter(plan__person=person, removed_at__isnull=True)
        .select_related("offering__organization", "offering__site", "offering__programme__kind")
        .order_by("ordering", "id")
    )
    taken: dict[int, Enrolment] = {}
    for enrolment in enrolments_of(person).filter(state__in=SHOWN):
        if enrolment.offering.programme.kind.code != PLAN_KIND:
            taken.setdefault(enrolment.offering_id, enrolment)
    lines = [Line(item, taken.pop(item.offering_id or 0, None)) for item in items]
    lines += [Line(None, enrolment) for enrolment in taken.values()]
    return sorted(lines, key=lambda line: line.place)


def own_item(reader: Person, key: UUID) -> PlanItem | None:
    """Also when it was taken out: then it can be put back."""
    return (
        PlanItem.objects.filter(plan__person=reader, key=key)
        .select_related("plan__person", "offering__organization", "offering__site")
        .first()
    )


def item_of(reader: Person, offering_key: UUID) -> PlanItem | None:
    rows = PlanItem.objects.filter(plan__person=reader, offering__key=offering_key, removed_at__isnull=True)
    return rows.first()


def plan_shared_with(reader: Person, person: Person) -> Plan | None:
    """For who coaches this person now, and only while it is shared."""
    coaches = learners_of(reader).filter(person=person, state=EnrolmentState.PLACED).exists()
    return Plan.objects.filter(person=person, is_shared=True).first() if coaches else None
