"""Gives places to people who ranked them: a problem goes in, an answer with its proof and its reasons comes out."""

from werkveld_engine.electives.explain import FULL, Change, Reasons, Why, reasons, would_have_helped
from werkveld_engine.electives.late import changed, had
from werkveld_engine.electives.problem import Objective, Problem, Quota, Shared, Solution
from werkveld_engine.electives.solve import solve
from werkveld_engine.electives.verify import Certificate, verify

__all__ = [
    "FULL",
    "Certificate",
    "Change",
    "Objective",
    "Problem",
    "Quota",
    "Reasons",
    "Shared",
    "Solution",
    "Why",
    "changed",
    "had",
    "reasons",
    "solve",
    "verify",
    "would_have_helped",
]
