"""The audit: deeds and looks. Rows are added, never changed.

This step lies under all others, so it points at nobody: people and records are named by their keys. A deed so
outlives the record it is about, and stays when a person asks to be forgotten.
"""

from typing import ClassVar

from django.db import models


class Deed(models.Model):
    """Who (person key) did what to which record («Model:key»), and when."""

    personal_data: ClassVar[dict[str, str]] = {"by": "retention_deeds"}

    by = models.UUIDField()
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
    """Who looked at whose data, and at what of it."""

    personal_data: ClassVar[dict[str, str]] = {"by": "retention_looks", "person": "retention_looks"}

    by = models.UUIDField()
    person = models.UUIDField()
    at = models.DateTimeField()
    what = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="look_by_person")]

    def __str__(self) -> str:
        return f"{self.by} looked at {self.person}"
