"""The tables of how it was."""

from werkveld.steps.experiences.models.concerns import Concern
from werkveld.steps.experiences.models.surveys import Asked, ExternalMeasure, Survey

__all__ = ["Asked", "Concern", "ExternalMeasure", "Survey"]
