"""The region of the source: everything that it names is there, what it does not state is empty, and no sentence is its."""

import csv
import math
import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from regions.conftest import BASE
from werkveld.regions import schema
from werkveld.regions.check import faults_in
from werkveld.regions.load import load_region
from werkveld.regions.read import Package, read_package
from werkveld.steps.people.models import PartnershipEvent, Qualification, Region
from werkveld.steps.promises.models import ClaimedFigure, Section, Target

HERE = BASE.parent / "midden-nederland"
Shared = Callable[[str], Path]
ROWS = [f"R{number:02}" for number in range(3, 34)]


@pytest.fixture(scope="module")
def package() -> Package:
    return read_package(HERE, BASE)


def rows(package: Package, table: str) -> list[schema.Row]:
    return [placed.row for placed in package.rows[table]]


def test_the_package_has_no_mistakes(package: Package):
    assert [str(fault) for fault in [*package.faults, *faults_in(package)]] == []


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_source_is_a_programme_with_a_figure(package: Package, row: str):
    assert [r.key for r in rows(package, "programmes") if row in getattr(r, "rows", "")] != []
    assert [r.key for r in rows(package, "indicators") if row in getattr(r, "rows", "")] != []


NAMED = """ROC Midden Nederland; Kind & Co; BSO Rocki; Lyvore; LivingLab Amersfoort; Zorg & Zo; AxionContinu; Beautycollege;
Welzijn College; Tech; ICT; Bouw & Interieur; Automotive; B&A; Sport; OBM Midden Nederland; Innovam; VOC; Bouwmensen; Tectum;
Bouwend Nederland; Hof van Cartesius; Strijkviertel; Upcycle Center; Utrecht Tech Community; ICCU; NOVI; Hogeschool Utrecht;
Universiteit Utrecht; Gemeente Utrecht; Beroepentuin; Ontdekhal; Marnix; Campus Connect Center; Kraaijvanger;
Kamer voor de Stad; Bevrijdingsfestival; Voedselapotheek; Amersfoort Indebuurt; Kind follows Kind; SOMA;
Utrecht Challenge Alliantie; Onderwijs en Arbeidsmarkt; De Lieve Vrouw; SBB"""
PLACES = """Tech Campus Nieuwegein; Campus Amersfoort; Vondellaan; Nova; Soesterkwartier; Vathorst; Kretadreef; Science Park;
MAKE Center; Hof van Cartesius; Ontdekhal"""
THEMES = """Energietransitie; Duurzaam wonen; Logistiek; Duurzame mobiliteit; Maakindustrie; Digitale transformatie;
Gezond stedelijk leven; Digitalisering; Duurzaamheid; Techniek; Zorg; Energie- en grondstoffentransitie"""
PROJECTS = "Duurzame Mobiliteit; Energietransitie; Make Center; Smart Technician; Entree; Mechatronica; GeoICT"
FUNDING = "RIF; LLO Katalysator; Nationaal Groeifonds"
PROGRAMMES = """Basis Bouwkunde; Studio Lef; Week van het Ondernemen; Docent in Bedrijf; Kunst Werk, Werken met Kunst;
Excellentietrajecten; Gymlessen; Cross-over; Innovatieweken; Challenges en hackathons"""


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("organizations", NAMED),
        ("sites", PLACES),
        ("themes", THEMES),
        ("projects", PROJECTS),
        ("funding_lines", FUNDING),
        ("programmes", PROGRAMMES),
    ],
)
def test_what_the_source_names_is_there(package: Package, table: str, names: str):
    known = " | ".join(getattr(row, "name", "") or getattr(row, "name_nl", "") for row in rows(package, table))
    assert [name for name in (part.strip() for part in names.split(";")) if name not in known] == []


@pytest.mark.django_db
@pytest.mark.slow
def test_what_the_source_does_not_state_is_empty(at: datetime):
    load_region(HERE, by=None, at=at, base=BASE)
    claims = {claim.code: claim for claim in ClaimedFigure.objects.all()}
    assert {code: claim.value for code, claim in claims.items()} == {
        "students-satisfaction": Decimal("8.3"),
        "companies-satisfaction": Decimal("7.6"),
        "vo-schools": 14,
        "geoict-companies": 9,
        "basis-bouwkunde-months": 6,
        "llo-first-months": 24,
        "campus-themes": 3,
    }
    for code in ("students-satisfaction", "companies-satisfaction"):
        claim = claims[code]
        assert (claim.year, claim.n, claim.margin, claim.benchmark_year) == (None, None, None, None)
        assert (claim.is_said_equal, claim.is_said_stable) == (True, True)
    target = Target.objects.get()
    assert (target.value, target.by_on, target.programme.code) == (500, None, "iccu")
    begun = PartnershipEvent.objects.filter(step="begun", on__year=2022).values_list("partnership__code", flat=True)
    assert set(begun) == {"geoict", "kunst-werk", "gym-op-basisscholen"}
    assert set(Qualification.objects.values_list("stated_in", flat=True)) == {2015}
    assert Section.objects.filter(report__year=2022).count() == 6
    assert Region.objects.get().sources.keys() >= {"belofte-2022", "pc4", "bpv-monitor", "web"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_both_languages_of_the_promise_set_the_same_figures(package: Package, language: str):
    other = {"nl": "en", "en": "nl"}[language]
    for row in rows(package, "sections"):
        marks, others = (re.findall(r"\{.*?\}", getattr(row, f"body_{words}")) for words in (language, other))
        assert sorted(marks) == sorted(others)


def test_no_figure_of_the_promise_is_a_number_typed_by_hand(package: Package):
    """Years are not figures; every other number in the words comes from a record or a named claim."""
    for row in rows(package, "sections"):
        words = re.sub(r"\{.*?\}", "", getattr(row, "body_nl", ""))
        assert set(re.findall(r"\d[\d.,]*\d|\d", words)) <= {"2021", "2022"}


def test_every_row_cites_its_source(package: Package):
    without = [p.file for table in package.rows for p in package.rows[table] if not p.row.source]
    assert set(without) == {"promise/report.toml"}


def test_no_sentence_is_the_sources_own(shared: Shared):
    """Seven words in a row that are not names would be its words; the longest name here has six."""
    source = spoken(shared("source/belofte-2022.txt").read_text("utf-8"))
    theirs = {tuple(source[at : at + 7]) for at in range(len(source) - 6)}
    for path in [*HERE.rglob("*.md"), *HERE.glob("*.csv")]:
        for line in path.read_text("utf-8").splitlines():
            ours = spoken(line)
            assert [ours[at : at + 7] for at in range(len(ours) - 6) if tuple(ours[at : at + 7]) in theirs] == []


def spoken(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_the_national_series_is_as_published(package: Package, shared: Shared):
    with shared("data/bpv-monitor-national.csv").open(encoding="utf-8", newline="") as file:
        published = {
            (f"bpv-monitor-{who}", int(line["year"]), Decimal(line[who]))
            for line in csv.DictReader(file)
            for who in ("students", "trainers")
        }
    measures = [row for row in rows(package, "external_measures") if isinstance(row, schema.ExternalMeasure)]
    assert {(row.series, row.year, row.value) for row in measures} == published


def test_qualifications_are_as_in_the_list_of_2015(package: Package, shared: Shared):
    with shared("data/crebo-kwalificaties-2015.csv").open(encoding="utf-8", newline="") as file:
        listed = {
            line["kwalificatie_crebo"]: (line["kwalificatie"], int(line["niveau"]), line["kwalificatiedossier"])
            for line in csv.DictReader(file)
        }
    kept = [row for row in rows(package, "qualifications") if isinstance(row, schema.Qualification)]
    assert {row.crebo: (row.name, row.level, row.dossier) for row in kept} == {
        row.crebo: listed[row.crebo] for row in kept
    }


def test_every_dot_stands_in_its_neighbourhood(package: Package, shared: Shared):
    with shared("data/pc4_centroids_nl.csv").open(encoding="utf-8", newline="") as file:
        middles = {line["pc4"]: (float(line["lat"]), float(line["lon"])) for line in csv.DictReader(file)}
    sites = [row for row in rows(package, "sites") if isinstance(row, schema.Site) and row.postcode]
    assert len(sites) == 18
    assert {row.code for row in sites if kilometres((row.lat, row.lon), middles[row.postcode]) > 1.5} == set()


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians(one[0]))
    return math.hypot(north, east)
