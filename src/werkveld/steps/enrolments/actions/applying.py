"""Applying in a selection, taking it back, and asking to look again at the outcome."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.actions.places import IsAlreadyIn
from werkveld.steps.enrolments.actions.results import IsBeingLookedAt, ResultIsNotYours, SaysNothing, settle
from werkveld.steps.enrolments.actions.selections import MayNotSelect
from werkveld.steps.enrolments.enums import EnrolmentState, SelectionState
from werkveld.steps.enrolments.models import Application, Assessment, Enrolment, Selection, SelectionAppeal
from werkveld.steps.enrolments.rules import is_applying, may_apply, may_select
from werkveld.steps.people.actions import MayNotLeave
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may_leave


class ApplyingIsClosed(Refusal):
    sentence = _("You cannot apply at this moment. The page says from when until when you can.")


class IsNotForYou(Refusal):
    sentence = _("This is for others, or for another level. Ask your school what fits you.")


class NeedsMotivation(Refusal):
    sentence = _("Write why you want this. The assessors read it beside the criteria.")


class IsAssessed(Refusal):
    sentence = _("There is a result already. You can still give your place back.")


class StillAssesses(Refusal):
    sentence = _("You still have applications to assess. Ask your coordinator to give them to somebody else.")


@transaction.atomic
def apply_for(selection: Selection, *, motivation: str, by: Person, at: datetime) -> Application:
    """In one's own name only. Applying again until the closing puts the new words in the place of the old ones."""
    locked = Selection.objects.select_for_update(of=("self",)).select_related("offering").get(pk=selection.pk)
    if not is_applying(locked, at):
        raise ApplyingIsClosed
    if not may_apply(by, locked, localdate(at)):
        raise IsNotForYou
    if not motivation.strip():
        raise NeedsMotivation
    others = Enrolment.objects.exclude(state=EnrolmentState.WITHDRAWN)
    if others.filter(offering=locked.offering, person=by).exists():
        raise IsAlreadyIn
    application = Application.objects.filter(selection=locked, person=by).first()
    if application is None:
        application = Application(selection=locked, person=by, at=at)
    application.motivation, application.withdrawn_at = motivation.strip(), None
    application.save()
    note("applied", application, by=by, at=at)
    return application


@transaction.atomic
def take_back(application: Application, *, by: Person, at: datetime) -> Application:
    """Any time before the decision; until the closing somebody may apply again."""
    Selection.objects.select_for_update(of=("self",)).get(pk=application.selection_id)
    locked = Application.objects.select_related("selection").get(pk=application.pk)
    if locked.person_id != by.pk:
        raise ResultIsNotYours
    if locked.selection.state == SelectionState.DECIDED:
        raise IsAssessed
    if locked.withdrawn_at is None:
        locked.withdrawn_at = at
        locked.save(update_fields=["withdrawn_at"])
        note("took back application", locked, by=by, at=at)
    return locked


@transaction.atomic
def appeal_selection(application: Application, *, text: str, by: Person, at: datetime) -> SelectionAppeal:
    """Somebody asks to look again at the own outcome; once at a time."""
    if application.person_id != by.pk or not application.outcome:
        raise ResultIsNotYours
    if not text.strip():
        raise SaysNothing
    try:
        with transaction.atomic():
            made = SelectionAppeal.objects.create(application=application, text=text.strip(), made_at=at)
    except IntegrityError as twice:
        raise IsBeingLookedAt from twice
    note("appealed", application, by=by, at=at)
    return made


@transaction.atomic
def answer_selection_appeal(
    made: SelectionAppeal, *, is_upheld: bool, answer: str, by: Person, at: datetime
) -> SelectionAppeal:
    """The answer comes with its reason. A place is given by hand, in a deed of its own."""
    rows = SelectionAppeal.objects.select_for_update(of=("self",)).select_related(
        "application__person",
        "application__selection__offering__organization",
        "application__selection__offering__programme__organization",
    )
    locked = rows.get(pk=made.pk)
    offering = locked.application.selection.offering
    if not may_select(by, offering, localdate(at)):
        raise MayNotSelect
    settle(locked, locked.application.person, is_upheld=is_upheld, answer=answer, by=by, at=at)
    return locked


@transaction.atomic
def leave_selections(person: Person, *, by: Person, at: datetime) -> None:
    """What was not decided is taken back; what somebody wrote goes, and what was decided stays."""
    if not may_leave(by, person):
        raise MayNotLeave
    undecided = Selection.objects.exclude(state=SelectionState.DECIDED)
    waiting = Assessment.objects.filter(assessor__person=person, handed_in_at__isnull=True)
    if waiting.filter(application__selection__in=undecided, application__withdrawn_at__isnull=True).exists():
        raise StillAssesses
    mine = Application.objects.filter(person=person)
    mine.filter(selection__in=undecided, withdrawn_at__isnull=True).update(withdrawn_at=at)
    count = mine.update(motivation="")
    note("left selections", person, by=by, at=at, applications=count)
