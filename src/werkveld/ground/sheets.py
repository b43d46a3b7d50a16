"""Sheets that people hand in and take along, known by what is in them and never by their name."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import xlsxwriter
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from werkveld.ground.refusals import Refusal

MOST_BYTES = 5_000_000
MOST_UNPACKED = 100_000_000  # a sheet is a zip: a small one may hold a very big one
MOST_ROWS = 20_000
MOST_COLUMNS = 100
OTHER_KINDS = (b"%PDF", b"{\\rtf", b"<")  # which are text too
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Rows = list[list[str]]


class SheetIsTooBig(Refusal):
    sentence = _("This sheet is too big: at most %(rows)s lines and %(megabytes)s MB.")


class IsNoSheet(Refusal):
    sentence = _("We cannot read this file. Save it as an Excel sheet, as an OpenDocument sheet or as «CSV UTF-8».")


class SheetIsEmpty(Refusal):
    sentence = _("Nothing stands in this sheet.")


def read_sheet(data: bytes) -> Rows:
    """Every cell as text, of the first sheet; row 0 is line 1 of the file. xlsx, xls, ods, or text with separators."""
    if len(data) > MOST_BYTES:
        raise _too_big()
    rows = _packed(data) if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") else _separated(data)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise SheetIsEmpty
    if len(rows) > MOST_ROWS or max(len(row) for row in rows) > MOST_COLUMNS:
        raise _too_big()
    return rows


def _too_big() -> SheetIsTooBig:
    return SheetIsTooBig(rows=MOST_ROWS, megabytes=MOST_BYTES // 1_000_000)


def _packed(data: bytes) -> Rows:
    try:
        if data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                    raise _too_big()
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            raise _too_big()
        return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, zipfile.BadZipFile, IndexError) as unreadable:
        raise IsNoSheet from unreadable


def _text(cell: object) -> str:
    """A number that is whole has no point behind it: a student number is typed as one."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return " ".join(str(cell).split())


def _separated(data: bytes) -> Rows:
    """Old programs write Windows' own letters; a head without separators is a letter or something else, and no sheet."""
    if data.lstrip().startswith(OTHER_KINDS) or NO_TEXT.search(data):
        raise IsNoSheet
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=head.count)
    if head and delimiter not in head:
        raise IsNoSheet
    try:
        return [
            [_text(cell) for cell in row] for row in csv.reader(text.splitlines(), delimiter=delimiter, strict=True)
        ]
    except csv.Error as unreadable:
        raise IsNoSheet from unreadable


def write_sheet(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, name: str, more: Sequence[tuple[str, Rows]] = ()
) -> bytes:
    """An Excel sheet in which words stay words: no cell is reckoned with, and no number loses its noughts.

    `more` are further sheets, such as a list of codes; their first row is the head.
    """
    made = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    sheets: list[tuple[str, Sequence[Sequence[object]]]] = [(name, [columns, *rows]), *more]
    with xlsxwriter.Workbook(made, plain) as book:
        for title, lines in sheets:
            _fill(book, title, lines)
    return made.getvalue()


def _fill(book: "xlsxwriter.Workbook", title: str, lines: Sequence[Sequence[object]]) -> None:
    sheet = book.add_worksheet("".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or None)
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for at, line in enumerate(lines):
        for column, cell in enumerate(line):
            if cell is not None and cell != "":
                sheet.write(at, column, cell, bold if at == 0 else None)
    sheet.autofit()
