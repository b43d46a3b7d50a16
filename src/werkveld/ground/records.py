"""Abstract bases of records: an address that says nothing, and the mark of an example."""

import uuid

from django.db import models


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
