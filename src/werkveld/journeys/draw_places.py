"""A round closes: wishes become places, each with its reason, and who got none stands in line."""

from collections import defaultdict
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.journeys.cancel_offering import cancel_offering
from werkveld.journeys.solve_round import Solved, solve_round
from werkveld.journeys.solve_sides import Sides
from werkveld.journeys.try_round import figures_of
from werkveld.journeys.write_reason import FULL as WAS_FULL
from werkveld.steps.enrolments.actions import (
    MayNotDraw,
    close_round,
    keep_results,
    keep_trial,
    place_all,
    wait_all,
)
from werkveld.steps.enrolments.enums import Reason, RoundState
from werkveld.steps.enrolments.models import Round, Trial
from werkveld.steps.enrolments.queries import digest_of
from werkveld.steps.enrolments.queries.running import round_as_it_is
from werkveld.steps.enrolments.rules import fits_aim, may_run
from werkveld.steps.messages.actions import tell_all
from werkveld.steps.people.models import Person
from werkveld_engine.blocks import Run
from werkveld_engine.electives import FULL, Why
from werkveld_engine.lottery import drawn_order

MISSED = (*FULL, Why.LIMIT)


class WishesHaveMoved(Refusal):
    sentence = _(
        "Something changed since this trial: a wish, a seat or who is asked. Try again and look before you publish."
    )


def draw_places(
    choice_round: Round,
    *,
    by: Person,
    at: datetime,
    trial: Trial | None = None,
    cancels_as: Person | None = None,
    run: Run = map,
) -> Solved | Sides:
    """All or nothing, and once. With a trial: exactly that one, or a refusal when anything moved since.

    What takes long is reckoned before anything is locked, so that nobody waits for it; under the lock of the round the
    wishes are compared with it, and only when one moved in between it is reckoned once more.
    """
    if not may_run(by, choice_round, timezone.localdate(at)):
        raise MayNotDraw
    aim, seed = (trial.aim, trial.seed) if trial else (choice_round.aim, choice_round.seed)
    on = timezone.localdate(at)
    before = round_as_it_is(choice_round)
    if not fits_aim(before, aim):
        raise WishesHaveMoved
    ahead = None
    if before.state == RoundState.OPEN:
        ahead = solve_round(before, on, aim=aim, seed=seed, run=run).at_length()
    with transaction.atomic():
        drawn = close_round(choice_round, by=by, at=at, aim=aim, seed=seed)
        digest = digest_of(drawn, on)
        if trial is not None and (trial.digest != digest or trial.round_id != drawn.pk):
            raise WishesHaveMoved
        is_same = ahead is not None and ahead.solution.digest == digest and before.places_silent == drawn.places_silent
        solved = ahead if ahead is not None and is_same else solve_round(drawn, on, aim=aim, seed=seed)
        if trial is None:
            keep_trial(drawn, aim=aim, seed=seed, digest=digest, figures=figures_of(solved), by=by, at=at)
        _publish(drawn, solved, by=by, at=at, cancels_as=cancels_as or by)
    choice_round.state, choice_round.digest, choice_round.drawn_at = drawn.state, drawn.digest, drawn.drawn_at
    return solved


def _publish(drawn: Round, solved: Solved | Sides, *, by: Person, at: datetime, cancels_as: Person) -> None:
    """In the transaction in which the round closed."""
    for row in solved.cancelled:
        because = str(_("There were too few people for it."))
        cancel_offering(solved.posed.choices[row].offering, because=because, by=cancels_as, at=at)
    _give(drawn, solved, by=by, at=at)
    facts = {row: facts_of(drawn, solved, row) for row in _concerned(solved)}
    people = solved.posed.people
    rows = [{"person": people[row], "facts": told} for row, told in facts.items()]
    results = keep_results(drawn, rows, digest=solved.solution.digest, by=by, at=at)
    tell_all(
        "round-drawn",
        [{"to": r.person, "about": r, "facts": _in_short(drawn, r.facts)} for r in results],
        by=by,
        at=at,
    )


def _concerned(solved: Solved | Sides) -> list[int]:
    """Who chose, who had a fixed place, and who got something all the same."""
    fixed = solved.posed.problem.fixed
    silent = {row for row in solved.posed.silent if not solved.of_silent.get(row)}
    if fixed is not None:
        silent -= set(np.flatnonzero(np.asarray(fixed) >= 0).tolist())
    return [row for row in range(len(solved.posed.people)) if row not in silent]


def _give(choice_round: Round, solved: Solved | Sides, *, by: Person, at: datetime) -> None:
    """Places offering by offering; who has nothing stands in line for every wish that was full, in the order of the lot.

    Where hosts choose too, who is more welcome goes first.
    """
    places: dict[int, list[dict[str, Any]]] = defaultdict(list)
    lines: dict[int, list[tuple[tuple[int, int], dict[str, Any]]]] = defaultdict(list)
    lot = _turns(solved)
    for row, person in enumerate(solved.posed.people):
        given = _given(solved, row)
        for offering, reason, rank in given:
            facts = {"person": person, "reason": reason, "rank": rank, "round": choice_round}
            places[offering].append(facts)
        if not given:
            for rank, offering in _missed(solved, row):
                key = solved.turn_in_line(row, rank - 1) if isinstance(solved, Sides) else (rank, lot[row])
                lines[offering].append((key, {"person": person, "rank": rank, "round": choice_round}))
    choices = solved.posed.choices
    for offering, rows in sorted(places.items()):
        place_all(offering=choices[offering].offering, rows=rows, by=by, at=at)
    for offering, line in sorted(lines.items()):
        rows = [facts for _key, facts in sorted(line, key=lambda one: one[0])]
        wait_all(offering=choices[offering].offering, rows=rows, by=by, at=at)


def _turns(solved: Solved | Sides) -> list[int]:
    """Where somebody stands among equals, by priority and lot."""
    problem = solved.posed.problem
    order = drawn_order(problem.people, solved.solution.seed)
    if problem.group is not None:
        order = order[np.argsort(np.asarray(problem.group)[order], kind="stable")]
    turn = np.empty(len(order), np.int64)
    turn[order] = np.arange(len(order))
    return [int(one) for one in turn]


def _given(solved: Solved | Sides, row: int) -> list[tuple[int, Reason, int | None]]:
    """Offering, reason and rank of everything somebody has from this round."""
    problem = solved.posed.problem
    if row in solved.of_silent:
        return [(offering, Reason.REFERRED, None) for offering in solved.of_silent[row]]
    wishes = [int(wish) for wish in np.asarray(problem.wishes)[row]]
    fixed = -1 if problem.fixed is None else int(problem.fixed[row])
    has = solved.solution.place[row : row + 1] if isinstance(solved, Sides) else solved.solution.held[row]
    held = [int(offering) for offering in has if offering >= 0]
    return [
        (
            offering,
            Reason.FIXED if offering == fixed else Reason.WISH,
            wishes.index(offering) + 1 if offering in wishes else None,
        )
        for offering in held
    ]


def _missed(solved: Solved | Sides, row: int) -> list[tuple[int, int]]:
    """Rank and offering of wishes that were full."""
    if isinstance(solved, Sides):
        return [(rank + 1, int(solved.wishes[row, rank])) for rank in np.flatnonzero(solved.missed[row]).tolist()]
    wishes = np.asarray(solved.posed.problem.wishes)[row]
    missed = np.flatnonzero(np.isin(solved.reasons.why[row], MISSED))
    return [(rank + 1, int(wishes[rank])) for rank in missed.tolist()]


def facts_of(choice_round: Round, solved: Solved | Sides, row: int) -> dict[str, Any]:
    """Wish by wish what became of it, in data; the doors put it into words. No other person is in it."""
    if isinstance(solved, Sides):
        aim, turn, wishes = str(solved.aim), int(solved.solution.turn[row]) + 1, _of_sides(solved, row)
        before: list[list[str]] = []
    else:
        aim, turn = str(solved.solution.objective), int(solved.reasons.turn[row])
        wishes, before = _of_wishes(solved, row), solved.posed.before(row)
    return {
        "aim": aim,
        "seats": choice_round.seats,
        "priority": before,
        "turn": turn,
        "turns": len(solved.posed.people),
        "got": [
            {**_named(solved, offering), "reason": str(reason), "rank": rank}
            for offering, reason, rank in _given(solved, row)
        ],
        "wishes": wishes,
    }


def _of_sides(solved: Sides, row: int) -> list[dict[str, Any]]:
    return [{**_named(solved, place), **line} for place, line in solved.lines(row)]


def _of_wishes(solved: Solved, row: int) -> list[dict[str, Any]]:
    told = solved.reasons
    wishes = np.asarray(solved.posed.problem.wishes)[row]
    return [
        {
            **_named(solved, int(wish)),
            "rank": rank + 1,
            "why": why.name.lower(),
            "extra": int(told.extra[row, rank]),
            "last_turn": int(told.last_turn[wish]),
            "seats": int(solved.posed.problem.capacity[wish]),
            "more_seats": solved.seats_that_help(row, rank) if why in FULL else 0,
            "tried": solved.most_tried(row, rank),
        }
        for rank, (wish, why) in enumerate(zip(wishes, map(Why, told.why[row].tolist()), strict=True))
        if wish >= 0
    ]


def _named(solved: Solved | Sides, row: int) -> dict[str, Any]:
    choice = solved.posed.choices[row]
    period = [choice.period.name_nl, choice.period.name_en] if choice.period else None
    return {
        "offering": str(choice.offering.key),
        "title": [choice.offering.title_nl, choice.offering.title_en],
        "period": period,
    }


def _in_short(choice_round: Round, facts: dict[str, Any]) -> dict[str, Any]:
    """For the letter; the page has the rest."""
    return {
        "round": [choice_round.name_nl, choice_round.name_en],
        "got": [{"title": one["title"], "rank": one["rank"], "reason": one["reason"]} for one in facts["got"]],
        "waits": not facts["got"] and any(line["why"] in WAS_FULL for line in facts["wishes"]),
    }
