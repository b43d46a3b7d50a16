"""A round as the engine reads it: rows of people and offerings instead of records."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment, FixedPlace, PriorityGroup, Quota, Round, RoundOffering, Wish
from werkveld.steps.enrolments.queries.rounds import asked_people, priorities_of, shared_limits_of
from werkveld.steps.enrolments.rules import fits_level
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.people.models import Person
from werkveld_engine import electives
from werkveld_engine.capacity import seats_left
from werkveld_engine.electives import Problem


@dataclass(frozen=True)
class Posed:
    """The problem, and whom and what its rows stand for."""

    problem: Problem
    people: list[Person]
    choices: list[RoundOffering]
    row: dict[int, int]  # offering -> row
    silent: frozenset[int]  # rows of people who ranked nothing
    groups: tuple[tuple[str, str], ...] = ()  # names in both languages, who goes first first

    def before(self, row: int) -> list[list[str]]:
        """The names of the groups that go before this person."""
        if self.problem.group is None:
            return []
        return [list(names) for names in self.groups[: int(self.problem.group[row])]]


def posed(choice_round: Round, on: date, *, extra_seats: Mapping[str, int] | None = None) -> Posed:
    """Everybody who is asked, in as many questions for one as for thousands.

    What was cancelled or closed meanwhile has no seats. Who ranked nothing stands in it without wishes. `extra_seats`
    (key of an offering -> seats more, or fewer) asks what would have been.
    """
    people, groups = list(asked_people(choice_round, on)), list(priorities_of(choice_round))
    choices = list(
        RoundOffering.objects.filter(round=choice_round).select_related("offering", "period").order_by("offering_id")
    )
    row = {choice.offering_id: number for number, choice in enumerate(choices)}
    wishes = _wishes(choice_round, people, choices, row)
    period: dict[int | None, int] = {None: 0}
    for choice in choices:
        period.setdefault(choice.period_id, len(period))
    capacity = np.array([_seats(choice, len(people), extra_seats or {}) for choice in choices], np.int64)
    problem = Problem(
        people=np.array([name_in_draw(person) for person in people], np.str_),
        offerings=np.array([choice.offering_id for choice in choices], np.int64),
        wishes=wishes,
        capacity=capacity,
        minimum=np.array([_least(choice) if capacity[j] else 0 for j, choice in enumerate(choices)], np.int64),
        period=np.array([period[choice.period_id] for choice in choices], np.int64),
        seats=np.full(len(people), choice_round.seats, np.int64),
        group=_groups(groups, people),
        fixed=_fixed(choice_round, people, row),
        shared=_shared(choice_round, row),
        quotas=_quotas(choice_round, groups, row),
        unplaced=choice_round.unplaced,
    )
    silent = frozenset(np.flatnonzero((wishes < 0).all(axis=1)).tolist())
    return Posed(problem, people, choices, row, silent, tuple((group.name_nl, group.name_en) for group in groups))


def name_in_draw(person: Person) -> str:
    """What the lot is drawn from: the student number, which stays the same wherever and whenever the draw is repeated."""
    return person.student_number or f"{person.pk:012}"


def _seats(choice: RoundOffering, people: int, extra: Mapping[str, int]) -> int:
    """No limit is as many seats as there are people."""
    offering = choice.offering
    if offering.state != OfferingState.OPEN:
        return 0
    left = seats_left(offering.capacity, offering.seats_taken)
    return people if left is None else max(0, left + extra.get(str(offering.key), 0))


def _least(choice: RoundOffering) -> int:
    """Who is in already counts for the smallest group."""
    return max(0, choice.offering.capacity_min - choice.offering.seats_taken)


def _wishes(choice_round: Round, people: list[Person], choices: list[RoundOffering], row: dict[int, int]) -> np.ndarray:
    """Without what somebody has, had or waits for already, and without what does not fit the level (any more)."""
    has = set(
        Enrolment.objects.filter(offering__in=row)
        .exclude(state=EnrolmentState.WITHDRAWN)
        .order_by()
        .values_list("person", "offering")
    )
    levels = {choice.offering_id: choice.offering for choice in choices}
    ranked: dict[int, list[int]] = defaultdict(list)
    rows = Wish.objects.filter(round=choice_round).order_by("person_id", "rank").values_list("person_id", "offering_id")
    for wisher, offering in rows:
        if offering in row and (wisher, offering) not in has:
            ranked[wisher].append(offering)
    wishes = np.full((len(people), choice_round.wishes_most), electives.problem.NOTHING, np.int64)
    for place, person in enumerate(people):
        fitting = [row[offering] for offering in ranked[person.pk] if fits_level(person, levels[offering])]
        wishes[place, : len(fitting)] = fitting[: choice_round.wishes_most]
    return wishes


def _groups(groups: list[PriorityGroup], people: list[Person]) -> np.ndarray | None:
    """The first group that fits somebody; who fits none comes after all of them."""
    if not groups:
        return None

    def number(person: Person) -> int:
        homes = {person.college_id, person.college.parent_id if person.college else None}
        fits = (
            place
            for place, group in enumerate(groups)
            if (group.college_id is None or group.college_id in homes) and group.level in (None, person.level)
        )
        return next(fits, len(groups))

    return np.array([number(person) for person in people], np.int64)


def _fixed(choice_round: Round, people: list[Person], row: dict[int, int]) -> np.ndarray | None:
    places = dict(FixedPlace.objects.filter(choice__round=choice_round).values_list("person_id", "choice__offering_id"))
    if not places:
        return None
    return np.array([row.get(places.get(person.pk, 0), -1) for person in people], np.int64)


def _shared(choice_round: Round, row: dict[int, int]) -> tuple[electives.Shared, ...]:
    return tuple(
        electives.Shared(limit.name_nl, tuple(row[one.offering_id] for one in limit.choices.all()), limit.capacity)
        for limit in shared_limits_of(choice_round)
    )


def _quotas(choice_round: Round, groups: list[PriorityGroup], row: dict[int, int]) -> tuple[electives.Quota, ...]:
    numbers = {group.pk: place for place, group in enumerate(groups)}
    quotas = Quota.objects.filter(choice__round=choice_round).select_related("choice").order_by("id")
    return tuple(electives.Quota(row[one.choice.offering_id], numbers[one.group_id], one.most) for one in quotas)
