"""Assessing: applications are divided over the assessors, each hands in alone, and who differ too much settle it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.actions.results import SaysNothing
from werkveld.steps.enrolments.actions.selections import MayNotSelect
from werkveld.steps.enrolments.enums import EnrolmentState, SelectionState
from werkveld.steps.enrolments.models import (
    Application,
    Assessment,
    Assessor,
    Criterion,
    Enrolment,
    Score,
    Selection,
    Settlement,
)
from werkveld.steps.enrolments.queries.marks import marks_of
from werkveld.steps.enrolments.rules import may_assess, may_select, must_declare
from werkveld.steps.messages.actions import tell_all
from werkveld.steps.people.models import Person

Given = Mapping[int, tuple[int | None, str]]  # by row number of the criterion: points and a note


class StillApplying(Refusal):
    sentence = _("People can still apply. Wait until it closes.")


class IsDivided(Refusal):
    sentence = _("The applications went to the assessors already.")


class TooFewAssessors(Refusal):
    sentence = _("Each application needs two assessors, and nobody assesses themselves. Name more assessors.")


class AssessmentIsNotYours(Refusal):
    sentence = _("This application is for another assessor.")


class IsHandedIn(Refusal):
    sentence = _("You handed this in, so it stands.")


class PointsDoNotFit(Refusal):
    sentence = _("“%(name)s” can have 0 to %(most)s points.")


class LacksPoints(Refusal):
    sentence = _("Give points and a note for each criterion before you hand in. The applicant reads the note.")


class MustDeclare(Refusal):
    sentence = _("You coach this learner. Write down how you know each other before you hand in.")


class NothingToSettle(Refusal):
    sentence = _("You two differ no more than is allowed, or not both have handed in.")


class IsSettled(Refusal):
    sentence = _("You settled this together, so it stands.")


class NeedsTheOther(Refusal):
    sentence = _("The other assessor has to agree.")


class SettledPointsDoNotFit(Refusal):
    sentence = _("Settle on 0 to 100 points.")


@transaction.atomic
def divide_applications(selection: Selection, *, by: Person, at: datetime) -> Selection:
    """Two assessors each, evenly; a coach of the applicant only when there is nobody else."""
    rows = Selection.objects.select_for_update(of=("self",))
    locked = rows.select_related("offering__organization", "offering__programme__organization").get(pk=selection.pk)
    if not may_select(by, locked.offering, localdate(at)):
        raise MayNotSelect
    if locked.state != SelectionState.OPEN:
        raise IsDivided
    if at < locked.closes_at:
        raise StillApplying
    pairs = _pairs(locked)
    Assessment.objects.bulk_create(
        Assessment(application=application, assessor=assessor, turn=turn, at=at)
        for application, pair in pairs
        for turn, assessor in enumerate(pair, start=1)
    )
    locked.state, locked.divided_at = SelectionState.ASSESSING, at
    locked.save(update_fields=["state", "divided_at"])
    note("divided applications", locked, by=by, at=at, applications=len(pairs))
    _tell_assessors(locked, pairs, by=by, at=at)
    return locked


def _pairs(selection: Selection) -> list[tuple[Application, list[Assessor]]]:
    """Whom somebody coaches is asked once for all of them."""
    assessors = list(selection.assessors.select_related("person").order_by("id"))
    applications = list(selection.applications.filter(withdrawn_at__isnull=True).order_by("at", "id"))
    coached = set(
        Enrolment.objects.filter(
            coach__in=[one.person_id for one in assessors],
            person__in=[one.person_id for one in applications],
            state__in=(EnrolmentState.PLACED, EnrolmentState.WAITING),
        ).values_list("coach", "person")
    )
    load: Counter[int] = Counter()
    pairs = []
    for application in applications:
        who = application.person_id
        free = [one for one in assessors if one.person_id != who]
        free.sort(key=lambda one: ((one.person_id, who) in coached, load[one.pk], one.pk))
        if len(free) < 2:
            raise TooFewAssessors
        load.update(one.pk for one in free[:2])
        pairs.append((application, free[:2]))
    return pairs


def _tell_assessors(
    selection: Selection, pairs: list[tuple[Application, list[Assessor]]], *, by: Person, at: datetime
) -> None:
    counts = Counter(assessor for _application, pair in pairs for assessor in pair)
    title = [selection.offering.title_nl, selection.offering.title_en]
    rows = [
        {"to": assessor.person, "about": selection, "facts": {"title": title, "count": count}}
        for assessor, count in counts.items()
    ]
    tell_all("selection-to-assess", rows, by=by, at=at)


@transaction.atomic
def assess(
    assessment: Assessment, given: Given, *, declared: str = "", hand_in: bool, by: Person, at: datetime
) -> Assessment:
    """Keeps what was given so far; handing in asks for all of it, and then it stands."""
    locked = _own(assessment, by)
    if locked.handed_in_at is not None:
        raise IsHandedIn
    criteria = list(locked.application.selection.criteria.order_by("ordering"))
    for criterion in criteria:
        _ask_about_points(criterion, given)
    if hand_in and any(given.get(one.pk, (None, ""))[0] is None or not given[one.pk][1].strip() for one in criteria):
        raise LacksPoints
    if hand_in and must_declare(by, locked.application) and not declared.strip():
        raise MustDeclare
    for criterion in criteria:
        points, words = given.get(criterion.pk, (None, ""))
        Score.objects.update_or_create(
            assessment=locked, criterion=criterion, defaults={"points": points, "note": words.strip()}
        )
    locked.declared, locked.handed_in_at = declared.strip(), at if hand_in else None
    locked.save(update_fields=["declared", "handed_in_at"])
    note("handed in assessment" if hand_in else "kept assessment", locked, by=by, at=at)
    return locked


def _own(assessment: Assessment, by: Person) -> Assessment:
    """The lock of the selection comes first, so that nothing is handed in while it is decided."""
    selection = Application.objects.values("selection").filter(pk=assessment.application_id)
    Selection.objects.select_for_update(of=("self",)).get(pk__in=selection)
    rows = Assessment.objects.select_for_update(of=("self",))
    locked = rows.select_related("assessor", "application__selection", "application__person").get(pk=assessment.pk)
    if locked.assessor.person_id != by.pk or not may_assess(by, locked.application):
        raise AssessmentIsNotYours
    return locked


def _ask_about_points(criterion: Criterion, given: Given) -> None:
    points = given.get(criterion.pk, (None, ""))[0]
    if points is not None and not 0 <= points <= criterion.most:
        raise PointsDoNotFit(name=criterion.name, most=criterion.most)


@transaction.atomic
def hand_over(assessment: Assessment, *, to: Assessor, by: Person, at: datetime) -> Assessment:
    """Somebody is ill: what was not handed in goes to another, who begins anew."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related(
        "application__selection__offering__organization",
        "application__selection__offering__programme__organization",
        "assessor__person",
    )
    locked = rows.get(pk=assessment.pk)
    application = locked.application
    if not may_select(by, application.selection.offering, localdate(at)):
        raise MayNotSelect
    if locked.handed_in_at is not None:
        raise IsHandedIn
    others = application.assessments.exclude(pk=locked.pk).values_list("assessor", flat=True)
    if to.selection_id != application.selection_id or to.pk in others or not may_assess(to.person, application):
        raise TooFewAssessors
    note("handed over assessment", locked, by=by, at=at, before=str(locked.assessor.person.key), now=str(to.person.key))
    locked.scores.all().delete()
    locked.assessor, locked.declared = to, ""
    locked.save(update_fields=["assessor", "declared"])
    return locked


def _one_of_the_pair(application: Application, by: Person) -> Application:
    Selection.objects.select_for_update(of=("self",)).get(pk=application.selection_id)
    locked = Application.objects.select_related("selection").get(pk=application.pk)
    if not locked.assessments.filter(assessor__person=by).exists() or not may_assess(by, locked):
        raise AssessmentIsNotYours
    return locked


@transaction.atomic
def propose_settlement(application: Application, *, points: Decimal, why: str, by: Person, at: datetime) -> Settlement:
    """After the two have talked one writes down what they settled; another proposal takes its place."""
    locked = _one_of_the_pair(application, by)
    if not marks_of(locked).must_settle:
        raise NothingToSettle
    if not 0 <= points <= 100:
        raise SettledPointsDoNotFit
    if not why.strip():
        raise SaysNothing
    settled = Settlement.objects.filter(application=locked).first() or Settlement(application=locked)
    if settled.agreed_at is not None:
        raise IsSettled
    settled.points, settled.note, settled.proposed_by, settled.proposed_at = points, why.strip(), by, at
    settled.save()
    note("proposed settlement", locked, by=by, at=at)
    return settled


@transaction.atomic
def agree_settlement(application: Application, *, by: Person, at: datetime) -> Settlement:
    locked = _one_of_the_pair(application, by)
    settled = Settlement.objects.filter(application=locked).first()
    if settled is None:
        raise NothingToSettle
    if settled.proposed_by_id == by.pk:
        raise NeedsTheOther
    if settled.agreed_at is None:
        settled.agreed_by, settled.agreed_at = by, at
        settled.save(update_fields=["agreed_by", "agreed_at"])
        note("settled", locked, by=by, at=at)
    return settled
