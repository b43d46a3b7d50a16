"""Writing the words of a report: one section at a time, in both languages, with figures set in the text."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.ground.refusals import Refusal
from werkveld.steps.promises import queries
from werkveld.steps.promises.actions import FigureIsUnknown, SomeoneElseSaved, write_section
from werkveld.web.board.changes import readable
from werkveld.web.board.reports import address, crumbs, of
from werkveld.web.doors import for_desk, now, today
from werkveld.web.examples import example_mark, marked
from werkveld.web.parts.report.marks import written
from werkveld.web.parts.report.values import number

if TYPE_CHECKING:
    from werkveld.steps.people.models import Region
    from werkveld.steps.promises.models import Report, Section
    from werkveld.steps.promises.queries import Counted
    from werkveld.web.doors import PersonRequest

WORDS = ("heading_nl", "body_nl", "heading_en", "body_en")
SHOWN = 50


def body(label: Any) -> forms.CharField:
    """A text area that asks for references as soon as a brace is typed."""
    look = {
        "rows": 16,
        "class": "field-wide",
        "data-suggestions": reverse_lazy("board:suggestions"),
        "data-open": "{",
        "data-close": "}",
        "data-words-list": gettext_lazy("Figures that fit"),
        "data-words-count": gettext_lazy("{} figures fit"),
    }
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs=look),
        help_text=gettext_lazy("Type { and a few letters to set a figure in the text."),
        strip=False,
    )


class SectionForm(forms.Form):
    """`turn` is the turn that the writer saw."""

    heading_nl = forms.CharField(label=gettext_lazy("Heading in Dutch"), max_length=200)
    body_nl = body(gettext_lazy("Text in Dutch"))
    heading_en = forms.CharField(label=gettext_lazy("Heading in English"), max_length=200)
    body_en = body(gettext_lazy("Text in English"))
    turn = forms.IntegerField(widget=forms.HiddenInput)

    def words(self) -> dict[str, str]:
        """With the line ends that files have, so that a browser's own do not count as a change."""
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in WORDS}


@for_desk("board")
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: "PersonRequest", promise: str, year: int, code: str) -> HttpResponse:
    report = of(request, promise, year)
    section = next((one for one in report.sections.all() if one.code == code), None)
    if section is None:
        raise Http404(_("There is no such section."))
    form = SectionForm(request.POST or None, initial={name: getattr(section, name) for name in (*WORDS, "turn")})
    others = None
    if form.is_valid():
        try:
            write_section(section, turn=form.cleaned_data["turn"], words=form.words(), by=request.person, at=now())
        except SomeoneElseSaved as refusal:
            others, form = section, _again(request, section, refusal)
        except FigureIsUnknown as refusal:
            for field, words in refusal.by_field():
                form.add_error(field, words)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. Readers see it when it is published."))
            return HttpResponseRedirect(f"{address(report)}#section-{section.code}")
    return render(request, "board/section.html", _context(request, report, section, form, others))


def _again(request: "PersonRequest", section: "Section", refusal: Refusal) -> SectionForm:
    """What was typed stays; saving once more is on purpose, on top of what the other wrote."""
    typed = request.POST.copy()
    typed["turn"] = str(section.turn)
    form = SectionForm(typed)
    form.is_valid()
    form.add_error(None, str(refusal))
    return form


def _context(
    request: "PersonRequest", report: "Report", section: "Section", form: SectionForm, others: "Section | None"
) -> dict[str, Any]:
    region = request.person.region
    figures = queries.counted_figures(region, report.year, report=report)
    return {
        "report": report,
        "section": section,
        "form": form,
        "others": others,
        "groups": _groups(region, figures),
        "crumbs": crumbs(report, section.heading),
        **example_mark(*figures.values()),
    }


def _values(region: "Region", figures: "dict[str, Counted]") -> dict[str, dict[str, str]]:
    """Kind and code of a reference -> what readers would see for it."""
    return {
        "figure": {code: marked(written(figure), figure) for code, figure in figures.items()},
        "claimed": {one.code: number(one.value, one.unit) for one in queries.claimed_figures(region)},
        "target": {one.code: number(one.value, one.unit) for one in queries.targets(region)},
    }


def _groups(region: "Region", figures: "dict[str, Counted]") -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Everything that a text may refer to, for who writes without suggestions."""
    values = _values(region, figures)
    names = {"figure": _("Counted"), "claimed": _("Claimed"), "target": _("Targets")}
    known = queries.known_references(region)
    return [
        (
            names[kind],
            [(f"{{{kind}:{code}}}", name, values[kind].get(code, "")) for code, name in known[kind].items()],
        )
        for kind in names
    ]


@for_desk("board")
@require_safe
def suggested(request: "PersonRequest") -> JsonResponse:
    """References that fit what was typed behind the brace."""
    typed = request.GET.get("q", "")
    kind, _colon, rest = typed.rpartition(":")
    found = queries.suggestions(request.person.region, rest.strip(), limit=12 if not kind else 60)
    wanted = [(ref, name) for ref, name in found if ref.startswith(f"{{{kind.strip()}")][:12]
    options = [{"value": ref.strip("{}"), "label": name, "detail": ref.strip("{}")} for ref, name in wanted]
    return JsonResponse(options, safe=False)


@for_desk("board")
@require_safe
def changes(request: "PersonRequest", promise: str, year: int) -> HttpResponse:
    report = of(request, promise, year)
    rows = [(change, readable(change.before, change.after)) for change in queries.changes_of(report)[:SHOWN]]
    context = {"report": report, "rows": rows, "crumbs": crumbs(report, _("Changes")), "today": today()}
    return render(request, "board/changes.html", context)
