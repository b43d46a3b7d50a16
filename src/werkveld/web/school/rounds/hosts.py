"""What hosts said in a round in which they choose too, place by place, and which of their reasons students read."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from werkveld.steps.deeds.actions import look_all
from werkveld.steps.enrolments.actions import pass_on, stop_hearing_hosts
from werkveld.steps.enrolments.queries import hosts_heard, regard_in
from werkveld.steps.enrolments.rules import are_both_choosing, are_hosts_heard, is_over, may_see_names
from werkveld.web.doors import for_desk, now, tried
from werkveld.web.school.rounds.pages import of, show, to

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Round
    from werkveld.web.doors import PersonRequest

SAW_REGARD = gettext_noop("Where a host thinks that a place does not fit you, and why")


def sided(request: "PersonRequest", key: UUID) -> "Round":
    found = of(request, key)
    if not are_both_choosing(found):
        raise Http404(_("In this round no host chooses."))
    return found


@for_desk("school")
@require_safe
def hosts(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Numbers for each place; names only where it does not fit, with the reason."""
    found, at = sided(request, key), now()
    rows = hosts_heard(found)
    has_names = may_see_names(found, at)
    if has_names:
        look_all([one.person.key for row in rows for one in row.refused], by=request.person, at=at, what=SAW_REGARD)
    context = {
        "rows": rows,
        "has_names": has_names,
        "silent": sum(row.asking > 0 and row.silent == row.asking for row in rows),
        "is_heard": are_hosts_heard(found, at),
        "is_over": is_over(found, at),
    }
    return show(request, found, "hosts", context, tab="hosts")


@for_desk("school")
@require_POST
def pass_reason_on(request: "PersonRequest", key: UUID, number: int) -> HttpResponse:
    """The same button takes it back."""
    found = sided(request, key)
    regard = regard_in(found, number)
    if regard is None:
        raise Http404
    is_passed_on = "pass" in request.POST
    done = _("The student reads this reason with the result.") if is_passed_on else _("The reason stays with you.")
    tried(request, lambda: pass_on(regard, is_passed_on=is_passed_on, by=request.person, at=now()), done)
    return to(found, "hosts")


@for_desk("school")
@require_POST
def stop_now(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = sided(request, key)
    done = _("Hosts cannot say anything any more. You can give the places.")
    tried(request, lambda: stop_hearing_hosts(found, by=request.person, at=now()), done)
    return to(found, "hosts")
