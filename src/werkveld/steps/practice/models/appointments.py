"""Residents who are helped: what they booked, which quarters of a student's time that fills, and who waits."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Keyed
from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Person, Site
from werkveld.steps.practice.enums import AppointmentState, WaitState
from werkveld.steps.practice.models.shifts import Shift
from werkveld.steps.questions.enums import AskedBy
from werkveld.steps.questions.models import Question

OPEN_APPOINTMENTS = (AppointmentState.BOOKED, AppointmentState.OFFERED)


class Appointment(Keyed):
    """A resident is helped by a student at an agreed time, on a shift that has a coach."""

    personal_data: ClassVar[dict[str, str]] = {
        "resident": "retention_resident_contact",
        "learner": "retention_practice",
        "second": "retention_practice",
        "code": "retention_resident_contact",
        "place": "retention_resident_contact",
        "wishes": "retention_resident_contact",
        "language": "retention_resident_contact",
        "interpreter": "retention_resident_contact",
        "brings_somebody": "retention_resident_contact",
        "needs_step_free": "retention_resident_contact",
    }

    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    help = models.ForeignKey(Help, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="appointments")
    resident = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    learner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="services")
    second = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="The other of two."
    )
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    state = models.CharField(max_length=10, choices=AppointmentState, default=AppointmentState.BOOKED)
    code = models.CharField(max_length=12, help_text="The resident changes or cancels with it.")
    channel = models.CharField(max_length=8, choices=AskedBy, default=AskedBy.WEB)
    place = models.CharField(max_length=160, blank=True, help_text="Where to come, when that is not the site.")
    wishes = models.CharField(max_length=200, blank=True, help_text="Only what the visit needs, such as an activity.")
    language = models.CharField(max_length=5, blank=True)
    interpreter = models.CharField(max_length=5, blank=True, help_text="Language for which an interpreter comes.")
    brings_somebody = models.BooleanField(default=False)
    needs_step_free = models.BooleanField(default=False)
    is_walk_in = models.BooleanField(default=False)
    series = models.UUIDField(null=True, blank=True, help_text="The same for what was asked again and again.")
    once = models.UUIDField(null=True, blank=True, unique=True, help_text="Of the request; the same comes in once.")
    answer_until = models.DateTimeField(null=True, blank=True, help_text="Of one that is only offered.")
    booked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_student_helps_one_resident_at_a_time",
                fields=["learner", "starts_at"],
                condition=~Q(state=AppointmentState.CANCELLED),
            ),
            models.UniqueConstraint(
                name="a_code_opens_one_appointment",
                fields=["code"],
                condition=~Q(code="") & Q(state__in=OPEN_APPOINTMENTS),
            ),
            models.CheckConstraint(
                name="a_closed_appointment_says_when",
                condition=Q(state__in=OPEN_APPOINTMENTS, closed_at__isnull=True)
                | (~Q(state__in=OPEN_APPOINTMENTS) & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="an_offered_time_is_answered_before_a_moment",
                condition=~Q(state=AppointmentState.OFFERED) | Q(answer_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["shift", "state"], name="appointment_by_shift"),
            models.Index(fields=["state", "starts_at"], name="appointment_by_start"),
            models.Index(fields=["series"], name="appointment_by_series", condition=Q(series__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id} {self.starts_at}"


class HeldQuarter(models.Model):
    """A quarter of an hour of one student that an appointment fills. Two appointments can never share one."""

    personal_data: ClassVar[dict[str, str]] = {"learner": "retention_practice"}

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="quarters")
    learner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="a_quarter_is_held_once", fields=["learner", "at"])]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.at}"


class Wait(Keyed):
    """A resident waits for a time: told in turn when one comes free, with a moment before which to answer."""

    personal_data: ClassVar[dict[str, str]] = {
        "resident": "retention_resident_contact",
        "code": "retention_resident_contact",
        "language": "retention_resident_contact",
        "place": "retention_resident_contact",
    }

    help = models.ForeignKey(Help, on_delete=models.CASCADE, related_name="waits")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="waits")
    resident = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="waits")
    since = models.DateTimeField()
    until_on = models.DateField()
    place = models.CharField(max_length=160, blank=True, help_text="Where to come, when that is not the site.")
    language = models.CharField(max_length=5, blank=True)
    needs_step_free = models.BooleanField(default=False)
    channel = models.CharField(max_length=8, choices=AskedBy, default=AskedBy.WEB)
    code = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=WaitState, default=WaitState.WAITING)
    offer = models.OneToOneField(
        Appointment, null=True, blank=True, on_delete=models.SET_NULL, related_name="waited_for"
    )
    instead_of = models.OneToOneField(
        Appointment,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="made_good",
        help_text="Let down by us.",
    )
    passed_over = models.JSONField(
        default=dict, blank=True, help_text="By site the quarters that were free when they joined, and still are."
    )
    unanswered = models.PositiveSmallIntegerField(default=0, help_text="Times that were offered and not answered.")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="nobody_waits_twice_for_one_help",
                fields=["help", "resident"],
                condition=Q(state__in=[WaitState.WAITING, WaitState.OFFERED]),
            ),
            models.CheckConstraint(
                name="who_was_offered_a_time_has_one", condition=~Q(state=WaitState.OFFERED) | Q(offer__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["help", "state", "since"], name="wait_by_turn")]

    def __str__(self) -> str:
        return f"{self.resident_id} for {self.help_id}"
