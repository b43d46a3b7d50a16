"""Where limits cross: lower what places ask for, as long as everyone who then may come fits.

H. Aziz, A. Baychkov, P. Biró, Cutoff stability under distributional constraints (2020): a place takes everyone above its
cutoff who wants to come, and no single cutoff can be lowered. Such an answer always exists, where one that is stable in
the sense of nested limits need not.
"""

from numba import njit


@njit(cache=True)
def fits(j, own, load, seats, chain, count, most):
    """May someone come to place j who has a seat at `own` (-1: nowhere)?"""
    if load[j] >= seats[j]:
        return False
    for f in range(chain.shape[1]):
        g = chain[j, f]
        if g >= 0 and count[g] >= most[g]:
            shared = False
            if own >= 0:
                for f2 in range(chain.shape[1]):
                    shared = shared or chain[own, f2] == g
            if not shared:
                return False
    return True


@njit(cache=True)
def lower_cutoffs(wishes, tier, held, start, learner, column, seats, chain, count, most, load, order):
    """Changes held int16[n] (the column in the order of asking, -1 for none), count int64[limits] and load int32[m].

    Applications start int64[m + 1], learner int32[a], column int16[a]: of each place the most wanted first. order
    int64[m]: which place is looked at first. tier int32[n, K] or int32[0, 0]: equal for equal wishes. Everyone who moves gets something better, so it ends: O(moves · a) at most,
    a few times O(a) as a rule.
    """
    moved = True
    while moved:
        moved = False
        for j in order:
            for at in range(start[j], start[j + 1]):
                i, k = learner[at], column[at]
                if 0 <= held[i] <= k or (tier.size > 0 and held[i] >= 0 and tier[i, held[i]] == tier[i, k]):
                    continue
                own = wishes[i, held[i]] if held[i] >= 0 else -1
                if not fits(j, own, load, seats, chain, count, most):
                    break
                if own >= 0:
                    load[own] -= 1
                    for f in range(chain.shape[1]):
                        if chain[own, f] >= 0:
                            count[chain[own, f]] -= 1
                load[j] += 1
                for f in range(chain.shape[1]):
                    if chain[j, f] >= 0:
                        count[chain[j, f]] += 1
                held[i] = k
                moved = True
