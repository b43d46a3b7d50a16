"""Reads one table as people and their spreadsheets write it: comma or semicolon, with or without a byte order mark."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from werkveld.regions.faults import Fault, meant

NOT_UTF8 = _("This file is not in UTF-8. Save it as «CSV UTF-8».")
EMPTY = _("This file has no line with the names of the columns.")
UNKNOWN_COLUMN = _("This column is not known here.")
TWICE = _("This column stands twice in the first line.")
NO_COLUMN = _("The column «%(column)s» is not there, and it has to be.")
TOO_MANY = _("This line has more cells than the first line has names: «%(value)s».")
OPEN_QUOTE = _("From here on a quotation mark is not closed.")


@dataclass(frozen=True)
class Line:
    """The filled cells of one row, by column, and where it begins in the file."""

    number: int
    cells: dict[str, str]


def read_sheet(path: Path, name: str, *, columns: set[str], required: set[str]) -> tuple[list[Line], list[Fault]]:
    """The rows of the file, and what is wrong with its shape. Comment lines and empty lines are left out."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Fault(name, path.read_bytes()[: error.start].count(b"\n") + 1, "", NOT_UTF8)]
    records, faults = _records(text, name)
    if not records:
        return [], faults or [Fault(name, 0, "", EMPTY)]
    (header_line, header), *body = records
    faults += _wrong_header(header, header_line, name, columns, required)
    lines = []
    for number, cells in body:
        lines.append(
            Line(number, {column: cell for column, cell in zip(header, cells, strict=False) if cell and column})
        )
        faults += [Fault(name, number, "", TOO_MANY, (("value", cell),)) for cell in cells[len(header) :] if cell]
    return [line for line in lines if line.cells], faults


def _records(text: str, name: str) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    """Each record with the line it begins on; the first is the header, without the empty columns at its end."""
    lines = text.splitlines(keepends=True)
    delimiter = _delimiter(lines)
    records: list[tuple[int, list[str]]] = []
    begins = 1
    reader = csv.reader(_without_comments(lines), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((begins, [cell.replace("\u00a0", " ").strip() for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error:
        return records, [Fault(name, begins, "", OPEN_QUOTE)]
    if records:
        number, header = records[0]
        while header and not header[-1]:
            header.pop()
        records[0] = (number, header)
    return records, []


def _is_comment(line: str) -> bool:
    """A spreadsheet that saves a comment with a comma in it puts quotation marks around it."""
    return line.lstrip().startswith(("#", '"#'))


def _delimiter(lines: list[str]) -> str:
    header = next((line for line in lines if line.strip() and not _is_comment(line)), "")
    return max(";,\t", key=header.count)


def _without_comments(lines: list[str]) -> Iterator[str]:
    """Comments become empty lines, so that line numbers stay right; inside quotation marks nothing is a comment."""
    is_open = False
    for line in lines:
        if not is_open and _is_comment(line):
            yield "\n"
            continue
        is_open ^= line.count('"') % 2 == 1
        yield line


def _wrong_header(header: list[str], line: int, name: str, columns: set[str], required: set[str]) -> list[Fault]:
    unknown = [
        Fault(name, line, column, UNKNOWN_COLUMN, meant=meant(column, columns - set(header)))
        for column in header
        if column and column not in columns
    ]
    twice = [Fault(name, line, column, TWICE) for column in set(header) if column and header.count(column) > 1]
    gone = [Fault(name, line, "", NO_COLUMN, (("column", column),)) for column in required - set(header)]
    return unknown + twice + gone
