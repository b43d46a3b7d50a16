"""All answers of a small choice round, found by trying everything; knows nothing of the engine."""

from collections.abc import Iterable
from itertools import combinations

import numpy as np

from werkveld_engine.electives import Objective, Problem

Worth = tuple[int, ...]


class EveryAnswer:
    """options: for each person, sets of ranks; chosen: int[answers, n], which of them, of every answer that is allowed."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        n, m = len(problem.people), len(problem.offerings)
        zero, nothing = np.zeros(m, int), np.full(n, -1)
        self.period = zero if problem.period is None else problem.period
        self.fixed = nothing if problem.fixed is None else problem.fixed
        self.group = np.zeros(n, int) if problem.group is None else problem.group
        self.seats = np.ones(n, int) if problem.seats is None else problem.seats
        self.least = zero if problem.minimum is None else problem.minimum
        self.options = [self._options(i) for i in range(n)]
        self.chosen = np.indices([len(one) for one in self.options]).reshape(n, -1).T if n else np.zeros((1, 0), int)
        self.chosen = self.chosen[self._allowed()]

    def _options(self, i: int) -> list[tuple[int, ...]]:
        wishes, has = self.problem.wishes[i], self.fixed[i]
        ranks = [k for k, j in enumerate(wishes) if j >= 0 and (has < 0 or self.period[j] != self.period[has])]
        found = []
        for count in range(max(0, self.seats[i] - (has >= 0)) + 1):
            some = combinations(ranks, count)
            found += [one for one in some if len({self.period[wishes[rank]] for rank in one}) == count]
        return found

    def _in(self, i: int, j: int) -> np.ndarray:
        inside = np.array([any(self.problem.wishes[i][k] == j for k in some) for some in self.options[i]])
        return inside[self.chosen[:, i]] | (self.fixed[i] == j)

    def _allowed(self) -> np.ndarray:
        problem, n, m = self.problem, len(self.problem.people), len(self.problem.offerings)
        inside = np.array([[self._in(i, j) for j in range(m)] for i in range(n)]).reshape(n, m, -1)
        load = inside.sum(axis=0)
        good = np.ones(len(self.chosen), bool)
        for j in range(m):
            good &= load[j] <= problem.capacity[j]
            if not (self.fixed == j).any():
                good &= (load[j] == 0) | (load[j] >= self.least[j])
        for one in problem.shared:
            good &= load[list(one.offerings)].sum(axis=0) <= one.capacity
        for quota in problem.quotas:
            good &= inside[self.group == quota.group, quota.offering].sum(axis=0) <= quota.most
        return good

    def worth(self, objective: Objective) -> list[Worth]:
        """Of every answer; the smaller the better."""
        most = self.problem.wishes.shape[1]
        turn = self.group if self.problem.goes_first else np.zeros_like(self.group)
        columns = []
        for only in np.unique(turn):
            at_rank = np.zeros((len(self.chosen), most), int)
            for i in np.flatnonzero(turn == only):
                table = np.array([[k in some for k in range(most)] for some in self.options[i]]).reshape(-1, most)
                at_rank += table[self.chosen[:, i]]
            filled = at_rank.sum(axis=1, keepdims=True)
            if objective is Objective.TOTAL_RANK:
                columns.append((at_rank * (np.arange(1, most + 1) - self.problem.cost_unplaced)).sum(1, keepdims=True))
            elif objective is Objective.RANK_MAXIMAL:
                columns.append(-at_rank)
            else:
                columns += [-filled, at_rank[:, :0:-1]]
        table = np.concatenate(columns, axis=1) if columns else np.zeros((len(self.chosen), 0), int)
        return [tuple(row) for row in table.tolist()]

    def gives(self, person: int, rank: int) -> np.ndarray:
        """bool[answers]: which of them give this wish."""
        return np.array([rank in some for some in self.options[person]])[self.chosen[:, person]]

    def best_with(self, objective: Objective, person: int, ranks: Iterable[int]) -> Worth | None:
        """The best of the answers that give one of these wishes; None when there is no such answer."""
        gives = np.any([self.gives(person, rank) for rank in ranks], axis=0)
        return min((worth for worth, is_so in zip(self.worth(objective), gives, strict=True) if is_so), default=None)
