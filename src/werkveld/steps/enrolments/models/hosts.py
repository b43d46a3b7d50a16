"""Where both sides choose: what somebody writes to the hosts, and how welcome they are to each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.steps.enrolments.enums import Says
from werkveld.steps.enrolments.models.rounds import Round, RoundOffering
from werkveld.steps.people.models import Person


class Introduction(models.Model):
    """A few words that every host reads whose place somebody asks for."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_enrolment", "words": "retention_enrolment"}

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="introductions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="introductions")
    words = models.CharField(max_length=300)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_introduction_per_person_and_round", fields=["round", "person"]),
            models.CheckConstraint(name="an_introduction_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.round_id}"


class Regard(models.Model):
    """What a host says of somebody who asks for its place. Of whom nothing is said, it is also fine."""

    personal_data: ClassVar[dict[str, str]] = {
        "person": "retention_enrolment",
        "says": "retention_enrolment",
        "why": "retention_enrolment",
        "by": "retention_enrolment",
    }

    choice = models.ForeignKey(RoundOffering, on_delete=models.CASCADE, related_name="regards")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="regards")
    says = models.CharField(max_length=6, choices=Says)
    why = models.CharField(max_length=300, blank=True, help_text="Where it does not fit; the coordinator reads it.")
    is_passed_on = models.BooleanField(default=False, help_text="Whether who asked reads why too.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_host_says_one_thing_of_somebody", fields=["choice", "person"]),
            models.CheckConstraint(
                name="where_it_does_not_fit_a_host_says_why",
                condition=(Q(says=Says.NO) & ~Q(why="")) | (~Q(says=Says.NO) & Q(why="", is_passed_on=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.choice_id} of {self.person_id}: {self.says}"
