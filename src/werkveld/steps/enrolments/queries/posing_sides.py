"""A round in which both sides choose as the engine reads it: what posing gives, with what hosts said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from werkveld.steps.enrolments.enums import Says
from werkveld.steps.enrolments.models import Regard, Round
from werkveld.steps.enrolments.queries.posing import Posed, posed
from werkveld.steps.enrolments.queries.rounds import shared_limits_of
from werkveld.steps.enrolments.rules import are_both_choosing
from werkveld_engine import places
from werkveld_engine.places import Limits

FINE, GLADLY, FIXED = 1, 2, 3  # scores; who has a fixed place goes before everybody
SAID_NO = 1  # what bars a wish
SCORES = {Says.GLADLY: GLADLY, Says.FINE: FINE, Says.NO: FINE}


@dataclass(frozen=True)
class PosedSides:
    """base: people, offerings and wishes. problem: the same rows, with scores; a fixed place is its only wish.

    limits: Dutch and English name of each kind of limit. hosts: by row of an offering. passed_on: person and offering
    (rows) -> why it does not fit, where the coordinator lets the person read it.
    """

    base: Posed
    problem: places.Problem
    limits: list[tuple[str, str]]
    hosts: list[str]
    passed_on: dict[tuple[int, int], str]


def posed_sides(choice_round: Round, on: date, *, extra_seats: Mapping[str, int] | None = None) -> PosedSides:
    base = posed(choice_round, on, extra_seats=extra_seats)
    wishes = np.asarray(base.problem.wishes, np.int64).copy()
    score, barred = _said(choice_round, base, wishes)
    fixed = np.full(len(base.people), -1) if base.problem.fixed is None else np.asarray(base.problem.fixed)
    has = fixed >= 0
    wishes[has], barred[has], score[has] = -1, 0, FINE
    if wishes.shape[1]:
        wishes[has, 0], score[has, 0] = fixed[has], FIXED
    shared = list(shared_limits_of(choice_round))
    problem = places.Problem(
        learners=base.problem.people,
        places=base.problem.offerings,
        wishes=wishes,
        score=score,
        capacity=np.asarray(base.problem.capacity, np.int64),
        barred=barred,
        limits=tuple(_limits(one.name, one.offerings, one.capacity, base) for one in base.problem.shared),
    )
    names = [(one.name_nl, one.name_en) for one in shared]
    return PosedSides(base, problem, names, _hosts(choice_round, base), _passed_on(choice_round, base))


def _said(choice_round: Round, base: Posed, wishes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Scores, and what is barred, by person and wish. Of whom nothing was said, it is fine."""
    row = {person.pk: number for number, person in enumerate(base.people)}
    score, barred = np.full(wishes.shape, FINE, np.int64), np.zeros(wishes.shape, np.int64)
    regards = Regard.objects.filter(choice__round=choice_round).order_by("id")
    for person, offering, says in regards.values_list("person_id", "choice__offering_id", "says"):
        at = row.get(person)
        for column in np.flatnonzero(wishes[at] == base.row[offering]) if at is not None else ():
            score[at, column] = SCORES[Says(says)]
            barred[at, column] = SAID_NO if says == Says.NO else 0
    return score, barred


def _hosts(choice_round: Round, base: Posed) -> list[str]:
    rows = choice_round.choices.order_by().values_list("offering_id", "offering__organization__name")
    names = dict(rows)
    return [names[choice.offering_id] for choice in base.choices]


def _passed_on(choice_round: Round, base: Posed) -> dict[tuple[int, int], str]:
    row = {person.pk: number for number, person in enumerate(base.people)}
    regards = Regard.objects.filter(choice__round=choice_round, is_passed_on=True).order_by("id")
    said = regards.values_list("person_id", "choice__offering_id", "why")
    return {(row[person], base.row[offering]): why for person, offering, why in said if person in row}


def _limits(name: str, offerings: tuple[int, ...], most: int, base: Posed) -> Limits:
    """What is shared may overlap, so each is a kind of its own."""
    of = np.full(len(base.choices), -1, np.int64)
    of[list(offerings)] = 0
    return Limits(name, [name], of, np.array([most], np.int64))


def digest_of(choice_round: Round, on: date) -> str:
    """Of everything that the places of this round depend on, as it is now."""
    if are_both_choosing(choice_round):
        return posed_sides(choice_round, on).problem.digest()
    return posed(choice_round, on).problem.digest()


def do_limits_cross(choice_round: Round) -> bool:
    """Whether two of what is shared overlap without one lying within the other."""
    sets = [{choice.pk for choice in one.choices.all()} for one in shared_limits_of(choice_round)]
    pairs = [(one, other) for at, one in enumerate(sets) for other in sets[:at]]
    return any(one & other and not (one <= other or other <= one) for one, other in pairs)
