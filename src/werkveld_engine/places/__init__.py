"""Learning places: both sides rank or score, places, coaches, organisations and regions have limits.

`check` refuses input that cannot be meant, `solve` gives everyone a place so that no two would rather have each other,
`verify` shows that independently, `explain` says why, and what would have changed it.
"""

from werkveld_engine.places.checking import check
from werkveld_engine.places.problem import Limits, Problem, Rule, Solution
from werkveld_engine.places.solve import again, solve
from werkveld_engine.places.verify import Certificate, verify

__all__ = ["Certificate", "Limits", "Problem", "Rule", "Solution", "again", "check", "solve", "verify"]
