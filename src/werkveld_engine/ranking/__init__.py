"""What suits whom best: people and offerings go in, everyone's best offerings come out, with their reasons."""

from werkveld_engine.ranking.cutting import Plan, plan
from werkveld_engine.ranking.explain import Missed, Obstacle, Parts, parts, reasons, why_not
from werkveld_engine.ranking.problem import UNIT, Problem, Solution
from werkveld_engine.ranking.solve import Part, block, joined, solve
from werkveld_engine.ranking.verify import Certificate, verify

__all__ = [
    "UNIT",
    "Certificate",
    "Missed",
    "Obstacle",
    "Part",
    "Parts",
    "Plan",
    "Problem",
    "Solution",
    "block",
    "joined",
    "parts",
    "plan",
    "reasons",
    "solve",
    "verify",
    "why_not",
]
