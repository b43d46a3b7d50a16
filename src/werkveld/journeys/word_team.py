"""Why somebody is in their team, in words: in the letter, and on their own page.

Of others only first names are said, the whole name of who somebody asked for themselves, and never who asked for whom.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.ground.text import named

Facts = dict[str, Any]
Words = tuple[str, str]


def team_formed(facts: Facts) -> Words:
    """`asked` are names by the number of the wish."""
    title = _("You are in team %(team)s of %(title)s") % {"team": facts["team"], "title": named(facts["title"])}
    others = [_("You work with %(names)s.") % {"names": in_a_row(facts["with"])}] if facts["with"] else []
    return title, " ".join([*others, *why_lines(facts), *wish_lines(facts, facts["asked"])])


def team_changed(facts: Facts) -> Words:
    title = _("You are now in team %(team)s of %(title)s") % {"team": facts["team"], "title": named(facts["title"])}
    return title, _("Your coordinator wrote: %(why)s") % {"why": facts["why"]}


def in_a_row(names: list[str]) -> str:
    """«Anna, Bo and Cas»."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def why_lines(facts: Facts) -> list[str]:
    """What is so about the team and its topic."""
    lines = []
    if facts.get("topic"):
        lines.append(_("Your team works on “%(topic)s”.") % {"topic": named(facts["topic"])})
        lines += _rank_lines(facts["rank"])
    lines += [line for what, said in facts.get("mix", {}).items() if (line := _mix_line(what, *said))]
    return lines


def _rank_lines(rank: int | None) -> list[str]:
    if rank is None:
        return [_("You wished no topic, so you were free to fit in anywhere.")]
    if rank == 0:
        return [_("You did not name this topic.")]
    return [_("It was your wish number %(rank)s.") % {"rank": rank}]


def _mix_line(what: str, different: int, alike: int, least: int, most: int) -> str:
    """Not where all teams are the same."""
    even = str(least) if least == most else _("%(least)s or %(most)s") % {"least": least, "most": most}
    numbers = {"different": different, "alike": alike, "even": even}
    if what == "college":
        return (
            ngettext(
                "Teams are mixed: yours has people of %(different)s college. Of your own college there are %(alike)s in it,"
                " you included; spread evenly over all teams that is %(even)s.",
                "Teams are mixed: yours has people of %(different)s colleges. Of your own college there are %(alike)s in it,"
                " you included; spread evenly over all teams that is %(even)s.",
                different,
            )
            % numbers
        )
    return (
        ngettext(
            "It has people of %(different)s level. Of your own level there are %(alike)s; spread evenly that is %(even)s.",
            "It has people of %(different)s levels. Of your own level there are %(alike)s; spread evenly that is %(even)s.",
            different,
        )
        % numbers
    )


def wish_lines(facts: Facts, asked: Mapping[str, str]) -> list[str]:
    """What came of wishes, why not of others, and what would have changed it."""
    granted = [asked[str(number)] for number in facts.get("granted", []) if str(number) in asked]
    lines = [_("You asked to be with %(names)s, and you are.") % {"names": in_a_row(granted)}] if granted else []
    for missed in facts.get("missed", []):
        if missed["wish"] == "mate" and str(missed["number"]) not in asked:
            continue
        lines.append(" ".join([_missed(missed, asked), *_because(missed), *_helped(missed)]))
    return lines


def _missed(missed: Facts, asked: Mapping[str, str]) -> str:
    if missed["wish"] == "mate":
        return _("You asked to be with %(name)s. That did not work out.") % {"name": asked[str(missed["number"])]}
    return _("“%(topic)s” was your wish number %(rank)s. That did not work out.") % {
        "topic": named(missed["name"]),
        "rank": missed["rank"],
    }


def _because(missed: Facts) -> list[str]:
    """Reckoned over every change of places that would have granted it: the best of them."""
    if missed.get("no_team"):
        return [_("No team works on it, since few people had it as their first wish.")]
    if missed["extra"] is None:
        return [_("There was nobody to change places with.")]
    if missed["extra"] == 0:
        return [_("For all together it would have been as good, so the lot decided.")]
    lines = []
    if missed["pairs"] > 0:
        lines.append(
            ngettext(
                "With the best change of places, %(pairs)s more pair of the same college or level would be in one team.",
                "With the best change of places, %(pairs)s more pairs of the same college or level would be in one team.",
                missed["pairs"],
            )
            % missed
        )
    if missed["others"]:
        lines.append(_("It did not fit with what others wished, or with what the school arranged."))
    return lines


def _helped(missed: Facts) -> list[str]:
    """Each of these was tried: the teams were formed anew with that one change."""
    sentence = {
        "team": _("With one more team on it you would have had it."),
        "topics": _("Had the school let wished topics count most, you would have had it."),
        "mates": _("Had the school let it count most who wants to be with whom, you would have had it."),
    }.get(missed.get("helped") or "")
    return [sentence] if sentence else []
