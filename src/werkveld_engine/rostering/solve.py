"""Makes the roster of a term: the door of the engine for rosters."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from werkveld_engine.inputs import Fault, InputRefused
from werkveld_engine.rostering.checking import check
from werkveld_engine.rostering.cyclic import is_cyclic, repeated
from werkveld_engine.rostering.greedy import first_roster
from werkveld_engine.rostering.halting import Halt
from werkveld_engine.rostering.pricing import price
from werkveld_engine.rostering.problem import Problem, Solution, Stopped
from werkveld_engine.rostering.relaxation import relaxation
from werkveld_engine.rostering.rounds import STEPS, Search
from werkveld_engine.rostering.rows import Rows
from werkveld_engine.rostering.standing import as_given, standing

EFFORT = 16
WEEK_EFFORT, WEEK_ENOUGH = 4, 0.02
IDLE = 4  # rounds without a better roster, after which no more are tried
MOST_PRODUCTS, LONGEST = 2_000_000_000, 20_000
MOST_WHOLE = 6000  # cells of a term that is searched as a whole at the end


@dataclass(frozen=True, slots=True)
class Progress:
    """After each stage: points of the best roster, points below which none can come (None: not known yet), seconds."""

    cost: int
    bound: int | None
    seconds: float


def solve(
    problem: Problem,
    *,
    seed: int,
    effort: int = EFFORT,
    steps: float = STEPS,
    enough: float = 0.0,
    seconds: float | None = None,
    threads: int = 2,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Solution:
    """A roster that breaks no rule, with few points, and prices that prove how far from the best it is at most.

    The same problem, seed, effort, steps and `enough` give the same answer, for every order of the rows, any number of threads
    and however fast the machine is: work is counted in rounds and steps, not in seconds. Only `seconds` and `cancelled`
    (asked ten times a second) end it sooner, with the best roster so far, and `Solution.stopped` says so.

    A first roster stands within a second; where weeks are alike, a second one repeats a usual week. Then prices (PDLP) give the bound and a fractional roster; where that is sure
    it is followed and CP-SAT searches the rest; then up to `effort` rounds free other parts, until nothing helps or the
    gap is no larger than `enough` (a share of the cost). 60 students, 8 coaches and 12 weeks with steady pattern and own
    coach: within 1 % in about 10 seconds on two cores. `progress` is told after each stage. `steps` (CP-SAT's) of a
    search: with a tenth of the usual a round is over five times as soon, and finds less.

    :raises InputRefused: what is wrong, with table and row; also promised shifts that cannot all be kept.
    """
    check(problem)
    halt = Halt(seconds, cancelled)
    order = standing(problem, seed)
    rows = relaxation(order)
    first = rows.values(first_roster(order))
    nothing = price(rows, 0)
    search = Search(order, rows, nothing, first, seed, threads, halt, steps)
    _tell(search, progress)
    if is_cyclic(problem) and not halt.now():
        search.keep(rows.values(repeated(problem, order, partial(_week, seed=seed, threads=threads, halt=halt))))
        _tell(search, progress)
    if not halt.now():
        search.priced = price(rows, _rounds(rows), halt.left)
        _tell(search, progress)
    stopped = _improve(search, effort, enough, progress)
    if not search.is_usable:
        raise InputRefused([Fault("fixed", None, "cannot_all_be_kept")])
    works = as_given(order, search.works())
    return Solution(
        works, search.cost, search.priced.prices, search.solver_bound, stopped, search.done, seed, problem.digest()
    )


def _week(problem: Problem, *, seed: int, threads: int, halt: Halt) -> Solution:
    """A week is small: a few rounds finish it. The seconds that are left are those of the term."""
    return solve(problem, seed=seed, effort=WEEK_EFFORT, enough=WEEK_ENOUGH, threads=threads, cancelled=halt.now)


def _rounds(rows: Rows) -> int:
    """Enough for a term of a site; a very large one gets fewer, and a looser bound."""
    return min(LONGEST, MOST_PRODUCTS // max(1, len(rows.row)))


def _tell(search: Search, progress: Callable[[Progress], None] | None) -> None:
    if progress is not None:
        progress(Progress(search.cost, search.bound, search.halt.spent))


def _improve(search: Search, effort: int, enough: float, progress: Callable[[Progress], None] | None) -> Stopped:
    """Round after round, until one of the reasons to stop."""
    while True:
        if search.is_optimal:
            return Stopped.OPTIMAL
        if search.halt.now():
            return search.halt.why or Stopped.CANCELLED
        if search.done >= effort or search.cost - search.bound <= enough * abs(search.cost):
            return Stopped.EFFORT
        if search.done == 0:
            search.begin()
        elif search.idle < IDLE:
            search.go_on()
        elif search.idle == IDLE and (search.rows.cell >= 0).sum() <= MOST_WHOLE:
            search.finish()
        else:
            return Stopped.EFFORT
        _tell(search, progress)
