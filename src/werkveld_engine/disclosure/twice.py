"""Parts that count someone twice, beside a whole that counts everybody once.

Who learns in two programmes stands in both, so the parts together come to more than the whole. Whoever has all these
numbers subtracts, and knows how often someone stands in a second part: the *overlap*. It is a group like any other.
"""

import itertools
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from werkveld_engine.disclosure.hold import NOTHING_YET, Beside, Publication, Sighting, difference_is_safe, hold
from werkveld_engine.disclosure.moments import Moment, People, person_of
from werkveld_engine.disclosure.shown import is_small
from werkveld_engine.disclosure.tables import CellId

# The whole stays away below twice the minimum, so that its absence may as well mean an overlap that is not small.
ROOM: Final = 2
DECIMALS: Final = 6


def hold_with_whole(
    published: Publication | None, live: Moment, *, parts: str, whole: CellId, minimum: int
) -> Publication:
    """`hold`, where the table `parts` may count a person more than once and the population `whole` does not.

    1. Beside parts that are all shown the whole is renewed only when the overlap of that moment is nobody or at least
       twice the minimum. Never seen before it is hidden meanwhile, which may mean 1 to 9 where the minimum is 5: not a
       number, nor "small". Beside a part that is hidden nobody can reckon the overlap.
    2. What readers get who subtract a shown whole from parts that are all shown is nobody or at least the minimum.
    3. So is what they get who lay the numbers of now beside those of any earlier moment: by how many more people the
       shown parts moved, together, than the whole did.
    4. Of sums readers have the own total of the parts, hidden ones too, of the day of the parts. It is the whole of that
       day: it differs from every whole and every such total ever seen by nobody or by at least the minimum.

    Where the whole cannot be renewed the parts are, and where that tells too much everything stays as it was.

    :param parts: the name of the table whose total counts a person in two parts twice.
    :param whole: the id of the population that counts everybody once.
    :raises TablesDisagree: the live tables contradict themselves or each other.
    :raises ValueError: minimum is below 1 or is 2.
    """
    before = published or NOTHING_YET
    new = hold(before, live, minimum=minimum)
    overlap = _overlap(live, parts, whole)
    waits = minimum > 1 and not new.tables[parts].hidden_parts() and is_small(overlap, ROOM * minimum)
    for state in [*([] if waits else [new]), _with_the_whole_of(before, new, whole)]:
        if live.kind == "sums" and not _sums_are_safe(state, before, parts, whole, minimum):
            continue
        seen = _beside(state, parts, whole)
        if seen is None:
            return state
        is_of_now = seen == _true(live, seen, whole)
        if not _tells_of_few(state.tables[parts], seen, before.beside if is_of_now else (), minimum):
            return replace(state, beside=(*state.beside, seen)) if is_of_now and seen not in state.beside else state
    return replace(before, held=new.held | {state.name for state in new.earlier if state not in before.earlier})


def _overlap(live: Moment, parts: str, whole: CellId) -> int:
    """How often someone stands in a second part, or a third."""
    (total,) = (table.total for table in live.tables if table.name == parts)
    return total.people - len(live.members[whole])


def _with_the_whole_of(before: Publication, new: Publication, whole: CellId) -> Publication:
    """The new state, but for the whole and what is below it: that stays as it was, or unseen."""
    kept = [sighting for sighting in new.earlier if sighting.total != whole or sighting in before.earlier]
    waiting = {table.name for table in new.tables.values() if table.total == whole} | {whole[-1]}
    return replace(
        new,
        tables={name: table for name, table in new.tables.items() if table.total != whole}
        | {name: table for name, table in before.tables.items() if table.total == whole},
        populations={cell: state for cell, state in new.populations.items() if cell != whole}
        | {cell: state for cell, state in before.populations.items() if cell == whole},
        held=new.held | waiting,
        earlier=tuple(kept),
    )


def _beside(state: Publication, parts: str, whole: CellId) -> Beside | None:
    """The numbers that readers have beside each other; None while they do not see the whole, or no parts at all."""
    table, alone = state.tables.get(parts), state.populations.get(whole)
    if table is None or alone is None or whole not in alone.shown:
        return None
    shown = table.shown & frozenset(table.parts.values())
    return Beside({cell: len(table.members[cell]) for cell in shown}, len(alone.members[whole]))


def _true(live: Moment, seen: Beside, whole: CellId) -> Beside:
    """The same numbers of this moment: where one of them stands still, readers know that it may be of another day."""
    return Beside({cell: len(live.members.get(cell, ())) for cell in seen.parts}, len(live.members[whole]))


def _tells_of_few(table: Sighting, seen: Beside, known: tuple[Beside, ...], minimum: int) -> bool:
    """Rules 2 and 3, by numbers that readers have."""
    moved = [
        sum(seen.parts[cell] - old.parts[cell] for cell in seen.parts.keys() & old.parts.keys())
        - seen.whole
        + old.whole
        for old in known
    ]
    gap = 0 if table.hidden_parts() else sum(seen.parts.values()) - seen.whole
    return any(is_small(abs(people), minimum) for people in (gap, *moved))


def _sums_are_safe(state: Publication, before: Publication, parts: str, whole: CellId, minimum: int) -> bool:
    """Rule 4: what is new beside all that was seen; O(sightings times people)."""
    then, now = (_sums(seen, parts, whole) for seen in (before.earlier, state.earlier[len(before.earlier) :]))
    pairs = itertools.chain(itertools.product(then, now), itertools.combinations(now, 2))
    return all(difference_is_safe(one, other, minimum=minimum, kind="sums") for one, other in pairs)


def _sums(sightings: Iterable[Sighting], parts: str, whole: CellId) -> list[dict[str, float]]:
    """Who is behind each total of the parts and each whole that readers saw."""
    totals = (seen for seen in sightings if seen.name == parts or (seen.total == whole and not seen.parts))
    return [_once(seen.members[seen.total]) for seen in totals if seen.total in seen.shown]


def _once(people: People) -> dict[str, float]:
    """What each person adds over all parts, so rounded that the order of adding makes no difference."""
    added: dict[str, float] = {}
    for name, value in people.items():
        added[person_of(name)] = added.get(person_of(name), 0.0) + float(str(value))
    return {person: round(value, DECIMALS) for person, value in added.items()}
