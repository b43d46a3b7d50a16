"""What the two assessors of each application gave, and what comes of it together."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import (
    Application,
    Assessment,
    Criterion,
    Enrolment,
    Score,
    Selection,
    Settlement,
)
from werkveld.steps.enrolments.rules import may_see_the_other
from werkveld_engine.selection import differ, mean_of, weighted


@dataclass(frozen=True, slots=True)
class Marks:
    """One application. `totals` are points of a hundred, in the turn of the assessors, and empty until both are in."""

    application: Application
    assessments: list[Assessment]
    totals: tuple[Decimal, ...]
    settlement: Settlement | None
    most_difference: int

    @property
    def handed_in(self) -> int:
        return sum(one.handed_in_at is not None for one in self.assessments)

    @property
    def must_settle(self) -> bool:
        """They differ more than may be; also when that was settled."""
        return len(self.totals) == 2 and differ(*self.totals, self.most_difference)

    @property
    def is_settled(self) -> bool:
        return self.settlement is not None and self.settlement.agreed_at is not None

    @property
    def points(self) -> Decimal | None:
        """What counts; None while somebody still has something to do."""
        if len(self.totals) < 2:
            return None
        if not self.must_settle:
            return mean_of(*self.totals)
        return self.settlement.points if self.settlement and self.is_settled else None


def scores_of(assessment: Assessment, criteria: list[Criterion]) -> list[Score]:
    """In the order of the criteria; one that was not given yet stands there empty."""
    given = {score.criterion_id: score for score in assessment.scores.all()}
    return [given.get(one.pk) or Score(assessment=assessment, criterion=one) for one in criteria]


def _total(assessment: Assessment, criteria: list[Criterion]) -> Decimal:
    points = [score.points or 0 for score in scores_of(assessment, criteria)]
    return weighted(points, [one.most for one in criteria], [one.weight for one in criteria])


def marks_in(selection: Selection) -> list[Marks]:
    """Of all who applied and neither withdrew nor got a place in another way, in the order in which they applied.

    For who runs the selection; a door asks for the selection in the name of its reader first.
    """
    others = Enrolment.objects.filter(offering=selection.offering_id).exclude(state=EnrolmentState.WITHDRAWN)
    rows = selection.applications.filter(withdrawn_at__isnull=True)
    rows = rows.exclude(outcome="", person__in=others.values("person"))
    return _marks(list(_with_assessments(rows)), selection)


def marks_of(application: Application) -> Marks:
    """Of one application, for its two assessors and who runs the selection."""
    rows = _with_assessments(Application.objects.filter(pk=application.pk))
    return _marks(list(rows), application.selection)[0]


def _with_assessments(rows: QuerySet[Application]) -> QuerySet[Application]:
    pairs = Assessment.objects.select_related("assessor__person").prefetch_related("scores").order_by("turn")
    with_pairs = rows.select_related("person__college", "settlement").prefetch_related(Prefetch("assessments", pairs))
    return with_pairs.order_by("at", "id")


def _marks(applications: list[Application], selection: Selection) -> list[Marks]:
    criteria = list(selection.criteria.order_by("ordering"))
    found = []
    for application in applications:
        pair = list(application.assessments.all())
        both = may_see_the_other(pair)
        totals = tuple(_total(one, criteria) for one in pair) if both else ()
        settlement = getattr(application, "settlement", None)
        found.append(Marks(application, pair, totals, settlement, selection.most_difference))
    return found
