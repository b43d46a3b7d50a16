"""Telling people, and sending by mail what they were told."""

from werkveld.steps.messages.actions.mailing import (
    NeverArrives,
    NobodyAnswers,
    SendingFailed,
    send_next,
)
from werkveld.steps.messages.actions.telling import MessageIsNotYours, forget_messages, read, tell, tell_all

__all__ = [
    "MessageIsNotYours",
    "NeverArrives",
    "NobodyAnswers",
    "SendingFailed",
    "forget_messages",
    "read",
    "send_next",
    "tell",
    "tell_all",
]
