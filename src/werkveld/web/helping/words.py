"""Words about help that several pages say: what it costs, in which languages, how far it is."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from decimal import Decimal

    from werkveld.steps.offerings.models import Help
    from werkveld.steps.practice.models import Appointment
    from werkveld.steps.practice.queries.seen import VisitSeen

LANGUAGES = {
    "nl": gettext_lazy("Dutch"),
    "en": gettext_lazy("English"),
    "ar": gettext_lazy("Arabic"),
    "tr": gettext_lazy("Turkish"),
    "pl": gettext_lazy("Polish"),
    "uk": gettext_lazy("Ukrainian"),
    "ti": gettext_lazy("Tigrinya"),
    "so": gettext_lazy("Somali"),
    "fa": gettext_lazy("Persian"),
    "fr": gettext_lazy("French"),
    "es": gettext_lazy("Spanish"),
}

HERE = "nl"  # what is spoken when nothing else was asked


def price(amount: "Decimal") -> str:
    if not amount:
        return _("free")
    return _("€ %(amount)s") % {"amount": number_format(amount, 2 if amount % 1 else 0)}


def spoken(codes: Iterable[str]) -> str:
    return ", ".join(str(LANGUAGES.get(code, code)) for code in codes)


def how_long(minutes: int) -> str:
    if minutes < 60 or minutes % 60:
        return _("%(minutes)s minutes") % {"minutes": minutes}
    if minutes == 60:
        return _("1 hour")
    return _("%(hours)s hours") % {"hours": minutes // 60}


def how_far(km: float | None) -> str:
    """Nobody's street is known, so no more exactly than this."""
    if km is None:
        return ""
    if km < 1:
        return _("less than 1 km away")
    return _("about %(km)s km away") % {"km": number_format(round(km))}


def needs(visit: "Appointment | VisitSeen") -> str:
    """What a resident said that a visit needs, in one line; empty where nothing was said."""
    said = [
        _("interpreter %(language)s") % {"language": spoken([visit.interpreter])} if visit.interpreter else "",
        _("speaks %(language)s") % {"language": spoken([visit.language])} if visit.language not in ("", HERE) else "",
        _("brings somebody") if visit.brings_somebody else "",
        _("wheelchair or walker") if visit.needs_step_free else "",
        f"«{visit.wishes}»" if visit.wishes else "",
    ]
    return " · ".join(one for one in said if one)


def day_and_time(at: datetime) -> str:
    return date_format(localtime(at), "l j F, H:i")


def who_comes(kind: "Help") -> str:
    """What is said about where it happens, when that is not at a site."""
    if kind.is_at_home:
        return _("We come to your home, with two students.")
    if kind.is_walking_along:
        return _("A student picks you up and walks along.")
    return ""
