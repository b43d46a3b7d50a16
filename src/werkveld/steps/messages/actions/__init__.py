"""Telling people, and sending by mail what they were told."""

from werkveld.steps.messages.actions.mailing import (
    MailFailed,
    NeverArrives,
    NobodyAnswers,
    send_next,
)
from werkveld.steps.messages.actions.telling import MessageIsNotYours, forget_messages, read, tell, tell_all

__all__ = [
    "MailFailed",
    "MessageIsNotYours",
    "NeverArrives",
    "NobodyAnswers",
    "forget_messages",
    "read",
    "send_next",
    "tell",
    "tell_all",
]
