"""Visits in words: what a resident is told about an appointment, and who works there about a shift."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkveld.ground.text import named

Facts = dict[str, Any]
Words = tuple[str, str]


def moment(stamp: str) -> str:
    """Day and hour as the reader's clock says it."""
    return date_format(timezone.localtime(datetime.fromisoformat(stamp)), "l j F, H:i")


def visit_soon(facts: Facts) -> Words:
    title = _("You have an appointment: %(when)s") % {"when": moment(facts["starts_at"])}
    words = _("Place: %(place)s. Can you not come? Cancel it with code %(code)s. Then somebody else can come.")
    return title, words % {"place": where(facts), "code": facts["code"]}


def where(facts: Facts) -> str:
    """A place that a resident named may be a home: it is not in the facts of a message."""
    return facts["where"] or _("where we agreed")


def time_offered(facts: Facts) -> Words:
    title = _("A time came free: %(when)s") % {"when": moment(facts["starts_at"])}
    words = _(
        "%(title)s, %(place)s. Say yes or no before %(until)s with code %(code)s. After that it is the next one's."
    )
    said = {"title": named(facts["title"]), "place": where(facts), "until": moment(facts["until"])}
    return title, words % {**said, "code": facts["code"]}


def shift_soon(facts: Facts) -> Words:
    title = _("You work on %(when)s") % {"when": moment(facts["starts_at"])}
    return title, _("We count on you at %(where)s. Are you ill? Say so on your page, as soon as you can.") % facts


def visit_later(facts: Facts) -> Words:
    title = _("Your appointment begins later: %(when)s") % {"when": moment(facts["starts_at"])}
    return title, _("The one before you takes longer. We are sorry that you have to wait.")


def how_was_it(facts: Facts) -> Words:
    words = _("We would like to know how it was. It is two questions, and you need no account: %(page)s")
    return _("You were helped by our students"), words % {"page": how_was_it_page(facts)}


def event_how_was_it(facts: Facts) -> Words:
    words = _("We would like to know how it was. It is two questions, and you need no account: %(page)s")
    title = _("How was it: %(title)s") % {"title": named(facts["title"])}
    return title, words % {"page": how_was_it_page(facts)}


def how_was_it_page(facts: Facts) -> str:
    return f"{settings.URL}{reverse('how_was_it:answer', args=[facts['secret']])}"
