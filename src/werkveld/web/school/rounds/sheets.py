"""Wishes and offerings from a sheet: look first, say what is wrong by line and column, and write with one button."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.ground.refusals import Refusal
from werkveld.ground.sheets import EXCEL, MOST_BYTES, Rows, SheetIsTooBig, read_sheet, write_sheet
from werkveld.journeys.import_offerings import check_offerings, offer_sheet
from werkveld.journeys.import_wishes import Fault, check_wishes, code_of, take_over_sheet
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.queries import choices_of
from werkveld.steps.enrolments.queries.running import ranked_programmes
from werkveld.web.doors import carried_out, for_desk, now
from werkveld.web.school.rounds.forms import SheetForm
from werkveld.web.school.rounds.pages import of, show, to

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from werkveld.steps.enrolments.models import Round
    from werkveld.web.doors import PersonRequest

KINDS = ("wensen", "aanbod")
SALT = "a sheet that was looked at"
KEPT = 3600  # seconds between looking and the button
SHOWN = 100


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: "PersonRequest", key: UUID, what: str = "wensen") -> HttpResponse:
    """A sheet travels, signed, from the trial run to the button; nothing of it is kept here in between."""
    found = of(request, key)
    if found.state == RoundState.DRAWN or what not in KINDS:
        raise Http404
    if "rows" in request.POST:
        return taken_over(request, found, what)
    is_sent = request.method == "POST"
    form = SheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    context: dict[str, Any] = {"has_looked": False, "signed": "", "fault_count": 0}
    if form.is_valid():
        given: UploadedFile = form.cleaned_data["sheet"]
        rows = carried_out(form, lambda: rows_of(given))
        if rows is not None:
            context = looked_at(request, found, what, rows) | {"name": given.name}
    return page(request, found, what, form, context)


def rows_of(given: "UploadedFile") -> Rows:
    if (given.size or 0) > MOST_BYTES:
        raise SheetIsTooBig(rows=20_000, megabytes=MOST_BYTES // 1_000_000)
    return read_sheet(given.read())


def page(request: "PersonRequest", found: "Round", what: str, form: SheetForm, context: dict[str, Any]) -> HttpResponse:
    frame = {"form": form, "what": what, "is_wishes": what == "wensen", "has_choices": choices_of(found).exists()}
    return show(request, found, "sheet", {**frame, **context}, tab="sheet")


def looked_at(request: "PersonRequest", found: "Round", what: str, rows: Rows) -> dict[str, Any]:
    """What it would do, or everything that is wrong."""
    if what == "wensen":
        checked = check_wishes(found, rows, at=now())
        faults, count = checked.faults, len(checked.wishes)
        done = ngettext("%(count)s student with wishes", "%(count)s students with wishes", count) % {"count": count}
        wishes = sum(len(one) for one in checked.wishes.values())
        done += ", " + ngettext("%(count)s wish", "%(count)s wishes", wishes) % {"count": wishes}
    else:
        offered = check_offerings(found, rows, by=request.person)
        faults, count = offered.faults, len(offered.rows)
        done = ngettext("%(count)s new offering", "%(count)s new offerings", count) % {"count": count}
    return {
        "has_looked": True,
        "faults": [(fault, column_of(fault, rows)) for fault in faults[:SHOWN]],
        "fault_count": len(faults),
        "count": count,
        "would": done,
        "signed": signing.dumps(rows, salt=SALT, compress=True) if not faults and count else "",
    }


def column_of(fault: Fault, rows: Rows) -> str:
    """The letter of a column as a spreadsheet shows it, with its head: «C (Wish 2)»."""
    if not fault.column or fault.column not in rows[0]:
        return ""
    at, letters = rows[0].index(fault.column) + 1, ""
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters} ({fault.column})"


def taken_over(request: "PersonRequest", found: "Round", what: str) -> HttpResponse:
    """Checked once more: between looking and the button somebody may have left."""
    try:
        rows = cast("Rows", signing.loads(request.POST["rows"], salt=SALT, max_age=KEPT))
    except signing.BadSignature:
        messages.error(request, _("That took too long. Choose your sheet again."))
        return to(found, "sheet_of", what)
    try:
        count, faults = write(request, found, what, rows)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return to(found, "sheet_of", what)
    if faults:
        messages.error(request, _("Something changed meanwhile, so nothing was written."))
        return page(
            request, found, what, SheetForm(), looked_at(request, found, what, rows) | {"name": _("Your sheet")}
        )
    if what == "wensen":
        words = ngettext("The wishes of %(count)s student are in.", "The wishes of %(count)s students are in.", count)
        messages.success(request, words % {"count": count})
        return to(found, "standing" if found.state == RoundState.OPEN else "round")
    words = ngettext("%(count)s offering stands in the round.", "%(count)s offerings stand in the round.", count)
    messages.success(request, words % {"count": count})
    return to(found, "choices")


def write(request: "PersonRequest", found: "Round", what: str, rows: Rows) -> tuple[int, list[Fault]]:
    if what == "wensen":
        checked = take_over_sheet(found, rows, by=request.person, at=now())
        return len(checked.wishes), checked.faults
    offered, made = offer_sheet(found, rows, by=request.person, at=now())
    return len(made), offered.faults


@for_desk("school")
@require_safe
def empty(request: "PersonRequest", key: UUID, what: str) -> HttpResponse:
    """The columns of this round, and on a second page everything that may stand in them."""
    found = of(request, key)
    if what == "wensen":
        columns = [_("Student number"), *(_("Wish %(rank)s") % {"rank": n} for n in range(1, found.wishes_most + 1))]
        rows = [[code_of(one.offering), one.offering.title] for one in choices_of(found)]
        more = [(_("What can be chosen"), [[_("Code"), _("Title")], *rows])]
    elif what == "aanbod":
        columns = [
            _("Title"),
            _("English title"),
            _("Programme"),
            _("Period"),
            _("Starts on"),
            _("Ends on"),
            _("Begins at"),
            _("Ends at"),
            _("Places"),
            _("At least"),
            _("Level from"),
            _("Level to"),
            _("Text"),
        ]
        more = [(_("Programmes"), [[_("Programme")], *([one.name] for one in ranked_programmes(request.person))])]
    else:
        raise Http404
    answer = HttpResponse(write_sheet(columns, [], name=found.name, more=more), content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="werkveld-{what}.xlsx"'
    return answer
