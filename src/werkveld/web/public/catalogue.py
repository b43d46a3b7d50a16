"""Searching everything that can be chosen or joined: a page, and the same places for the map."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from werkveld.ground.text import readers_languages
from werkveld.steps.offerings import queries
from werkveld.steps.offerings.queries import Found, Sort
from werkveld.web.context import page_address
from werkveld.web.doors import today
from werkveld.web.examples import counts_examples, example_mark, marked
from werkveld.web.public.asking import DISTANCES, Question, written
from werkveld.web.public.cards import cards
from werkveld.web.public.choices import chosen, groups, taken_away
from werkveld.web.public.drawn_map import Spot, drawn
from werkveld.web.public.fresh import PublicRequest, of_the_catalogue

MOST_PLACES = 500


@require_safe
@of_the_catalogue
def search(request: PublicRequest) -> HttpResponse:
    question = Question.of(request.GET)
    found = queries.search(request.edition, question.wanted, on=today())
    return render(request, "public/search.html", page(request, question, found))


def page(request: PublicRequest, question: Question, found: Found) -> dict[str, Any]:
    pairs, shown = list(chosen(question, found)), cards(found.hits, request.edition)
    counted_too = counts_examples(shown, found.total, request.edition.region)
    return {
        "question": question,
        "found": found,
        "cards": mark_safe("".join(shown)),
        "here": page_address("public:search"),
        "groups": list(groups(found, f"{today():%Y-%m}")),
        "chosen": taken_away(pairs),
        "chosen_count": len(pairs),
        "words": {name: question.one(name) for name in ("q", "place", "past")},
        "distances": _distances(question),
        "sorts": _sorts(question, found),
        "count": _counted(found),
        "not_found_place": question.one("place") if question.one("place") and not found.spot else "",
        "previous": question.link(before=written(found.before)) if found.before else "",
        "next": question.link(after=written(found.after)) if found.after else "",
        "summary": summary(found),
        "places_url": f"{page_address('public:places')}{question.link()}",
        "picture_url": f"{page_address('public:picture')}{question.link()}",
        "outline_url": page_address("public:outline"),
        "map_label": _("Map of these results"),
        "heading": _heading(question),
        "without_choices": Question({k: v for k, v in question.values.items() if k in {"q", "place"}}).link(),
        "counts_examples": counted_too,
        **example_mark(*shown, counted_too),
    }


def _distances(question: Question) -> tuple[tuple[str, str, bool], ...]:
    near = ((str(km), _("within %(km)s km") % {"km": km}, km == question.within) for km in DISTANCES)
    return (("", _("any distance"), not question.within), *near)


def _sorts(question: Question, found: Found) -> tuple[tuple[str, str, bool], ...]:
    """Value, words, and whether it is this one; only what the search can be sorted by."""
    names = {
        Sort.RELEVANCE: (_("best match"), bool(question.one("q"))),
        Sort.DISTANCE: (_("nearest first"), found.spot is not None),
        Sort.START: (_("soonest start"), True),
        Sort.NEWEST: (_("newest first"), True),
    }
    return tuple((sort, words, sort == found.sort) for sort, (words, usable) in names.items() if usable)


def _counted(found: Found) -> str:
    return ngettext("%(count)s result", "%(count)s results", found.total) % {
        "count": number_format(found.total, force_grouping=True)
    }


def summary(found: Found) -> str:
    return span(found.first, len(found.hits), found.total)


def span(first: int, count: int, total: int) -> str:
    """«25 to 48 of 1,200»; nothing for a page without anything."""
    if not count:
        return ""
    numbers = {"first": first, "last": first + count - 1, "total": total}
    said = {name: number_format(number, force_grouping=True) for name, number in numbers.items()}
    return _("%(first)s to %(last)s of %(total)s") % said


def _heading(question: Question) -> str:
    if question.one("q"):
        return _("Results for “%(text)s”") % {"text": question.one("q")}
    return _("Find something to learn, do or join")


@require_safe
@of_the_catalogue
def places(request: PublicRequest) -> HttpResponse:
    """One marker a site for all results, also those of other pages; the fullest sites first."""
    found = queries.sites_found(request.edition, Question.of(request.GET).wanted, MOST_PLACES)
    sites = queries.sites_by_id(site for site, _ids, _count in found)
    titles = queries.titles(pk for _site, ids, _count in found for pk in ids)
    answer = [
        {
            "name": sites[site].name,
            "city": sites[site].city,
            "lat": sites[site].lat,
            "lon": sites[site].lon,
            "count": count,
            "words": ngettext("%(count)s result", "%(count)s results", count) % {"count": number_format(count)},
            "offerings": [
                {
                    "title": marked(titles[pk].title, titles[pk]),
                    "url": reverse("public:offering", args=[titles[pk].key]),
                }
                for pk in ids
                if pk in titles
            ],
        }
        for site, ids, count in found
        if site in sites
    ]
    return JsonResponse({"places": answer})


@require_safe
@of_the_catalogue
def picture(request: PublicRequest) -> HttpResponse:
    """The same places as one picture, for who has no script."""
    found = queries.sites_found(request.edition, Question.of(request.GET).wanted, MOST_PLACES)
    sites = queries.sites_by_id(site for site, _ids, _count in found)
    spots = [
        Spot(sites[site].lat, sites[site].lon, count)
        for site, _ids, count in found
        if site in sites and sites[site].lat is not None and sites[site].lon is not None
    ]
    land = _land(request)
    return HttpResponse(drawn(land, spots, land.get("attribution", "")), content_type="image/svg+xml")


@require_safe
@of_the_catalogue
def outline(request: PublicRequest) -> HttpResponse:
    """The land of the region as GeoJSON; without one the map draws a ring around its places. Its makers are named in the

    language of the page, where the region's package says it in more than one.
    """
    land = _land(request)
    return JsonResponse(land, status=200 if land else 404, content_type="application/geo+json")


def _land(request: PublicRequest) -> dict[str, Any]:
    land = queries.outline(request.edition.region)
    if land and isinstance(makers := land.get("attribution"), dict):
        said = [makers[language] for language in readers_languages() if makers.get(language)]
        land = {**land, "attribution": next(iter(said), "")}
    return land or {}
