"""The whole report, ready for a template: sections with their figures, key figures, targets and experience."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkveld.ground.markdown import REFERENCE, rendered
from werkveld.steps.promises.queries import Claimed, Counted, Measured, Reading
from werkveld.web.parts.charts import Lines
from werkveld.web.parts.citations import Sources, cited, cited_plainly
from werkveld.web.parts.report.charts import survey_chart
from werkveld.web.parts.report.marks import OnPaper, OnScreen, figure_address, written
from werkveld.web.parts.report.values import answers_words, margin, number, unit_words
from werkveld.web.parts.report.verdicts import Said, said_equal, said_stable

OPENING = ("promise", "conclusion")
MOST_TILES = 6


@dataclass(frozen=True, slots=True)
class Section:
    """One section; `kind` says where it stands on the page."""

    code: str
    kind: str
    heading: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Tile:
    """What the component `tile` asks."""

    label: str
    value: str
    origin: str
    unit: str
    href: str
    notes: tuple[str, ...] = ()
    source: str = ""
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """How much was promised and how much there is; `reached` is None where that is not shown."""

    code: str
    name: str
    words: str
    by: str
    value: float
    reached: float | None
    href: str
    source: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class Voices:
    """One group of people asked: our own survey, what a source outside claims, the national series, the verdicts."""

    code: str
    name: str
    tiles: tuple[Tile, ...]
    chart: Lines | None
    own_said: tuple[Said, ...]
    claimed_said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A figure of the text, explained at its end."""

    number: int
    ident: str
    name: str
    value: str
    origin: str
    lines: tuple[str, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class Page:
    """`paper` pages have notes; on screen a figure opens its own page instead."""

    reading: Reading
    sections: tuple[Section, ...]
    tiles: tuple[Tile, ...]
    goals: tuple[Goal, ...]
    voices: tuple[Voices, ...]
    notes: tuple[Note, ...] = field(default=())

    @property
    def threshold(self) -> int:
        """Fewer people than this are not shown."""
        return max((figure.threshold for figure in self.reading.figures.values()), default=0)

    @property
    def opening(self) -> list[Section]:
        return [section for section in self.sections if section.kind in OPENING]

    @property
    def middle(self) -> list[Section]:
        return [section for section in self.sections if section.kind not in (*OPENING, "experience")]

    @property
    def experience(self) -> list[Section]:
        return [section for section in self.sections if section.kind == "experience"]


def page(reading: Reading, *, on_paper: bool = False) -> Page:
    marks = OnPaper(reading) if on_paper else OnScreen(reading)
    sections = tuple(_section(section, marks) for section in reading.sections)
    return Page(
        reading=reading,
        sections=sections,
        tiles=tuple(_key_tiles(reading)),
        goals=tuple(_goal(reading, code) for code in reading.targets),
        voices=tuple(voices(reading, measured) for measured in reading.measured.values() if _is_told(measured)),
        notes=tuple(_notes(reading, marks)) if isinstance(marks, OnPaper) else (),
    )


def _is_told(measured: Measured) -> bool:
    return measured.figure.is_counted or bool(measured.series)


def words_of(section: dict[str, Any], name: str) -> str:
    """In the reader's language, or in the other where that is empty."""
    first, second = ("en", "nl") if (get_language() or "nl").startswith("en") else ("nl", "en")
    words: str = section[f"{name}_{first}"] or section[f"{name}_{second}"]
    return words


def _section(section: dict[str, Any], marks: OnScreen) -> Section:
    heading, body = words_of(section, "heading"), words_of(section, "body")
    return Section(section["code"], section["kind"], heading, rendered(body, marks))


def _key_tiles(reading: Reading) -> list[Tile]:
    """The figures that the opening names, in its order."""
    bodies = [words_of(section, "body") for section in reading.sections if section["kind"] in OPENING]
    codes = dict.fromkeys(found[2] for body in bodies for found in REFERENCE.finditer(body) if found[1] == "figure")
    return [counted_tile(reading.figures[code]) for code in codes if code in reading.figures][:MOST_TILES]


def counted_tile(figure: Counted) -> Tile:
    is_shown = figure.is_shown and figure.public["value"] is not None
    unit = figure.indicator.unit
    return Tile(
        label=figure.version.name,
        value=written(figure),
        origin="counted" if is_shown else "hidden",
        unit=unit_words(unit, figure.public["value"]) if is_shown and unit in ("hours", "share") else "",
        href=figure_address(figure),
        notes=tuple(counted_notes(figure)),
        is_example=figure.is_example,
    )


def counted_notes(figure: Counted) -> list[str]:
    """Count date, answers and margin; that a figure is not there, where it is not."""
    if not figure.is_counted:
        return [_("This figure was not counted yet.")]
    if not figure.is_shown:
        return [_("Not shown, to protect small groups.")]
    notes = [_("count date %(day)s") % {"day": date_format(figure.last_day, "j F Y")}]
    if figure.public.get("margin") is not None:
        notes.insert(0, _("margin ± %(margin)s") % {"margin": margin(figure.public["margin"])})
    if figure.indicator.unit == "score" and figure.public.get("people"):
        notes.insert(0, answers_words(figure.public["people"]))
    return notes


def claimed_tile(claimed: Claimed, sources: Sources) -> Tile:
    figure = claimed.figure
    return Tile(
        label=figure.name,
        value=number(figure.value, figure.unit),
        origin="claimed",
        unit=unit_words(figure.unit, figure.value) if figure.unit in ("months", "share") else "",
        href=reverse("promises:claimed", args=[figure.code]),
        notes=tuple(claimed_notes(claimed)),
        source=cited(figure.source, sources),
    )


def claimed_notes(claimed: Claimed) -> list[str]:
    figure = claimed.figure
    year = str(figure.year) if figure.year else _("not stated")
    notes = [_("Year: %(year)s") % {"year": year}]
    if figure.unit == "score":
        answers = number(figure.n, "people") if figure.n else _("not stated")
        notes.append(_("Number of answers: %(number)s") % {"number": answers})
        benchmark = str(figure.benchmark_year) if figure.benchmark_year else _("not stated")
        notes.append(_("Year of the national figure: %(year)s") % {"year": benchmark})
    return notes


def _goal(reading: Reading, code: str) -> Goal:
    target = reading.targets[code]
    figure = reading.figures.get(target.indicator.code) if target.indicator else None
    reached = None
    if figure is not None and figure.is_shown and figure.public["value"] is not None:
        reached = float(figure.public["value"])
    full = number(target.value, target.unit)
    words = _("%(reached)s of %(full)s") % {"reached": written(figure) if figure else _("not counted"), "full": full}
    by = _("before %(day)s") % {"day": date_format(target.by_on, "j F Y")} if target.by_on else ""
    return Goal(
        code=code,
        name=target.name,
        words=words,
        by=by or _("The source does not say by when."),
        value=float(target.value),
        reached=reached,
        href=figure_address(figure) if figure else "",
        source=cited(target.source, reading.region.sources),
        is_example=bool(figure and figure.is_example),
    )


def voices(reading: Reading, measured: Measured) -> Voices:
    """Claims that name the same series stand beside our own survey."""
    series = measured.figure.version.benchmark_series
    beside = [one for one in reading.claimed.values() if series and one.figure.benchmark_series == series]
    return Voices(
        code=measured.figure.indicator.code,
        name=measured.figure.version.name,
        tiles=(counted_tile(measured.figure), *(claimed_tile(one, reading.region.sources) for one in beside)),
        chart=survey_chart(measured),
        own_said=own_said(measured),
        claimed_said=tuple(said for one in beside for said in claimed_said(one)),
    )


def own_said(measured: Measured) -> tuple[Said, ...]:
    """Nothing is said of a figure that nobody may see."""
    if not measured.figure.is_shown or measured.figure.public["value"] is None:
        return ()
    equal = (said_equal(measured.claims.equal),) if measured.series else ()
    return (*equal, said_stable(measured.claims.stable))


def claimed_said(claimed: Claimed) -> tuple[Said, ...]:
    """Only of what the source itself says."""
    equal = (said_equal(claimed.equal),) if claimed.equal else ()
    stable = (said_stable(claimed.stable),) if claimed.stable else ()
    return equal + stable


def _notes(reading: Reading, marks: OnPaper) -> list[Note]:
    makers = {"figure": _figure_note, "claimed": _claimed_note, "target": _target_note}
    return [makers[kind](reading, code, at) for (kind, code), at in marks.notes.items()]


def _figure_note(reading: Reading, code: str, at: int) -> Note:
    figure = reading.figures[code]
    words = figure.definition
    lines = (words_of(words, "definition"), "; ".join(counted_notes(figure)) + ".")
    return Note(
        at, f"note-figure-{code}", words_of(words, "name"), written(figure), "counted", lines, figure.is_example
    )


def _claimed_note(reading: Reading, code: str, at: int) -> Note:
    claimed = reading.claimed[code]
    source = _("Source: %(source)s") % {"source": cited_plainly(claimed.figure.source, reading.region.sources)}
    value = number(claimed.figure.value, claimed.figure.unit)
    lines = (*claimed_notes(claimed), source)
    return Note(at, f"note-claimed-{code}", claimed.figure.name, value, "claimed", lines, is_example=False)


def _target_note(reading: Reading, code: str, at: int) -> Note:
    goal = _goal(reading, code)
    value = number(reading.targets[code].value, reading.targets[code].unit)
    source = _("Source: %(source)s") % {"source": cited_plainly(reading.targets[code].source, reading.region.sources)}
    return Note(at, f"note-target-{code}", goal.name, value, "target", (goal.by, source), is_example=False)
