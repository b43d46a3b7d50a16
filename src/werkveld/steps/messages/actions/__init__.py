"""Telling people, and sending by mail what they were told."""

from werkveld.steps.messages.actions.mailing import (
    NeverArrives,
    NobodyAnswers,
    SendingFailed,
    send_next,
)
from werkveld.steps.messages.actions.telling import (
    MayNotTakeBack,
    MessageIsNotYours,
    forget_messages,
    read,
    take_back,
    tell,
    tell_all,
)

__all__ = [
    "MayNotTakeBack",
    "MessageIsNotYours",
    "NeverArrives",
    "NobodyAnswers",
    "SendingFailed",
    "forget_messages",
    "read",
    "send_next",
    "take_back",
    "tell",
    "tell_all",
]
