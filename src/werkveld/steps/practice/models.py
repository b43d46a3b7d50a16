"""What happens at work, and who confirmed it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Keyed
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Organization, Person, Qualification, Site
from werkveld.steps.practice.enums import AppointmentState, Party
from werkveld.steps.questions.models import Question


class Agreement(Keyed):
    """The practice agreement (POK) of one enrolment, with what the law asks of it (WEB 7.2.8)."""

    personal_data: ClassVar[dict[str, str]] = {"enrolment": "retention_agreement"}

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="agreement")
    company = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="agreements")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="agreements")
    qualification = models.ForeignKey(Qualification, null=True, blank=True, on_delete=models.PROTECT)
    begins_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    hours = models.PositiveIntegerField()
    needs_guardian = models.BooleanField(default=False)
    drawn_up_at = models.DateTimeField()
    complete_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="agreement_ends_after_it_begins", condition=Q(ends_on__gt=F("begins_on"))),
            models.CheckConstraint(name="agreement_has_hours", condition=Q(hours__gte=1)),
        ]
        indexes = [models.Index(fields=["company", "begins_on"], name="agreement_by_company")]

    def __str__(self) -> str:
        return f"{self.company_id} {self.begins_on}"


class Signature(models.Model):
    personal_data: ClassVar[dict[str, str]] = {"person": "retention_agreement"}

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=10, choices=Party)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="each_party_signs_once", fields=["agreement", "party"])]

    def __str__(self) -> str:
        return f"{self.party} {self.agreement_id}"


class Shift(Keyed):
    """A stretch of time at a site, under a coach."""

    personal_data: ClassVar[dict[str, str]] = {"coach": "retention_practice"}

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="shifts")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="shifts")
    coach = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="coached_shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(default=4)
    people = models.ManyToManyField(Person, blank=True, related_name="shifts")

    class Meta:
        constraints = [
            models.CheckConstraint(name="shift_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.UniqueConstraint(name="one_shift_per_offering_and_start", fields=["offering", "site", "starts_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id} {self.starts_at}"


class Appointment(Keyed):
    """A resident is helped by a student at an agreed time, on a shift that has a coach."""

    personal_data: ClassVar[dict[str, str]] = {
        "resident": "retention_resident_contact",
        "learner": "retention_practice",
        "code": "retention_resident_contact",
    }

    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="appointments")
    resident = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    learner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="services")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    state = models.CharField(max_length=10, choices=AppointmentState, default=AppointmentState.BOOKED)
    code = models.CharField(max_length=12, help_text="The resident changes or cancels with it.")
    booked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_student_helps_one_resident_at_a_time",
                fields=["learner", "starts_at"],
                condition=~Q(state=AppointmentState.CANCELLED),
            ),
            models.CheckConstraint(
                name="a_closed_appointment_says_when",
                condition=Q(state=AppointmentState.BOOKED, closed_at__isnull=True)
                | (~Q(state=AppointmentState.BOOKED) & Q(closed_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["shift", "state"], name="appointment_by_shift")]

    def __str__(self) -> str:
        return f"{self.shift_id} {self.starts_at}"


class Hours(Keyed):
    """The hours of one person in one week, for one work process; they count once confirmed by another hand."""

    personal_data: ClassVar[dict[str, str]] = {
        "enrolment": "retention_practice",
        "note": "retention_practice",
        "approved_by": "retention_practice",
    }

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="hours")
    week_of = models.DateField(help_text="The Monday.")
    amount = models.DecimalField(max_digits=5, decimal_places=2)
    work_process = models.CharField(max_length=12, blank=True, help_text="Such as «B1-K1-W1».")
    note = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="hours_once_per_week_and_work_process", fields=["enrolment", "week_of", "work_process"]
            ),
            models.CheckConstraint(name="hours_fit_in_a_week", condition=Q(amount__gt=0, amount__lte=60)),
            models.CheckConstraint(
                name="hours_approved_by_and_at_go_together",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["week_of"], name="hours_by_week")]

    def __str__(self) -> str:
        return f"{self.amount} in {self.week_of}"


class ContactMoment(Keyed):
    """School and company speak about a learner; at least one of them at the site."""

    personal_data: ClassVar[dict[str, str]] = {"enrolment": "retention_practice", "note": "retention_practice"}

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="contact_moments")
    held_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    is_on_site = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_contact_moment_a_day", fields=["enrolment", "held_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.held_on}"
