"""Who has a place or waits for one, and which groups come."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Invented, Keyed
from werkveld.steps.enrolments.enums import EnrolmentState, Reason
from werkveld.steps.enrolments.models.rounds import Round
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Organization, Person


class Enrolment(Keyed):
    """One person in one offering."""

    personal_data: ClassVar[dict[str, str]] = {
        "person": "retention_enrolment",
        "reason": "retention_enrolment",
        "why": "retention_enrolment",
        "came": "retention_enrolment",
        "code": "retention_enrolment",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(max_length=10, choices=EnrolmentState)
    reason = models.CharField(max_length=12, choices=Reason)
    why = models.CharField(max_length=300, blank=True, help_text="In somebody's own words, for who has the place.")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="enrolments")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    coach = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="coached")
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField(help_text="When the enrolment was made.")
    came = models.BooleanField(null=True, blank=True, help_text="On the day itself; empty: nobody looked.")
    code = models.CharField(max_length=12, blank=True, help_text="Somebody without an account gives back with it.")
    once = models.UUIDField(null=True, blank=True, unique=True, help_text="Of the request; the same comes in once.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_code_opens_one_enrolment",
                fields=["code"],
                condition=~Q(code="") & Q(state__in=[EnrolmentState.WAITING, EnrolmentState.PLACED]),
            ),
            models.CheckConstraint(
                name="only_who_has_a_place_can_have_come",
                condition=Q(came__isnull=True) | ~Q(state=EnrolmentState.WAITING),
            ),
            models.UniqueConstraint(
                name="one_live_enrolment_per_person_and_offering",
                fields=["person", "offering"],
                condition=~Q(state=EnrolmentState.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="an_ended_enrolment_says_when",
                condition=Q(state__in=[EnrolmentState.WAITING, EnrolmentState.PLACED], ended_on__isnull=True)
                | Q(
                    state__in=[EnrolmentState.COMPLETED, EnrolmentState.STOPPED, EnrolmentState.WITHDRAWN],
                    ended_on__isnull=False,
                ),
            ),
        ]
        indexes = [models.Index(fields=["offering", "state", "starts_on"], name="enrolment_by_offering")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.offering_id}"


class GroupBooking(Keyed, Invented):
    """A group that comes, by head-count only: no name of a child is ever written here."""

    personal_data: ClassVar[dict[str, str]] = {"booked_by": "retention_enrolment"}

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="group_bookings")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="group_bookings")
    booked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    heads = models.PositiveIntegerField()
    comes_on = models.DateField()
    at = models.DateTimeField()
    came = models.PositiveIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_group_has_heads", condition=Q(heads__gte=1)),
            models.UniqueConstraint(
                name="one_booking_per_organization_offering_and_day",
                fields=["offering", "organization", "comes_on"],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heads} of {self.organization_id}"
