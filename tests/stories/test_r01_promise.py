"""R01: the board writes the promise, the figures fill themselves, 2022 is published and frozen, anyone opens a figure."""

from pathlib import Path

import outloud
import pytest
from django.test import Client

from stories import promise_year
from stories.conftest import SitsDown
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Region

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

DESK = "/nl/bestuur/samen-met-de-praktijk/2022/"
PAGE = "/nl/belofte/samen-met-de-praktijk/2022/"
FIGURE = "/nl/cijfer/2022/geoict-learners/"
WORDS = ("heading_nl", "heading_en", "body_nl", "body_en", "turn")


def words(response: object) -> str:
    return response.content.decode()


def test_the_promise_of_2022_from_the_desk_to_the_records(
    midden_nederland: Region, college: Organization, sits_down: SitsDown, tmp_path: Path
):
    learners = promise_year.people(midden_nederland, college, 45)
    enrolled = promise_year.placed(midden_nederland, college, "geoict", learners[:30])
    promise_year.placed(midden_nederland, college, "basis-bouwkunde", learners[30:])
    director, visitor = sits_down("Dora", RoleCode.DIRECTOR), Client()

    _writes_and_is_corrected(director)
    director.post(f"{DESK}tellen/")
    assert ">30<" in words(director.get(f"{DESK}voorbeeld/"))
    assert visitor.get(PAGE).status_code == 404
    director.post(f"{DESK}publiceren/")

    page = words(visitor.get(PAGE))
    assert "Dit jaar deden" in page
    assert f'href="{FIGURE}">30<' in page
    assert visitor.get("/en/promise/samen-met-de-praktijk/2022/").status_code == 200
    _opens_a_figure(visitor, director)

    assert "45" in words(director.get(f"{DESK}bevriezen/"))
    director.post(f"{DESK}bevriezen/")
    _downloads_the_summary(visitor, tmp_path)

    for enrolment in enrolled[:8]:  # their records were forgotten, as the law asks
        enrolment.delete()
    director.post(f"{DESK}tellen/")
    _page_stands_and_says_so(visitor, director)


def _writes_and_is_corrected(director: Client) -> None:
    address = f"{DESK}tekst/conclusion/"
    form = director.get(address).context["form"]
    typed = {name: form[name].value() for name in WORDS}
    typed["body_nl"] += "\n\nDit jaar deden {figure:geo-ict-lerners} studenten mee aan GeoICT."
    refused = director.post(address, typed)
    (error,) = refused.context["form"].errors["body_nl"]
    assert "{figure:geoict-learners}" in error
    assert "geo-ict-lerners} studenten mee" in words(refused)
    typed["body_nl"] = typed["body_nl"].replace("geo-ict-lerners", "geoict-learners")
    assert director.post(address, typed).status_code == 302


def _opens_a_figure(visitor: Client, director: Client) -> None:
    figure = words(visitor.get(FIGURE))
    assert "Ieder telt één keer." in figure
    assert visitor.get(f"{FIGURE}records/").status_code == 403
    records = director.get(f"{FIGURE}records/")
    assert len(records.context["records"]) == 30
    assert "30" in dict(director.get(FIGURE).context["exact"]).values()


def _downloads_the_summary(visitor: Client, folder: Path) -> None:
    for page in (PAGE, "/en/promise/samen-met-de-praktijk/2022/"):
        response = visitor.get(f"{page}summary.pdf")
        paper = folder / "summary.pdf"
        paper.write_bytes(response.content)
        checked = outloud.check(str(paper))
        assert checked.error is None
        assert [f"{one.rule} {one.message}" for one in checked.findings if one.severity == "error"] == []


def _page_stands_and_says_so(visitor: Client, director: Client) -> None:
    page = visitor.get(PAGE)
    assert f'href="{FIGURE}">30<' in words(page)
    moved = {figure.indicator.code: figure.live.public["value"] for figure in page.context["page"].reading.moved}
    assert moved["geoict-learners"] == "22"
    changes = director.get(f"{FIGURE}records/difference/").context["changes"]
    assert [part.number for _title, part in changes] == [8]
