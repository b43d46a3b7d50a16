"""What somebody who goes leaves behind in rounds, and who counts on them as a coach."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.enums import EnrolmentState, RoundState
from werkveld.steps.enrolments.models import (
    Appeal,
    Enrolment,
    FixedPlace,
    Interest,
    Introduction,
    KeptApart,
    MateWish,
    Regard,
    TeamMember,
    TeamWish,
    Wish,
)
from werkveld.steps.people.actions import MayNotLeave
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may_leave


class StillCoaches(Refusal):
    sentence = _("People have you as their coach. Ask your coordinator to name somebody else.")


@transaction.atomic
def leave_rounds(person: Person, *, by: Person, at: datetime) -> None:
    """Wishes of a round that was drawn stay, since the draw can be repeated; nobody's own words do."""
    if not may_leave(by, person):
        raise MayNotLeave
    if Enrolment.objects.filter(coach=person, state=EnrolmentState.PLACED).exists():
        raise StillCoaches
    count, _tables = Wish.objects.filter(person=person, round__state=RoundState.OPEN).delete()
    Interest.objects.filter(person=person).delete()
    FixedPlace.objects.filter(person=person, choice__round__state=RoundState.OPEN).delete()
    Introduction.objects.filter(person=person).delete()
    Regard.objects.filter(person=person, choice__round__state=RoundState.OPEN).delete()
    Appeal.objects.filter(result__person=person).update(text="")
    Enrolment.objects.filter(person=person).exclude(why="").update(why="")
    for table in (TeamWish, MateWish):
        table.objects.filter(enrolment__person=person).delete()
    MateWish.objects.filter(mate__person=person).delete()
    KeptApart.objects.filter(Q(one__person=person) | Q(other__person=person)).delete()
    TeamMember.objects.filter(enrolment__person=person).update(why="", reasons={})
    note("left rounds", person, by=by, at=at, wishes=count)
