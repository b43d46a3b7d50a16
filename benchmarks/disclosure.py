"""How fast the disclosure rule decides: `python benchmarks/disclosure.py` prints cells per second and the growth.

Each shape with a few, some and many cells: one table; programmes nested in colleges; programme by site with both margins
(shared parts, so completed and audited), full, sparse, and with a person here and there. Growth is time per cell against
the size before: 1.0 is linear.
"""

import random
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from werkveld_engine.disclosure import HIDDEN, Protected, Table, cross, protect

SIZES = (100, 1_000, 10_000)
MINIMUM = 5
REPEATS = 3


def one_table(cells: int, draw: random.Random) -> Iterable[Table]:
    """One breakdown; about a tenth of its parts are small."""
    return [Table.of("all", {f"p{number}": draw.randint(0, 45) for number in range(cells)})]


def nested(cells: int, draw: random.Random) -> Iterable[Table]:
    """Colleges of twenty programmes each."""
    colleges = {f"c{c}": {f"p{p}": draw.randint(0, 45) for p in range(20)} for c in range(cells // 20)}
    yield Table.of("colleges", {name: sum(parts.values()) for name, parts in colleges.items()}, population="all")
    for name, parts in colleges.items():
        yield Table.of(name, parts, population=("colleges", name))


def crossed(cells: int, draw: random.Random) -> Iterable[Table]:
    """As many programmes as sites."""
    return grid(cells, lambda: draw.randint(0, 45))


def sparse(cells: int, draw: random.Random) -> Iterable[Table]:
    """One or two people in a few of the cells: most margins are small as well."""
    return grid(cells, lambda: draw.randint(1, 2) if draw.random() < 0.04 else 0)


def scattered(cells: int, draw: random.Random) -> Iterable[Table]:
    """One or two people in a third of the cells."""
    return grid(cells, lambda: draw.randint(1, 2) if draw.random() < 0.3 else 0)


def grid(cells: int, people: Callable[[], int]) -> Iterable[Table]:
    side = round(cells**0.5)
    return cross("all", "row", "column", {(f"r{r}", f"c{c}"): people() for r in range(side) for c in range(side)})


def measured(tables: list[Table]) -> tuple[float, Protected]:
    """The best of a few runs, in seconds."""
    best, answer = float("inf"), None
    for _ in range(REPEATS):
        start = time.perf_counter()
        answer = protect(tables, minimum=MINIMUM)
        best = min(best, time.perf_counter() - start)
    assert answer is not None
    return best, answer


def main() -> None:
    """Print one line per shape and size."""
    print(f"{'shape':10} {'cells':>7} {'hidden':>7} {'ms':>9} {'cells/s':>10} {'growth':>7}")
    shapes: list[Callable[[int, random.Random], Iterable[Table]]] = [one_table, nested, crossed, sparse, scattered]
    for shape in shapes:
        before = None
        for size in SIZES:
            seconds, answer = measured(list(shape(size, random.Random(2022))))
            cells, hidden = len(answer.cells), sum(1 for cell in answer.cells.values() if cell == HIDDEN)
            growth = "" if before is None else f"{seconds / cells / before:.2f}"
            before = seconds / cells
            print(f"{shape.__name__:10} {cells:7} {hidden:7} {seconds * 1000:9.1f} {cells / seconds:10.0f} {growth:>7}")


if __name__ == "__main__":
    main()
