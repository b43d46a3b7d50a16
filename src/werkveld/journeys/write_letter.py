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
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.ground.text import named
from werkveld.journeys.word_date import date_called_off, date_moved
from werkveld.journeys.word_roster import ROSTER_WORDS
from werkveld.journeys.word_selection import selection_decided, selection_to_assess
from werkveld.journeys.word_team import team_changed, team_formed
from werkveld.journeys.word_visit import (
    event_how_was_it,
    how_was_it,
    moment,
    shift_soon,
    time_offered,
    visit_later,
    visit_soon,
)
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


def round_drawn(facts: Facts) -> Words:
    """What was got; the page has the whole reason, wish by wish."""
    got = facts["got"]
    if not got:
        line = _("You are in line for your wishes that were full.") if facts["waits"] else ""
        return _("There was no place for you in this round"), " ".join([line, _("On your page you read why.")]).strip()
    titles = join([named(one["title"]) for one in got])
    ranks = [_("It was your wish number %(rank)s.") % one for one in got if one["rank"] and len(got) == 1]
    title = ngettext("You have a place: %(title)s", "You have places: %(title)s", len(got)) % {"title": titles}
    return title, " ".join([*ranks, _("On your page you read why.")])


def join(names: list[str]) -> str:
    """«a, b and c» in the language of the reader."""
    *others, last = names
    return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last} if others else last


def choose_soon(facts: Facts) -> Words:
    until = moment(facts["until"])
    title = _("You have not chosen yet: %(round)s") % {"round": named(facts["round"])}
    return title, _("You can choose until %(until)s. Who does not choose may get no place.") % {"until": until}


def say_who_is_welcome(facts: Facts) -> Words:
    title = _("Students ask for a place with you: %(round)s") % {"round": named(facts["round"])}
    until = moment(facts["until"])
    return title, _("Say before %(until)s who is welcome. You find them on your page.") % {"until": until}


def seat_offered(facts: Facts) -> Words:
    title = _("A place came free for you: %(title)s") % {"title": named(facts["title"])}
    until = moment(facts["until"])
    return title, _("Say yes or no before %(until)s. After that it goes to the next in line.") % {"until": until}


def offer_lapsed(facts: Facts) -> Words:
    title = _("The place in %(title)s went to somebody else") % {"title": named(facts["title"])}
    return title, _("We heard nothing from you in time. You are not in line for it any more.")


def changed_by_hand(facts: Facts) -> Words:
    if facts["title"] is None:
        return _("Your place was taken back"), str(facts["why"])
    return _("You have another place: %(title)s") % {"title": named(facts["title"])}, str(facts["why"])


def appeal_decided(facts: Facts) -> Words:
    upheld = facts["upheld"]
    title = _("We looked again, and you are right") if upheld else _("We looked again, and the result stays as it is")
    return title, str(facts["answer"])


def moved_up(facts: Facts) -> Words:
    title = _("A place came free: %(title)s") % {"title": named(facts["title"])}
    words = _("You were the first in line. Can you not come? Then give the place back.")
    when = _("It begins on %(when)s.") % {"when": moment(facts["starts_at"])} if "starts_at" in facts else ""
    return title, f"{when} {words}".strip()


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


def concern_told(_facts: Facts) -> Words:
    return _("Somebody told you something in confidence"), _("You read it at your desk. Nobody else can.")


def concern_answered(_facts: Facts) -> Words:
    return _("There is an answer for you"), _("You read it with the code that you got when you told us.")


WORDS: dict[str, Callable[[Facts], Words]] = {
    "round-drawn": round_drawn,
    "moved-up": moved_up,
    "choose-soon": choose_soon,
    "say-who-is-welcome": say_who_is_welcome,
    "seat-offered": seat_offered,
    "offer-lapsed": offer_lapsed,
    "changed-by-hand": changed_by_hand,
    "appeal-decided": appeal_decided,
    "coach-named": coach_named,
    "offering-cancelled": cancelled,
    "question-taken-up": taken_up,
    "question-in-project": in_project,
    "question-answered": answered,
    "question-withdrawn": withdrawn,
    "question-is-back": is_back,
    "team-formed": team_formed,
    "team-changed": team_changed,
    "selection-decided": selection_decided,
    "selection-to-assess": selection_to_assess,
    "visit-soon": visit_soon,
    "visit-later": visit_later,
    "time-offered": time_offered,
    "shift-soon": shift_soon,
    "how-was-it": how_was_it,
    "event-how-was-it": event_how_was_it,
    "date-called-off": date_called_off,
    "date-moved": date_moved,
    "concern-told": concern_told,
    "concern-answered": concern_answered,
    **ROSTER_WORDS,
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
