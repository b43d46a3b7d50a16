"""Readers' ways to how it was, split by noun."""

from werkveld.steps.experiences.queries.surveys import all_asked, answers, answers_with_yes_or_no, measure, series

__all__ = ["all_asked", "answers", "answers_with_yes_or_no", "measure", "series"]
