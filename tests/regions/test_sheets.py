"""Tables as people and their spreadsheets write them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from werkveld.regions.sheets import Line, read_sheet

Write = Callable[[bytes], Path]
COLUMNS = {"code", "name", "note"}


def read(path: Path) -> tuple[list[Line], list[str]]:
    lines, faults = read_sheet(path, "table.csv", columns=COLUMNS, required={"code"})
    return lines, [str(fault) for fault in faults]


@pytest.mark.parametrize(
    "content",
    [
        b"code;name\na;One\n",
        b"code,name\na,One\n",
        b"code\tname\na\tOne\n",
        b"\xef\xbb\xbfcode;name\r\na;One\r\n",
        b"code;name;;;\na;One;;;\n;;;;\n",
        b'code;name\n"a";"One"\n',
        b"code ; name \n a ; One\xc2\xa0\n",
        b"code;name\na;One",
    ],
)
def test_a_table_reads_the_same_however_a_spreadsheet_writes_it(write: Write, content: bytes):
    assert read(write(content)) == ([Line(2, {"code": "a", "name": "One"})], [])


def test_comments_and_empty_lines_are_left_out_and_still_counted(write: Write):
    content = (
        b'# first, a comment\n"# a comment, as a spreadsheet saves it";;\n\ncode;name\n# another "one\na;One\n\nb;\n'
    )
    assert read(write(content)) == ([Line(6, {"code": "a", "name": "One"}), Line(8, {"code": "b"})], [])


def test_a_cell_may_hold_lines_and_what_looks_like_a_comment(write: Write):
    content = b'code;name\na;"one;\n# two"\nb;Two\n'
    assert read(write(content)) == (
        [Line(2, {"code": "a", "name": "one;\n# two"}), Line(4, {"code": "b", "name": "Two"})],
        [],
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ["table.csv: This file has no line with the names of the columns."]),
        (b"# only\n", ["table.csv: This file has no line with the names of the columns."]),
        (b"code\na\ncaf\xe9\n", ["table.csv, line 3: This file is not in UTF-8. Save it as «CSV UTF-8»."]),
        (b"code;nmae\n", ["table.csv, line 1, column nmae: This column is not known here. Did you mean «name»?"]),
        (b"code;code\n", ["table.csv, line 1, column code: This column stands twice in the first line."]),
        (b"name\n", ["table.csv, line 1: The column «code» is not there, and it has to be."]),
        (b"code;name\na;b;c\n", ["table.csv, line 2: This line has more cells than the first line has names: «c»."]),
        (b'code;name\na;b\nc;"d\ne\n', ["table.csv, line 3: From here on a quotation mark is not closed."]),
    ],
)
def test_what_is_wrong_with_the_shape_is_said_with_its_line(write: Write, content: bytes, said: list[str]):
    assert read(write(content))[1] == said
