"""Fair share: the shifts of each student beside the wished number, and what is still missing and why."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from werkveld.journeys.explain_roster import Gaps, explain_gaps
from werkveld.steps.practice.queries import students_on
from werkveld.steps.practice.queries.rosters import coached_counts, turn_counts
from werkveld.web.doors import for_people
from werkveld.web.parts.svg import node, share
from werkveld.web.rosters.pages import of, show
from werkveld.web.rosters.words import missing_line, rule_words

if TYPE_CHECKING:
    from werkveld.steps.practice.models import Roster
    from werkveld.web.doors import PersonRequest

GAPS_SHOWN = 40


@for_people
@require_safe
def fairness(request: "PersonRequest", key: UUID) -> HttpResponse:
    roster = of(request, key)
    if roster.solved_at is None:
        raise Http404
    gaps = explain_gaps(roster)
    wished = int(gaps.posed.problem.rules.of("target", len(gaps.posed.people)).max(initial=0))
    counts = turn_counts(roster)
    most = max([1, wished, *counts.values()])
    rows: list[dict[str, Any]] = [
        {
            "person": one.person,
            "count": counts.get(one.person_id, 0),
            "bar": bar(counts.get(one.person_id, 0), wished, most),
        }
        for one in students_on(roster)
    ]
    spread = [row["count"] for row in rows]
    context = {
        "rows": sorted(rows, key=lambda row: (row["count"], row["person"].name)),
        "wished": wished,
        "least": min(spread, default=0),
        "most": max(spread, default=0),
        "coaches": coached_counts(roster),
        "gaps": gap_lines(gaps)[:GAPS_SHOWN],
        "more_gaps": max(0, len(gaps.rows) - GAPS_SHOWN),
        **proof(roster),
    }
    return show(request, roster, "fairness", context, tab="fairness")


def proof(roster: "Roster") -> dict[str, Any]:
    """How far the proposal was from the best at most, as the engine proved it."""
    if roster.cost is None or roster.bound is None:
        return {"gap": None}
    return {"gap": max(0.0, (roster.cost - roster.bound) / max(1, abs(roster.cost)) * 100)}


def bar(count: int, wished: int, most: int) -> SafeString:
    """The shifts as a bar, the wish as a line across it."""
    inside = [
        node("rect", x=0, y=4, width="100%", height=12, rx=3, look="c-track"),
        node("rect", x=0, y=4, width=share(count / most), height=12, rx=3, look="c-own"),
        node("line", x1=share(wished / most), x2=share(wished / most), y1=0, y2=20, look="c-mark"),
    ]
    return node("svg", *inside, width="100%", height=20, aria_hidden="true", focusable="false")


def gap_lines(gaps: Gaps) -> list[dict[str, Any]]:
    """Each demand that is not met: when, how many, and what became of who could have helped."""
    demand, posed = gaps.posed.problem.demand, gaps.posed
    found = []
    for one in gaps.rows:
        place = posed.places[int(demand.shift[one.row])]
        skill = int(demand.skill[one.row])
        name = posed.skills[skill].name if skill >= 0 else ""
        found.append(
            {
                "place": place,
                "missing": missing_line(one.missing, name),
                "why": why_lines(one.able, one.coaches, one.held_back, one.free),
            }
        )
    return found


def why_lines(able: int, coaches: int, held_back: Any, free: int) -> list[str]:
    if not coaches:
        return [_("No coach can be there then.")]
    if not able:
        return [_("Nobody who can do this said that they can come then.")]
    lines = [
        ngettext("%(count)s could: %(why)s", "%(count)s could: %(why)s", count)
        % {"count": count, "why": rule_words(rule)}
        for rule, count in held_back.items()
    ]
    if free:
        words = ngettext(
            "%(count)s could come, but is needed more elsewhere",
            "%(count)s could come, but are needed more elsewhere",
            free,
        )
        lines.append(words % {"count": free})
    return lines or [_("Everybody who can is there already.")]
