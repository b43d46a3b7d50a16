"""Needs, risks, consequences and reasons, in plain words."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.ground.text import named
from werkveld.steps.people.queries import abilities
from werkveld.steps.practice.enums import HERE_STATES
from werkveld.steps.practice.queries import GOOD, Consequence, Effect, Risk
from werkveld_engine.rostering.promises import Rule

if TYPE_CHECKING:
    from werkveld.steps.practice.models import Roster, RosterSlot, Shift


def needs_words(slot: "RosterSlot") -> str:
    """«2 students, 1 with Letters»."""
    count = sum(need.asked for need in slot.needs.all() if need.skill is None)
    words = [ngettext("%(count)s student", "%(count)s students", count) % {"count": count}] if count else []
    words += [
        _("%(count)s with “%(skill)s”") % {"count": need.asked, "skill": need.skill.name}
        for need in sorted(slot.needs.all(), key=lambda need: need.pk)
        if need.skill is not None
    ]
    return ", ".join(words)


def in_short(roster: "Roster", shifts: "list[Shift]") -> dict[str, Any]:
    """What a planner wants to know of a roster before looking at it."""
    missing = [missing_words(shift) for shift in shifts]
    gap = None
    if roster.cost is not None and roster.bound is not None:
        gap = max(0.0, (roster.cost - roster.bound) / max(1, abs(roster.cost)) * 100)
    return {
        "shifts": len(shifts),
        "whole": sum(not words and shift.coach_id is not None for shift, words in zip(shifts, missing, strict=True)),
        "short": sum(bool(words) for words in missing),
        "alone": sum(shift.coach_id is None for shift in shifts),
        "gap": gap,
    }


def missing_words(shift: "Shift") -> list[str]:
    """What a shift misses of what it asks; needs and turns are there already."""
    here = [turn.person for turn in shift.turns.all() if turn.state in HERE_STATES]
    needs = list(shift.needs.all())
    wanted = [need.skill for need in needs if need.skill is not None]
    able = abilities(here, wanted) if wanted else {}
    found = []
    for need in sorted(needs, key=lambda need: (need.skill_id is not None, need.pk)):
        there = sum(need.skill_id is None or need.skill_id in able[person.pk] for person in here)
        if there < need.asked:
            found.append(missing_line(need.asked - there, need.skill.name if need.skill else ""))
    return found


def missing_line(count: int, skill: str) -> str:
    if skill:
        return _("%(count)s with “%(skill)s” missing") % {"count": count, "skill": skill}
    return ngettext("%(count)s student missing", "%(count)s students missing", count) % {"count": count}


def risk_lines(risks: Mapping[Risk, Mapping[str, Any]]) -> list[str]:
    return [_risk(risk, facts) for risk, facts in risks.items()]


def _risk(risk: Risk, facts: Mapping[str, Any]) -> str:
    if risk is Risk.TOO_FEW:
        return missing_line(facts["count"], "")
    if risk is Risk.SKILL_MISSING:
        return missing_line(1, named(facts["skill"]))
    if risk is Risk.VISIT_ALONE:
        words = ngettext(
            "%(count)s appointment without a student", "%(count)s appointments without a student", facts["count"]
        )
        return words % facts
    return {Risk.NO_COACH: _("no coach"), Risk.NOBODY: _("no student")}[risk]


def effect_lines(found: Iterable[Consequence]) -> list[dict[str, Any]]:
    """Each with how bad it is."""
    return [
        {
            "words": _effect(one.effect, one.facts),
            "tone": "negative" if one.forbids else "positive" if one.effect in GOOD else "warning",
            "icon": "close" if one.forbids else "check" if one.effect in GOOD else "warning",
        }
        for one in found
    ]


def _effect(effect: Effect, facts: Mapping[str, Any]) -> str:
    if effect is Effect.SKILL_MISSING:
        return _("Then nobody here has “%(skill)s”.") % {"skill": named(facts["skill"])}
    if effect in COUNTED:
        return COUNTED[effect](facts["count"]) % facts
    return SENTENCES[effect]() % facts


COUNTED: dict[Effect, Callable[[int], str]] = {
    Effect.TOO_FEW: lambda count: ngettext(
        "Then %(count)s student is missing.", "Then %(count)s students are missing.", count
    ),
    Effect.VISITS_MOVE: lambda count: ngettext(
        "%(count)s resident is helped by another student.", "%(count)s residents are helped by another student.", count
    ),
    Effect.VISITS_ALONE: lambda count: ngettext(
        "%(count)s resident has nobody then.", "%(count)s residents have nobody then.", count
    ),
}


SENTENCES: dict[Effect, Callable[[], str]] = {
    Effect.OVERLAPS: lambda: _("%(name)s has another shift at that time."),
    Effect.IS_ON_IT: lambda: _("%(name)s is on this shift already."),
    Effect.SAME_DAY: lambda: _("%(name)s already has a shift that day."),
    Effect.NO_REST: lambda: _("%(name)s gets too little rest between two shifts."),
    Effect.AWAY: lambda: _("%(name)s is away then."),
    Effect.SAID_NO: lambda: _("%(name)s said: I cannot."),
    Effect.IF_NEEDED: lambda: _("%(name)s said: if I must."),
    Effect.SAID_NOTHING: lambda: _("%(name)s did not say yet when that is possible."),
    Effect.NO_COACH: lambda: _("Then there is no coach, and nobody can be helped."),
    Effect.TOO_MANY_FOR_COACH: lambda: _("That is %(count)s students. One coach guides at most %(most)s."),
    Effect.NO_SEAT: lambda: _("That is %(count)s students, and there is room for %(most)s."),
    Effect.MORE_THAN_WISHED: lambda: _("%(name)s then has %(count)s shifts; %(wished)s are wished."),
    Effect.FEWER_THAN_WISHED: lambda: _("%(name)s then has %(count)s shifts; %(wished)s are wished."),
    Effect.HELPS_DEMAND: lambda: _("This fills a gap."),
}


def rule_words(rule: Rule) -> str:
    """Why somebody is not on a shift; only the rules that our rosters have."""
    return {
        Rule.AVAILABLE: _("said no, is away or works elsewhere"),
        Rule.COACH: _("there is no coach for one more student"),
        Rule.COACHES: _("another coach is there"),
        Rule.SEATS: _("all places are taken"),
        Rule.A_DAY: _("already has a shift that day"),
        Rule.REST: _("too little rest after or before another shift"),
        Rule.A_WEEK: _("already has the most shifts in that week"),
    }.get(rule, _("another rule"))


def points_words(points: Mapping[str, int]) -> list[str]:
    """What would be lost (above nothing), most first."""
    kinds = {
        "short_of_demand": _("residents would miss somebody"),
        "short": _("further from the wished number of shifts"),
        "fair": _("who has fewest shifts would have still fewer"),
        "steady": _("less of the same day every week"),
        "meet": _("the own coach is met less often"),
        "over": _("more shifts than wished"),
        "dislike": _("comes only if needed"),
    }
    lost = sorted(((amount, kind) for kind, amount in points.items() if amount > 0), reverse=True)
    return [kinds[kind] for _amount, kind in lost if kind in kinds]
