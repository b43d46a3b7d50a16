"""One visit, for who holds its key."""

from uuid import UUID

from werkveld.steps.practice.models import Appointment


def visit_with_key(key: UUID) -> Appointment | None:
    return Appointment.objects.filter(key=key).select_related("shift__site", "shift__offering").first()
