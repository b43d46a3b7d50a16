"""Why does somebody have these shifts and not those? As the engine says it of the roster as it is now."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from werkveld.journeys.explain_roster import Told, explain_person
from werkveld.steps.practice.queries import people_on
from werkveld.web.doors import for_people
from werkveld.web.rosters.pages import of, show
from werkveld.web.rosters.words import points_words, rule_words

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest


@for_people
@require_safe
def person(request: "PersonRequest", key: UUID, who: UUID) -> HttpResponse:
    roster = of(request, key)
    found = next((one for one in people_on(roster) if one.key == who), None)
    told = explain_person(roster, found) if found else None
    if found is None or told is None:
        raise Http404
    context = {
        "who": found,
        "count": told.account.units,
        "short": told.account.short,
        "worked": worked_lines(told),
        "missed": missed_lines(told),
    }
    return show(request, roster, "why", context)


def worked_lines(told: Told) -> list[dict[str, Any]]:
    lines = []
    for one in told.account.worked:
        reasons = points_words(one.without)
        words = [_("Without: %(reasons)s.") % {"reasons": "; ".join(reasons)}] if reasons else []
        if one.needed:
            words.append(_("Without a coach nobody can be helped."))
        count = one.substitutes
        words.append(
            ngettext("%(count)s other could take it over.", "%(count)s others could take it over.", count)
            % {"count": count}
            if count
            else _("Nobody else could take it over.")
        )
        lines.append({"place": told.posed.places[one.shift], "words": words})
    return lines


def missed_lines(told: Told) -> list[dict[str, Any]]:
    """Shifts that were possible first: there a planner can choose."""
    lines = []
    for one in told.account.missed:
        if one.obstacles:
            words = [rule_words(rule) for rule in one.obstacles]
        else:
            words = points_words(one.extra) or [_("it would have been as good")]
        lines.append({"place": told.posed.places[one.shift], "words": words, "could": not one.obstacles})
    return sorted(lines, key=lambda line: not line["could"])
