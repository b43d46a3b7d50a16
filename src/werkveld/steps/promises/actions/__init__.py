"""What changes a promise, its report, its figures and its definitions."""

from werkveld.steps.promises.actions.counting import MayNotRenew, YearIsPast, let_go, renew_figures
from werkveld.steps.promises.actions.describing import (
    DefinitionIsFrozen,
    MayNotDescribe,
    WordsAreKept,
    describe,
    strike,
)
from werkveld.steps.promises.actions.freezing import IsAlreadyFrozen, MayNotFreeze, YearIsNotOver, freeze
from werkveld.steps.promises.actions.looking import Changed, Changes, look_at_difference, look_at_records
from werkveld.steps.promises.actions.publishing import MayNotPublish, NothingToPublish, publish, withdraw_edition
from werkveld.steps.promises.actions.writing import (
    FigureIsUnknown,
    MayNotWrite,
    ReportIsFrozen,
    SomeoneElseSaved,
    write_section,
)

__all__ = [
    "Changed",
    "Changes",
    "DefinitionIsFrozen",
    "FigureIsUnknown",
    "IsAlreadyFrozen",
    "MayNotDescribe",
    "MayNotFreeze",
    "MayNotPublish",
    "MayNotRenew",
    "MayNotWrite",
    "NothingToPublish",
    "ReportIsFrozen",
    "SomeoneElseSaved",
    "WordsAreKept",
    "YearIsNotOver",
    "YearIsPast",
    "describe",
    "freeze",
    "let_go",
    "look_at_difference",
    "look_at_records",
    "publish",
    "renew_figures",
    "strike",
    "withdraw_edition",
    "write_section",
]
