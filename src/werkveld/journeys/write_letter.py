"""Messages in words: the kind names the sentence, the facts fill it, in the language of the reader.

The same words stand on the reader's page and in the mail.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkveld.steps.messages.models import Message

Facts = dict[str, Any]
Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Letter:
    key: UUID
    title: str
    text: str
    at: datetime
    is_read: bool


def named(pair: Any) -> str:
    """A title in both languages, Dutch first, in that of the reader."""
    if not pair:
        return ""
    dutch, english = pair
    return (english or dutch) if (get_language() or "nl").startswith("en") else dutch


def round_drawn(facts: Facts) -> Words:
    """The whole reason: which wish, which turn, and what was full before that turn."""
    turn = _("The draw gave you turn %(turn)s of %(turns)s.") % facts
    full = [
        _("“%(title)s” was full: the last place went to turn %(last)s.")
        % {"title": named(missed["title"]), "last": missed["last_seat_at"]}
        if missed["last_seat_at"]
        else _("“%(title)s” was already full before the draw.") % {"title": named(missed["title"])}
        for missed in facts["missed"]
    ]
    if facts["title"] is None:
        return _("There was no place for you in this round"), " ".join(
            [turn, *full, _("You are on the waiting list of your first wish.")]
        )
    got = _("It was your wish number %(rank)s.") % facts
    return _("You have a place: %(title)s") % {"title": named(facts["title"])}, " ".join([got, turn, *full])


def moved_up(facts: Facts) -> Words:
    title = _("A place came free: %(title)s") % {"title": named(facts["title"])}
    return title, _("You were the first in line. Can you not come? Then give the place back.")


def coach_named(facts: Facts) -> Words:
    title = _("You have a coach for %(title)s") % {"title": named(facts["title"])}
    return title, _("On your page you see who it is.")


def cancelled(facts: Facts) -> Words:
    return _("%(title)s does not go on") % {"title": named(facts["title"])}, str(facts.get("because", ""))


def taken_up(_facts: Facts) -> Words:
    return _("Somebody is looking at your question"), _("You see who it is, and when you hear more, at your question.")


def in_project(_facts: Facts) -> Words:
    return _("Your question became part of a project"), _("Others asked something like it. We look at it together.")


def answered(_facts: Facts) -> Words:
    return _("Your question was answered"), _("You read the answer at your question.")


def withdrawn(_facts: Facts) -> Words:
    return _("A question that you took up was taken back"), _("You need to do nothing more for it.")


def is_back(_facts: Facts) -> Words:
    return _("A question that was taken back is there again"), _("You find it among your questions.")


WORDS: dict[str, Callable[[Facts], Words]] = {
    "round-drawn": round_drawn,
    "moved-up": moved_up,
    "coach-named": coach_named,
    "offering-cancelled": cancelled,
    "question-taken-up": taken_up,
    "question-in-project": in_project,
    "question-answered": answered,
    "question-withdrawn": withdrawn,
    "question-is-back": is_back,
}


def letter(message: Message) -> Letter:
    """A kind without words of its own still says that there is news; a test knows every kind that is sent."""
    words = WORDS.get(message.kind)
    title, text = words(message.facts) if words else (_("There is news for you"), "")
    return Letter(message.key, title, text, message.written_at, is_read=message.read_at is not None)


def letter_by_mail(message: Message) -> Words:
    """Subject and text in the language of who gets it, with the way to the page and the way to stop the mail."""
    person = message.to
    with translation.override(person.language):
        told = letter(message)
        facts = {
            "letter": told,
            "name": person.given_name,
            "region": person.region,
            "page": f"{settings.URL}{reverse('signin:desks')}",
            "choice": f"{settings.URL}{reverse('own_data:home')}#mail",
        }
        return " ".join(told.title.split()), render_to_string("signin/letter_mail.txt", facts).strip() + "\n"
