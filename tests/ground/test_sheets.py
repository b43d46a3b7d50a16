"""What people hand in is read by what is in it, and no line or column moves on the way."""

import io
import zipfile

import pytest

from werkveld.ground import sheets
from werkveld.ground.sheets import IsNoSheet, SheetIsEmpty, SheetIsTooBig, read_sheet, write_sheet

ODS_HEAD = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods(table: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", f'{ODS_HEAD}<table:table table:name="a">{table}</table:table>{ODS_TAIL}')
        packed.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return made.getvalue()


def cell(words: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


def test_a_sheet_of_excel_comes_back_as_it_was_written():
    made = write_sheet(["Nummer", "Wens 1"], [["0012", "=1+1"], ["", "Koken"], [3.0, 4]], name="Wensen: alles")
    assert read_sheet(made) == [["Nummer", "Wens 1"], ["0012", "=1+1"], ["", "Koken"], ["3", "4"]]


def test_an_open_document_keeps_empty_lines_and_columns_in_their_place():
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    row = "<table:table-row>{}</table:table-row>"
    table = row.format(cell("a") + empty + cell("d")) + row.format(empty) + row.format(cell("x"))
    assert read_sheet(ods(table)) == [["a", "", "", "d"], ["", "", "", ""], ["x", "", "", ""]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_with_separators_is_read_as_programs_write_it(delimiter: str, encoding: str):
    text = f"Naam{delimiter}Wens\nZoë{delimiter}Één\n\n"
    assert read_sheet(text.encode(encoding)) == [["Naam", "Wens"], ["Zoë", "Één"]]


def packed(size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/workbook.xml", "0" * size)
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and then nothing",
        b"\x89PNG\x00\x00",
        b'a;b\n"open;',
        packed(100),
        b"%PDF-1.4; a, b\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"\n<html><table><tr><td>a;b</td></tr></table>",
        b"a;b\nx\x9c\x0b\x02;c",
        b"This is a letter\nand no sheet; sorry.",
    ],
    ids=["half a zip", "a picture", "an open quote", "another zip", "a PDF", "a page", "packed bytes", "a letter"],
)
def test_what_is_no_sheet_is_refused_whatever_its_name(data: bytes):
    with pytest.raises(IsNoSheet):
        read_sheet(data)


@pytest.mark.parametrize("data", [b"", b"\n;;\n"])
def test_an_empty_sheet_says_so(data: bytes):
    with pytest.raises(SheetIsEmpty):
        read_sheet(data)


def test_a_sheet_that_grows_when_it_is_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 1_000_000)
    data = packed(2_000_000)
    assert len(data) < 10_000
    with pytest.raises(SheetIsTooBig):
        read_sheet(data)


@pytest.mark.parametrize("data", [b"a;b\n" * 20_001, b"a;" * 101, b"a" * 5_000_001], ids=["lines", "columns", "bytes"])
def test_too_much_is_refused_and_says_how_much_fits(data: bytes):
    with pytest.raises(SheetIsTooBig) as refused:
        read_sheet(data)
    assert "20000" in str(refused.value)
