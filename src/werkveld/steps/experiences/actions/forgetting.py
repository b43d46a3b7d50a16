"""What is past of how it was: words and names go, marks stay counted; what was told in confidence goes whole."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from werkveld.ground.past import remove
from werkveld.steps.deeds.actions import note
from werkveld.steps.experiences.models import Asked, Concern
from werkveld.steps.people.actions.forgetting import MayNotForget, stand_in_for
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import may_forget


@transaction.atomic
def forget_old_answers(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """By whole surveys, so that nobody is two people within one. Who never answered goes; a mark stays."""
    if not may_forget(by):
        raise MayNotForget
    past = Asked.objects.filter(survey__region=region, survey__closes_on__lt=localdate(before))
    count = remove(past.filter(answered_at__isnull=True), most)
    wordy = past.exclude(remark="", secret="") | past.filter(person__left_at__isnull=True, person__is_clockwork=False)
    people = list(wordy.order_by("person").values_list("person", flat=True).distinct()[:most])
    past.filter(person__in=people).update(remark="", secret="")
    for person, stand_in in stand_in_for(people, region, by=by, at=at).items():
        past.filter(person=person).update(person=stand_in)
    count += len(people)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_experience", rows=count)
    return count


@transaction.atomic
def forget_old_concerns(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """From the day on which the adviser closed it."""
    if not may_forget(by):
        raise MayNotForget
    count = remove(Concern.objects.filter(organization__region=region, closed_at__lt=before), most)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_concern", rows=count)
    return count
