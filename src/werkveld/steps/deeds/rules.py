"""How the audit names a record."""

from django.db import models


def address(record: models.Model) -> str:
    """«Enrolment:6f1c…»: the key where there is one, else the row number."""
    return f"{type(record).__name__}:{getattr(record, 'key', None) or record.pk}"
