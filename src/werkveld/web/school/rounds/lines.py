"""After the result: who waits, which seat is kept for whom until when, and who asked to look again."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.steps.deeds.actions import look, look_all
from werkveld.steps.enrolments.actions import decide_appeal
from werkveld.steps.enrolments.enums import AppealState
from werkveld.steps.enrolments.queries import appeal_for
from werkveld.steps.enrolments.queries.running import appeals_in, lines_of, offers_in
from werkveld.web.doors import carried_out, for_desk, now, today
from werkveld.web.school.rounds.forms import AppealForm
from werkveld.web.school.rounds.pages import show, to
from werkveld.web.school.rounds.results import drawn, told_lines

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest

SHOWN = 6  # of one line among others; alone it is shown whole
SAW_LINE = gettext_noop("Your place in a waiting list")
SAW_APPEAL = gettext_noop("What you wrote about your result in a round")


@for_desk("school")
@require_safe
def lines(request: "PersonRequest", key: UUID) -> HttpResponse:
    """The lines move by themselves; here one reads how. `?line=` gives one of them from head to tail."""
    found = drawn(request, key)
    alone = request.GET.get("line", "")
    waiting = [one for one in lines_of(found) if alone in ("", str(one[0].key))]
    most = None if alone else SHOWN
    seen = {turn.enrolment.person.key for _offering, line in waiting for turn in line[:most]}
    look_all(sorted(seen), by=request.person, at=now(), what=SAW_LINE)
    context = {
        "lines": [(offering, line[:most], len(line[most:]) if most else 0, len(line)) for offering, line in waiting],
        "is_alone": bool(alone),
        "offers": offers_in(found),
        "answer_days": round(found.answer_hours / 24),
    }
    return show(request, found, "lines", context, tab="lines")


@for_desk("school")
@require_safe
def appeals(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = drawn(request, key)
    every = list(appeals_in(found))
    look_all(sorted({one.result.person.key for one in every}), by=request.person, at=now(), what=SAW_APPEAL)
    context = {
        "open": [one for one in every if one.state == AppealState.OPEN],
        "closed": [one for one in every if one.state != AppealState.OPEN],
    }
    return show(request, found, "appeals", context, tab="appeals")


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: "PersonRequest", key: UUID, which: UUID) -> HttpResponse:
    """What somebody wrote beside what the round said; another place is given on that person's own page."""
    me, found = request.person, drawn(request, key)
    asked = appeal_for(me, which, today())
    if asked is None or asked.result.round_id != found.pk:
        raise Http404
    form = AppealForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        decided = carried_out(
            form,
            lambda: decide_appeal(asked, is_upheld=given["outcome"], answer=given["answer"], by=me, at=now()),
        )
        if decided is not None:
            messages.success(request, _("%(name)s hears your answer.") % {"name": asked.result.person.name})
            return to(
                found,
                "person" if given["outcome"] else "appeals",
                *([asked.result.person.key] if given["outcome"] else []),
            )
    if request.method == "GET":
        look(asked.result.person, by=me, at=now(), what=SAW_APPEAL)
    context = {
        "appeal": asked,
        "told": told_lines(asked.result),
        "form": form,
        "is_open": asked.state == AppealState.OPEN,
    }
    return show(request, found, "appeal", context, tab="appeals")
