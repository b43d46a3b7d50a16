"""Abstract bases of records: an address that says nothing, and the mark of an example."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet


class Keyed(models.Model):
    """A record with an address: `key` goes into links, so that nobody can count or guess records."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Invented(models.Model):
    """A record that may be made up for the demo; every page that shows it has to say so."""

    is_example = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True


@dataclass(frozen=True, slots=True)
class Number:
    """How many there are, and whether an invented one is among them."""

    value: int
    is_example: bool


def number_of(rows: QuerySet[Any]) -> Number:
    """Of records that may be invented, in one query."""
    said = rows.aggregate(every=Count("pk"), invented=Count("pk", filter=Q(is_example=True)))
    return Number(said["every"], is_example=bool(said["invented"]))
