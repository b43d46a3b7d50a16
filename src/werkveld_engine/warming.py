"""What is compiled at first use is compiled now: after an installation that takes a minute, later a second or two.

The compiled code is kept beside the sources, or in the folder of NUMBA_CACHE_DIR where those cannot be written.
"""

import sys
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from werkveld_engine import electives, places, ranking, teams


def rooms() -> Iterator[tuple[str, Callable[[], object]]]:
    """Name of each room that pages ask, and what makes it ready."""
    yield "electives", _electives
    yield "places", _places
    yield "teams", _teams
    yield "ranking", _ranking


def _electives() -> None:
    wishes = np.array([[0, 1], [0, 1], [1, 0]])
    for seats, period in ((None, None), (np.array([2, 1, 1]), np.array([0, 1]))):
        problem = electives.Problem(np.arange(3), np.arange(2), wishes, np.array([1, 2]), seats=seats, period=period)
        for objective in electives.Objective:
            electives.verify(problem, electives.solve(problem, objective, seed=1))


def _places() -> None:
    """Alone, with something shared, and with what is shared crossing."""
    wishes, score = np.array([[0, 1], [0, 1], [1, 0]]), np.array([[1, 1], [2, 1], [1, 3]])
    one, other = (
        places.Limits(name, [name], np.array(of), np.array([1])) for name, of in (("a", [0, 0, -1]), ("b", [-1, 0, 0]))
    )
    for limits in ((), (one,), (one, other)):
        wished = np.column_stack([wishes, [2, 2, 2]])
        scored = np.column_stack([score, [1, 1, 1]])
        problem = places.Problem(np.arange(3), np.arange(3), wished, scored, np.ones(3, np.int64), limits=limits)
        for rule in places.Rule:
            places.verify(problem, places.solve(problem, rule, seed=1))


def _teams() -> None:
    people = np.arange(8)
    problem = teams.Problem(
        people=people,
        teams=2,
        mixed=np.column_stack([people % 2, people % 3]),
        skill=(people * 10)[:, None],
        topic=np.array([0, 1]),
        wishes=np.column_stack([people % 2, 1 - people % 2]),
        together=np.array([[0, 1]]),
        apart=np.array([[2, 3]]),
    )
    teams.verify(problem, teams.solve(problem, seed=1))


def _ranking() -> None:
    problem = ranking.Problem(
        people=np.arange(2),
        offerings=np.arange(3),
        profile=np.eye(2),
        content=np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]),
        person_at=np.zeros((2, 2)),
        offering_at=np.zeros((3, 2)),
    )
    ranking.verify(problem, ranking.solve(problem))


def main(names: Sequence[str] = ()) -> None:
    """As a command: `python -m werkveld_engine.warming`, or with the names of some rooms; two halves take half the time.

    :raises KeyError: there is no room of that name.
    """
    known = dict(rooms())
    for name in names or known:
        known[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
