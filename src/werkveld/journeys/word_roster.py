"""Rosters and turns in words: what who works or coaches is told, and what a resident hears when another student comes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.ground.text import named
from werkveld.journeys.word_visit import moment, where

Facts = dict[str, Any]
Words = tuple[str, str]


def say_when(facts: Facts) -> Words:
    title = _("When can you come? %(title)s") % {"title": named(facts["title"])}
    return title, _("We make the roster. Say on your page when you can, before %(until)s. It takes a minute.") % {
        "until": moment(facts["until"])
    }


def roster_published(facts: Facts) -> Words:
    title = _("The roster is there: %(title)s") % {"title": named(facts["title"])}
    count = facts["shifts"]
    if not count:
        return title, _("You have no shift on it.")
    words = ngettext("You have %(count)s shift, from %(day)s on.", "You have %(count)s shifts, from %(day)s on.", count)
    day = date_format(date.fromisoformat(facts["from"]), "j F")
    return title, " ".join([words % {"count": count, "day": day}, _("You see them on your page.")])


def where_and_when(facts: Facts) -> dict[str, str]:
    return {"when": moment(facts["starts_at"]), "site": facts["site"], "title": named(facts["title"])}


def student_cannot_come(facts: Facts) -> Words:
    title = _("%(name)s cannot come") % {"name": facts["name"]}
    return title, _("%(title)s, %(when)s, %(site)s. Others were asked.") % where_and_when(facts)


def student_comes_instead(facts: Facts) -> Words:
    title = _("%(instead)s comes instead of %(name)s") % {"instead": facts["instead"], "name": facts["name"]}
    return title, _("%(title)s, %(when)s, %(site)s.") % where_and_when(facts)


def student_is_away(facts: Facts) -> Words:
    title = _("%(name)s cannot come") % {"name": facts["name"]}
    words = _("%(title)s, %(when)s, %(site)s. Others were asked.") % where_and_when(facts)
    count = facts["waiting"]
    more = ngettext(
        "%(count)s resident waits for another student.", "%(count)s residents wait for another student.", count
    )
    return title, " ".join([words, more % {"count": count}]) if count else words


def turn_is_open(facts: Facts) -> Words:
    title = _("Can you work on %(when)s?") % where_and_when(facts)
    return title, _("Somebody is needed at %(site)s: %(title)s. Who takes it first on their page has it.") % (
        where_and_when(facts)
    )


def coach_is_wanted(facts: Facts) -> Words:
    title = _("A coach is needed on %(when)s") % where_and_when(facts)
    return title, _("%(title)s at %(site)s has no coach then. Without one nobody is helped. Can you?") % (
        where_and_when(facts)
    )


def turn_offered(facts: Facts) -> Words:
    given = {"name": facts["name"], **where_and_when(facts)}
    if facts["is_swap"]:
        return _("%(name)s wants to swap a shift with you") % given, _("It is about %(when)s at %(site)s.") % given
    return _("%(name)s offers you a shift") % given, _("It is on %(when)s at %(site)s.") % given


def turn_taken(facts: Facts) -> Words:
    title = _("%(name)s takes your shift") % facts
    return title, _("You do not have to come on %(when)s.") % where_and_when(facts)


def turn_refused(facts: Facts) -> Words:
    title = _("%(name)s cannot take your shift") % facts
    return title, _("The shift on %(when)s is still yours.") % where_and_when(facts)


def turn_changed_hands(facts: Facts) -> Words:
    title = _("%(name)s comes instead of %(giver)s") % facts
    return title, _("%(title)s, %(when)s, %(site)s.") % where_and_when(facts)


def put_on_shift(facts: Facts) -> Words:
    title = _("You have a shift on %(when)s") % where_and_when(facts)
    return title, _("%(title)s at %(site)s. Can you not come? Say so on your page.") % where_and_when(facts)


def taken_off_shift(facts: Facts) -> Words:
    title = _("You do not have to come on %(when)s") % where_and_when(facts)
    return title, _("%(title)s at %(site)s: your coach or school changed the roster.") % where_and_when(facts)


def leads_shift(facts: Facts) -> Words:
    title = _("You coach on %(when)s") % where_and_when(facts)
    return title, _("%(title)s, %(when)s, %(site)s.") % where_and_when(facts)


def leads_shift_no_more(facts: Facts) -> Words:
    title = _("Somebody else coaches on %(when)s") % where_and_when(facts)
    return title, _("%(title)s, %(when)s, %(site)s.") % where_and_when(facts)


def visit_other_student(facts: Facts) -> Words:
    given = {"name": facts["name"], "when": moment(facts["starts_at"]), "site": facts["site"]}
    title = _("%(name)s helps you on %(when)s") % given
    return title, _("The time and the place stay the same: %(site)s. You need to do nothing.") % given


def visit_let_down(facts: Facts) -> Words:
    """An apology first; what else can be after it."""
    title = _("We are sorry: your appointment on %(when)s cannot go on") % {"when": moment(facts["starts_at"])}
    words = _("Nobody can help you then at %(site)s. That is our fault, not yours.") % facts
    if not facts["code"]:
        phone = facts.get("phone", "")
        way_on = _("Call %(phone)s, and we find another time.") if phone else _("Ask the school for another time.")
        return title, " ".join([words, way_on % {"phone": phone}])
    if not facts["offered_at"]:
        line = _(
            "No other time is free yet. You are near the front of the waiting list, and your code is still %(code)s."
        )
        return title, " ".join([words, line % facts])
    given = {"when": moment(facts["offered_at"]), "place": where(facts), "until": moment(facts["until"])}
    offer = _("We keep another time for you: %(when)s, %(place)s. Say yes or no before %(until)s with code %(code)s.")
    return title, " ".join([words, offer % {**given, "code": facts["code"]}])


ROSTER_WORDS: dict[str, Callable[[Facts], Words]] = {
    "say-when": say_when,
    "roster-published": roster_published,
    "student-is-away": student_is_away,
    "student-cannot-come": student_cannot_come,
    "student-comes-instead": student_comes_instead,
    "turn-is-open": turn_is_open,
    "coach-is-wanted": coach_is_wanted,
    "turn-offered": turn_offered,
    "turn-taken": turn_taken,
    "turn-refused": turn_refused,
    "turn-changed-hands": turn_changed_hands,
    "put-on-shift": put_on_shift,
    "taken-off-shift": taken_off_shift,
    "leads-shift": leads_shift,
    "leads-shift-no-more": leads_shift_no_more,
    "visit-other-student": visit_other_student,
    "visit-let-down": visit_let_down,
}
