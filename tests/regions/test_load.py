"""Loading: all or nothing, twice the same as once, nothing written by a check, and losses said before they happen."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from regions.conftest import BASE, Folder
from werkveld.regions.faults import PackageIsWrong
from werkveld.regions.load import RowsAreNeeded, load_region
from werkveld.regions.reports import LoadReport
from werkveld.steps.deeds.models import Deed
from werkveld.steps.deeds.queries import deeds_on
from werkveld.steps.offerings.models import Offering, OfferingKind, Programme
from werkveld.steps.people.enums import DatePrecision
from werkveld.steps.people.models import Norm, Organization, PartnershipEvent, Person, Region, Site, Theme
from werkveld.steps.people.queries import norm
from werkveld.steps.promises.models import FrozenFigure, IndicatorVersion, Report, Section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def load(folder: Folder, at: datetime, **how: bool) -> LoadReport:
    return load_region(folder.path, by=None, at=at, base=BASE, **how)


def everything() -> dict[str, list[str]]:
    tables = (Region, Theme, Norm, Organization, Site, OfferingKind, Programme, PartnershipEvent, Section)
    return {table.__name__: sorted(map(str, table.objects.values_list())) for table in tables}


def test_a_region_lives_after_loading(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    region = Region.objects.get(code="eilandrijk")
    watch = Programme.objects.get(region=region, code="night-watch")
    assert (str(region.name), watch.name, watch.kind.plural, watch.site.name) == (
        "Eilandrijk",
        "Night watch",
        "voyages",
        "North Pier",
    )
    assert {theme.code for theme in watch.themes.all()} == {"tides", "lighthouses"}
    assert Organization.objects.get(code="ferry-school").parent == Organization.objects.get(code="island-academy")
    event = PartnershipEvent.objects.get()
    assert (event.on, event.precision) == (date(2030, 3, 1), DatePrecision.MONTH)
    assert region.sources["logbook"] == "The logbook of Eilandrijk, an invented book"


def test_another_region_has_rules_of_its_own(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    region = Region.objects.get(code="eilandrijk")
    assert [norm(region, "small_group_threshold", date(year, 6, 1)) for year in (2026, 2029, 2030)] == [10, 10, 8]
    assert norm(region, "elective_hours", date(2026, 6, 1)) == 30
    assert norm(region, "rule_equal", date(2026, 6, 1)) == {"name": "margins_overlap", "years_apart": 0}
    assert norm(region, "first_years_matched_blind", date(2026, 6, 1)) is True
    assert norm(region, "partnership_precision", date(2026, 6, 1)) == ["day", "month", "year"]


def test_what_an_invented_region_holds_is_marked(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    assert set(Organization.objects.values_list("is_example", flat=True)) == {True}
    assert Programme.objects.get(code="night-watch").is_example


def test_loading_twice_changes_nothing_and_leaves_no_deed(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    before, deeds = everything(), Deed.objects.count()
    report = load(eilandrijk, at)
    assert report.changes_nothing
    assert everything() == before
    assert Deed.objects.count() == deeds


def test_a_check_writes_nothing(eilandrijk: Folder, at: datetime):
    with CaptureQueriesContext(connection) as asked:
        report = load(eilandrijk, at, check_only=True)
    assert report.counts["new"] > 18
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}
    assert Region.objects.count() == 0


def test_a_check_of_a_stored_region_writes_nothing_and_asks_little(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    eilandrijk.replace("themes.csv", "Lighthouses", "Lights")
    with CaptureQueriesContext(connection) as asked:
        report = load(eilandrijk, at, check_only=True)
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}
    assert len(asked) == 32
    assert "themes, lighthouses, name_en: was «Lighthouses», becomes «Lights»." in str(report)
    assert Theme.objects.get(code="lighthouses").name_en == "Lighthouses"


def test_a_changed_cell_changes_one_record_and_is_a_deed(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    deeds = Deed.objects.count()
    eilandrijk.replace("themes.csv", "Lighthouses", "Lights")
    report = load(eilandrijk, at)
    assert (report.counts["new"], report.counts["changed"]) == (0, 1)
    theme = Theme.objects.get(code="lighthouses")
    assert [deed.detail for deed in deeds_on(theme)[:1]] == [{"name_en": ["Lighthouses", "Lights"]}]
    assert Deed.objects.count() == deeds + 2  # and the catalogue was written anew


def test_themes_of_a_row_follow_the_package(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    eilandrijk.replace("programmes.csv", '"tides, lighthouses"', "tides")
    load(eilandrijk, at)
    assert [theme.code for theme in Programme.objects.get(code="night-watch").themes.all()] == ["tides"]


def test_a_new_parent_may_stand_below_its_part(eilandrijk: Folder, at: datetime):
    eilandrijk.add("organizations.csv", "rope-room,Rope Room,college,ferry-school,,,logbook: page 4")
    load(eilandrijk, at)
    assert Organization.objects.get(code="rope-room").parent.parent.code == "island-academy"


def test_a_wrong_package_loads_nothing(eilandrijk: Folder, at: datetime):
    eilandrijk.replace("sites.csv", "53.25", "north")
    with pytest.raises(PackageIsWrong) as refused:
        load(eilandrijk, at)
    assert [fault.place for fault in refused.value.faults] == [("sites.csv", 2, "lat")]
    assert Region.objects.count() == 0


def test_a_row_that_is_gone_stays_until_its_removal_is_asked_for(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    eilandrijk.drop("claimed_figures.csv", "lamps-lit")
    eilandrijk.replace("promise/2030/result.en.md", "{claimed:lamps-lit}", "many")
    lines = str(load(eilandrijk, at)).splitlines()
    assert "claimed_figures, lamps-lit: no longer in the package; nothing else would be lost." in lines
    assert lines[-1] == "Rows that are no longer in the package stay. Add --remove to take them out."
    deeds = Deed.objects.count()
    assert load(eilandrijk, at).changes_nothing
    assert Deed.objects.count() == deeds
    load(eilandrijk, at, remove=True)
    assert load(eilandrijk, at).counts["gone"] == 0


def test_what_would_be_lost_is_said_before(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    person = Person.objects.get(is_clockwork=True)
    guild = Organization.objects.get(code="lamp-keepers")
    guild.roles.create(person=person, code="contact", begins_on=localdate(at))
    eilandrijk.drop("organizations.csv", "lamp-keepers")
    eilandrijk.drop("partnership_partners.csv", "lamps,lamp-keepers")
    assert "organizations, lamp-keepers: no longer in the package; with it would be lost roles: 1." in str(
        load(eilandrijk, at, check_only=True)
    )
    load(eilandrijk, at, remove=True)
    assert not Organization.objects.filter(code="lamp-keepers").exists()


def test_what_others_need_cannot_be_removed(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    watch = Programme.objects.get(code="night-watch")
    Offering.objects.create(programme=watch, title_nl="Wacht", title_en="Watch", organization=watch.organization)
    eilandrijk.drop("programmes.csv", "night-watch")
    eilandrijk.replace("indicator_versions.csv", "programme=night-watch", "")
    sentence = "programmes, night-watch: no longer in the package, but still needed by offerings: 1."
    assert sentence in str(load(eilandrijk, at, check_only=True))
    with pytest.raises(RowsAreNeeded) as refused:
        load(eilandrijk, at, remove=True)
    assert str(refused.value).splitlines()[1:] == [sentence]
    assert Programme.objects.filter(code="night-watch").exists()


def test_rows_that_go_together_are_in_nobodys_way(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    eilandrijk.drop("programmes.csv", "night-watch")
    eilandrijk.replace("indicator_versions.csv", "programme=night-watch", "")
    eilandrijk.drop("sites.csv", "north-pier")
    load(eilandrijk, at, remove=True)
    assert not Site.objects.exists()


def test_what_people_added_at_their_desks_is_theirs(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    region = Region.objects.get(code="eilandrijk")
    Organization.objects.create(region=region, code="bakery", name="Bakery", kind="company")
    assert load(eilandrijk, at).changes_nothing
    load(eilandrijk, at, remove=True)
    assert Organization.objects.filter(code="bakery").exists()


def test_words_that_the_board_changed_stay(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    Section.objects.update(body_en="We did more.", turn=1)
    eilandrijk.replace("promise/2030/result.en.md", "We lit", "They lit")
    report = load(eilandrijk, at)
    assert "sections, every-lamp/2030/result: changed on the board's desk or frozen, so it stays as it is." in str(
        report
    )
    assert Section.objects.get().body_en == "We did more."


def test_words_that_nobody_changed_follow_the_package(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    eilandrijk.replace("promise/2030/result.en.md", "We lit", "They lit")
    load(eilandrijk, at)
    assert Section.objects.get().body_en.startswith("They lit")


def test_a_frozen_definition_asks_for_a_new_version(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    version = IndicatorVersion.objects.get(indicator__code="sailors")
    FrozenFigure.objects.create(
        report=Report.objects.get(),
        indicator=version.indicator,
        version=1,
        definition={},
        n=0,
        people=0,
        public={},
        records=b"",
        digest="",
        counted_on=localdate(at),
        frozen_at=at,
    )
    eilandrijk.replace("indicator_versions.csv", "who had a place", "who sailed")
    sentence = (
        "indicator_versions.csv, line 2: A year was frozen with version 1 of «sailors». "
        "Add a new version instead of changing it."
    )
    with pytest.raises(PackageIsWrong) as refused:
        load(eilandrijk, at, check_only=True)
    assert [str(fault) for fault in refused.value.faults] == [sentence]


def test_a_person_without_the_keepers_hat_loads_nothing(eilandrijk: Folder, at: datetime):
    load(eilandrijk, at)
    stranger = Person.objects.create(region=Region.objects.get(), given_name="Stranger")
    eilandrijk.replace("themes.csv", "Lighthouses", "Lights")
    with pytest.raises(Exception, match="Only the keeper of the region"):
        load_region(eilandrijk.path, by=stranger, at=at, base=BASE)
    assert Theme.objects.get(code="lighthouses").name_en == "Lighthouses"


def test_how_far_it_is_is_told(eilandrijk: Folder, at: datetime):
    told: list[tuple[int, int]] = []
    load_region(
        eilandrijk.path, by=None, at=at, base=BASE, progress=lambda _what, done, total: told.append((done, total))
    )
    total = told[0][1]
    assert told == [(done, total) for done in range(1, total + 1)]
