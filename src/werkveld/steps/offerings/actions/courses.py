"""Makes courses, and new versions of them out of projects."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from werkveld.steps.deeds.actions import note
from werkveld.steps.offerings.actions.offering import MayNotOffer
from werkveld.steps.offerings.models import Course, Programme
from werkveld.steps.offerings.rules import may_offer
from werkveld.steps.people.models import Person


@transaction.atomic
def make_course(*, programme: Programme, by: Person, at: datetime, **facts: Any) -> Course:
    """A version of something taught. A new version replaces an old one only for who starts after it."""
    if not may_offer(by, programme.organization, localdate(at)):
        raise MayNotOffer
    course = Course.objects.create(programme=programme, **facts)
    note("made course", course, by=by, at=at, version=course.version)
    return course
