"""What every page knows: the region, the way around, who looks, and whether all people on it are invented."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from werkveld.steps.people.queries import home_region
from werkveld.web.desks import desks_of
from werkveld.web.doors import today
from werkveld.web.examples import ALL

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person, Region

Way = tuple[str, str, bool]
FOR_A_MINUTE = 60
FOOTER = (
    ("public:about", gettext_lazy("About this site")),
    ("public:accessibility", gettext_lazy("Accessibility")),
    ("concerns:tell", gettext_lazy("A worry or a complaint")),
    ("public:privacy", gettext_lazy("Privacy")),
)
DEMO_SESSION = "demo_door"  # set while somebody looks through the eyes of an example person


@dataclass(frozen=True, slots=True)
class NoRegion:
    """Before a region is loaded, pages still have a name to show."""

    name: str = "Werkveld"
    help_phone: str = ""
    help_when: str = ""
    is_invented: bool = False


def with_phone(sentence: str) -> str:
    """And whom to call, where somebody answers."""
    phone = getattr(served_region(), "help_phone", "")
    return " ".join([sentence, _("Or call %(phone)s.") % {"phone": phone}]) if phone else sentence


def served_region() -> "Region | None":
    """Read once a minute a process; loading a region anew shows within that minute."""
    cards = caches["cards"]
    region: Region | None = cards.get("served-region")
    if region is None and (region := home_region()) is not None:
        cards.set("served-region", region, FOR_A_MINUTE)
    return region


@lru_cache(maxsize=64)
def address(name: str, language: str, urls: str) -> str:
    """Of a page in a language; empty where these urls have no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def page_address(name: str) -> str:
    """In the language of this page."""
    return address(name, get_language() or settings.LANGUAGE_CODE, settings.ROOT_URLCONF)


def way_around(request: HttpRequest, *pages: tuple[str, str | Promise]) -> tuple[Way, ...]:
    """Address, words, and whether this page lies under it; only pages that exist."""
    found = ((page_address(name), str(words)) for name, words in pages)
    return tuple((url, words, request.path.startswith(url)) for url, words in found if url)


def public_pages(request: HttpRequest) -> tuple[Way, ...]:
    return way_around(
        request,
        ("public:search", _("Find something")),
        ("helping:kinds", _("Get help")),
        ("public:programmes", _("Programmes")),
        ("public:organizations", _("Partners")),
        ("promises:list", _("Our promise")),
        ("demo_door:home", _("Look inside")) if settings.DEMO else ("", ""),
    )


def own_pages(request: HttpRequest, person: "Person") -> tuple[Way, ...]:
    desks = [(desk.page, str(desk.name)) for desk in desks_of(person, today())]
    return way_around(request, *desks, ("own_data:home", _("My data")))


def site(request: HttpRequest) -> dict[str, Any]:
    """A visitor's page asks at most one query here, and mostly none."""
    person = getattr(request, "person", None)  # an error page may come before anyone is known
    region = served_region() or NoRegion()
    public = public_pages(request)
    is_of_examples = bool(person and person.is_example and getattr(request, "is_behind_a_door", False))
    return {
        "region": region,
        "nav": public + (own_pages(request, person) if person else ()),
        "own_from": len(public),
        "footer_nav": tuple(page[:2] for page in way_around(request, *FOOTER)),
        "person": person,
        "is_demo": settings.DEMO,
        "viewing_as": person if person and DEMO_SESSION in request.session else None,
        "invented": ALL if is_of_examples else "",  # public pages say it themselves
        "tiles": settings.TILES,
    }
