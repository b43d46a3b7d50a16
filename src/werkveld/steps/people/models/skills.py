"""What somebody can do for a resident, who saw it, and which checks were seen."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.text import bilingual
from werkveld.steps.people.enums import CheckKind
from werkveld.steps.people.models.organizations import Qualification
from werkveld.steps.people.models.persons import Person
from werkveld.steps.people.models.regions import Region


class Skill(models.Model):
    """Something a service asks: filling in forms, a facial. Students of `qualifications` learn it."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="skills")
    code = models.SlugField(max_length=60)
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    name = bilingual("name")
    qualifications = models.ManyToManyField(Qualification, blank=True, related_name="skills")
    from_year = models.PositiveSmallIntegerField(
        default=1, help_text="From this year of study on its students have it, also when nobody noted it."
    )
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_skill_per_code", fields=["region", "code"])]

    def __str__(self) -> str:
        return self.name_nl


class Mastery(models.Model):
    """Somebody of the school saw that this person can do it."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_practice"}

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="masteries")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="masteries")
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="a_skill_is_seen_once", fields=["person", "skill"])]

    def __str__(self) -> str:
        return f"{self.person_id} can {self.skill_id}"


class Vetting(models.Model):
    """A certificate that was shown to the school (in Dutch VOG): who saw it and when, never the paper itself."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_practice"}

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="vettings")
    kind = models.CharField(max_length=12, choices=CheckKind, default=CheckKind.CONDUCT)
    issued_on = models.DateField()
    valid_until = models.DateField()
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_certificate_is_seen_once", fields=["person", "kind", "issued_on"]),
            models.CheckConstraint(name="a_certificate_holds_for_a_while", condition=Q(valid_until__gt=F("issued_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
