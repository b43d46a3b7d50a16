"""Lives two school years in a loaded region, through the same actions as the doors; the same seed tells the same year."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkveld.demo import (
    asking,
    companies,
    offers,
    opinions,
    people,
    placing,
    post,
    promise,
    rostering,
    rounds,
    worries,
)
from werkveld.demo.cast import NEWCOMERS_FROM, Year
from werkveld.demo.days import FIRST_DAY, LAST_DAY, moment
from werkveld.demo.tables import read_tables
from werkveld.demo.telling import counts_of
from werkveld.ground.places import region_package
from werkveld.ground.progress import Progress, silent
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import written_together
from werkveld.steps.offerings.queries import programmes
from werkveld.steps.people.models import Qualification, Theme
from werkveld.steps.people.queries import clockwork, has_examples, home_region, organizations, sites

SIZES = {"tiny": 0.02, "small": 0.1, "full": 1.0}


class NoRegionIsLoaded(Refusal):
    sentence = _("There is no region yet. Load one first: werkveld region load midden-nederland")


class NobodyToldThisYear(Refusal):
    sentence = _("The package of %(region)s has no folder «demo», so there is no invented year to live there.")


class YearWasLived(Refusal):
    sentence = _("This region already has invented people. A year is lived once; start with an empty database.")


@dataclass(frozen=True)
class Summary:
    """What came of the year: how many records of each kind."""

    seed: int
    size: float
    counts: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return ", ".join(f"{count} {name}" for name, count in self.counts.items())


def live_year(*, seed: int, size: float | str = 1.0, progress: Progress = silent) -> Summary:
    """From August 2021 to the morning on which the demo stands still, in the region that this site serves.

    :raises NoRegionIsLoaded, NobodyToldThisYear, YearWasLived: there is nothing to live, or it was lived before.
    """
    year = open_year(seed=seed, size=SIZES[size] if isinstance(size, str) else size)
    year.progress = progress
    with _nothing_thrown_away(), _not_waiting_for_the_disk(), rostering.beside(year):
        _prepare(year, progress)
        _live(year, progress)
    return Summary(seed=seed, size=year.size, counts=counts_of())


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """What is made stays in use until the year is over, so looking for what can go is a tenth of the time lost."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _not_waiting_for_the_disk() -> Iterator[None]:
    """A year that was broken off is thrown away, so on SQLite no week has to wait until it is safe on the disk."""
    is_embedded = connection.vendor == "sqlite" and not connection.in_atomic_block
    if is_embedded:
        _pragma("synchronous = OFF")
    try:
        yield
    finally:
        if is_embedded:
            _pragma("synchronous = NORMAL")
            _pragma("wal_checkpoint")


def _pragma(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {words}")


def open_year(*, seed: int, size: float) -> Year:
    region = home_region()
    if region is None:
        raise NoRegionIsLoaded
    folder = region_package(region.code) / "demo"
    if not folder.is_dir():
        raise NobodyToldThisYear(region=region.name)
    if has_examples(region):
        raise YearWasLived
    tables = read_tables(folder)
    known = {organization.code: organization for organization in organizations(region)}
    parents = {known[row["college"]].parent for row in tables.colleges}
    school = next(parent for parent in parents if parent is not None)
    return Year(
        region=region,
        seed=seed,
        size=size,
        tables=tables,
        clockwork=clockwork(region),
        school=known[school.code],
        organizations=known,
        sites={site.code: site for site in sites(region)},
        programmes={programme.code: programme for programme in programmes(region).prefetch_related("parts")},
        themes=list(Theme.objects.filter(region=region).order_by("code")),
        qualifications={q.crebo: q for q in Qualification.objects.order_by("crebo")},
    )


def _prepare(year: Year, progress: Progress) -> None:
    """Who and where, before the first day; one transaction each."""
    parts: tuple[Callable[[], None], ...] = (
        lambda: people.say_where_to_call(year),
        lambda: people.register_staff(year),
        lambda: companies.make_programmes(year),
        lambda: companies.found_companies(year),
        lambda: companies.found_schools(year),
        lambda: companies.name_voices(year),
        lambda: people.register_learners(year, at=moment(FIRST_DAY, 10)),
        lambda: people.register_neighbours(year),
        lambda: people.choose_stars(year),
        lambda: _plan(year),
    )
    for done, part in enumerate(parts, start=1):
        with transaction.atomic(), written_together():
            part()
        progress(gettext("people and places"), done, len(parts))


def _plan(year: Year) -> None:
    """What is known beforehand of the year; the rest follows from what happens."""
    calendar = year.calendar
    calendar.plan(moment(NEWCOMERS_FROM, 10), people.register_learners, year=year, newcomers=True)
    for row in year.tables.courses:
        valid_from = date.fromisoformat(row["valid_from"])
        made_on = max(FIRST_DAY + timedelta(days=1), valid_from - timedelta(days=150))
        calendar.plan(moment(made_on, 15), companies.make_courses, year=year, row=row)
    offers.plan_offers(year)
    rounds.plan_rounds(year)
    placing.plan_finishes(year)
    asking.plan_own_questions(year)
    asking.plan_vacancies(year)
    asking.plan_after_meetings(year)
    opinions.plan_surveys(year)
    worries.plan_worries(year)
    post.plan_post(year)
    promise.plan_promise(year)
    rostering.plan_rosters(year)


def _live(year: Year, progress: Progress) -> None:
    total = (LAST_DAY - FIRST_DAY).days // 7 + 1
    words = gettext("weeks of the year")
    for week in year.calendar.live():
        progress(words, (week - FIRST_DAY).days // 7 + 1, total)
    progress(words, total, total)
