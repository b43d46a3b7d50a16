"""What a region tells of its year is read with care: a wrong cell stops with file and line."""

from pathlib import Path
from shutil import copytree

import pytest

from werkveld.demo.tables import TableIsWrong, read_tables
from werkveld.ground.places import region_package

HERE = region_package("midden-nederland") / "demo"


def test_the_tables_of_the_region_can_be_read():
    tables = read_tables(HERE)
    assert {shape.round for shape in tables.offerings if shape.round} == {row["code"] for row in tables.rounds}
    assert {row["title_nl"] for row in tables.selections} <= {shape.title_nl for shape in tables.offerings}
    courses = {f"{row['code']}/{row['version']}" for row in tables.courses}
    assert {shape.course for shape in tables.offerings if shape.course} <= courses
    assert {shape.award for shape in tables.offerings} - {
        "", "assessment", "badge", "certificate", "practice_statement", "service", "transfer",
    } == set()  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"), [("2021-09-06", "6 september"), (";25484, 25486;10;", ";25484, 25486;ten;"), ("team 6", "team")]
)
def test_a_wrong_cell_is_named_by_file_and_line(tmp_path: Path, old: str, new: str):
    folder = Path(copytree(HERE, tmp_path / "demo"))
    text = (folder / "offerings.csv").read_text("utf-8")
    line = text[: text.index(old)].count("\n") + 1
    (folder / "offerings.csv").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(TableIsWrong, match=rf"offerings\.csv, line {line}:"):
        read_tables(folder)
