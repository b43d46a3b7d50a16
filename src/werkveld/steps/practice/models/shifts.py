"""Shifts, who is on them, and how a turn goes from one student to another."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Keyed
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Room, Site, Skill
from werkveld.steps.practice.enums import HandoverState, ShiftState, TurnOrigin, TurnState
from werkveld.steps.practice.models.rosters import Roster, RosterSlot

CODE_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without what looks like something else
CODE_LENGTH = 6


def new_code() -> str:
    """Six signs, easy to read aloud and hard to guess."""
    return "".join(secrets.choice(CODE_SIGNS) for _place in range(CODE_LENGTH))


class Shift(Keyed):
    """A stretch of time at a site, under a coach; a draft is seen by who plans it and by nobody else."""

    personal_data: ClassVar[dict[str, str]] = {"coach": "retention_practice", "host": "retention_practice"}

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="shifts")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="shifts")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="shifts")
    coach = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="coached_shifts")
    host = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted_shifts",
        help_text="Such as the teacher of the group.",
    )
    host_came_at = models.DateTimeField(null=True, blank=True)
    roster = models.ForeignKey(Roster, null=True, blank=True, on_delete=models.PROTECT, related_name="shifts")
    slot = models.ForeignKey(RosterSlot, null=True, blank=True, on_delete=models.SET_NULL, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(default=4, help_text="Room for students.")
    state = models.CharField(max_length=10, choices=ShiftState, default=ShiftState.PLANNED)
    code = models.CharField(
        max_length=6, blank=True, default=new_code, help_text="Students type it to say that they are there."
    )
    heads = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Visitors, counted without names.")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Since then what was seen that day stands.")
    people = models.ManyToManyField(
        Person, through="Turn", through_fields=("shift", "person"), blank=True, related_name="shifts"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="shift_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.UniqueConstraint(
                name="one_shift_per_offering_and_start",
                fields=["offering", "site", "starts_at"],
                condition=~Q(state=ShiftState.CANCELLED),
            ),
        ]
        indexes = [
            models.Index(fields=["site", "starts_at"], name="shift_by_site"),
            models.Index(fields=["offering", "starts_at"], name="shift_by_offering"),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id} {self.starts_at}"


class ShiftNeed(models.Model):
    """So many students, with a skill or with any, are asked on this shift."""

    personal_data: ClassVar[dict[str, str]] = {}

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="needs")
    skill = models.ForeignKey(Skill, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_shift_asks_a_skill_once", fields=["shift", "skill"]),
            models.UniqueConstraint(
                name="a_shift_asks_anybody_once", fields=["shift"], condition=Q(skill__isnull=True)
            ),
            models.CheckConstraint(name="a_shift_need_asks_somebody", condition=Q(asked__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.asked} on {self.shift_id}"


class Turn(Keyed):
    """One student on one shift: planned, there, away with a word beforehand, or simply missing."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_practice", "seen_by": "retention_practice"}

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="turns")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="turns")
    state = models.CharField(max_length=8, choices=TurnState, default=TurnState.PLANNED)
    origin = models.CharField(max_length=12, choices=TurnOrigin, default=TurnOrigin.HAND)
    came_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="somebody_is_on_a_shift_once", fields=["shift", "person"]),
            models.CheckConstraint(
                name="who_came_was_seen_at_a_moment",
                condition=Q(state=TurnState.PRESENT, came_at__isnull=False, seen_by__isnull=False)
                | (~Q(state=TurnState.PRESENT) & Q(came_at__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["person", "state"], name="turn_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.shift_id}"


class Handover(Keyed):
    """A turn that somebody offers: to one other, to anybody who can, or in exchange for a turn of the other."""

    personal_data: ClassVar[dict[str, str]] = {
        "offered_by": "retention_practice",
        "to": "retention_practice",
        "taken_by": "retention_practice",
    }

    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="handovers")
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="turns_offered")
    in_return = models.ForeignKey(
        Turn, null=True, blank=True, on_delete=models.CASCADE, related_name="handovers_in_return"
    )
    state = models.CharField(max_length=10, choices=HandoverState, default=HandoverState.OPEN)
    offered_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="turns_taken")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_turn_is_offered_once_at_a_time", fields=["turn"], condition=Q(state=HandoverState.OPEN)
            ),
            models.CheckConstraint(
                name="a_handover_that_is_over_says_when",
                condition=Q(state=HandoverState.OPEN, settled_at__isnull=True)
                | (~Q(state=HandoverState.OPEN) & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_turn_that_was_taken_says_by_whom",
                condition=Q(state=HandoverState.TAKEN, taken_by__isnull=False)
                | (~Q(state=HandoverState.TAKEN) & Q(taken_by__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.turn_id} {self.state}"
