"""Offerings from a sheet, as drafts in a round: everything that is wrong first, and then all of them or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rapidfuzz import process

from werkveld.journeys.import_wishes import Fault, Sentence
from werkveld.steps.enrolments.actions import put_in_round
from werkveld.steps.enrolments.models import Round, RoundPeriod
from werkveld.steps.enrolments.queries.running import ranked_programmes
from werkveld.steps.offerings.actions import offer
from werkveld.steps.offerings.models import Offering, OfferingKind, Programme
from werkveld.steps.offerings.queries import hours_unit
from werkveld.steps.offerings.rules import are_hours_by_rule, are_times_in_order, is_one_day
from werkveld.steps.people.models import Person

# What a column means, by every name it may have.
COLUMNS: dict[str, tuple[str, ...]] = {
    "title_nl": ("titel", "title"),
    "title_en": ("titel engels", "english title"),
    "programme": ("programma", "programme"),
    "period": ("periode", "period"),
    "starts_on": ("begint op", "starts on"),
    "ends_on": ("eindigt op", "ends on"),
    "begins": ("begint om", "begins at"),
    "ends": ("eindigt om", "ends at"),
    "capacity": ("plaatsen", "places"),
    "capacity_min": ("minimaal", "at least"),
    "hours": ("uren", "hours"),
    "level_min": ("niveau van", "level from"),
    "level_max": ("niveau tot", "level to"),
    "summary_nl": ("tekst", "text"),
}
NEEDED = ("title_nl", "programme", "starts_on", "capacity")
NUMBERS = ("capacity", "capacity_min", "hours", "level_min", "level_max")
DAYS = ("starts_on", "ends_on")
TIMES = ("begins", "ends")

NO_COLUMN: Sentence = _("The column «%(column)s» is not there, and it has to be.")
EMPTY_CELL: Sentence = _("This has to be filled in.")
NO_WHOLE_NUMBER: Sentence = _("«%(value)s» is no whole number.")
NO_TIME: Sentence = _("«%(value)s» is no time of day. Write it as 14:30.")
TIMES_DO_NOT_FIT: Sentence = _("With a time of day go a begin and a later end, on one day.")
NO_DAY: Sentence = _("«%(value)s» is no day. Write it as 2027-02-01.")
UNKNOWN_PROGRAMME: Sentence = _("«%(value)s» is no programme of which places are given in rounds.")
UNKNOWN_PERIOD: Sentence = _("«%(value)s» is no period of this round.")
LESS_THAN_LEAST: Sentence = _("There are fewer places than the smallest group asks for.")
ENDS_BEFORE: Sentence = _("It ends before it begins.")
NO_MULTIPLE: Sentence = _("By the rule this has %(unit)s hours, or a multiple of that.")
LEVELS_TURNED: Sentence = _("The first level is higher than the last one.")
LEVEL_UNKNOWN: Sentence = _("Levels are 1, 2, 3 or 4.")


@dataclass
class CheckedOfferings:
    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def check_offerings(choice_round: Round, rows: Sequence[Sequence[str]], *, by: Person) -> CheckedOfferings:
    """A trial run: reads, and writes nothing."""
    found = CheckedOfferings()
    head = [cell.casefold() for cell in rows[0]] if rows else []
    places = {
        name: next((place for place, cell in enumerate(head) if cell in names), None) for name, names in COLUMNS.items()
    }
    for name in NEEDED:
        if places[name] is None:
            found.faults.append(Fault(1, "", NO_COLUMN, {"column": COLUMNS[name][0].capitalize()}))
    if found.faults:
        return found
    programmes = _called(list(ranked_programmes(by)))
    unit_of = cache(hours_unit)
    periods = {name.casefold(): one for one in choice_round.periods.all() for name in (one.name_nl, one.name_en)}
    for number, row in enumerate(rows[1:], start=2):
        if any(row):
            cells = {
                name: row[place].strip() if place is not None and place < len(row) else ""
                for name, place in places.items()
            }
            line = _Row(number, cells, {name: rows[0][place] for name, place in places.items() if place is not None})
            line.read(programmes, periods)
            line.read_hours(unit_of)
            found.faults += line.faults
            found.rows += [] if line.faults else [line.facts]
    return found


@transaction.atomic
def offer_sheet(
    choice_round: Round, rows: Sequence[Sequence[str]], *, by: Person, at: datetime
) -> tuple[CheckedOfferings, list[Offering]]:
    """All of them as drafts in the round, or nothing when anything is wrong."""
    checked = check_offerings(choice_round, rows, by=by)
    if checked.faults:
        return checked, []
    made: dict[RoundPeriod | None, list[Offering]] = {}
    for row in checked.rows:
        facts = dict(row)
        programme, period = facts.pop("programme"), facts.pop("period")
        offering = offer(
            programme=programme,
            organization=programme.organization,
            site=programme.site,
            audience=programme.audience,
            by=by,
            at=at,
            **facts,
        )
        made.setdefault(period, []).append(offering)
    for period, offerings in made.items():
        put_in_round(choice_round, offerings, period=period, by=by, at=at)
    return checked, [one for offerings in made.values() for one in offerings]


def _called(programmes: list[Programme]) -> dict[str, Programme]:
    return {name.casefold(): one for one in programmes for name in (one.code, one.name_nl, one.name_en)}


@dataclass
class _Row:
    """One line of the sheet: its cells by what they mean, and what is wrong with them."""

    number: int
    cells: dict[str, str]
    heads: dict[str, str]
    faults: list[Fault] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    def wrong(self, name: str, sentence: Sentence, meant: str = "", **facts: Any) -> None:
        self.faults.append(Fault(self.number, self.heads.get(name, ""), sentence, facts, meant))

    def read(self, programmes: dict[str, Programme], periods: dict[str, RoundPeriod]) -> None:
        for name in NEEDED:
            if not self.cells[name]:
                self.wrong(name, EMPTY_CELL)
        title = self.cells["title_nl"][:200]
        self.facts = {"title_nl": title, "title_en": self.cells["title_en"][:200] or title}
        self.facts["summary_nl"] = self.cells["summary_nl"]
        self.read_numbers()
        self.read_days()
        self.read_names(programmes, periods)
        for name, sentence in _together(self.facts):
            self.wrong(name, sentence)

    def read_numbers(self) -> None:
        for name in NUMBERS:
            value = self.cells[name]
            if value and not value.isdecimal():
                self.wrong(name, NO_WHOLE_NUMBER, value=value)
            elif value:
                self.facts[name] = min(int(value), 100_000)

    def read_days(self) -> None:
        for name in DAYS:
            self.facts[name] = _day(self.cells[name])
            if self.cells[name] and self.facts[name] is None:
                self.wrong(name, NO_DAY, value=self.cells[name])

        for name in TIMES:
            self.facts[name] = _time(self.cells[name])
            if self.cells[name] and self.facts[name] is None:
                self.wrong(name, NO_TIME, value=self.cells[name])

    def read_names(self, programmes: dict[str, Programme], periods: dict[str, RoundPeriod]) -> None:
        called, period = self.cells["programme"].casefold(), self.cells["period"]
        self.facts["programme"] = programmes.get(called)
        if called and self.facts["programme"] is None:
            best = process.extractOne(called, list(programmes), score_cutoff=75)
            meant = programmes[best[0]].name if best else ""
            self.wrong("programme", UNKNOWN_PROGRAMME, meant, value=self.cells["programme"])
        self.facts["period"] = periods.get(period.casefold())
        if period and self.facts["period"] is None:
            self.wrong("period", UNKNOWN_PERIOD, value=period)

    def read_hours(self, unit_of: Callable[[OfferingKind, str, date], int | None]) -> None:
        """Without hours it gets those of the rule, where there is one."""
        programme, hours, starts_on = self.facts["programme"], self.facts.get("hours"), self.facts["starts_on"]
        if programme is None or starts_on is None or hours is None:
            return
        unit = unit_of(programme.kind, programme.audience, starts_on)
        if unit is not None and not are_hours_by_rule(hours, unit):
            self.wrong("hours", NO_MULTIPLE, unit=unit)


def _together(facts: dict[str, Any]) -> list[tuple[str, Sentence]]:
    """What cells of one line say about each other."""
    wrong: list[tuple[str, Sentence]] = []
    if facts.get("capacity") is not None and facts["capacity"] < facts.get("capacity_min", 0):
        wrong.append(("capacity", LESS_THAN_LEAST))
    if facts["starts_on"] and facts["ends_on"] and facts["ends_on"] < facts["starts_on"]:
        wrong.append(("ends_on", ENDS_BEFORE))
    begins, ends = facts["begins"], facts["ends"]
    is_day = is_one_day(facts["starts_on"], facts["ends_on"])
    if not are_times_in_order(begins, ends) or (begins is not None and not is_day):
        wrong.append(("ends" if ends is not None else "begins", TIMES_DO_NOT_FIT))
    levels = [facts[name] for name in ("level_min", "level_max") if facts.get(name) is not None]
    if any(not 1 <= level <= 4 for level in levels):
        wrong.append(("level_min" if facts.get("level_min") in levels[:1] else "level_max", LEVEL_UNKNOWN))
    elif levels != sorted(levels):
        wrong.append(("level_max", LEVELS_TURNED))
    return wrong


def _time(text: str) -> time | None:
    """14:30, or 14.30 as people write it here."""
    try:
        hours, minutes, *_seconds = [int(part) for part in text.replace(".", ":").split(":")]
        return time(hours, minutes)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    """2027-02-01, or 1-2-2027 as people write it here."""
    parts = text.replace("/", "-").split("-")
    try:
        numbers = [int(part) for part in parts]
        return date(*numbers) if len(parts[0]) == 4 else date(*numbers[::-1])
    except (ValueError, TypeError):
        return None
