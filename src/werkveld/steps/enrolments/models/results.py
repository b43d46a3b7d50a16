"""What comes of a round: trial runs, everybody's result with its reasons, places offered to who waits, and appeals."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Keyed
from werkveld.steps.enrolments.enums import Aim, AppealState, OfferState
from werkveld.steps.enrolments.models.places import Enrolment
from werkveld.steps.enrolments.models.rounds import Round
from werkveld.steps.people.models import Person


class Trial(Keyed):
    """How a round would turn out with one aim and one seed: numbers only, since the same input gives the same answer."""

    personal_data: ClassVar[dict[str, str]] = {}

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="trials")
    aim = models.CharField(max_length=12, choices=Aim)
    seed = models.PositiveIntegerField()
    extra_seats = models.JSONField(default=dict, blank=True, help_text="Seats more or fewer, by key of the offering.")
    digest = models.CharField(max_length=64)
    figures = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["round", "at"], name="trials_of_a_round")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.aim}"


class RoundResult(Keyed):
    """What somebody got and why, wish by wish, as it was said on the day."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_enrolment", "facts": "retention_enrolment"}

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="results")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="round_results")
    facts = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_result_per_person_and_round", fields=["round", "person"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.round_id}"


class SeatOffer(Keyed):
    """A seat that is kept for who waits until a time to answer; `gives_up` goes back when the answer is yes."""

    personal_data: ClassVar[dict[str, str]] = {"enrolment": "retention_enrolment"}

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="seat_offers")
    gives_up = models.ForeignKey(Enrolment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    offered_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    state = models.CharField(max_length=8, choices=OfferState, default=OfferState.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_offer_per_place_in_line", fields=["enrolment"], condition=Q(state=OfferState.OPEN)
            ),
            models.CheckConstraint(
                name="an_answered_offer_says_when",
                condition=Q(state=OfferState.OPEN, answered_at__isnull=True)
                | (~Q(state=OfferState.OPEN) & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(name="an_offer_leaves_time", condition=Q(answer_by__gt=F("offered_at"))),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="offers_to_answer")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.state}"


class Appeal(Keyed):
    """Somebody asks to look again at a result."""

    personal_data: ClassVar[dict[str, str]] = {"text": "retention_enrolment", "answer": "retention_enrolment"}

    result = models.ForeignKey(RoundResult, on_delete=models.CASCADE, related_name="appeals")
    text = models.TextField(max_length=2000)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.OPEN)
    answer = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_appeal_per_result", fields=["result"], condition=Q(state=AppealState.OPEN)
            ),
            models.CheckConstraint(
                name="a_decided_appeal_says_who_when_and_why",
                condition=Q(state=AppealState.OPEN, decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state=AppealState.OPEN) & Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_id}: {self.state}"
