"""Is the roster allowed, what does it cost, and how far is it from the best at most? Reckoned anew from the problem.

Rules, cost and `proven` are reckoned here, from prices and the rows that they belong to, which the search uses too. `bound`
may be higher: the word of CP-SAT. Runs after every production run.
"""

from dataclasses import dataclass

from werkveld_engine.rostering.bound import lower_bound
from werkveld_engine.rostering.points import points
from werkveld_engine.rostering.problem import Problem, Solution
from werkveld_engine.rostering.promises import Broken, broken
from werkveld_engine.rostering.relaxation import relaxation
from werkveld_engine.rostering.standing import standing


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was found. `broken` names rules that do not hold; empty is what it should be.

    cost in points, `parts` by kind of cost (`points.points`). proven: no roster costs less, by the prices alone;
    bound: the same, or what CP-SAT says when that is higher. differs: the solution told another cost or problem.
    """

    broken: tuple[Broken, ...]
    cost: int
    parts: dict[str, int]
    proven: int
    bound: int
    differs: bool

    @property
    def is_sound(self) -> bool:
        return not self.broken and not self.differs and self.bound <= self.cost

    @property
    def is_optimal(self) -> bool:
        return self.is_sound and self.cost == self.bound

    @property
    def gap(self) -> float:
        """How far above the bound at most, as a share of the cost."""
        return (self.cost - self.bound) / max(1, abs(self.cost))


def verify(problem: Problem, solution: Solution) -> Certificate:
    """O(p · t + rows)."""
    parts = points(problem, solution.works)
    cost = sum(parts.values())
    proven = lower_bound(relaxation(standing(problem, solution.seed)), solution.prices)
    bound = proven if solution.solver_bound is None else max(proven, solution.solver_bound)
    differs = cost != solution.cost or problem.digest() != solution.digest
    return Certificate(tuple(broken(problem, solution.works)), cost, parts, proven, bound, differs)
