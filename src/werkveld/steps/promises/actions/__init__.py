"""What changes a promise, its report and its definitions."""

from werkveld.steps.promises.actions.describing import (
    DefinitionIsFrozen,
    MayNotDescribe,
    WordsAreKept,
    describe,
    strike,
)

__all__ = ["DefinitionIsFrozen", "MayNotDescribe", "WordsAreKept", "describe", "strike"]
