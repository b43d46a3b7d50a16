"""Text messages in words: one message of at most 160 characters, with nothing private in it but time, place and code.

A text may be read by whoever holds the telephone, and passes through the hands of a gateway.
"""

import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from werkveld.ground.text import named
from werkveld.journeys.word_visit import how_was_it_page, moment, where
from werkveld.steps.messages.models import Message

Facts = dict[str, Any]
LONGEST = 160
# The alphabet of text messages (GSM 03.38); one letter outside it makes a text more than twice as long.
ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


def visit_soon(facts: Facts) -> str:
    words = _("Your appointment: %(when)s, %(place)s. Can you not come? Cancel with code %(code)s at %(site)s.")
    return fitted(words, when=moment(facts["starts_at"]), place=where(facts), code=facts["code"], site=host())


def visit_later(facts: Facts) -> str:
    words = _("Your appointment begins later: %(when)s. The one before you takes longer. Sorry that you have to wait.")
    return fitted(words, when=moment(facts["starts_at"]))


def visit_let_down(facts: Facts) -> str:
    """Place and last moment of another time stand in the letter; here there is room for one thing to do."""
    when = moment(facts["starts_at"])
    if facts["offered_at"]:
        words = _("Sorry: %(when)s cannot go on. Another time: %(instead)s. Yes or no? Code %(code)s at %(site)s.")
        return fitted(words, when=when, instead=moment(facts["offered_at"]), code=facts["code"], site=host())
    if facts.get("phone"):
        words = _(
            "Sorry: your appointment of %(when)s cannot go on. Call %(phone)s, or choose another time at %(site)s."
        )
        return fitted(words, when=when, phone=facts["phone"], site=host())
    words = _("Sorry: your appointment of %(when)s cannot go on. Choose another time at %(site)s.")
    return fitted(words, when=when, site=host())


def moved_up(facts: Facts) -> str:
    return fitted(_("A place came free for you: %(place)s. You are on the list now."), place=named(facts["title"]))


def time_offered(facts: Facts) -> str:
    words = _("A time came free: %(when)s, %(place)s. Answer before %(until)s with code %(code)s at %(site)s.")
    return fitted(
        words,
        when=moment(facts["starts_at"]),
        place=where(facts),
        until=moment(facts["until"]),
        code=facts["code"],
        site=host(),
    )


def how_was_it(facts: Facts) -> str:
    """The address is as good as a code: it opens two questions, and says nothing of who was helped."""
    return fitted(
        _("You were helped by our students. How was it? Two questions: %(page)s"), page=how_was_it_page(facts)
    )


def event_how_was_it(facts: Facts) -> str:
    return fitted(_("You came to something of ours. How was it? Two questions: %(page)s"), page=how_was_it_page(facts))


TEXTS: dict[str, Callable[[Facts], str]] = {
    "visit-soon": visit_soon,
    "visit-later": visit_later,
    "visit-let-down": visit_let_down,
    "time-offered": time_offered,
    "moved-up": moved_up,
    "how-was-it": how_was_it,
    "event-how-was-it": event_how_was_it,
}


def text_message(message: Message) -> str:
    """In the language of who gets it. Raises LookupError for a kind that is never texted."""
    with translation.override(message.to.language):
        return TEXTS[message.kind](message.facts)


def host() -> str:
    return urlsplit(settings.URL).hostname or ""


def fitted(words: str, *, place: str = "", **facts: str) -> str:
    """The name of a place gives way when all does not fit."""
    text = plain(words % {"place": place, **facts})
    over = len(text) - LONGEST
    if over <= 0:
        return text
    if len(place) <= over:
        raise ValueError(f"{len(text)} characters do not fit in a text message")
    return plain(words % {"place": place[: -over - 1].rstrip() + ".", **facts})


def plain(text: str) -> str:
    """«één ruïne» is «één ruine»: what the alphabet lacks loses its marks, and what is no letter becomes a space."""
    return "".join(letter if letter in ALPHABET else _near(letter) for letter in text)


def _near(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-"}.get(letter, letter))
    return "".join(one for one in bare if one in ALPHABET) or " "
