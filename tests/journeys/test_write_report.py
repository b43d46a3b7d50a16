"""The summary of a report for a command: the right year, the right region, and one making for two who ask."""

import io
import threading
from datetime import datetime
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.files.storage import default_storage
from django.db import connections
from pypdf import PdfReader

from steps.promises.world import YEAR, Book, book
from werkveld.journeys import write_report as journey
from werkveld.journeys.write_report import NoSuchRegion, NothingPublished, write_report
from werkveld.steps.promises.actions import publish

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture
def told(db: None, at: datetime) -> Book:
    return book(at)


def test_the_paper_of_a_year_is_bytes_with_bookmarks_and_notes(told: Book, at: datetime):
    publish(told.report, by=told.director, at=at)
    reader = PdfReader(io.BytesIO(write_report(year=YEAR, region="small", language="en")))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert next(one["/Title"] for one in reader.outline if not isinstance(one, list)) == "Conclusion"
    assert "1. People" in text
    assert "How people counts." in text


def test_a_year_that_nobody_published_is_refused(told: Book):
    with pytest.raises(NothingPublished):
        write_report(year=YEAR)


def test_a_region_that_is_not_here_is_refused(told: Book):
    with pytest.raises(NoSuchRegion):
        write_report(year=YEAR, region="elsewhere")


def test_two_who_ask_at_once_wait_for_one_making(transactional_db: None, monkeypatch: pytest.MonkeyPatch):
    made = []

    def slowly(html: str) -> bytes:
        made.append(html)
        threading.Event().wait(0.3)
        return b"%PDF"

    monkeypatch.setattr(journey, "written", slowly)
    names: list[str] = []
    page = f"<p>{threading.get_ident()} together</p>"

    def ask() -> None:
        names.append(journey._made(page))
        connections.close_all()

    first = threading.Thread(target=ask)
    first.start()
    threading.Event().wait(0.1)
    names.append(journey._made(page))
    first.join()
    assert (len(made), len(set(names))) == (1, 1)
    assert default_storage.exists(f"summaries/{names[0]}.pdf")


def test_what_came_between_the_look_and_the_lock_is_not_made_again(db: None, monkeypatch: pytest.MonkeyPatch):
    page, kind = f"<p>{uuid4()}</p>", type(caches["default"])
    add, made = kind.add, []
    monkeypatch.setattr(journey, "written", lambda html: made.append(html) or html.encode())

    def late(cache: BaseCache, key: str, **facts: int) -> bool:
        monkeypatch.setattr(kind, "add", add)
        journey._made(page)
        return add(cache, key, **facts)

    monkeypatch.setattr(kind, "add", late)
    assert default_storage.exists(f"summaries/{journey._made(page)}.pdf")
    assert len(made) == 1
