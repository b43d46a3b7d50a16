"""The front page: one question to a visitor, what is new, and how learning goes here."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkveld.ground.records import Number, number_of
from werkveld.steps.offerings import queries
from werkveld.steps.offerings.queries import Edition, Sort, Wanted
from werkveld.steps.people import queries as people
from werkveld.web.context import address
from werkveld.web.doors import today
from werkveld.web.examples import counts_examples, example_mark
from werkveld.web.public.cards import cards
from werkveld.web.public.choices import words_of
from werkveld.web.public.fresh import PublicRequest, of_the_catalogue

NEW = 6


MOST_THEMES = 12


@require_safe
@of_the_catalogue
def home(request: PublicRequest) -> HttpResponse:
    now = request.edition
    found = queries.search(now, Wanted(sort=Sort.NEWEST, size=NEW), on=today())
    shown = cards(found.hits, now)
    counted = counts(now)
    offerings = Number(found.total, is_example=counts_examples(shown, found.total, now.region))
    values = {
        "cards": shown,
        "steps": list(steps()),
        "themes": _options(found, "theme")[:MOST_THEMES],
        "audiences": _options(found, "phase"),
        "campuses": campuses(now, found),
        "counts": [tile for tile in counted_words(counted, offerings) if tile[1].value],
        "counts_examples": offerings.is_example,
        "promise_url": promise_url(),
        **example_mark(*shown, offerings, *counted.values()),
    }
    return render(request, "public/home.html", values)


def _options(found: queries.Found, facet: str) -> list[tuple[str, str, int]]:
    """Address, words and number of results, the fullest first."""
    words = words_of(found)
    values = sorted(found.facets[facet], key=lambda value: -value.count)
    search = reverse("public:search")
    return [(f"{search}?{facet}={v.value}", words.of(facet, v.value), v.count) for v in values if v.count]


def campuses(now: Edition, found: queries.Found) -> list[dict[str, Any]]:
    """Each with what it houses, and how much there is to choose."""
    numbers = {value.value: value.count for value in found.facets["campus"]}
    search = reverse("public:search")
    return [
        {"site": site, "url": f"{search}?campus={site.code}", "count": numbers.get(site.code, 0)}
        for site in kept(now, "campuses", lambda: list(people.campuses(now.region)))
    ]


def counts(now: Edition) -> dict[str, Number]:
    return kept(
        now,
        "counts",
        lambda: {
            "programmes": number_of(queries.programmes(now.region)),
            "organizations": number_of(people.organizations(now.region)),
        },
    )


def counted_words(counted: dict[str, Number], offerings: Number) -> Iterator[tuple[str, Number, str]]:
    yield _("offers that are open now"), offerings, reverse("public:search")
    yield _("programmes with the field"), counted["programmes"], reverse("public:programmes")
    yield _("organisations that take part"), counted["organizations"], reverse("public:organizations")


def kept(now: Edition, what: str, ask: Any) -> Any:
    """Asked once an edition of the catalogue and a process."""
    key = f"home:{what}:{now.name}"
    if (answer := caches["cards"].get(key)) is None:
        caches["cards"].set(key, answer := ask())
    return answer


def promise_url() -> str:
    """Empty where nobody has built or published a promise."""
    return address("promises:list", get_language() or settings.LANGUAGE_CODE, settings.ROOT_URLCONF)


def steps() -> Iterator[tuple[str, str, str]]:
    """The line of the product for who has never heard of it: icon, title, words."""
    yield "info", _("Someone asks"), _("A company, a care home, a school or a neighbour has a question.")
    yield "search", _("It becomes a place to learn"), _("The school and the asker make something that people can join.")
    yield "people", _("People choose and join"), _("Students, working people and residents find a place that fits.")
    yield "building", _("They learn at work"), _("There is real work, with a coach who is there.")
    yield "check", _("What they can do is proven"), _("Everyone gets evidence that goes along to the next step.")
    yield (
        "chart",
        _("The region accounts for it"),
        _("Once a year the school says in public whether it kept its promise."),
    )
