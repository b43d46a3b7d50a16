"""Trials beside each other: a row a number, a column a trial, and in each row which trial does best and by how much."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.ground.text import named
from werkveld.steps.enrolments.enums import Aim
from werkveld.web.parts.svg import node, share
from werkveld.web.school.rounds.words import aim_name

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Trial

Figures = dict[str, Any]
MOST_COLUMNS = 8  # of which the numbers still fit above each other's columns
Value = float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """`mark` is best, off (with the difference in words) or nothing where all are the same."""

    words: str
    mark: str = ""
    difference: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    head: str
    cells: list[Cell]
    help: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under one heading."""

    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a column."""

    trial: "Trial"
    aim: str
    is_current: bool
    is_published: bool
    extra: str
    spread: SafeString
    spread_words: str
    in_short: str


def heads(
    trials: Sequence["Trial"], digest: str, titles: dict[str, str], published: "Trial | None" = None
) -> list[Head]:
    """`digest` is of the round as it is, or was when the places were given: with another one, something else was tried."""
    return [
        Head(
            trial,
            aim_name(trial.aim),
            trial.digest == digest,
            trial == published,
            extra_words(trial.extra_seats, titles),
            spread(trial.figures),
            spread_words(trial.figures),
            in_short(trial.figures),
        )
        for trial in trials
    ]


def extra_words(extra: dict[str, int], titles: dict[str, str]) -> str:
    return ", ".join(f"{titles.get(key, '?')} {more:+d}" for key, more in extra.items())


def compared(trials: Sequence["Trial"]) -> list[Part]:
    """Only numbers; who it is about nobody sees here."""
    figures = [trial.figures for trial in trials]
    if not figures:
        return []
    parts = [
        Part(_("Per college"), _by(figures, "by_college", _("without a college"))),
        Part(_("Per level"), _by(figures, "by_level", _("without a level"), _level)),
    ]
    return [
        Part(_("Who gets what"), _whole(figures)),
        *(part for part in parts if len(part.rows) > 1),  # one part says what the whole says
        Part(_("How sure is it?"), [_proof(trials), _cancelled(figures)]),
    ]


def _whole(figures: list[Figures]) -> list[Row]:
    return [
        _row(_("First wish"), figures, lambda one: one["first"], of=lambda one: one["people"]),
        _row(_("One of the first three"), figures, lambda one: one["top3"], of=lambda one: one["people"]),
        _row(
            _("Nothing"),
            figures,
            lambda one: one["unplaced"],
            is_less=True,
            help_=_("People who chose and get no place."),
        ),
        _row(
            _("Mean wish"),
            figures,
            lambda one: one["mean"],
            is_less=True,
            decimals=2,
            help_=_("1 is: everybody gets the first wish. Who gets nothing does not count here."),
        ),
        _row(
            _("Lowest wish"),
            figures,
            lambda one: one["worst"] or None,
            is_less=True,
            help_=_("The lowest wish that somebody gets."),
        ),
        *_silent(figures),
        *_gladly(figures),
    ]


def _gladly(figures: list[Figures]) -> list[Row]:
    """Only where hosts chose too."""
    if not all("sides" in one for one in figures):
        return []
    gladly = _row(
        _("Gladly wanted by the host"),
        figures,
        lambda one: one["sides"]["gladly"],
        of=lambda one: one["people"] - one["unplaced"],
    )
    return [gladly]


def _silent(figures: list[Figures]) -> list[Row]:
    """Only where who chose nothing gets what is left."""
    if not any(one["silent_placed"] for one in figures):
        return []
    placed = _row(
        _("Chose nothing, gets a place"),
        figures,
        lambda one: one["silent_placed"],
        of=lambda one: one["silent"],
        is_compared=False,
    )
    return [placed]


def _row(
    head: str,
    figures: list[Figures],
    value: Callable[[Figures], Value],
    *,
    of: Callable[[Figures], int] | None = None,
    is_less: bool = False,
    is_compared: bool = True,
    decimals: int = 0,
    help_: str = "",
) -> Row:
    values = [value(one) for one in figures]
    known = [one for one in values if one is not None]
    best = (min(known) if is_less else max(known)) if known else None
    differs = is_compared and len({round(one, decimals) for one in known}) > 1
    cells = [
        _cell(one, best if differs else None, decimals, _share(one, of(each)) if of else "")
        for one, each in zip(values, figures, strict=True)
    ]
    return Row(head, cells, help_)


def _cell(value: Value, best: Value, decimals: int, note: str) -> Cell:
    if value is None:
        return Cell("–")
    words = rounded(value, decimals)
    if best is None:
        return Cell(words, note=note)
    off = round(value, decimals) - round(best, decimals)
    if not off:
        return Cell(words, "best", _("best"), note)
    return Cell(words, "off", f"{'+' if off > 0 else '−'}{rounded(abs(off), decimals)}", note)


def rounded(value: float, decimals: int) -> str:
    return str(number_format(round(value, decimals), decimals))  # number_format only cuts


def _share(value: Value, whole: int) -> str:
    return (
        _("%(percent)s of %(whole)s") % {"percent": f"{round(100 * value / whole)}%", "whole": whole}
        if whole and value is not None
        else ""
    )


def _level(name: str) -> str:
    return _("level %(level)s") % {"level": name}


def _by(figures: list[Figures], part: str, nameless: str, name: Callable[[str], str] = str) -> list[Row]:
    """For each college or level the share with one of the first three wishes, and how many get nothing."""
    names = sorted({one["name"] for each in figures for one in each[part]})
    rows = []
    for code in names:
        ones = [next((one for one in each[part] if one["name"] == code), None) for each in figures]
        shares = [100 * one["top3"] / one["people"] if one and one["people"] else None for one in ones]
        known = [round(share) for share in shares if share is not None]
        best = max(known) if len(set(known)) > 1 else None
        cells = [_part_cell(one, share, best) for one, share in zip(ones, shares, strict=True)]
        people = max((one["people"] for one in ones if one), default=0)
        said = ngettext(
            "%(count)s person, one of the first three wishes", "%(count)s people, one of the first three wishes", people
        )
        rows.append(Row(name(code) if code else nameless, cells, said % {"count": people}))
    return rows


def _part_cell(one: Figures | None, share_: Value, best: int | None) -> Cell:
    if one is None or share_ is None:
        return Cell("–")
    nothing = one["unplaced"]
    note = ngettext("%(count)s gets nothing", "%(count)s get nothing", nothing) % {"count": nothing} if nothing else ""
    words = f"{round(share_)}%"
    if best is None:
        return Cell(words, note=note)
    off = round(share_) - best
    return Cell(words, "best", _("best"), note) if not off else Cell(words, "off", f"−{abs(off)}", note)


def _proof(trials: Sequence["Trial"]) -> Row:
    """What the answer itself proves; the rules were checked for every answer, by other code than that which made it."""
    return Row(_("Proof"), [_proof_of(trial.aim, trial.figures) for trial in trials])


def _proof_of(aim: str, figures: Figures) -> Cell:
    if "sides" in figures:
        note = _("No student and no host would rather have each other. Other code than that which made it looked.")
        return Cell(_("proven"), note=note)
    if aim == Aim.DRAW:
        return Cell(_("can be drawn again"), note=_("Same number of the draw, same result."))
    if figures["is_best"]:
        return Cell(_("proven"), note=_("No answer is better by this aim."))
    if figures["gap"] is not None:
        gap = number_format(math.ceil(round(10_000 * figures["gap"], 6)) / 100, 2)  # up, since it is «at most»
        return Cell(_("nearly proven"), note=_("At most %(gap)s%% better is possible.") % {"gap": gap})
    return Cell(_("checked"), note=_("It keeps every rule. That nothing is better, is not proven."))


def _cancelled(figures: list[Figures]) -> Row:
    counts = [sum(one["cancelled"] for one in each["offerings"]) for each in figures]
    names = [", ".join(named(one["title"]) for one in each["offerings"] if one["cancelled"]) for each in figures]
    row = _row(_("Does not go on"), [{"n": count} for count in counts], lambda one: one["n"], is_less=True)
    cells = [Cell(cell.words, cell.mark, cell.difference, note) for cell, note in zip(row.cells, names, strict=True)]
    return Row(row.head, cells, _("Offerings with too few people."))


@dataclass(frozen=True, slots=True)
class Fullness:
    """An offering in one trial: how full it gets, and what one seat more would do."""

    key: str
    title: str
    given: int
    seats: int
    is_cancelled: bool
    is_full: bool
    more: str
    bar: SafeString


def fullness(figures: Figures) -> list[Fullness]:
    """Where one seat more does most stands on top; then how many wanted it first."""
    rows = sorted(figures["offerings"], key=_gain, reverse=True)
    most = max([1, *(max(one["seats"], one["given"]) for one in rows)])
    return [
        Fullness(
            one["key"],
            named(one["title"]),
            one["given"],
            one["seats"],
            one["cancelled"],
            one["given"] >= one["seats"] > 0,
            more_words(one),
            _seats_bar(one["given"], one["seats"], most),
        )
        for one in rows
    ]


def _gain(one: Figures) -> tuple[int, int, int]:
    more = one["one_more"] or {"placed": 0, "first": 0}
    return more["placed"], more["first"], one["first_wishes"]


def more_words(one: Figures) -> str:
    """What one seat more would have done for everybody together."""
    more = one["one_more"]
    if more is None:
        return _("not looked at") if one["given"] >= one["seats"] > 0 else ""
    said = []
    if more["placed"]:
        words = ngettext("%(count)s person more gets a place", "%(count)s people more get a place", more["placed"])
        said.append(words % {"count": more["placed"]})
    if more["first"] > 0:
        words = ngettext("%(count)s first wish more", "%(count)s first wishes more", more["first"])
        said.append(words % {"count": more["first"]})
    return ", ".join(said) or _("nobody gets a first wish more")


def _seats_bar(given: int, seats: int, most: int) -> SafeString:
    parts = [node("rect", x=0, y=3, width=share(seats / most), height=10, rx=3, look="c-track")]
    if given:
        parts.append(node("rect", x=0, y=3, width=share(given / most), height=10, rx=3, look="c-own"))
    return node("svg", *parts, width="100%", height=16, aria_hidden="true", focusable="false")


def spread(figures: Figures) -> SafeString:
    """How many people get which wish: a column a wish with its number above and its rank below; nothing stands last."""
    counts = [*figures["by_rank"], figures["unplaced"]]
    most, wide = max([1, *counts]), 1 / max(1, len(counts))
    ranks = [*(str(rank) for rank in range(1, len(counts))), "–"]
    parts = [node("line", x1=0, x2="100%", y1=63, y2=63, look="c-axis")]
    for at, (count, rank) in enumerate(zip(counts, ranks, strict=True)):
        high = max(2, 44 * count / most) if count else 0
        middle = {"x": share((at + 0.5) * wide), "text_anchor": "middle"}
        if high:
            look = "c-own" if at < len(counts) - 1 else "c-claimed"
            x, width = share((at + 0.14) * wide), share(wide * 0.72)
            parts.append(node("rect", x=x, y=62 - high, width=width, height=high, look=look))
        if len(counts) <= MOST_COLUMNS:
            parts.append(node("text", str(count), **middle, y=57 - high, class_="spread__count"))
            parts.append(node("text", rank, **middle, y=78, class_="spread__rank"))
    return node("svg", *parts, width="100%", height=82, aria_hidden="true", focusable="false", class_="spread__plot")


def in_short(figures: Figures) -> str:
    """A trial in one sentence, for who reads on a phone or wants no table."""
    first = ngettext(
        "%(count)s of %(people)s gets the first wish", "%(count)s of %(people)s get the first wish", figures["first"]
    ) % {"count": figures["first"], "people": figures["people"]}
    nothing = figures["unplaced"]
    without = ngettext("%(count)s gets nothing", "%(count)s get nothing", nothing) % {"count": nothing}
    worst = _("the lowest wish is %(worst)s") % {"worst": figures["worst"]}
    gone = sum(one["cancelled"] for one in figures["offerings"])
    said = [first, without if nothing else _("nobody gets nothing"), worst]
    if gone:
        said.append(
            ngettext("%(count)s offering does not go on", "%(count)s offerings do not go on", gone) % {"count": gone}
        )
    return ", ".join(said)


def spread_words(figures: Figures) -> str:
    said = [f"{rank}: {count}" for rank, count in enumerate(figures["by_rank"], start=1)]
    return _("Wish %(ranks)s; nothing: %(nothing)s") % {"ranks": ", ".join(said), "nothing": figures["unplaced"]}
