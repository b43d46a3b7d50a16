"""Who works with whom: people go in, mixed and balanced teams come out, with a bound on how good any could be."""

from werkveld_engine.teams.explain import Change, Missed, Reasons, Shared, Wish, reasons, would_have_helped
from werkveld_engine.teams.going import best_to_join, going
from werkveld_engine.teams.granting import granted_by, with_one_more_team
from werkveld_engine.teams.problem import Problem, Solution, Weights
from werkveld_engine.teams.sizes import number_of_teams, teams_by_topic
from werkveld_engine.teams.solve import solve
from werkveld_engine.teams.verify import Certificate, Part, verify

__all__ = [
    "Certificate",
    "Change",
    "Missed",
    "Part",
    "Problem",
    "Reasons",
    "Shared",
    "Solution",
    "Weights",
    "Wish",
    "best_to_join",
    "going",
    "granted_by",
    "number_of_teams",
    "reasons",
    "solve",
    "teams_by_topic",
    "verify",
    "with_one_more_team",
    "would_have_helped",
]
