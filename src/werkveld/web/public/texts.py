"""Pages of words: about this site, accessibility and privacy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkveld.steps.people import queries
from werkveld.web.context import served_region
from werkveld.web.doors import today
from werkveld.web.parts.citations import in_words, name
from werkveld.web.parts.terms import term


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(reverse("public:home"), _("Home")), ("", here)]


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    region = served_region()
    known = sorted(region.sources.items()) if region else []
    sources = [(name(source, code), in_words(source)) for code, source in known]
    values = {"crumbs": _crumbs(_("About this site")), "sources": sources}
    return render(request, "public/about.html", values)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility.html", {"crumbs": _crumbs(_("Accessibility"))})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """How long things are kept comes from the dated rules themselves."""
    region = served_region()
    rules = sorted(queries.retention(region, today()).values(), key=lambda rule: rule.name) if region else []
    return render(
        request,
        "public/privacy.html",
        {
            "crumbs": _crumbs(_("Privacy")),
            "rules": [(rule.name, term(rule)) for rule in rules],
            "kept_words": _("How long things are kept"),
        },
    )
