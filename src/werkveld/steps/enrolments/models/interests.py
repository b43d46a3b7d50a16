"""What somebody wants to see more of."""

from typing import ClassVar

from django.db import models

from werkveld.steps.people.models import Person, Theme


class Interest(models.Model):
    """A theme that somebody chose; what fits it is recommended."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_person", "theme": "retention_person"}

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="interests")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="interests")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_interest_per_theme", fields=["person", "theme"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.theme_id}"
