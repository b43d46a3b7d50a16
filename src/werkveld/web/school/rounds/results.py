"""What everybody got, a change by hand with its consequences first, latecomers, and the sheet to take along."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.ground.sheets import EXCEL, write_sheet
from werkveld.ground.text import named
from werkveld.journeys.place_by_hand import consequences_of, place_by_hand
from werkveld.steps.deeds.actions import look, look_all
from werkveld.steps.enrolments.enums import EnrolmentState, Reason, RoundState
from werkveld.steps.enrolments.queries import refusals_of
from werkveld.steps.enrolments.queries.running import (
    late_people,
    left_in,
    people_like,
    person_asked,
    places_by_person,
    results_like,
)
from werkveld.steps.enrolments.rules import are_both_choosing, fits_level
from werkveld.web.doors import carried_out, for_desk, now, today
from werkveld.web.school.rounds.forms import ByHandForm
from werkveld.web.school.rounds.pages import of, show, to

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment, Round, RoundResult
    from werkveld.steps.offerings.models import Offering
    from werkveld.steps.people.models import Person
    from werkveld.web.doors import PersonRequest

A_PAGE = 50
NOTHING = "none"
SAW_RESULT = gettext_noop("What you got in a round")
SAW_LATE = gettext_noop("That you have no place in a round")
FILTERS = ("", "without", "waiting", "stopped", "changed")


def drawn(request: "PersonRequest", key: UUID) -> "Round":
    found = of(request, key)
    if found.state != RoundState.DRAWN:
        raise Http404(_("The places of this round were not given yet."))
    return found


@for_desk("school")
@require_safe
def results(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Fifty at a time; who stands on the page can read that somebody looked."""
    found = drawn(request, key)
    words, which = request.GET.get("q", ""), request.GET.get("which", "")
    which = which if which in FILTERS else ""
    rows = results_like(found, words, which)
    count, start = rows.count(), int(request.GET.get("from", "0") if request.GET.get("from", "0").isdecimal() else 0)
    shown = list(rows[start : start + A_PAGE])
    places = places_by_person(found, [one.person_id for one in shown])
    look_all([one.person.key for one in shown], by=request.person, at=now(), what=SAW_RESULT)
    context = {
        "rows": [row_of(one, places.get(one.person_id, [])) for one in shown],
        "count": count,
        "q": words,
        "which": which,
        "filters": [
            ("", _("everybody")),
            ("without", _("without a place")),
            ("waiting", _("in a line")),
            ("stopped", _("stopped early")),
            ("changed", _("changed by hand")),
        ],
        "summary": _("%(first)s to %(last)s of %(count)s")
        % {"first": min(count, start + 1), "last": start + len(shown), "count": count},
        "previous": turned(request, start - A_PAGE) if start else "",
        "next": turned(request, start + A_PAGE) if start + A_PAGE < count else "",
    }
    return show(request, found, "results", context, tab="results")


def turned(request: "PersonRequest", start: int) -> str:
    query = request.GET.copy()
    query["from"] = str(max(0, start))
    return f"?{query.urlencode()}"


def row_of(result: "RoundResult", mine: "list[Enrolment]") -> dict[str, Any]:
    """What somebody has now; what was said on the day stands in the result."""
    return {"person": result.person, "places": places_of(mine), "lines": len(mine) - len(places_of(mine))}


def places_of(mine: "list[Enrolment]") -> "list[tuple[Enrolment, str]]":
    """Without the turns in line; each with why."""
    return [(one, place_words(one)) for one in mine if one.state != EnrolmentState.WAITING]


def place_words(enrolment: "Enrolment") -> str:
    if enrolment.reason == Reason.WISH and enrolment.rank:
        return _("wish %(rank)s") % {"rank": enrolment.rank}
    return str(enrolment.get_reason_display())


@for_desk("school")
@require_safe
def sheet(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Everybody of the round as it is now. Taking it along is a look at all of them."""
    found = drawn(request, key)
    every = list(results_like(found, "", ""))
    places = places_by_person(found)
    told = {one.person_id for one in every}
    others = [rows[0].person for person, rows in places.items() if person not in told]
    people = [*(one.person for one in every), *others]
    look_all([one.key for one in people], by=request.person, at=now(), what=SAW_RESULT)
    who = [_("Student number"), _("Name"), _("College"), _("Level")]
    columns = [*who, _("Place"), _("Why"), _("How it stands"), _("In line for")]
    data = write_sheet(columns, lines_of(people, places), name=found.name)
    answer = HttpResponse(data, content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="werkveld-{found.key.hex[:8]}.xlsx"'
    return answer


def lines_of(people: "Iterable[Person]", places: "dict[int, list[Enrolment]]") -> list[list[object]]:
    """A line a place, so that who has two places has two lines; who has none has one."""
    lines: list[list[object]] = []
    for person in people:
        mine = places.get(person.pk, [])
        college = person.college.name if person.college else ""
        who: list[object] = [person.student_number, person.name, college, person.level]
        waits = ", ".join(one.offering.title for one in mine if one.state == EnrolmentState.WAITING)
        has = [[one.offering.title, why, str(one.get_state_display())] for one, why in places_of(mine)]
        lines += [[*who, *place, waits] for place in has or [["", "", ""]]]
    return lines


@for_desk("school")
@require_safe
def late(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Who came after the round or chose nothing gets what is left; nobody moves for it."""
    me, found = request.person, drawn(request, key)
    words = request.GET.get("q", "")
    waiting = late_people(found, today())
    shown = list(people_like(found, words, today())[:20] if words.strip() else waiting[:A_PAGE])
    look_all([one.key for one in shown], by=me, at=now(), what=SAW_LATE)
    context = {
        "people": shown,
        "count": waiting.count(),
        "q": words,
        "left": [(choice.offering, left) for choice, left in left_in(found) if left is None or left > 0],
    }
    return show(request, found, "late", context, tab="late")


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: "PersonRequest", key: UUID, who: UUID) -> HttpResponse:
    """One person: what was said on the day, what there is now, and another place by hand in two steps."""
    me, found = request.person, drawn(request, key)
    somebody = person_of(found, who)
    mine = places_by_person(found, [somebody.pk]).get(somebody.pk, [])
    form = ByHandForm(request.POST or None, choices=options(found, somebody, mine))
    consequences = None
    if form.is_valid():
        offering = offering_of(found, form.cleaned_data["offering"])
        consequences = consequences_of(found, somebody, offering)
        if consequences.is_full:
            form.add_error("offering", _("All places are taken."))
            consequences = None
        elif "sure" in request.POST and gave(request, found, somebody, offering, form):
            messages.success(request, done_words(somebody, offering))
            return to(found, "person", somebody.key)
    if request.method == "GET":
        look(somebody, by=me, at=now(), what=SAW_RESULT)
    context = {
        "somebody": somebody,
        "told": told_lines(results_like(found, "", "").filter(person=somebody).first()),
        "places": places_of(mine),
        "lines": [one for one in mine if one.state == EnrolmentState.WAITING],
        "form": form,
        "consequences": consequences if not form.errors else None,
        "back": reverse("school:rounds:results", args=[found.key]),
    }
    return show(request, found, "person", context, tab="results")


def person_of(found: "Round", who: UUID) -> "Person":
    """Of the round: with a result, or asked."""
    result = results_like(found, "", "").filter(person__key=who).first()
    somebody = result.person if result is not None else person_asked(found, who, today())
    if somebody is None:
        raise Http404
    return somebody


def options(found: "Round", somebody: "Person", mine: "list[Enrolment]") -> list[tuple[str, Any]]:
    """Everything of the round with its seats, without what somebody has or had; and nothing at all for who leaves."""
    has = {one.offering_id for one, _why in places_of(mine)}
    may_leave = any(one.state == EnrolmentState.PLACED for one in mine)
    refused = refusals_of(somebody, found) if are_both_choosing(found) else set()
    rows = [
        (str(choice.offering.key), option_words(choice, left, notes_of(choice, somebody, refused)))
        for choice, left in left_in(found)
        if choice.offering_id not in has
    ]
    gone = [(NOTHING, _("No place any more: the student leaves"))] if may_leave else []
    return [*rows, *gone]


def notes_of(choice: Any, somebody: "Person", refused: set[int]) -> list[str]:
    """What speaks against this place for this person."""
    notes = [] if fits_level(somebody, choice.offering) else [_("another level")]
    return [*notes, _("the host thinks that it does not fit")] if choice.offering_id in refused else notes


def option_words(choice: Any, left: int | None, notes: list[str]) -> Any:
    seats = (
        _("no limit")
        if left is None
        else ngettext("%(count)s place left", "%(count)s places left", left) % {"count": left}
    )
    said = [seats if left != 0 else _("full")]
    if choice.period:
        said.insert(0, choice.period.name)
    said += notes
    return format_html('{} <span class="soft">· {}</span>', choice.offering.title, " · ".join(said))


def offering_of(found: "Round", key: str) -> "Offering | None":
    return next((choice.offering for choice, _left in left_in(found) if str(choice.offering.key) == key), None)


def gave(
    request: "PersonRequest", found: "Round", somebody: "Person", offering: "Offering | None", form: ByHandForm
) -> bool:
    why = form.cleaned_data["why"]

    def deed() -> bool:
        place_by_hand(found, person=somebody, offering=offering, why=why, by=request.person, at=now())
        return True

    return bool(carried_out(form, deed))


def done_words(somebody: "Person", offering: "Offering | None") -> str:
    if offering is None:
        return _("%(name)s has no place any more, and hears why.") % {"name": somebody.name}
    return _("%(name)s has a place in «%(title)s», and hears why.") % {"name": somebody.name, "title": offering.title}


def told_lines(result: "RoundResult | None") -> list[dict[str, Any]]:
    """Wish by wish what was said on the day, in few words."""
    if result is None:
        return []
    return [
        {
            "rank": line["rank"],
            "title": named(line["title"]),
            "why": _(WHY[line["why"]]) if line["why"] in WHY else "",
            "is_given": line["why"] == "given",
        }
        for line in result.facts["wishes"]
    ]


WHY = {
    "given": gettext_noop("got this"),
    "fixed": gettext_noop("the place was fixed"),
    "enough": gettext_noop("got what stands higher"),
    "same_period": gettext_noop("got something higher in the same period"),
    "cancelled": gettext_noop("it does not go on: too few people"),
    "limit": gettext_noop("what is shared was full"),
    "dearer": gettext_noop("full; it would have cost others more"),
    "lot": gettext_noop("full; the lot decided"),
    "host_no": gettext_noop("the host thinks that it does not fit"),
    "rather": gettext_noop("full; the host would rather have others"),
    "drawn": gettext_noop("full; as welcome as somebody there, and the lot decided"),
    "favour": gettext_noop("full; as welcome, and others went first so that more got a place"),
    "cross": gettext_noop("what is shared left no room"),
    "all_fixed": gettext_noop("every place was fixed"),
    "no_seats": gettext_noop("there was no place to give"),
    "open": gettext_noop("there was room; something else was as good for everybody together"),
}
