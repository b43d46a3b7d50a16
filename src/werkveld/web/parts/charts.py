"""Bars, lines over years and dots with a margin, drawn as inline SVG without a script.

Across, everything is in percentages, so a chart fits a phone and a page of paper while its words keep their size.
Nothing is told by colour alone: own lines are whole with round dots, a benchmark is dotted with diamonds, a claimed
value has a dashed edge, and each chart has the table it was drawn from behind it.
"""

import math
import textwrap
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from werkveld.web.parts.svg import drawing, node, share
from werkveld.web.parts.tables import Column

Words = str | Promise
LINE, LABEL_WIDTH = 19, 40  # height of a line of words; letters that fit across a phone


def written(value: float | None, decimals: int) -> str:
    """A value in the reader's language, or the word for a value that is not there."""
    return gettext("not shown") if value is None else number_format(value, decimals, force_grouping=True)


def diamond(across: float, y: float, *, look: str, size: float = 5.5) -> SafeString:
    """A square on its point, around a place that is a percentage across: hence a picture in the picture."""
    shape = node("path", d=f"M0 {-size}L{size} 0L0 {size}L{-size} 0z", look=look)
    return node("svg", shape, x=share(across), y=y, overflow="visible")


def sample(kind: str) -> SafeString:
    """The little picture beside a name in the legend."""
    inside = {
        "own": [node("rect", x=2, y=3, width=28, height=10, rx=2, look="c-own")],
        "claimed": [node("rect", x=2, y=3, width=28, height=10, rx=2, look="c-claimed")],
        "mark": [node("line", x1=16, x2=16, y1=1, y2=15, look="c-mark")],
        "line": [
            node("line", x1=2, x2=30, y1=8, y2=8, look="c-line"),
            node("circle", cx=16, cy=8, r=5, look="c-own-dot"),
        ],
        "bench": [node("line", x1=2, x2=30, y1=8, y2=8, look="c-bench"), diamond(0.5, 8, look="c-bench-dot", size=5)],
        "span": [
            node("line", x1=2, x2=30, y1=8, y2=8, look="c-span"),
            node("circle", cx=16, cy=8, r=5, look="c-own-dot"),
        ],
        "diamond": [diamond(0.5, 8, look="c-bench-dot")],
    }[kind]
    return node("svg", *inside, width=32, height=16, aria_hidden="true", focusable="false")


def scale(low: float, high: float, steps: int = 4) -> tuple[float, float, list[float]]:
    """Round ends around the values, and the values to write at the grid lines."""
    span = (high - low) or abs(high) or 1.0
    raw = span / steps
    size = 10.0 ** math.floor(math.log10(raw))
    step = min((size * factor for factor in (1, 2, 5, 10)), key=lambda one: abs(math.log(one / raw)))
    start, end = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    if end - start < step / 2:
        end = start + step
    return start, end, [start + step * at for at in range(round((end - start) / step) + 1)]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What every chart has. `decimals` is how values are written; `note` stands under the drawing."""

    title: Words
    note: Words = ""
    decimals: int = 0

    @cached_property
    def ident(self) -> str:
        """The same for the same chart, so that a page stays the same to a cache."""
        return f"chart-{zlib.crc32(repr((str(self.title), self.rows)).encode()):x}"

    @property
    def legend(self) -> list[tuple[SafeString, Words]]:
        return []

    @property
    def columns(self) -> list[Column]:
        raise NotImplementedError

    @property
    def rows(self) -> list[list[str]]:
        raise NotImplementedError

    def drawing(self) -> SafeString:
        raise NotImplementedError

    def words(self, value: float | None) -> str:
        return written(value, self.decimals)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar; value None is a figure that is not shown; origin is counted or claimed; mark is a benchmark."""

    label: Words
    value: float | None
    origin: str = "counted"
    mark: float | None = None


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """Horizontal bars from nought; `full` is where the track ends."""

    bars: Sequence[Bar]
    what: Words  # the column of names
    measure: Words  # what the bars count
    mark_name: Words = ""
    full: float | None = None

    @property
    def legend(self) -> list[tuple[SafeString, Words]]:
        origins = {bar.origin for bar in self.bars}
        names = [("own", gettext("counted"))] if "claimed" in origins and "counted" in origins else []
        names += [("claimed", gettext("from an outside source"))] if "claimed" in origins else []
        names += [("mark", str(self.mark_name))] if self.mark_name else []
        return [(sample(kind), name) for kind, name in names]

    @property
    def columns(self) -> list[Column]:
        marked = [Column(label=str(self.mark_name), is_number=True)] if self.mark_name else []
        return [Column(label=str(self.what)), Column(label=str(self.measure), is_number=True), *marked]

    @property
    def rows(self) -> list[list[str]]:
        marked = bool(self.mark_name)
        return [
            [
                str(bar.label),
                self.words(bar.value),
                *([self.words(bar.mark) if bar.mark is not None else "–"] if marked else []),
            ]
            for bar in self.bars
        ]

    def drawing(self) -> SafeString:
        most = self.full or max((v for bar in self.bars for v in (bar.value, bar.mark) if v), default=1.0)
        parts, y = [], 0.0
        for bar in self.bars:
            lines = textwrap.wrap(str(bar.label), LABEL_WIDTH) or [""]
            parts += [node("text", line, x=0, y=y + 15 + LINE * at, look="c-label") for at, line in enumerate(lines)]
            parts += self.one(bar, y + LINE * len(lines) + 5, most)
            y += LINE * len(lines) + 41
        says = "; ".join(f"{bar.label}: {self.words(bar.value)}" for bar in self.bars)
        return drawing(self.ident, *parts, title=str(self.title), says=says, height=y)

    def one(self, bar: Bar, y: float, most: float) -> list[SafeString]:
        """The track, the bar on it, the benchmark over it and the value behind it."""
        wide = 0.8
        if bar.value is None:
            return [node("text", self.words(None), x=0, y=y + 12, look="c-faint")]
        parts = [node("rect", x=0, y=y, width=share(wide), height=14, rx=3, look="c-track")]
        if bar.value:
            look = "c-claimed" if bar.origin == "claimed" else "c-own"
            parts.append(
                node("rect", x=0, y=y, width=share(wide * min(bar.value / most, 1)), height=14, rx=3, look=look)
            )
        if bar.mark is not None:
            at = share(wide * min(bar.mark / most, 1))
            parts.append(node("line", x1=at, x2=at, y1=y - 4, y2=y + 18, look="c-mark"))
        return [*parts, node("text", self.words(bar.value), x="100%", y=y + 12, text_anchor="end", look="c-strong")]


@dataclass(frozen=True, kw_only=True)
class Series:
    """One value per year, None where there is none."""

    label: Words
    values: Sequence[float | None]


@dataclass(frozen=True, kw_only=True)
class Lines(Chart):
    """Our own series over years, and a benchmark beside it."""

    years: Sequence[str | int]
    own: Series
    benchmark: Series | None = None
    low: float | None = None
    high: float | None = None
    height: float = 280

    @property
    def series(self) -> list[Series]:
        return [self.own, *([self.benchmark] if self.benchmark else [])]

    @property
    def legend(self) -> list[tuple[SafeString, Words]]:
        return [(sample(kind), line.label) for kind, line in zip(("line", "bench"), self.series, strict=False)]

    @property
    def columns(self) -> list[Column]:
        return [Column(label=gettext("Year")), *(Column(label=str(line.label), is_number=True) for line in self.series)]

    @property
    def rows(self) -> list[list[str]]:
        lines = [["–" if value is None else self.words(value) for value in line.values] for line in self.series]
        return [[str(year), *(values[at] for values in lines)] for at, year in enumerate(self.years)]

    def drawing(self) -> SafeString:
        known = [value for line in self.series for value in line.values if value is not None] or [0.0, 1.0]
        low, high, ticks = scale(
            min(known) if self.low is None else self.low, max(known) if self.high is None else self.high
        )
        top, bottom = 22.0, self.height - 32
        place = _Place(low=low, high=high, top=top, bottom=bottom, count=len(self.years))
        parts = self.frame(ticks, place)
        order = list(zip(("bench", "line"), (self.benchmark, self.own), strict=True))
        parts += [part for kind, line in order if line for part in self.path(line, kind, place)]
        says = ". ".join(f"{row[0]}: {', '.join(row[1:])}" for row in self.rows)
        return drawing(self.ident, *parts, title=str(self.title), says=says, height=self.height)

    def frame(self, ticks: list[float], place: "_Place") -> list[SafeString]:
        """Grid lines with their value on them, and the years below; at most seven years are written."""
        parts = []
        for at, tick in enumerate(ticks):
            y = place.y(tick)
            parts.append(node("line", x1=0, x2="100%", y1=y, y2=y, look="c-grid" if at else "c-axis"))
            parts.append(node("text", number_format(tick, self.tick_decimals(ticks)), x=0, y=y - 5, look="c-faint"))
        every = math.ceil(len(self.years) / 7)
        for at, year in enumerate(self.years):
            if (len(self.years) - 1 - at) % every == 0:
                parts.append(
                    node(
                        "text", str(year), x=share(place.x(at)), y=self.height - 8, text_anchor="middle", look="c-faint"
                    )
                )
        return parts

    @staticmethod
    def tick_decimals(ticks: list[float]) -> int:
        """As many decimals as the grid needs, and no more."""
        return next(d for d in range(4) if d == 3 or all(abs(round(tick, d) - tick) < 1e-9 for tick in ticks))

    def path(self, line: Series, kind: str, place: "_Place") -> list[SafeString]:
        """Pieces of line between known years (a gap stays a gap), then a dot and a value at each year."""
        points = [(at, value) for at, value in enumerate(line.values) if value is not None]
        parts = [
            node(
                "line",
                x1=share(place.x(a)),
                y1=place.y(v),
                x2=share(place.x(b)),
                y2=place.y(w),
                look="c-line" if kind == "line" else "c-bench",
            )
            for (a, v), (b, w) in pairwise(points)
            if b == a + 1
        ]
        for at, value in points:
            y = place.y(value)
            if kind == "line":
                parts.append(node("circle", cx=share(place.x(at)), cy=y, r=6, look="c-own-dot"))
            else:
                parts.append(diamond(place.x(at), y, look="c-bench-dot"))
            over = self.stands_over(line, at)
            words = node(
                "text",
                self.words(value),
                x=share(place.x(at)),
                y=y - 12 if over else y + 23,
                text_anchor="middle",
                look="c-strong" if kind == "line" else "c-faint",
            )
            parts.append(words)
        return parts

    def stands_over(self, line: Series, at: int) -> bool:
        """The higher of two values gets its words above it, the lower one below; equal ones: ours above."""
        if self.benchmark is None:
            return True
        own, other = self.own.values[at], self.benchmark.values[at]
        if own is None or other is None:
            return True
        return (line is self.own) == (own >= other)


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where a value stands on the paper: years across in parts of one, values down in pixels."""

    low: float
    high: float
    top: float
    bottom: float
    count: int

    def x(self, at: int) -> float:
        return 0.55 if self.count == 1 else 0.13 + 0.82 * at / (self.count - 1)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, kw_only=True)
class Dot:
    """A mean or share with its margin; benchmark None where there is none."""

    label: Words
    value: float
    low: float
    high: float
    n: int
    benchmark: float | None = None


@dataclass(frozen=True, kw_only=True)
class Dots(Chart):
    """Values with the margin around them, on one scale, so that overlap can be seen."""

    dots: Sequence[Dot]
    what: Words
    measure: Words
    benchmark_name: Words = ""
    ends: tuple[float, float] | None = None

    @property
    def legend(self) -> list[tuple[SafeString, Words]]:
        own = [(sample("span"), gettext("value with its margin"))]
        return own + ([(sample("diamond"), self.benchmark_name)] if self.benchmark_name else [])

    @property
    def columns(self) -> list[Column]:
        heads = [str(self.measure), gettext("margin"), gettext("number of answers")]
        heads += [str(self.benchmark_name)] if self.benchmark_name else []
        return [Column(label=str(self.what)), *(Column(label=head, is_number=True) for head in heads)]

    @property
    def rows(self) -> list[list[str]]:
        return [
            [
                str(dot.label),
                self.words(dot.value),
                gettext("%(low)s to %(high)s") % {"low": self.words(dot.low), "high": self.words(dot.high)},
                written(dot.n, 0),
                *(["–" if dot.benchmark is None else self.words(dot.benchmark)] if self.benchmark_name else []),
            ]
            for dot in self.dots
        ]

    def drawing(self) -> SafeString:
        marks = [v for dot in self.dots for v in (dot.low, dot.high, dot.benchmark) if v is not None] or [0.0, 1.0]
        low, high, ticks = scale(*(self.ends or (min(marks), max(marks))))
        rows: list[SafeString] = []
        y = 0.0
        for dot in self.dots:
            lines = textwrap.wrap(str(dot.label), LABEL_WIDTH) or [""]
            rows += [node("text", line, x=0, y=y + 15 + LINE * at, look="c-label") for at, line in enumerate(lines)]
            rows += self.one(dot, y + LINE * len(lines) + 16, low, high)
            y += LINE * len(lines) + 42
        says = ". ".join(f"{row[0]}: {row[1]} ({row[2]})" for row in self.rows)
        return drawing(
            self.ident, *self.axis(ticks, low, high, y), *rows, title=str(self.title), says=says, height=y + 26
        )

    @staticmethod
    def across(value: float, low: float, high: float) -> float:
        return 0.02 + 0.78 * (value - low) / (high - low)

    def axis(self, ticks: list[float], low: float, high: float, y: float) -> list[SafeString]:
        decimals = Lines.tick_decimals(ticks)
        parts = [node("line", x1=0, x2="82%", y1=y, y2=y, look="c-axis")]
        for tick in ticks:
            at = share(self.across(tick, low, high))
            parts.append(node("line", x1=at, x2=at, y1=y - 4, y2=y + 4, look="c-axis"))
            parts.append(
                node("text", number_format(tick, decimals), x=at, y=y + 21, text_anchor="middle", look="c-faint")
            )
        return parts

    def one(self, dot: Dot, y: float, low: float, high: float) -> list[SafeString]:
        left, right = share(self.across(dot.low, low, high)), share(self.across(dot.high, low, high))
        wide = share(self.across(dot.high, low, high) - self.across(dot.low, low, high))
        parts = [
            node("rect", x=left, y=y - 8, width=wide, height=16, look="c-span-wash"),
            node("line", x1=left, x2=right, y1=y, y2=y, look="c-span"),
            *(node("line", x1=end, x2=end, y1=y - 8, y2=y + 8, look="c-span") for end in (left, right)),
            node("circle", cx=share(self.across(dot.value, low, high)), cy=y, r=6.5, look="c-own-dot"),
        ]
        if dot.benchmark is not None:
            parts.append(diamond(self.across(dot.benchmark, low, high), y, look="c-bench-dot", size=6))
        return [*parts, node("text", self.words(dot.value), x="100%", y=y + 5, text_anchor="end", look="c-strong")]
