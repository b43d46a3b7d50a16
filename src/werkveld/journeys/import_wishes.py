"""Wishes from a sheet: first everything that is wrong with it, by line and column; nothing is written until all is right."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rapidfuzz import process

from werkveld.steps.enrolments.actions import take_over_wishes
from werkveld.steps.enrolments.models import Round
from werkveld.steps.enrolments.queries import choices_of
from werkveld.steps.enrolments.queries.running import asked_by_number
from werkveld.steps.enrolments.rules import fits_level
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person

Sentence = str | Promise
NUMBER = ("studentnummer", "student number", "leerlingnummer")
WISHES = ("wens", "wish", "keuze", "choice")

NO_NUMBER: Sentence = _("No column is called «Student number».")
NO_WISH: Sentence = _("No column is called «Wish 1».")
NOBODY: Sentence = _("No student number stands here.")
UNKNOWN_NUMBER: Sentence = _("Nobody who may choose in this round has number %(value)s.")
TWICE: Sentence = _("Number %(value)s stands on line %(line)s too.")
UNKNOWN_OFFERING: Sentence = _("«%(value)s» is not in this round.")
TWO_OFFERINGS: Sentence = _("Two offerings are called «%(value)s». Write the code.")
WISHED_TWICE: Sentence = _("«%(value)s» is wished twice.")
OTHER_LEVEL: Sentence = _("«%(value)s» is not for level %(level)s.")
TOO_FEW: Sentence = _("At least %(least)s wishes are asked. Filled in here: %(count)s.")
TOO_MANY: Sentence = _("At most %(most)s wishes are asked. Filled in here: %(count)s.")


@dataclass(frozen=True, slots=True)
class Fault:
    """Where it stands and what is wrong; the words are made when it is read. Line 1 is the head of the sheet."""

    line: int
    column: str
    sentence: Sentence
    facts: dict[str, Any] = field(default_factory=dict)
    meant: str = ""

    @property
    def words(self) -> str:
        said = str(self.sentence) % self.facts if self.facts else str(self.sentence)
        return f"{said} {gettext('Did you mean «%(meant)s»?') % {'meant': self.meant}}" if self.meant else said


@dataclass
class CheckedWishes:
    wishes: dict[Person, list[Offering]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)  # person -> line


def code_of(offering: Offering) -> str:
    """Short enough to type, and it never changes."""
    return offering.key.hex[:6].upper()


def check_wishes(choice_round: Round, rows: Sequence[Sequence[str]], *, at: datetime) -> CheckedWishes:
    """A trial run: reads, and writes nothing."""
    found = CheckedWishes()
    head = [cell.casefold() for cell in rows[0]] if rows else []
    number = next((place for place, cell in enumerate(head) if cell in NUMBER), None)
    columns = [place for place, cell in enumerate(head) if cell.startswith(WISHES)]
    if number is None:
        found.faults.append(Fault(1, "", NO_NUMBER))
    if not columns:
        found.faults.append(Fault(1, "", NO_WISH))
    if number is None or not columns:
        return found
    people = asked_by_number(choice_round, timezone.localdate(at))
    names = _names(choice_round)
    for place, row in enumerate(rows[1:], start=2):
        if any(row):
            _line(found, choice_round, _Line(place, list(row), list(rows[0]), number, columns), people, names)
    return found


def take_over_sheet(choice_round: Round, rows: Sequence[Sequence[str]], *, by: Person, at: datetime) -> CheckedWishes:
    """Checked once more, since somebody may have left meanwhile; all of it, or nothing when anything is wrong."""
    checked = check_wishes(choice_round, rows, at=at)
    if not checked.faults:
        take_over_wishes(choice_round, checked.wishes, by=by, at=at)
    return checked


@dataclass(frozen=True, slots=True)
class _Line:
    place: int
    cells: list[str]
    head: list[str]
    number: int
    columns: list[int]

    def cell(self, column: int) -> str:
        return self.cells[column].strip() if column < len(self.cells) else ""

    @property
    def filled(self) -> int:
        """Wishes that stand here, each once, also those that are written wrong."""
        return len({self.cell(column).casefold() for column in self.columns} - {""})


def _names(choice_round: Round) -> dict[str, list[Offering]]:
    """Everything an offering can be called in a sheet, without capitals."""
    names: dict[str, list[Offering]] = {}
    for choice in choices_of(choice_round):
        offering = choice.offering
        for name in {offering.title_nl.casefold(), offering.title_en.casefold(), code_of(offering).casefold()}:
            names.setdefault(" ".join(name.split()), []).append(offering)
    return names


def _line(
    found: CheckedWishes, choice_round: Round, line: _Line, people: dict[str, Person], names: dict[str, list[Offering]]
) -> None:
    given = line.cell(line.number)
    column = line.head[line.number]
    person = people.get(given)
    if person is None:
        sentence = UNKNOWN_NUMBER if given else NOBODY
        found.faults.append(Fault(line.place, column, sentence, {"value": given} if given else {}))
    elif person.pk in found.lines:
        found.faults.append(Fault(line.place, column, TWICE, {"value": given, "line": found.lines[person.pk]}))
        person = None
    chosen = _wishes(found, line, person, names)
    if person is None:
        return
    found.lines[person.pk] = line.place
    found.wishes[person] = chosen
    least, most, filled = choice_round.wishes_least, choice_round.wishes_most, line.filled
    if 0 < filled < least:
        found.faults.append(Fault(line.place, "", TOO_FEW, {"least": least, "count": filled}))
    if filled > most:
        found.faults.append(Fault(line.place, "", TOO_MANY, {"most": most, "count": filled}))


def _wishes(
    found: CheckedWishes, line: _Line, person: Person | None, names: dict[str, list[Offering]]
) -> list[Offering]:
    """Best first; an empty cell between two wishes is passed over."""
    chosen: list[Offering] = []
    for column in line.columns:
        value = line.cell(column)
        if not value:
            continue
        called = names.get(" ".join(value.casefold().split()), [])
        fault = _wrong(value, called, chosen, person)
        if fault is not None:
            sentence, facts = fault
            meant = "" if called else _meant(value, names)
            found.faults.append(Fault(line.place, line.head[column], sentence, facts, meant))
        elif called:
            chosen.append(called[0])
    return chosen


def _wrong(
    value: str, called: list[Offering], chosen: list[Offering], person: Person | None
) -> tuple[Sentence, dict[str, Any]] | None:
    if not called:
        return UNKNOWN_OFFERING, {"value": value}
    if len({one.pk for one in called}) > 1:
        return TWO_OFFERINGS, {"value": value}
    if called[0] in chosen:
        return WISHED_TWICE, {"value": value}
    if person is not None and not fits_level(person, called[0]):
        return OTHER_LEVEL, {"value": value, "level": person.level}
    return None


def _meant(value: str, names: dict[str, list[Offering]]) -> str:
    """The title that looks most like it, as it is written."""
    best = process.extractOne(value.casefold(), list(names), score_cutoff=75)
    return names[best[0]][0].title if best else ""
