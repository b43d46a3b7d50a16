"""Reports by year: what state they are in, publishing, freezing, counting again."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkveld.steps.promises import actions, queries
from werkveld.steps.promises.rules import may_freeze, may_publish
from werkveld.web.board.differences import table_of_all, table_of_frozen, table_of_moved
from werkveld.web.doors import for_desk, now, today, tried
from werkveld.web.examples import example_mark
from werkveld.web.parts.report.page import page

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person
    from werkveld.steps.promises.models import Report
    from werkveld.web.doors import PersonRequest

WORDS = ("code", "kind", "heading_nl", "heading_en", "body_nl", "body_en")
LATEST = 5


def of(request: "PersonRequest", promise: str, year: int) -> "Report":
    found = queries.reports_for(request.person, today()).filter(promise__code=promise, year=year).first()
    if found is None:
        raise Http404(_("There is no such report."))
    return found


def address(report: "Report", name: str = "report", *more: object) -> str:
    return reverse(f"board:{name}", args=[report.promise.code, report.year, *more])


def to(report: "Report") -> HttpResponseRedirect:
    return HttpResponseRedirect(address(report))


def standing(report: "Report") -> Any:
    """The edition that readers read now; None when there is none."""
    return next((edition for edition in report.editions.all() if edition.withdrawn_at is None), None)


def is_published(report: "Report") -> bool:
    """Readers read exactly what stands in the draft."""
    edition = standing(report)
    draft = [{name: getattr(section, name) for name in WORDS} for section in report.sections.all()]
    return edition is not None and edition.sections == draft


@for_desk("board")
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    reports = list(queries.reports_for(request.person, today()))
    rows = [(report, standing(report), is_published(report)) for report in reports]
    return render(request, "board/home.html", {"rows": rows})


@for_desk("board")
@require_safe
def report(request: "PersonRequest", promise: str, year: int) -> HttpResponse:
    found = of(request, promise, year)
    figures = queries.counted_figures(request.person.region, year, report=found)
    context = {
        "report": found,
        "edition": standing(found),
        "is_published": is_published(found),
        "may_publish": may_publish(request.person, today()),
        "why_not_freeze": _why_not(request.person, year),
        "is_past": queries.is_past(request.person.region, year, today()),
        "changes": queries.changes_of(found)[:LATEST],
        "moved": table_of_moved(figures),
        "counted": sum(figure.is_counted for figure in figures.values()),
        "figures": len(figures),
        "crumbs": crumbs(found),
        **example_mark(*figures.values()),
    }
    return render(request, "board/report.html", context)


def crumbs(report: "Report", *more: str) -> list[tuple[str, str]]:
    """To the desk, the report, and what is done with it."""
    trail = [(reverse("board:home"), _("Board")), (address(report), f"{report.promise.title}, {report.year}")]
    return [*trail, *(("", words) for words in more)]


@for_desk("board")
@require_safe
def preview(request: "PersonRequest", promise: str, year: int) -> HttpResponse:
    found = of(request, promise, year)
    reading = queries.read_draft(request.person, found)
    context = {
        "report": found,
        "page": page(reading),
        "crumbs": crumbs(found, _("Preview")),
        **example_mark(reading.has_examples),
    }
    return render(request, "board/preview.html", context)


@for_desk("board")
@require_POST
def publish(request: "PersonRequest", promise: str, year: int) -> HttpResponse:
    found = of(request, promise, year)
    done = _("Published. Everybody reads this text from now on.")
    tried(request, lambda: actions.publish(found, by=request.person, at=now()), done)
    return to(found)


@for_desk("board")
@require_POST
def withdraw(request: "PersonRequest", promise: str, year: int, key: UUID) -> HttpResponse:
    found = of(request, promise, year)
    edition = next((one for one in found.editions.all() if one.key == key), None)
    if edition is None:
        raise Http404(_("There is no such edition."))
    done = _("Taken back. Readers see the edition before it, if there is one.")
    tried(request, lambda: actions.withdraw_edition(edition, by=request.person, at=now()), done)
    return to(found)


@for_desk("board")
@require_POST
def renew(request: "PersonRequest", promise: str, year: int) -> HttpResponse:
    found = of(request, promise, year)
    changed: list[str] = []

    def count_again() -> None:
        changed.extend(actions.renew_figures(request.person.region, year, by=request.person, at=now()))

    if tried(request, count_again, _("All figures were counted again.")):
        _say_how_many(request, len(changed))
    return to(found)


def _say_how_many(request: "PersonRequest", many: int) -> None:
    words = ngettext("Readers see %(number)s figure differently.", "Readers see %(number)s figures differently.", many)
    messages.info(request, words % {"number": many})


@for_desk("board")
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: "PersonRequest", promise: str, year: int) -> HttpResponse:
    """First what will be kept, then the deed; of a year that is frozen, what was kept."""
    found = of(request, promise, year)
    if request.method == "POST":
        done = _("Frozen. These values, definitions and records are kept for good.")
        tried(request, lambda: actions.freeze(found, by=request.person, at=now()), done)
        return to(found)
    figures = queries.counted_figures(request.person.region, year, report=found)
    context = {
        "report": found,
        "crumbs": crumbs(found, _("Freeze")),
        **example_mark(*figures.values()),
    }
    if found.frozen_at:
        context |= {"table": table_of_frozen(figures), "moved": table_of_moved(figures)}
        return render(request, "board/frozen.html", context)
    context |= {
        "is_published": is_published(found),
        "table": table_of_all(figures),
        "figures": len(figures),
        "refusal": _why_not(request.person, year),
    }
    return render(request, "board/freeze.html", context)


def _why_not(person: "Person", year: int) -> str:
    """Why this person cannot freeze this year today; empty when nothing stands in the way."""
    if not may_freeze(person, today()):
        return str(actions.MayNotFreeze.sentence)
    return "" if today().year > year else str(actions.YearIsNotOver.sentence)
