"""A usable roster in a blink: coaches where students could be, then students week by week, who is furthest behind first."""

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.rostering.problem import WEEK
from werkveld_engine.rostering.runs import SATURDAY
from werkveld_engine.rostering.standing import Numbers, Standing

UNLIMITED = 1 << 40


class Filling:
    """A roster that is filled shift by shift and never breaks a rule; `open` holds what may still be given."""

    def __init__(self, order: Standing) -> None:
        self.order = order
        self.works = np.zeros(order.shape, np.bool_)
        self.open = order.may.copy()
        self.open[np.ix_(order.coaches, order.coaches_most == 0)] = False
        self.open[(order.rule["run_least"] > 1) | (order.rule["off_least"] > 1)] = False  # left to the search
        self.unmet = order.demand[:, 2].copy()
        self.guided = np.zeros(order.shape[1], np.int64)
        self.present = np.zeros(order.shape[1], np.int64)
        for person in range(order.shape[0]):
            self._close_counts(person)
            self._close_days(person)
        for person, shift in np.argwhere(order.fixed).tolist():
            self.give(person, shift)

    def give(self, person: int, shift: int) -> None:
        """Somebody works a shift; what that rules out is closed."""
        order = self.order
        self.works[person, shift] = True
        if order.coach[person]:
            self.guided[shift] += order.per_coach[shift]
            if self.works[order.coaches, shift].sum() >= order.coaches_most[shift] >= 0:
                self.open[order.coaches, shift] = False
        else:
            self.present[shift] += 1
            met = (order.demand[:, 0] == shift) & order.skilled[person, order.demand[:, 1]]
            self.unmet[met] -= 1
        self.open[person, shift] = False
        self.open[person, order.clash(person)[shift]] = False
        self._close_counts(person)
        self._close_days(person)

    def _close_counts(self, person: int) -> None:
        """What would be more than so many a day, a week, in the term or of a kind."""
        order, rule = self.order, self.order.rule
        mine, open_ = self.works[person], self.open[person]
        for same, most in ((order.day, rule["a_day"][person]), (order.week, rule["a_week"][person])):
            if most >= 0:
                open_[np.bincount(same, weights=mine)[same] >= most] = False
        if rule["most"][person] >= 0:
            open_[order.units > rule["most"][person] - order.units[mine].sum()] = False
        for _person, kind, most in order.kind_most[order.kind_most[:, 0] == person].tolist():
            if (order.kind[mine] == kind).sum() >= most:
                open_[order.kind == kind] = False

    def _close_days(self, person: int) -> None:
        """Days that would make a run too long, and weekends beyond those that may be worked."""
        order, rule = self.order, self.order.rule
        worked = np.zeros(order.days, np.bool_)
        worked[order.day[self.works[person]]] = True
        closed = np.zeros(order.days, np.bool_)
        if rule["run_most"][person] >= 0:
            before, after = _run_before(worked), _run_before(worked[::-1])[::-1]
            closed |= ~worked & (before + 1 + after > rule["run_most"][person])
        if rule["weekends"][person] >= 0:
            weekend, number = np.arange(order.days) % WEEK >= SATURDAY, np.arange(order.days) // WEEK
            mine = np.unique(number[worked & weekend])
            if len(mine) >= rule["weekends"][person]:
                closed |= weekend & ~np.isin(number, mine)
        self.open[person, closed[order.day]] = False

    def room(self) -> Numbers:
        """How many students more each shift can have, int64[t]."""
        guided = np.where(self.order.per_coach > 0, self.guided, UNLIMITED)
        return np.minimum(self.order.seats, guided) - self.present


def _run_before(worked: NDArray[np.bool_]) -> Numbers:
    """Days worked in a row just before each day."""
    run = np.zeros(len(worked), np.int64)
    for day in range(1, len(worked)):
        run[day] = run[day - 1] + 1 if worked[day - 1] else 0
    return run


def first_roster(order: Standing) -> NDArray[np.bool_]:
    """bool[p, t], allowed but far from the best; O(p · t · weeks)."""
    filling = Filling(order)
    for week in range(order.weeks):
        place_coaches(filling, np.flatnonzero(order.week == week))
    for last in (False, True):
        for week in range(order.weeks):
            place_students(filling, week, last=last)
    return filling.works


def rounded_roster(order: Standing, share: NDArray[np.float64]) -> NDArray[np.bool_]:
    """bool[p, t], allowed, near a fractional roster float64[p, t]: its largest shares first, coaches before students."""
    filling = Filling(order)
    rounded = np.round(share * 64).astype(np.int64)
    expected = share[order.students].sum(axis=0) - 0.5
    for person, shift in _by_share(order.coach[:, None] * rounded):
        if filling.open[person, shift] and filling.guided[shift] < expected[shift]:
            filling.give(person, shift)
    target = np.where(order.rule["target"] < 0, UNLIMITED, np.maximum(order.rule["target"], order.rule["least"]))
    for person, shift in _by_share(~order.coach[:, None] * rounded):
        fits = order.units[shift] <= target[person] - order.units[filling.works[person]].sum()
        if fits and filling.open[person, shift] and filling.room()[shift] > 0:
            filling.give(person, shift)
    return filling.works


def _by_share(rounded: Numbers) -> list[list[int]]:
    """Person and shift where there is any share, the largest first, equal ones in standing order."""
    likely = np.argwhere(rounded > 0)
    found: list[list[int]] = likely[np.argsort(-rounded[likely[:, 0], likely[:, 1]], kind="stable")].tolist()
    return found


def place_coaches(filling: Filling, shifts: Numbers) -> None:
    """One coach after another to the shift where most students wait for one, within what each wishes in a week."""
    order = filling.order
    able = np.minimum(
        filling.open[order.students][:, shifts].sum(axis=0) + filling.present[shifts], order.seats[shifts]
    )
    wish = order.rule["week_wish"][order.coaches]
    left = np.where(wish < 0, UNLIMITED, wish) - filling.works[order.coaches][:, shifts].sum(axis=1)
    while True:
        waiting = np.where(order.per_coach[shifts] > 0, able - filling.guided[shifts], 0)
        coming = filling.open[np.ix_(order.coaches, shifts)] & (left > 0)[:, None]
        short = filling.guided[shifts] < filling.present[shifts]  # somebody was promised this shift
        if short.any():
            coming[:, short] = filling.open[np.ix_(order.coaches, shifts[short])]
        waiting = np.where(coming.any(axis=0), waiting + UNLIMITED * short, 0)
        if waiting.max(initial=0) <= 0:
            return
        shift = int(waiting.argmax())
        who = int(np.where(coming[:, shift], left, -UNLIMITED).argmax())
        left[who] -= 1
        filling.give(int(order.coaches[who]), int(shifts[shift]))


def place_students(filling: Filling, week: int, *, last: bool) -> None:
    """In turns of one shift each: at first this week's share of what is missing, in the end whatever is still missing.

    Who has no target comes where residents ask.
    """
    order = filling.order
    shifts = np.flatnonzero(order.week == week)
    aim = np.maximum(order.rule["target"], order.rule["least"])
    ahead = 1 if last else len(np.unique(order.week[order.week >= week]))
    goal = -(-(aim - filling.works @ order.units) // max(1, ahead)) + filling.works[:, shifts] @ order.units[shifts]
    given = True
    while given:
        given = False
        this_week = filling.works[:, shifts] @ order.units[shifts]
        wanting = np.flatnonzero(~order.coach & filling.open[:, shifts].any(axis=1) & ((this_week < goal) | (aim <= 0)))
        for person in wanting[np.argsort(this_week[wanting] - goal[wanting], kind="stable")].tolist():
            given |= _give_best(filling, person, shifts, wants=bool(aim[person] > 0))


def _give_best(filling: Filling, person: int, shifts: Numbers, *, wants: bool) -> bool:
    """The shift that is worth most to residents, the pattern and the person; false when there is none."""
    order = filling.order
    able = filling.open[person, shifts] & (filling.room()[shifts] > 0)
    if not able.any():
        return False
    asked = (filling.unmet > 0) & order.skilled[person, order.demand[:, 1]]
    worth = np.bincount(order.demand[asked, 0], weights=order.demand[asked, 3], minlength=order.shape[1])[shifts]
    worth -= order.dislike[person, shifts]
    before = filling.works[person] & (order.week == order.week[shifts[0]] - 1)
    worth += order.weights.steady * np.isin(order.slot[shifts], order.slot[before])
    if order.own[person] >= 0:
        worth += order.weights.meet * filling.works[order.own[person], shifts]
    best = int(np.where(able, worth, -np.inf).argmax())
    if not wants and worth[best] <= 0:
        return False
    filling.give(person, int(shifts[best]))
    return True
