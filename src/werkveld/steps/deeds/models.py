"""The audit: deeds and looks. Rows are added, never changed."""

from typing import ClassVar

from django.db import models

from werkveld.steps.people.models import Person


class Deed(models.Model):
    """Who did what to which record, and when. `record` is «Model:key», so a deed outlives its record."""

    personal_data: ClassVar[dict[str, str]] = {"by": "retention_deeds"}

    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    verb = models.CharField(max_length=40)
    record = models.CharField(max_length=100)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["record", "id"], name="deed_by_record"),
            models.Index(fields=["by", "id"], name="deed_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.record}"


class Look(models.Model):
    """Who looked at whose data, and on which page."""

    personal_data: ClassVar[dict[str, str]] = {"by": "retention_looks", "person": "retention_looks"}

    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="looked_at")
    at = models.DateTimeField()
    what = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="look_by_person")]

    def __str__(self) -> str:
        return f"{self.by_id} looked at {self.person_id}"
