"""The records behind a figure, for who guards it; every look is written down."""

from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from werkveld.steps.promises.actions import Changed, Changes, look_at_difference, look_at_records
from werkveld.steps.promises.queries import Counted, MayNotSeeRecords
from werkveld.steps.promises.rules import may_see_records
from werkveld.web.doors import now, today
from werkveld.web.examples import example_mark
from werkveld.web.parts.report.marks import figure_address
from werkveld.web.public.promises.figures import found
from werkveld.web.public.promises.reports import here

if TYPE_CHECKING:
    from werkveld.web.doors import Page, PersonRequest


def for_who_guards(page: "Page") -> "Page":
    """Anybody else gets a kind page, whether the figure exists or not; nothing of it is kept by a browser."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> Any:
        if not may_see_records(getattr(request, "person", None), today()):
            raise PermissionDenied(MayNotSeeRecords.sentence)
        return page(request, *args, **named)

    return never_cache(require_safe(guarded))


@for_who_guards
def records(request: "PersonRequest", year: int, code: str) -> HttpResponse:
    """A page at a time, also of a million."""
    figure = found(request, here(), code, year)
    after = request.GET.get("after", "")
    page = look_at_records(figure, after=int(after) if after.isdecimal() else 0, by=request.person, at=now())
    context = {
        "figure": figure,
        "records": page.lines,
        "next": _turned(request, page.following) if page.following else "",
        "first": figure_address(figure, "records") if after else "",
        "difference": figure_address(figure, "difference") if figure.frozen else "",
        "crumbs": crumbs(figure, ("", _("Records"))),
        **example_mark(figure),
    }
    return render(request, "public/promises/records.html", context)


def _turned(request: HttpRequest, after: int) -> str:
    query = request.GET.copy()
    query["after"] = str(after)
    return f"?{urlencode(query)}"


@for_who_guards
def difference(request: "PersonRequest", year: int, code: str) -> HttpResponse:
    """Which records make that the figure of now is another one than the frozen one."""
    figure = found(request, here(), code, year)
    changes = look_at_difference(figure, by=request.person, at=now())
    context = {
        "figure": figure,
        "is_kept": changes is not None,
        "changes": _named(changes) if changes else [],
        "crumbs": crumbs(figure, (figure_address(figure, "records"), _("Records")), ("", _("Difference"))),
        **example_mark(figure),
    }
    return render(request, "public/promises/difference.html", context)


def _named(changes: Changes) -> list[tuple[str, Changed]]:
    """Only where there is anything."""
    every = [
        (_("Added after the count date"), changes.added),
        (_("Removed since the freezing"), changes.removed),
        (_("Changed since the freezing"), changes.changed),
    ]
    return [(title, part) for title, part in every if part.number]


def crumbs(figure: Counted, *more: tuple[str, str]) -> list[tuple[str, str]]:
    from_the_top = [(reverse("promises:list"), _("Our promise")), (figure_address(figure), figure.version.name)]
    return [*from_the_top, *more]
