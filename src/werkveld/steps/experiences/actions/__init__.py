"""Deeds about how it was, split by noun."""

from werkveld.steps.experiences.actions.concerns import (
    answer_concern,
    close_concern,
    forward_concern,
    take_concern,
    tell_concern,
)
from werkveld.steps.experiences.actions.surveys import (
    IsAnswered,
    MayNotAnswer,
    MayNotSurvey,
    SurveyIsClosed,
    answer,
    ask_how_it_was,
    describe,
    leave_surveys,
    set_out,
    strike,
)
from werkveld.steps.experiences.actions.visits import answer_with, ask_about_visit, ask_about_visits, take_answer

__all__ = [
    "IsAnswered",
    "MayNotAnswer",
    "MayNotSurvey",
    "SurveyIsClosed",
    "answer",
    "answer_concern",
    "answer_with",
    "ask_about_visit",
    "ask_about_visits",
    "ask_how_it_was",
    "close_concern",
    "describe",
    "forward_concern",
    "leave_surveys",
    "set_out",
    "strike",
    "take_answer",
    "take_concern",
    "tell_concern",
]
