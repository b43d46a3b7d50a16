"""A figure opened: by everybody, and by who guards it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from steps.promises.world import YEAR, Book, indicator
from werkveld.steps.offerings.models import Programme
from werkveld.steps.people.models import Organization, Partnership, PartnershipEvent, PartnershipPartner
from werkveld.steps.promises.actions import freeze, renew_figures

pytestmark = pytest.mark.slow
FIGURE = f"/en/figure/{YEAR}/people/"


def words(response: object) -> str:
    return response.content.decode()


def test_a_figure_shows_its_definition_and_its_parts_by_name(published: Book, visitor: Client):
    page = words(visitor.get(FIGURE))
    for said in ("How people counts.", "version 1, since 2020", "31 December 2025", "Fewer than 5 people", "Line R3"):
        assert said in page


def test_a_hidden_part_says_no_more_than_that(published: Book, visitor: Client):
    rows = visitor.get(FIGURE).context["parts"][0]["rows"]
    assert rows == [["Line R1", "not shown"], ["Line R2", "25"], ["Line R3", "not shown"]]


def test_a_mean_stands_beside_the_national_figure(published: Book, visitor: Client):
    page = words(visitor.get(f"/en/figure/{YEAR}/mark/"))
    for said in ("8.5", "8 answers", "margin ± 0.45", "National", "the margin of the national figure"):
        assert said in page


def test_a_claimed_figure_says_that_we_did_not_count_it(published: Book, visitor: Client):
    page = words(visitor.get("/en/claim/said/"))
    for said in ("We did not count this.", "page: below", "Year: not stated", "the year of the national figure"):
        assert said in page
    assert 'data-verdict="unclear"' in page
    assert 'data-verdict="holds"' not in page


def test_a_source_is_named_in_the_readers_language(published: Book, visitor: Client):
    region = published.world.region
    region.sources = {"page": {"nl": "Een", "en": "One", "short_nl": "De pagina", "short_en": "The page", "lang": "nl"}}
    region.save()
    assert "<dd>De pagina: below</dd>" in words(visitor.get("/nl/bewering/said/"))
    assert '<dd>The page: <span lang="nl">below</span></dd>' in words(visitor.get("/en/claim/said/"))
    assert 'Source: The page: <span lang="nl">below</span>' in words(visitor.get(f"/en/promise/samen/{YEAR}/"))


@pytest.mark.parametrize("address", [f"/en/figure/{YEAR}/none/", "/en/claim/none/", "/en/figure/1999/people/"])
def test_what_is_not_there_is_not_found(published: Book, visitor: Client, address: str):
    assert visitor.get(address).status_code == 404


def test_who_guards_the_figures_sees_exact_numbers_and_the_way_to_the_records(published: Book, signed_in):
    client = signed_in(published.quality)
    page = client.get(FIGURE)
    assert page.context["exact"] == [
        ("Exact value now", "40 people"),
        ("Records", "40"),
        ("Different people", "40"),
    ]
    assert f'href="{FIGURE}records/"' in words(page)


def test_a_coach_and_the_public_see_no_way_to_the_records(published: Book, visitor: Client, signed_in):
    for client in (visitor, signed_in(published.world.people["coach"])):
        assert f"{FIGURE}records/" not in words(client.get(FIGURE))
        assert "Exact value now" not in words(client.get(FIGURE))


HOURS = f"/en/figure/{YEAR}/hours/"


def counted_on(book: Book, days: int) -> None:
    renew_figures(book.world.region, YEAR, by=book.world.clockwork, at=book.world.at + timedelta(days=days))


@pytest.fixture
def worked(published: Book) -> Book:
    """Two lines with hours, then three people more in each: enough for the whole, too few for a line."""
    indicator(published.world, "hours", "approved_hours", "hours", name=("Uren", "Hours"))
    published.work(published.enrol("R2", 20), "10.5")
    published.work(published.enrol("R3", 10), "7")
    counted_on(published, 1)
    for line in ("R2", "R3"):
        published.work(published.enrol(line, 3), "10")
    counted_on(published, 3)
    return published


def day(book: Book, days: int) -> str:
    at = book.world.at + timedelta(days=days)
    return f"{at.day} {at:%B %Y}"


def test_parts_of_another_day_say_so_with_their_own_total(worked: Book, visitor: Client):
    page = visitor.get(HOURS)
    (part,) = page.context["parts"]
    assert page.context["tile"].value == "340"
    assert part["rows"] == [["Line R1", "0"], ["Line R2", "210"], ["Line R3", "70"]]
    assert part["stand"] == [
        f"As it stood on {day(worked, 1)}, together 280 hours.",
        f"The whole figure above stands at {day(worked, 3)}.",
    ]
    assert part["stand"][0] in words(page)
    sheet = visitor.get(f"/data/figures/{YEAR}/hours.json").json()
    assert (sheet["value"], sheet["lines_total"]) == (340, 280)
    assert sum(one["value"] for one in sheet["lines"]) == 280
    assert sheet["lines_counted_on"] < sheet["counted_on"]
    table = visitor.get("/data/figures.csv").content.decode()
    assert f"{sheet['counted_on']},{sheet['lines_counted_on']},280" in table


def test_parts_of_the_same_day_need_no_words_and_frozen_ones_keep_theirs(worked: Book, visitor: Client):
    (before,) = visitor.get(HOURS).context["parts"]
    freeze(worked.report, by=worked.director, at=worked.world.at + timedelta(days=4))
    for line in ("R2", "R3"):
        worked.work(worked.enrol(line, 9), "10")
    counted_on(worked, 5)
    (frozen,) = visitor.get(HOURS).context["parts"]
    assert (frozen["stand"], frozen["rows"]) == (before["stand"], before["rows"])
    indicator(worked.world, "again", "approved_hours", "hours")
    counted_on(worked, 6)
    (now,) = visitor.get(f"/en/figure/{YEAR}/again/").context["parts"]
    assert now["stand"] == []


def test_bars_have_the_decimals_of_their_values(worked: Book, visitor: Client):
    worked.work(worked.enrol("R2", 7), "0.5")
    worked.work(worked.enrol("R3", 7), "1")
    counted_on(worked, 5)
    (part,) = visitor.get(HOURS).context["parts"]
    assert part["chart"].rows == [["Line R2", "243.5"], ["Line R3", "107.0"]]
    assert part["rows"][1:] == part["chart"].rows


def test_people_in_two_lines_have_a_sentence_and_no_total_beside_a_hidden_line(published: Book, visitor: Client):
    twice = "Who belongs to several parts counts in each of them"
    page = visitor.get(FIGURE)
    assert page.context["parts"][0]["stand"] == []
    assert twice in words(page)
    assert visitor.get(f"/data/figures/{YEAR}/people.json").json()["lines_total"] is None
    enrolled = published.enrol("R1", 30)
    published.enrol("R3", 30)
    published.join("R2", enrolled[:20])
    counted_on(published, 1)
    page = visitor.get(FIGURE)
    assert page.context["tile"].value == "100"
    assert page.context["parts"][0]["stand"] == [f"As it stood on {day(published, 1)}, together 120 people."]
    indicator(published.world, "hours", "approved_hours", "hours")
    assert twice not in words(visitor.get(HOURS))


def test_every_programme_of_a_line_is_named_in_the_table_and_in_both_languages_for_machines(
    published: Book, visitor: Client
):
    for name in ("vier", "vijf", "zes"):
        Programme.objects.create(
            region=published.world.region,
            code=name,
            rows="R2",
            kind=published.offerings["R2"].programme.kind,
            name_nl=f"Lijn {name}",
            name_en=f"Line {name}",
            organization=published.world.company,
        )
    (part,) = visitor.get(FIGURE).context["parts"]
    assert part["chart"].rows[0][0] == "Line R2 and 3 more"
    assert part["chart_is_whole"] is False
    assert part["rows"][1][0] == "Line R2 · Line vier · Line vijf · Line zes"
    (line,) = [one for one in visitor.get(f"/data/figures/{YEAR}/people.json").json()["lines"] if one["label"] == "R2"]
    assert line["name"] == {
        "nl": "Lijn R2, Lijn vier, Lijn vijf, Lijn zes",
        "en": "Line R2, Line vier, Line vijf, Line zes",
    }


def begun(book: Book, name: str, company: Organization) -> Partnership:
    """New in the year, led by the school, with a company beside it."""
    region = book.world.region
    made = Partnership.objects.create(region=region, code=name, name_nl=f"Samen {name}", name_en=f"Together {name}")
    PartnershipEvent.objects.create(partnership=made, step="begun", on=date(YEAR, 5, 1), precision="day")
    PartnershipPartner.objects.create(partnership=made, organization=company)
    PartnershipPartner.objects.create(partnership=made, organization=book.world.school, is_lead=True)
    return made


PARTNERSHIPS = f"/en/figure/{YEAR}/new-partnerships/"
GUARDED = "The records behind a figure are only for who guards it."
ABOUT_PEOPLE = "The records behind this figure are about people"


def test_everybody_reads_which_partnerships_are_counted_and_frozen_ones_stay(published: Book, visitor: Client):
    begun(published, "one", published.world.company)
    counted_on(published, 1)
    page = visitor.get(PARTNERSHIPS)
    (shown,) = page.context["partnerships"]
    assert [partner.organization for partner in shown[1]] == [published.world.school, published.world.company]
    assert f'<a href="/en/organisations/{published.world.company.key}/">' in words(page)
    assert "Together one" in words(page)
    assert not {said for said in (GUARDED, ABOUT_PEOPLE) if said in words(page)}
    freeze(published.report, by=published.director, at=published.world.at + timedelta(days=2))
    begun(published, "two", published.world.company)
    counted_on(published, 3)
    assert [str(one) for one, _partners in visitor.get(PARTNERSHIPS).context["partnerships"]] == ["Samen one"]


@pytest.mark.parametrize(
    ("counter", "said", "is_not_said"),
    [
        ("offerings_held", GUARDED, ABOUT_PEOPLE),
        ("schools_in_groups", GUARDED, ABOUT_PEOPLE),
        ("approved_hours", ABOUT_PEOPLE, GUARDED),
    ],
)
def test_only_records_about_people_are_said_to_be_about_people(
    published: Book, visitor: Client, counter: str, said: str, is_not_said: str
):
    indicator(published.world, "other", counter, "records")
    counted_on(published, 1)
    page = words(visitor.get(f"/en/figure/{YEAR}/other/"))
    assert said in page
    assert is_not_said not in page
    assert "Every figure here opens to what lies behind it." in page
