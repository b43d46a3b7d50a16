"""A term of shifts at a site: its week, who can be there when, and what the engine made of it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Keyed
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Room, Skill
from werkveld.steps.people.models.opening import WEEKDAYS
from werkveld.steps.practice.enums import Availability, RosterState


class Roster(Keyed):
    """The shifts of one offering for a term. Until it is published its shifts are drafts that only its planner sees.

    `cost`, `bound`, `seed` and `digest` say what the engine answered; a change by hand afterwards leaves them standing.
    """

    personal_data: ClassVar[dict[str, str]] = {"made_by": "retention_practice", "coaches": "retention_practice"}

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="rosters")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=RosterState, default=RosterState.DRAFT)
    answer_until = models.DateTimeField(null=True, blank=True, help_text="Until then people say when they can.")
    per_coach = models.PositiveSmallIntegerField(default=6, help_text="Students that one coach can guide at a time.")
    wished = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Shifts a student in the whole term.")
    coaches = models.ManyToManyField(Person, blank=True, related_name="rosters", help_text="Who may be asked to guide.")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    seed = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64, blank=True)
    cost = models.IntegerField(null=True, blank=True)
    bound = models.IntegerField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="roster_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="a_published_roster_says_when",
                condition=Q(state=RosterState.PUBLISHED, published_at__isnull=False) | ~Q(state=RosterState.PUBLISHED),
            ),
            models.UniqueConstraint(
                name="one_roster_per_offering_and_start",
                fields=["offering", "starts_on"],
                condition=~Q(state=RosterState.WITHDRAWN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id} from {self.starts_on}"


class RosterSlot(Keyed):
    """A stretch of the week that becomes a shift in every week of the term on which the site is open."""

    personal_data: ClassVar[dict[str, str]] = {"coach": "retention_practice"}

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveSmallIntegerField(default=4, help_text="Room for students.")
    coach = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Always this one."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_slot_per_weekday_and_time", fields=["roster", "weekday", "begins"]),
            models.CheckConstraint(name="slot_ends_after_it_begins", condition=Q(ends__gt=F("begins"))),
            models.CheckConstraint(name="slot_is_on_a_day_of_the_week", condition=Q(weekday__lt=WEEKDAYS)),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.begins}-{self.ends}"


class SlotNeed(models.Model):
    """So many students, with a skill or with any, are asked on each shift of a slot."""

    personal_data: ClassVar[dict[str, str]] = {}

    slot = models.ForeignKey(RosterSlot, on_delete=models.CASCADE, related_name="needs")
    skill = models.ForeignKey(Skill, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_slot_asks_a_skill_once", fields=["slot", "skill"]),
            models.UniqueConstraint(name="a_slot_asks_anybody_once", fields=["slot"], condition=Q(skill__isnull=True)),
            models.CheckConstraint(name="a_need_asks_somebody", condition=Q(asked__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.asked} on {self.slot_id}"


class Answer(models.Model):
    """What a student or coach says about one stretch of the week. No answer is no."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_practice", "can": "retention_practice"}

    slot = models.ForeignKey(RosterSlot, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roster_answers")
    can = models.CharField(max_length=10, choices=Availability)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_answer_per_slot_and_person", fields=["slot", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.can}"


class Absence(Keyed):
    """Somebody cannot come from a moment to a moment: ill, or away as was said beforehand."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_practice", "told_by": "retention_practice"}

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    left_alone: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "Shift", blank=True, related_name="+", help_text="Shifts that had this person as coach."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="absence_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at")))
        ]
        indexes = [models.Index(fields=["person", "starts_at"], name="absence_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.starts_at}"
