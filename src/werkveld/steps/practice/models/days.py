"""What a coach sees and does on the day itself, also out of reach of the network."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Keyed
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Person
from werkveld.steps.practice.enums import DayKind
from werkveld.steps.practice.models.appointments import Appointment
from werkveld.steps.practice.models.shifts import Shift


class Observation(Keyed):
    """What a student showed, by work process, as somebody saw it: a candidate for evidence."""

    personal_data: ClassVar[dict[str, str]] = {
        "learner": "retention_practice",
        "words": "retention_practice",
        "seen_by": "retention_practice",
    }

    learner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="observations")
    enrolment = models.ForeignKey(
        Enrolment, null=True, blank=True, on_delete=models.PROTECT, related_name="observations"
    )
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="observations")
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="observations"
    )
    work_process = models.CharField(max_length=12, blank=True)
    words = models.CharField(max_length=300, blank=True)
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="an_observation_says_something", condition=~Q(work_process="") | ~Q(words="")),
            models.UniqueConstraint(
                name="one_observation_per_visit_and_work_process",
                fields=["learner", "appointment", "work_process"],
                condition=Q(appointment__isnull=False) & ~Q(work_process=""),
            ),
            models.UniqueConstraint(
                name="one_observation_per_shift_and_work_process",
                fields=["learner", "shift", "work_process"],
                condition=Q(appointment__isnull=True) & ~Q(work_process=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.work_process}"


class DayDeed(models.Model):
    """A deed of a day page with the number that the phone gave it, so that what is sent twice is done once."""

    personal_data: ClassVar[dict[str, str]] = {"by": "retention_practice"}

    key = models.UUIDField(unique=True)
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=DayKind)
    done_at = models.DateTimeField(help_text="When it happened, by the phone.")
    came_in_at = models.DateTimeField()
    refusal = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class CalendarFeed(Keyed):
    """A secret address at which somebody's own calendar reads the own shifts; only its hash is kept."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_person"}

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_calendar_address_a_person", fields=["person"], condition=Q(revoked_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
