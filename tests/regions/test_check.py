"""Every mistake in a package is said at once, with file, line and column, and what was probably meant."""

from collections.abc import Callable

import pytest

from regions.conftest import BASE, Folder
from werkveld.regions import schema
from werkveld.regions.check import faults_in
from werkveld.regions.faults import PackageIsWrong
from werkveld.regions.read import parse, read_package

pytestmark = pytest.mark.slow  # each test reads what every region starts with

Spoil = Callable[[Folder], None]


def said(folder: Folder) -> list[str]:
    package = read_package(folder.path, BASE)
    faults = [*package.faults, *faults_in(package)]
    return [str(fault) for fault in PackageIsWrong(faults).faults]


def swap(name: str, old: str, new: str) -> Spoil:
    return lambda folder: folder.replace(name, old, new)


def line(name: str, text: str) -> Spoil:
    return lambda folder: folder.add(name, text)


def test_the_invented_region_has_no_mistakes(eilandrijk: Folder):
    assert said(eilandrijk) == []


CELLS = [
    (
        swap("sites.csv", "53.25,", '"53,25",'),
        "sites.csv, line 2, column lat: Write a point where «53,25» has a comma.",
    ),
    (swap("sites.csv", "53.25", "north"), "sites.csv, line 2, column lat: Write a number, not «north»."),
    (
        swap("sites.csv", "53.25", "153.25"),
        "sites.csv, line 2, column lat: Write a number from -90 to 90, not «153.25».",
    ),
    (swap("sites.csv", "Norderoog", ""), "sites.csv, line 2, column city: This cell may not be empty."),
    (
        swap("organizations.csv", ",college,", ",colege,"),
        (
            "organizations.csv, line 2, column kind: «colege» is not one of these: vocational_college, college, university, "
            "secondary_school, primary_school, company, training_company, care, childcare, welfare, culture, municipality, "
            "community, alliance, sector_body, social_initiative. Did you mean «college»?"
        ),
    ),
    (
        swap("partnership_partners.csv", ",yes,", ",perhaps,"),
        "partnership_partners.csv, line 2, column is_lead: Write yes or no, not «perhaps».",
    ),
    (
        swap("partnership_events.csv", "2030-03", "March 2030"),
        (
            "partnership_events.csv, line 2, column on: Write a year, a month or a day (2022, 2022-10 or 2022-10-05), not "
            "«March 2030»."
        ),
    ),
    (
        swap("norms.csv", "2016-08-01,2030-01-01", "1-8-2016,2030-01-01"),
        "norms.csv, line 2, column valid_from: Write a day as 2022-10-05, not «1-8-2016».",
    ),
    (
        swap("norms.csv", "2016-08-01,2030-01-01", "2016-08-01,2016-08-01"),
        "norms.csv, line 2: The last day comes after the first: 2016-08-01, 2016-08-01.",
    ),
    (
        swap("indicator_versions.csv", "programme=night-watch", "voyage"),
        "indicator_versions.csv, line 2, column params: Write name=value, several with a comma between them, not «voyage».",
    ),
    (
        swap("themes.csv", "lighthouses,", "Light Houses,"),
        (
            "themes.csv, line 4, column code: A code has small letters, digits, hyphens and underscores: «Light Houses» does "
            "not."
        ),
    ),
]
BETWEEN_ROWS = [
    (
        swap("indicator_versions.csv", "programme=night-watch", "kind=voyage"),
        "indicator_versions.csv, line 2, column params: «kind» does not narrow this counter.",
    ),
    (
        swap("indicator_versions.csv", "night-watch", "night-wach"),
        "indicator_versions.csv, line 2, column params: «night-wach» is not in programmes. Did you mean «night-watch»?",
    ),
    (
        swap("organizations.csv", ",island-academy,,tides", ",iland-academy,,tides"),
        "organizations.csv, line 2, column parent: «iland-academy» is not in organizations. Did you mean «island-academy»?",
    ),
    (
        swap("programmes.csv", '"tides, lighthouses"', '"tides, lighthouse"'),
        "programmes.csv, line 2, column themes: «lighthouse» is not in themes. Did you mean «lighthouses»?",
    ),
    (
        swap(
            "organizations.csv",
            "island-academy,Island Academy,vocational_college,,",
            "island-academy,Island Academy,vocational_college,ferry-school,",
        ),
        "organizations.csv, line 2, column parent: These organisations are each other's part, in a circle.",
    ),
    (
        line("themes.csv", "tides,Tides again,logbook: page 1"),
        "themes.csv, line 5, column code: «tides» already stands on line 3.",
    ),
    (
        line("partnership_events.csv", "lamps,begun,2031,Again,logbook: page 6"),
        "partnership_events.csv, line 3, column step: A partnership begins once; it already began on line 2.",
    ),
    (
        swap("sites.csv", "logbook: page 5", "loogbook: page 5"),
        "sites.csv, line 2, column source: «loogbook» is not one of the sources of the package. Did you mean «logbook»?",
    ),
    (
        swap("sites.csv", "logbook: page 5", "page 5"),
        "sites.csv, line 2, column source: Name a source of the package, a colon and the passage: «page 5» does not.",
    ),
    (
        swap("themes.csv", "lighthouses,Lighthouses", "lighthouses,"),
        "themes.csv, line 4, column name_en: This is not said in this language.",
    ),
    (
        swap("themes.csv", ",Lighthouses,", f",{'Light ' * 30},"),
        "themes.csv, line 4, column name_en: This has 179 characters, and 120 fit.",
    ),
]
FILES_AND_WORDS = [
    (
        lambda folder: (folder.path / "sitse.csv").write_text("code\n"),
        "sitse.csv: A package has no table of this name. Did you mean «sites.csv»?",
    ),
    (
        lambda folder: (folder.path / "promise/2030/result.en.md").unlink(),
        "promise/2030/result.en.md: The words of this section are not there.",
    ),
    (
        swap("promise/2030/result.en.md", "{figure:sailors}", "{figure:sailor}"),
        "promise/2030/result.en.md, line 1: «sailor» is not a figure of this package. Did you mean «sailors»?",
    ),
    (
        swap("promise/2030/result.en.md", "{figure:sailors}", "{sailors}"),
        "promise/2030/result.en.md, line 1: In the words stand {figure:code}, {claimed:code} or {target:code}, so not «{sailors}».",
    ),
    (
        swap("region.toml", "lat = 53.2", "lat = 530"),
        "region.toml, line 8, column centre_lat: Write a number from -90 to 90, not «530.0».",
    ),
    (
        swap("region.toml", "primary =", "primry ="),
        'region.toml, brand: A brand has colours such as primary = "#0b5a6f", so not «primry = #5b2a86». Did you mean «primary»?',
    ),
    (
        swap("region.toml", '["en"]', '["en", "fr"]'),
        "region.toml, languages: The product speaks nl and en, so not «fr».",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), CELLS + BETWEEN_ROWS)
def test_a_mistake_in_a_row_is_said_with_its_place(eilandrijk: Folder, spoil: Spoil, sentence: str):
    spoil(eilandrijk)
    assert sentence in said(eilandrijk)


@pytest.mark.parametrize(("spoil", "sentence"), FILES_AND_WORDS)
def test_a_mistake_in_files_and_words_is_said(eilandrijk: Folder, spoil: Spoil, sentence: str):
    spoil(eilandrijk)
    assert sentence in said(eilandrijk)


def test_words_in_one_language_ask_for_the_other(eilandrijk: Folder):
    eilandrijk.replace("region.toml", '["en"]', '["nl", "en"]')
    assert (
        "partnerships.csv, line 2, column purpose_nl: This is said in one language of the region and not in this one."
        in said(eilandrijk)
    )


def test_a_toml_file_that_cannot_be_read_says_why(eilandrijk: Folder):
    eilandrijk.replace("region.toml", 'code = "eilandrijk"', "code = eilandrijk")
    assert said(eilandrijk)[0].startswith("region.toml, line 2: This cannot be read: ")


def test_a_target_counts_as_its_indicator_does(eilandrijk: Folder):
    (eilandrijk.path / "targets.csv").write_text(
        "code,indicator,name_en,value,unit,source\nt,sailors,Many sailors,5,hours,logbook: page 8\n"
    )
    assert said(eilandrijk) == ["targets.csv, line 2, column unit: The indicator counts in people."]


def test_all_mistakes_come_at_once_in_the_order_of_the_files(eilandrijk: Folder):
    eilandrijk.replace("sites.csv", "53.25", "north")
    eilandrijk.replace("organizations.csv", ",college,", ",colege,")
    eilandrijk.replace("programmes.csv", ",voyage,", ",voyages,")
    places = [sentence.partition(":")[0] for sentence in said(eilandrijk)]
    assert places == [
        "organizations.csv, line 2, column kind",
        "programmes.csv, line 2, column kind",
        "sites.csv, line 2, column lat",
    ]


def test_the_heading_counts_the_mistakes(eilandrijk: Folder):
    eilandrijk.replace("sites.csv", "53.25", "north")
    package = read_package(eilandrijk.path, BASE)
    heading = str(PackageIsWrong(package.faults)).splitlines()[0]
    assert heading == "The region package has 1 mistake, so nothing was loaded:"


def test_a_counter_that_does_not_exist_is_named_with_those_that_do(eilandrijk: Folder):
    eilandrijk.replace("indicator_versions.csv", "people_placed", "people_place")
    (sentence,) = said(eilandrijk)
    assert sentence.startswith("indicator_versions.csv, line 2, column counter: «people_place» is not a way to look;")
    assert sentence.endswith("Did you mean «people_placed»?")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("240", 240),
        ("0.5", 0.5),
        ("yes", True),
        ("nee", False),
        ("begun", "begun"),
        ("day, month", ["day", "month"]),
        ("day,", ["day"]),
        ("name=margins_overlap, years=2", {"name": "margins_overlap", "years": 2}),
        ("row=R04, R05, kind=badge", {"row": "R04,R05", "kind": "badge"}),
    ],
)
def test_a_rule_holds_a_number_a_word_a_list_or_names_with_values(cell: str, value: object):
    row, faults = parse(
        schema.Norm, {"code": "rule", "value": cell, "valid_from": "2022-01-01", "source": "logbook: page 1"}, "", 1
    )
    assert faults == []
    assert row.stored()["value"] == value
