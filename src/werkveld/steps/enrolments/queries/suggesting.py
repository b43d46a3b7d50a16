"""What suits somebody: the engine's ranking over the catalogue, each with what it is made of."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import F, QuerySet
from numpy.typing import NDArray

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment, Interest
from werkveld.steps.offerings.enums import Audience
from werkveld.steps.offerings.models import Offering
from werkveld.steps.offerings.queries import edition
from werkveld.steps.offerings.queries.places import spot
from werkveld.steps.offerings.queries.shelf import Shelf, shelf
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person, Theme
from werkveld.steps.people.rules import wears
from werkveld_engine.ranking import Problem, reasons, solve

BEST = 5
A_KILOMETRE = 0.01  # what it takes off: thirty kilometres weigh as much as a third of a perfect fit
WHAT_WAS_DONE = 0.5  # what somebody did before says less than what somebody asks for now
STILL_NEEDED = 0.05
METRES = 111_195.0  # a degree of latitude
FOR = {
    RoleCode.LEARNER: Audience.LEARNER,
    RoleCode.PROFESSIONAL: Audience.PROFESSIONAL,
    RoleCode.RESIDENT: Audience.RESIDENT,
    RoleCode.COACH: Audience.TEACHER,
    RoleCode.DEVELOPER: Audience.TEACHER,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offering, and why: themes that were chosen, themes of what was done before, how far, and whether people lack."""

    offering: Offering
    chosen: list[Theme]
    before: list[Theme]
    kilometres: float | None
    is_needed: bool


def interests_of(reader: Person) -> QuerySet[Theme]:
    return Theme.objects.filter(interests__person=reader).order_by("name_nl")


def themes_to_choose(reader: Person) -> QuerySet[Theme]:
    return Theme.objects.filter(region=reader.region).order_by("name_nl", "id")


def suggestions_for(reader: Person, on: date) -> list[Suggestion]:
    """The best few that one can still begin, of what is for this reader; nothing fits when nothing was chosen or done."""
    now = edition(reader.region)
    if now is None:
        return []
    books = shelf(now)
    themes = {theme.code: theme for theme in Theme.objects.filter(region=reader.region).order_by("id")}
    codes = [code for code in books.columns["theme"].values if code in themes]
    chosen = set(Interest.objects.filter(person=reader).values_list("theme__code", flat=True))
    done, before = _history(reader)
    if not (chosen | before) & set(codes):
        return []
    rows = _open_to(reader, books, done, on)
    if not len(rows):
        return []
    lacking = _lacking(books.ids[rows])
    problem = _problem(reader, books, rows, codes, chosen=chosen, before=before, lacking=lacking)
    found = reasons(problem, solve(problem), 0, columns=2 * len(codes))
    found = tuple(one for one in found if one.columns)
    offerings = Offering.objects.select_related("organization", "site", "programme__kind").in_bulk(
        [int(books.ids[rows[one.offering]]) for one in found]
    )
    told = []
    for one in found:
        pk = int(books.ids[rows[one.offering]])
        names = [column for column, _points in one.columns]
        told.append(
            Suggestion(
                offerings[pk],
                chosen=[themes[codes[column - len(codes)]] for column in names if column >= len(codes)],
                before=[themes[codes[column]] for column in names if column < len(codes)],
                kilometres=one.kilometres,
                is_needed=pk in lacking,
            )
        )
    return told


def _history(reader: Person) -> tuple[set[int], set[str]]:
    """Offerings that are not recommended again, and the themes of what somebody takes part in or did."""
    mine = Enrolment.objects.filter(person=reader).exclude(state=EnrolmentState.WITHDRAWN)
    rows = list(mine.order_by().values_list("offering", "offering__programme__themes__code"))
    return {offering for offering, _code in rows}, {code for _offering, code in rows if code}


def _open_to(reader: Person, books: Shelf, done: set[int], on: date) -> NDArray[np.intp]:
    """Places on the shelf: open, still to begin, of the reader's level, for who the reader is, and not had yet."""
    audiences = [FOR[RoleCode(r.code)] for r in reader.roles_worn if r.code in FOR and wears(r, on)]
    every = np.arange(len(books.ids))
    kept = books.is_open & books.is_public & books.columns["phase"].mask([str(one) for one in audiences], every)
    kept &= (books.starts == 0) | (books.starts >= on.toordinal())
    if reader.level is not None:
        kept &= books.columns["level"].mask([str(reader.level)], every)
    kept &= ~np.isin(books.ids, list(done))
    return np.flatnonzero(kept)


def _lacking(ids: NDArray[np.int64]) -> set[int]:
    """Which do not go on yet because people lack."""
    few = Offering.objects.filter(pk__in=ids.tolist(), seats_taken__lt=F("capacity_min"))
    return set(few.order_by().values_list("pk", flat=True))


def _problem(
    reader: Person,
    books: Shelf,
    rows: NDArray[np.intp],
    codes: list[str],
    *,
    chosen: set[str],
    before: set[str],
    lacking: set[int],
) -> Problem:
    """One person; columns are the themes of what was done, then the themes that were chosen."""
    column = books.columns["theme"]
    has = np.column_stack([column.mask([code], rows) for code in codes]).astype(np.float64)
    content = has / np.sqrt(np.maximum(1, has.sum(axis=1)))[:, None]
    wanted = np.array([code in chosen for code in codes], np.float64)
    did = np.array([code in before for code in codes], np.float64) * WHAT_WAS_DONE
    profile = np.concatenate([did / max(1.0, did.sum()), wanted / np.sqrt(max(1.0, wanted.sum()))])
    lat, lon = (np.asarray(values)[rows] for values in books.lat_lon)
    here = spot(reader.region, reader.postcode) if reader.postcode else None
    middle = np.cos(np.radians(reader.region.centre_lat))
    at = np.column_stack([np.degrees(lon) * METRES * middle, np.degrees(lat) * METRES])
    return Problem(
        people=np.array([reader.pk]),
        offerings=books.ids[rows],
        profile=profile[None, :],
        content=np.concatenate([content, content], axis=1),
        person_at=np.array([[here.lon * METRES * middle, here.lat * METRES] if here else [np.nan, np.nan]]),
        offering_at=at,
        need=np.array([STILL_NEEDED if int(pk) in lacking else 0.0 for pk in books.ids[rows]]),
        travel=A_KILOMETRE,
        best=BEST,
        wishes_from=len(codes),
    )
