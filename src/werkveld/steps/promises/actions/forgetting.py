"""Who wrote and published the promise is forgotten with the log of deeds; what was written stays."""

from datetime import datetime

from django.db import transaction

from werkveld.steps.deeds.actions import note
from werkveld.steps.people.actions.forgetting import MayNotForget, stand_in_for
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import may_forget
from werkveld.steps.promises.models import Edition, SectionChange


@transaction.atomic
def forget_writers(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    if not may_forget(by):
        raise MayNotForget
    changes = SectionChange.objects.filter(section__report__promise__region=region, at__lt=before)
    editions = Edition.objects.filter(report__promise__region=region, published_at__lt=before)
    writers = changes.filter(by__left_at__isnull=True).values_list("by", flat=True).distinct()
    publishers = editions.filter(published_by__left_at__isnull=True).values_list("published_by", flat=True).distinct()
    stand_ins = stand_in_for(sorted({*writers, *publishers})[:most], region, by=by, at=at)
    for person, stand_in in stand_ins.items():
        changes.filter(by=person).update(by=stand_in)
        editions.filter(published_by=person).update(published_by=stand_in)
    if stand_ins:
        note("forgot by rule", region, by=by, at=at, rule="retention_deeds", rows=len(stand_ins))
    return len(stand_ins)
