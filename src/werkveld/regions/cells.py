"""What a cell may hold. Each type says in its error what to write instead."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from werkveld.steps.people.enums import DatePrecision

WEEKS = ("mon tue wed thu fri sat sun", "ma di wo do vr za zo")
SENTENCES = {
    "missing": _("This cell may not be empty."),
    "extra_forbidden": _("This column is not known here."),
    "code": _("A code has small letters, digits, hyphens and underscores: «%(value)s» does not."),
    "yes_or_no": _("Write yes or no, not «%(value)s»."),
    "whole": _("Write a whole number, not «%(value)s»."),
    "number": _("Write a number, not «%(value)s»."),
    "decimal_comma": _("Write a point where «%(value)s» has a comma."),
    "between": _("Write a number from %(low)s to %(high)s, not «%(value)s»."),
    "day": _("Write a day as 2022-10-05, not «%(value)s»."),
    "moment": _("Write a year, a month or a day (2022, 2022-10 or 2022-10-05), not «%(value)s»."),
    "month_and_day": _("Write a month and a day as 12-31, not «%(value)s»."),
    "choice": _("«%(value)s» is not one of these: %(choices)s."),
    "pairs": _("Write name=value, several with a comma between them, not «%(value)s»."),
    "postcode_digits": _("A postcode area has four digits: «%(value)s» does not."),
    "crebo": _("A crebo code has five digits: «%(value)s» does not."),
    "sbb_id": _("An SBB company number has nine digits: «%(value)s» does not."),
    "kvk": _("A KvK number has eight digits: «%(value)s» does not."),
    "link": _("A link starts with https://, so not «%(value)s»."),
    "story_rows": _("Write rows of the source as R04, several with a comma between them, not «%(value)s»."),
    "weekday": _("Write a day of the week as mon, tue, wed, thu, fri, sat or sun, not «%(value)s»."),
    "clock": _("Write a time as 09:30, not «%(value)s»."),
    "quarters": _("Write minutes in whole quarters of an hour, from 15 to 480, not «%(value)s»."),
    "languages": _("Write codes of languages with a space between them, such as nl en ar, not «%(value)s»."),
    "work_process": _("A work process is written as B1-K1-W1: «%(value)s» is not."),
    "at_home": _("Who comes to a home comes with two, and was vetted: set people to 2 and needs_vetting to yes."),
    "order": _("The last day comes after the first: %(first)s, %(last)s."),
}


@dataclass(frozen=True)
class Ref:
    """This cell names a row of another table by its code; `many` means several, with a comma between them."""

    table: str
    many: bool = False

    @property
    def is_word(self) -> bool:
        """Many rows share such a name, so it is kept as the word it is."""
        return self.table in {"external_series", "dated_rules"}


@dataclass(frozen=True)
class Moment:
    """A day as exactly as the source knows it: the first day of a month or year when only that is stated."""

    on: date
    precision: DatePrecision


def wrong(kind: str, value: object, **facts: object) -> PydanticCustomError:
    return PydanticCustomError(kind, "wrong", {"value": str(value), **facts})


def fits(kind: str, pattern: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise wrong(kind, text)
        return text

    return AfterValidator(check)


def _yes_or_no(cell: Any) -> bool:
    answers = {"yes": True, "ja": True, "true": True, "no": False, "nee": False, "false": False}
    if isinstance(cell, bool):
        return cell
    if str(cell).lower() not in answers:
        raise wrong("yes_or_no", cell)
    return answers[str(cell).lower()]


def _number(cell: Any) -> Decimal:
    text = str(cell)
    if re.fullmatch(r"-?\d+,\d+", text):
        raise wrong("decimal_comma", text)
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise wrong("number", text)
    return Decimal(text)


def _whole(cell: Any) -> int:
    if not re.fullmatch(r"\d{1,9}", str(cell)):
        raise wrong("whole", cell)
    return int(cell)


def _day(cell: Any) -> date:
    try:
        return date.fromisoformat(str(cell)) if len(str(cell)) == 10 else date.fromisoformat("")
    except ValueError as error:
        raise wrong("day", cell) from error


def _weekday(cell: Any) -> int:
    """In English or in Dutch; Monday is 0."""
    days = {day: place for week in WEEKS for place, day in enumerate(week.split())}
    if str(cell).lower() not in days:
        raise wrong("weekday", cell)
    return days[str(cell).lower()]


def _clock(cell: Any) -> time:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(cell)):
        raise wrong("clock", cell)
    return time.fromisoformat(str(cell))


def _quarters(cell: Any) -> int:
    minutes = _whole(cell)
    if minutes % 15 or not 15 <= minutes <= 480:
        raise wrong("quarters", cell)
    return minutes


def _moment(cell: Any) -> Moment:
    missing, precision = {
        4: ("-01-01", DatePrecision.YEAR),
        7: ("-01", DatePrecision.MONTH),
        10: ("", DatePrecision.DAY),
    }.get(len(str(cell)), ("?", DatePrecision.DAY))
    try:
        return Moment(date.fromisoformat(f"{cell}{missing}"), precision)
    except ValueError as error:
        raise wrong("moment", cell) from error


def _pairs(cell: Any) -> dict[str, Any]:
    """«row=R04, R05, step=begun»: a part without an equals sign belongs to the name before it."""
    pairs: dict[str, list[str]] = {}
    name = ""
    for part in str(cell).split(","):
        before, equals, after = (piece.strip() for piece in part.partition("="))
        if equals and before not in pairs:
            name = before
        elif equals or not name:
            raise wrong("pairs", cell)
        if not name or not (value := after if equals else before):
            raise wrong("pairs", cell)
        pairs.setdefault(name, []).append(value)
    return {name: simple(",".join(values)) for name, values in pairs.items()}


def simple(text: str) -> Any:
    """A number, yes or no, or the word itself."""
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return float(text)
    return {"yes": True, "ja": True, "no": False, "nee": False}.get(text.lower(), text)


def _norm_value(cell: Any) -> Any:
    text = str(cell)
    if "=" in text:
        return _pairs(text)
    if "," in text:
        return [simple(part.strip()) for part in text.split(",") if part.strip()]
    return simple(text)


def _words_between_commas(cell: Any) -> tuple[str, ...]:
    parts = cell if isinstance(cell, list | tuple) else str(cell).split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def one_of(choices: type[TextChoices]) -> BeforeValidator:
    def check(cell: Any) -> str:
        if cell not in choices.values:
            raise wrong("choice", cell, choices=", ".join(choices.values))
        return str(cell)

    return BeforeValidator(check)


def between(low: float, high: float) -> AfterValidator:
    def check(number: Any) -> Any:
        if not low <= number <= high:
            raise wrong("between", number, low=low, high=high)
        return number

    return AfterValidator(check)


def refs(table: str) -> Any:
    """The type of a cell with several codes of `table`."""
    return Annotated[tuple[str, ...], BeforeValidator(_words_between_commas), Ref(table, many=True)]


as_float: Callable[[Any], float] = lambda cell: float(_number(cell))  # noqa: E731  a name for a type below
Code = Annotated[str, fits("code", r"[a-z0-9]+([-_][a-z0-9]+)*")]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole)]
Weekday = Annotated[int, BeforeValidator(_weekday)]
Clock = Annotated[time, BeforeValidator(_clock)]
Quarters = Annotated[int, BeforeValidator(_quarters)]
Languages = Annotated[str, fits("languages", r"[a-z]{2}( [a-z]{2})*")]
WorkProcessCode = Annotated[str, fits("work_process", r"[BP]\d+-K\d+-W\d+")]
Year = Annotated[int, BeforeValidator(_whole), between(1900, 2200)]
Latitude = Annotated[float, BeforeValidator(as_float), between(-90, 90)]
Longitude = Annotated[float, BeforeValidator(as_float), between(-180, 180)]
Day = Annotated[date, BeforeValidator(_day)]
When = Annotated[Moment, BeforeValidator(_moment)]
MonthAndDay = Annotated[str, fits("month_and_day", r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")]
Pairs = Annotated[dict[str, Any], BeforeValidator(_pairs)]
NormValue = Annotated[Any, BeforeValidator(_norm_value)]
PostcodeDigits = Annotated[str, fits("postcode_digits", r"[1-9]\d{3}")]
Crebo = Annotated[str, fits("crebo", r"\d{5}")]
SbbId = Annotated[str, fits("sbb_id", r"(\d{9})?")]
Kvk = Annotated[str, fits("kvk", r"(\d{8})?")]
Link = Annotated[str, fits("link", r"(https://\S+)?")]
StoryRows = Annotated[str, fits("story_rows", r"(R\d\d(, ?R\d\d)*)?")]
