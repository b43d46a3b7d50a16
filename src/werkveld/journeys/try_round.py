"""A coordinator looks how a round would turn out, as numbers beside each other, before anybody gets a place."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
from django.utils import timezone

from werkveld.journeys.solve_round import Solved, solve_round
from werkveld.journeys.solve_sides import Sides
from werkveld.steps.enrolments.actions import AimDoesNotFit, MayNotDraw, keep_trial
from werkveld.steps.enrolments.models import Round, Trial
from werkveld.steps.enrolments.rules import fits_aim, may_run
from werkveld.steps.people.models import Person
from werkveld_engine.blocks import Run

Figures = dict[str, Any]


def try_round(
    choice_round: Round,
    *,
    aim: str,
    by: Person,
    at: datetime,
    seed: int | None = None,
    extra_seats: dict[str, int] | None = None,
    run: Run = map,
) -> Trial:
    """The same wishes, aim and seed give the same numbers; the digest says of which wishes they are.

    Nothing is locked while it is reckoned: that may take a minute, and people are choosing.
    """
    if not may_run(by, choice_round, timezone.localdate(at)):
        raise MayNotDraw
    if not fits_aim(choice_round, aim):
        raise AimDoesNotFit
    lot = choice_round.seed if seed is None else seed
    extra = {key: more for key, more in (extra_seats or {}).items() if more}
    solved = solve_round(choice_round, timezone.localdate(at), aim=aim, seed=lot, extra_seats=extra, run=run)
    return keep_trial(
        choice_round,
        aim=aim,
        seed=lot,
        extra_seats=extra,
        digest=solved.solution.digest,
        figures=figures_of(solved),
        by=by,
        at=at,
    )


def figures_of(solved: Solved | Sides) -> Figures:
    """What a coordinator compares; of nobody in particular."""
    if isinstance(solved, Sides):
        return {**solved.figures(), **_of_people(solved)}
    posed, certificate = solved.posed, solved.certificate
    return {
        "asked": len(posed.people),
        "silent": len(posed.silent),
        "silent_placed": sum(bool(rows) for rows in solved.of_silent.values()),
        "by_rank": list(certificate.by_rank),
        "fixed": int((np.asarray(posed.problem.fixed) >= 0).sum()) if posed.problem.fixed is not None else 0,
        "cost": certificate.cost,
        "bound": certificate.bound,
        "is_best": certificate.is_optimal,
        "gap": certificate.gap,
        "short": certificate.unfilled - _seats_of_silent(solved),
        **_of_people(solved),
        "offerings": [_offering(solved, row) for row in range(len(posed.choices))],
    }


def _of_people(solved: Solved | Sides) -> Figures:
    got = solved.best_ranks if isinstance(solved, Sides) else best_ranks(solved)
    chose = [row for row in range(len(solved.posed.people)) if row not in solved.posed.silent]
    return {
        **_shares(got, chose),
        "by_college": _by(got, chose, lambda row: _college(solved, row)),
        "by_level": _by(got, chose, lambda row: _level(solved, row)),
    }


def _seats_of_silent(solved: Solved) -> int:
    """Who ranked nothing leaves seats unfilled too, but missed nothing that was asked for."""
    rows = sorted(solved.posed.silent)
    wanted = np.asarray(solved.posed.problem.seats)[rows]
    return int(np.maximum(0, wanted - (solved.solution.held[rows] >= 0).sum(axis=1)).sum())


def best_ranks(solved: Solved) -> list[int]:
    """Each person's best given rank, from 1; 0 for nothing; -1 for a fixed place or a place without a wish."""
    got = [int(rank) for rank in solved.reasons.got]
    if solved.posed.problem.fixed is not None:
        for row in np.flatnonzero(np.asarray(solved.posed.problem.fixed) >= 0):
            got[row] = got[row] or -1
    return got


def _shares(got: list[int], rows: list[int]) -> Figures:
    ranks = [got[row] for row in rows if got[row] > 0]
    return {
        "people": len(rows),
        "first": sum(rank == 1 for rank in ranks),
        "top3": sum(rank <= 3 for rank in ranks),
        "unplaced": sum(got[row] == 0 for row in rows),
        "mean": sum(ranks) / len(ranks) if ranks else None,
        "worst": max(ranks, default=0),
    }


def _by(got: list[int], rows: list[int], name: Callable[[int], str]) -> list[Figures]:
    """The same numbers for each part, so that nobody is behind unseen."""
    parts: dict[str, list[int]] = {}
    for row in rows:
        parts.setdefault(name(row), []).append(row)
    return [{"name": part, **_shares(got, inside)} for part, inside in sorted(parts.items())]


def _college(solved: Solved | Sides, row: int) -> str:
    college = solved.posed.people[row].college
    return college.name if college else ""


def _level(solved: Solved | Sides, row: int) -> str:
    return str(solved.posed.people[row].level or "")


def _offering(solved: Solved, row: int) -> Figures:
    problem = solved.posed.problem
    offering = solved.posed.choices[row].offering
    wishes = np.asarray(problem.wishes)
    changed = solved.one_more.get(row)
    is_full = solved.load[row] >= problem.capacity[row] > 0
    more = {"placed": 0, "first": 0} if is_full and not solved.missed[row] else None  # nobody missed it
    if changed is not None:
        placed = int((changed.held >= 0).any(axis=1).sum() - (solved.solution.held >= 0).any(axis=1).sum())
        first = int(_firsts(wishes, changed.held) - _firsts(wishes, solved.solution.held))
        more = {"placed": placed, "first": first}
    return {
        "key": str(offering.key),
        "title": [offering.title_nl, offering.title_en],
        "seats": int(problem.capacity[row]),
        "least": int(problem.minimum[row]) if problem.minimum is not None else 0,
        "given": int(solved.load[row]),
        "first_wishes": int((wishes[:, 0] == row).sum()) if wishes.shape[1] else 0,
        "wishes": int((wishes == row).sum()),
        "cancelled": row in solved.solution.cancelled,
        "one_more": more,
    }


def _firsts(wishes: np.ndarray, held: np.ndarray) -> int:
    return int(((wishes[:, :1] == held) & (wishes[:, :1] >= 0)).any(axis=1).sum()) if wishes.shape[1] else 0
