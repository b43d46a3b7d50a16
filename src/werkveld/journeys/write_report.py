"""Writes the summary of a report as an accessible PDF, once for each state of its words and figures.

The order: read what everybody may see, let the template lay it out, make the paper, keep it. The file is named after
what stands on it, so a newer figure makes another file and an older one is never served again.
"""

import hashlib
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache, caches
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from werkveld.ground.paper import made_by, written
from werkveld.ground.refusals import Refusal
from werkveld.steps.people import queries as people
from werkveld.steps.people.models import Region
from werkveld.steps.promises.models import Edition
from werkveld.steps.promises.queries import published_reports, read_report, standing_editions, state_of

TEMPLATE, SHEET = "public/promises/summary.html", "werkveld/paper.css"
LONGEST_MAKING = 60
FOR_A_MINUTE = 60


class NothingPublished(Refusal):
    sentence = _("No report on %(year)s was published.")


class NoSuchRegion(Refusal):
    sentence = _("There is no region «%(region)s» here.")


@dataclass(frozen=True, slots=True)
class Summary:
    """`name` changes with what stands on the paper."""

    name: str
    file: File


def write_report(*, year: int, region: str = "", language: str = "nl") -> bytes:
    """For a command: the bytes, of the first promise that has a published report on that year."""
    place = _place(region)
    for edition in published_reports(place):
        if edition.report.year == year:
            editions = standing_editions(place, edition.report.promise.code, year)
            with open_summary(place, editions, language).file as file:
                content: bytes = file.read()
            return content
    raise NothingPublished(year=year)


def _place(code: str) -> Region:
    with suppress(Region.DoesNotExist):
        if place := people.region(code) if code else people.home_region():
            return place
    raise NoSuchRegion(region=code)


def open_summary(region: Region, editions: list[Edition], language: str) -> Summary:
    """The paper as it stands; two who ask at once wait for one making."""
    cards, key = caches["cards"], f"summary-{editions[0].report_id}-{state_of(editions)}-{language}"
    name: str | None = cards.get(key)
    if name is None or not default_storage.exists(_path(name)):
        name = _made(_laid_out(region, editions, language))
        cards.set(key, name, FOR_A_MINUTE)
    return Summary(name, default_storage.open(_path(name)))


def _path(name: str) -> str:
    return f"summaries/{name}.pdf"


def _made(html: str) -> str:
    """The name of the file with these words in this look; makes it when it is not there."""
    name = hashlib.sha256(f"{made_by(SHEET)}{html}".encode()).hexdigest()[:32]
    path = _path(name)
    lock = f"summary-{name}"
    until = time.monotonic() + LONGEST_MAKING
    while not default_storage.exists(path) and time.monotonic() < until:
        if cache.add(lock, value=1, timeout=LONGEST_MAKING):
            try:
                if not default_storage.exists(path):  # it may have come between the look and the lock
                    default_storage.save(path, ContentFile(written(html)))
            finally:
                cache.delete(lock)
        else:
            time.sleep(0.2)
    return name


def write_summaries(region: Region) -> int:
    """Makes every paper that is not there yet, in both languages; how many reports were looked at."""
    editions = published_reports(region)
    for edition in editions:
        standing = standing_editions(region, edition.report.promise.code, edition.report.year)
        for language in ("nl", "en"):
            open_summary(region, standing, language).file.close()
    return len(editions)


def _laid_out(region: Region, editions: list[Edition], language: str) -> str:
    with translation.override(language):
        context: dict[str, Any] = {"reading": read_report(region, editions), "language": language}
        return render_to_string(TEMPLATE, context)
