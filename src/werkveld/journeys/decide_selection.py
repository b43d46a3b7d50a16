"""A selection is decided: marks become places, everybody hears why, and who has no place stands in line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from werkveld.steps.enrolments.actions import place_all, wait_all
from werkveld.steps.enrolments.actions.deciding import close_selection, keep_outcomes
from werkveld.steps.enrolments.enums import Reason, SelectionOutcome
from werkveld.steps.enrolments.models import Application, Criterion, Selection
from werkveld.steps.enrolments.queries import keeper_of_line
from werkveld.steps.enrolments.queries.marks import Marks, marks_in, scores_of
from werkveld.steps.enrolments.queries.selections import lot_numbers
from werkveld.steps.messages.actions import tell_all
from werkveld.steps.people.models import Person
from werkveld_engine.capacity import seats_left
from werkveld_engine.selection import Ranking, Standing, ranking


@dataclass(frozen=True, slots=True)
class Decision:
    """How it turns out now: each application that has its points with where it ends, the best first."""

    rows: list[tuple[Marks, Standing]]
    waiting: list[Marks]
    ranking: Ranking
    seats: int | None

    @property
    def selected(self) -> list[Application]:
        return [marks.application for marks, standing in self.rows if standing.is_selected]


def look_ahead(selection: Selection) -> Decision:
    """Writes nothing. What still waits for its points is left out of the order."""
    offering = selection.offering
    offering.refresh_from_db(fields=["capacity", "seats_taken"])
    seats = seats_left(offering.capacity, offering.seats_taken)
    lots, every = lot_numbers(selection), marks_in(selection)
    by_lot = {lots[marks.application.pk]: marks for marks in every}
    points = {lot: marks.points for lot, marks in by_lot.items() if marks.points is not None}
    found = ranking(points, seats=seats, seed=selection.seed)
    rows = [(by_lot[standing.id], standing) for standing in found.standings]
    return Decision(rows, [marks for marks in every if marks.points is None], found, seats)


@transaction.atomic
def decide_selection(selection: Selection, *, by: Person, at: datetime) -> Decision | None:
    """All or nothing, and once: None when it was decided before.

    Places are given in the name of the product, since people of several schools may apply; who decided stands with
    the selection.
    """
    decided = close_selection(selection, by=by, at=at)
    if decided is None:
        return None
    decision = look_ahead(decided)
    clockwork = keeper_of_line(decided.offering)
    criteria = list(decided.criteria.order_by("ordering"))
    kept = keep_outcomes(
        decided, [(marks.application, _columns(marks, one, decision, criteria)) for marks, one in decision.rows],
        by=by, at=at,
    )  # fmt: skip
    placed = [{"person": one.person, "reason": Reason.SELECTED} for one in decision.selected]
    chosen = {one.pk for one in decision.selected}
    if placed:
        place_all(offering=decided.offering, rows=placed, by=clockwork, at=at)
    if line := [{"person": one.person} for one in kept if one.pk not in chosen]:
        wait_all(offering=decided.offering, rows=line, by=clockwork, at=at)
    title = [decided.offering.title_nl, decided.offering.title_en]
    rows = [{"to": one.person, "about": one, "facts": {"title": title, **one.facts}} for one in kept]
    tell_all("selection-decided", rows, by=by, at=at)
    return decision


def _columns(marks: Marks, standing: Standing, decision: Decision, criteria: list[Criterion]) -> dict[str, Any]:
    return {
        "outcome": SelectionOutcome.SELECTED if standing.is_selected else SelectionOutcome.IN_LINE,
        "points": standing.points,
        "facts": facts_of(marks, standing, decision, criteria),
    }


def facts_of(marks: Marks, standing: Standing, decision: Decision, criteria: list[Criterion]) -> dict[str, Any]:
    """The whole reason, without the name of anybody: points and notes in the turn of the two assessors."""
    pairs = [scores_of(one, criteria) for one in marks.assessments]
    last = decision.ranking.last_points
    return {
        "points": str(standing.points),
        "place": standing.place,
        "of": len(decision.rows),
        "seats": decision.seats,
        "last": None if last is None else str(last),
        "selected": standing.is_selected,
        "by_lot": standing.by_lot,
        "seats_short": standing.seats_short,
        "totals": [str(total) for total in marks.totals],
        "settled": marks.settlement.note if marks.settlement and marks.must_settle else "",
        "declared": [one.declared for one in marks.assessments if one.declared],
        "criteria": [
            {
                "name": [criterion.name_nl, criterion.name_en],
                "most": criterion.most,
                "weight": criterion.weight,
                "points": [score.points for score in scores],
                "notes": [score.note for score in scores],
            }
            for criterion, scores in zip(criteria, zip(*pairs, strict=True), strict=True)
        ],
    }
