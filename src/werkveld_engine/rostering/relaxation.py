"""What a roster has to fulfil and what it costs, written as rows: the site, the people's weeks, their term.

The formulation is the usual one of staff rostering as an integer program (J. Van den Bergh et al., Personnel scheduling:
a literature review, 2013), with one choice that matters: the steady pattern and the meetings are linked to each cell, so
that the linear bound of a term of twelve weeks is within half a percent of the best roster.
"""

import numpy as np

from werkveld_engine.rostering.rows import Draft, Numbers, Rows
from werkveld_engine.rostering.runs import runs
from werkveld_engine.rostering.standing import Standing


def relaxation(order: Standing) -> Rows:
    """O(p · t · (1 + rest)) rows. Shapes in `Rows`; what each block asks stands in its function."""
    return draft_of(order).done()


def draft_of(order: Standing) -> Draft:
    """The same, open for more rows."""
    draft = _cells(order)
    _site(order, draft)
    _demand(order, draft)
    _days(order, draft)
    _clashes(order, draft)
    _weeks(order, draft)
    _term(order, draft)
    _kinds(order, draft)
    _steady(order, draft)
    _meetings(order, draft)
    runs(order, draft)
    return draft


def _cells(order: Standing) -> Draft:
    """A column for everyone on every shift that they may work; a wish that is not given costs its points."""
    cell = np.full(order.shape, -1, np.int64)
    cell[order.may] = np.arange(int(order.may.sum()))
    draft = Draft(cell, constant=-int(np.minimum(order.dislike, 0).sum()))
    draft.take(
        int(order.may.sum()), cost=order.dislike[order.may], lowest=order.fixed[order.may].astype(np.int64), rise=0
    )
    return draft


def entries(table: Numbers) -> tuple[Numbers, Numbers]:
    """Row and column of each number in int64[rows, n]."""
    return np.repeat(np.arange(len(table)), table.shape[1]), table.reshape(-1)


def _site(order: Standing, draft: Draft) -> None:
    """On each shift: students ≤ per_coach · coaches, coaches ≤ coaches_most, and students ≤ seats."""
    students, coaches = draft.cell[order.students].T, draft.cell[order.coaches].T
    led = np.flatnonzero(order.per_coach > 0)
    row, column = entries(students[led])
    row_coach, column_coach = entries(coaches[led])
    worth = order.per_coach[led][row_coach]
    draft.ask(0, len(led), (row, column, -1), (row_coach, column_coach, worth), follows=False)
    _at_most(draft, coaches, order.coaches_most)
    tight = np.flatnonzero(order.seats < (students >= 0).sum(axis=1))
    row, column = entries(students[tight])
    draft.ask(-order.seats[tight], len(tight), (row, column, -1), follows=False)


def _demand(order: Standing, draft: Draft) -> None:
    """Students with the skill + too few ≥ asked; students - too many ≤ asked."""
    if not len(order.demand):
        return
    shift, skill, asked, short, over = order.demand.T
    column = np.where(order.skilled[:, skill].T, draft.cell[:, shift].T, -1)
    row, column = entries(column)
    for sign, points, most in ((1, short, asked), (-1, over, np.full(len(asked), len(order.students)))):
        used = np.flatnonzero((points > 0) & ((asked > 0) | (sign < 0)))
        new = np.full(len(asked), -1)
        new[used] = np.arange(len(used))
        mine = new[row] >= 0
        aux = draft.take(len(used), cost=points[used], highest=most[used])
        draft.ask(sign * asked[used], len(used), (new[row][mine], column[mine], sign), (np.arange(len(used)), aux, 1))
        if sign > 0:
            _no_coach(order, draft, shift[used], asked[used], aux)


def _no_coach(order: Standing, draft: Draft, shift: Numbers, asked: Numbers, short: Numbers) -> None:
    """Too few + asked · coaches ≥ asked: without a coach nobody comes. True of whole rosters already, and it keeps
    fractional ones from helping six residents with three quarters of a coach.
    """
    led = np.flatnonzero(order.per_coach[shift] > 0)
    row, column = entries(draft.cell[order.coaches][:, shift[led]].T)
    draft.ask(asked[led], len(led), (np.arange(len(led)), short[led], 1), (row, column, asked[led][row]), follows=False)


def _at_most(draft: Draft, table: Numbers, most: Numbers, worth: Numbers | None = None) -> None:
    """For each row of columns: their sum (each times its worth) is no larger than most; rows that cannot break are left out."""
    load = (table >= 0) * (1 if worth is None else worth)
    tight = np.flatnonzero((most >= 0) & (load.sum(axis=1) > most))
    row, column = entries(table[tight])
    value = -1 if worth is None else -np.broadcast_to(worth, table.shape)[tight].reshape(-1)
    draft.ask(-most[tight], len(tight), (row, column, value), follows=False)


def _days(order: Standing, draft: Draft) -> None:
    for shifts in order.on_day:
        _at_most(draft, draft.cell[:, shifts], order.rule["a_day"])


def _clashes(order: Standing, draft: Draft) -> None:
    """Of two shifts that overlap or leave no rest, one.

    A shift against all of a later day at once where nobody works twice a day: stronger, and fewer rows.
    """
    a_day = order.rule["a_day"]
    for rest, clash in order.clashing.items():
        for once in (True, False):
            people = np.flatnonzero((order.rule["rest"] == rest) & (((a_day >= 0) & (a_day <= 1)) == once))
            if len(people) == 0:
                continue
            for shift in range(clash.shape[0]):
                _clashes_of(order, draft, people, shift, np.flatnonzero(clash[shift]), once=once)


def _clashes_of(order: Standing, draft: Draft, people: Numbers, shift: int, others: Numbers, *, once: bool) -> None:
    others = others[others > shift]
    days = order.day[others]
    if once:
        days, others = days[days > order.day[shift]], others[days > order.day[shift]]
    groups = [others[days == day] for day in np.unique(days)] if once else [np.array([other]) for other in others]
    for group in groups:
        table = draft.cell[np.ix_(people, np.append(shift, group))]
        _at_most(draft, table[table[:, 0] >= 0], np.ones(int((table[:, 0] >= 0).sum()), np.int64))


def _weeks(order: Standing, draft: Draft) -> None:
    """Shifts in a week: never above a_week; below week_least and above week_wish at a cost."""
    rule, weights = order.rule, order.weights
    for week in range(order.weeks):
        table = draft.cell[:, order.week == week]
        able = (table >= 0).sum(axis=1)
        _at_most(draft, table, rule["a_week"])
        wanted = np.minimum(rule["week_least"], able)
        few = np.flatnonzero(wanted > 0)
        aux = draft.take(len(few), cost=weights.week, highest=wanted[few])
        row, column = entries(table[few])
        draft.ask(wanted[few], len(few), (row, column, 1), (np.arange(len(few)), aux, 1))
        many = np.flatnonzero((rule["week_wish"] >= 0) & (able > rule["week_wish"]))
        aux = draft.take(len(many), cost=weights.overtime, highest=able[many])
        row, column = entries(table[many])
        draft.ask(-rule["week_wish"][many], len(many), (row, column, -1), (np.arange(len(many)), aux, 1))


def _term(order: Standing, draft: Draft) -> None:
    """Units in the term against target, least and most; no shortage is above the largest, which everyone pays for once."""
    rule, weights = order.rule, order.weights
    load = (draft.cell >= 0) @ order.units
    _at_most(draft, draft.cell, rule["most"], order.units)
    aimed = np.flatnonzero(rule["target"] >= 0)
    target = rule["target"][aimed]
    short = draft.take(len(aimed), cost=weights.short, highest=target)
    _units(order, draft, aimed, least=target, aux=short, sign=1)
    over = draft.take(len(aimed), cost=weights.over, highest=np.maximum(0, load[aimed] - target))
    _units(order, draft, aimed, least=-target, aux=over, sign=-1)
    fair = draft.take(1, cost=weights.fair, highest=int(target.max(initial=0)), rise=2)
    at = np.arange(len(aimed))
    draft.ask(-rule["fair_from"][aimed], len(aimed), (at, np.repeat(fair, len(aimed)), 1), (at, short, -1))
    due = np.flatnonzero(rule["least"] > 0)
    breach = draft.take(len(due), cost=weights.least, highest=rule["least"][due])
    _units(order, draft, due, least=rule["least"][due], aux=breach, sign=1)


def _units(order: Standing, draft: Draft, people: Numbers, *, least: Numbers, aux: Numbers, sign: int) -> None:
    row, column = entries(draft.cell[people])
    draft.ask(
        least, len(people), (row, column, sign * np.tile(order.units, len(people))), (np.arange(len(people)), aux, 1)
    )


def _kinds(order: Standing, draft: Draft) -> None:
    for person, kind, most in order.kind_most.tolist():
        _at_most(draft, draft.cell[[person]][:, order.kind == kind], np.array([most]))


def _steady(order: Standing, draft: Draft) -> None:
    """A shift costs when the same one a week before could be worked and was not."""
    if order.weights.steady == 0 or not order.shape[1]:
        return
    at = np.full((order.weeks, int(order.slot.max()) + 1), -1)
    at[order.week, order.slot] = np.arange(order.shape[1])
    before, after = at[:-1].reshape(-1), at[1:].reshape(-1)
    both = (before >= 0) & (after >= 0)
    last, this = draft.cell[:, before[both]].reshape(-1), draft.cell[:, after[both]].reshape(-1)
    student = np.repeat(~order.coach, int(both.sum()))
    linked = (last >= 0) & (this >= 0) & student
    count = int(linked.sum())
    aux, at_row = draft.take(count, cost=order.weights.steady), np.arange(count)
    draft.ask(0, count, (at_row, aux, 1), (at_row, this[linked], -1), (at_row, last[linked], 1))


def _meetings(order: Standing, draft: Draft) -> None:
    """A meeting is a shift that student and own coach both work; too few in a stretch where they could meet cost."""
    rule = order.rule
    for student in np.flatnonzero((order.own >= 0) & (rule["meet_times"] > 0) & ~order.coach):
        mine, theirs = draft.cell[student], draft.cell[order.own[student]]
        both = np.flatnonzero((mine >= 0) & (theirs >= 0))
        stretch = order.week[both] // rule["meet_weeks"][student]
        number, stretch, able = np.unique(stretch, return_inverse=True, return_counts=True)
        wanted = np.full(len(number), rule["meet_times"][student])
        met, at = draft.take(len(both), up=True), np.arange(len(both))
        draft.ask(0, len(both), (at, mine[both], 1), (at, met, -1))
        draft.ask(0, len(both), (at, theirs[both], 1), (at, met, -1))
        impossible = np.maximum(0, wanted - able)
        missed = draft.take(len(number), cost=order.weights.meet, lowest=impossible, highest=wanted, rise=2)
        draft.ask(wanted, len(number), (stretch, met, 1), (np.arange(len(number)), missed, 1))
