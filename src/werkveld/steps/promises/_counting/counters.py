"""Ways to look: each yields records once, and says who stands behind a record and what it adds.

An indicator is data that names one of these; a new indicator rarely needs a new counter. Adding one: write the query
in its own step, describe its columns here, and tell it in docs/developers/add-an-indicator.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from werkveld.steps.enrolments.queries import groups_that_came, people_who_came, taken_places
from werkveld.steps.evidence.enums import EvidenceKind
from werkveld.steps.evidence.queries import standing_awards
from werkveld.steps.experiences.enums import Respondents
from werkveld.steps.experiences.queries import answers, answers_with_yes_or_no
from werkveld.steps.offerings.queries.held import courses_from_projects, offerings_held
from werkveld.steps.people.models import Region
from werkveld.steps.people.queries import partnerships_in
from werkveld.steps.practice.queries import (
    approved_hours,
    meetings_held,
    services_given,
    visitors_counted,
    visits_of_students,
)
from werkveld.steps.questions.queries import questions_closed

HERE = ZoneInfo("Europe/Amsterdam")
Params = Mapping[str, str]
How = Literal["distinct", "sum", "mean"]


class UnknownCounter(LookupError):
    """An indicator names a way to look that does not exist."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` up to but not including `end`, with the same as moments in the region's own time."""

    start: date
    end: date

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.start, time(), HERE)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.end, time(), HERE)


@dataclass(frozen=True, slots=True)
class Counter:
    """How to look and how to count; every name is a lookup from the record.

    `behind`: whose data the record is, counted once when `how` is distinct. `adds`: what a record adds (nothing: one).
    `is_about_people`: small groups are hidden. `partnership`: the one behind a record, named on public pages anyway; then
    everybody reads which ones are counted. `heads`: a record stands for that many people without names.
    """

    rows: Callable[[Region, Span, Params], QuerySet[Any]]
    how: How
    behind: str
    example: str
    on: str
    title: str
    adds: str | None = None
    heads: str | None = None
    programme: str | None = None
    is_about_people: bool = True
    partnership: str | None = None


COUNTERS: dict[str, Counter] = {
    "partnerships": Counter(
        rows=lambda region, span, params: partnerships_in(
            region, params.get("step", "begun"), start=span.start, end=span.end
        ),
        how="distinct",
        behind="partnership",
        example="partnership__is_example",
        on="on",
        title="partnership__name_nl",
        is_about_people=False,
        partnership="partnership",
    ),
    "people_placed": Counter(
        rows=lambda region, span, _params: taken_places(region, start=span.start, end=span.end),
        how="distinct",
        behind="person",
        example="person__is_example",
        on="starts_on",
        title="offering__title_nl",
        programme="offering__programme",
    ),
    "hosts": Counter(
        rows=lambda region, span, _params: taken_places(region, start=span.start, end=span.end),
        how="distinct",
        behind="offering__organization",
        example="offering__is_example",
        on="starts_on",
        title="offering__organization__name",
        programme="offering__programme",
        is_about_people=False,
    ),
    "approved_hours": Counter(
        rows=lambda region, span, _params: approved_hours(region, start=span.start, end=span.end),
        how="sum",
        adds="amount",
        behind="enrolment__person",
        example="enrolment__person__is_example",
        on="week_of",
        title="enrolment__offering__title_nl",
        programme="enrolment__offering__programme",
    ),
    "questions_answered": Counter(
        rows=lambda region, span, _params: questions_closed(region, start=span.starts_at, end=span.ends_at),
        how="sum",
        behind="asked_by",
        example="is_example",
        on="closed_at",
        title="channel",
    ),
    "services": Counter(
        rows=lambda region, span, _params: services_given(region, start=span.starts_at, end=span.ends_at),
        how="sum",
        behind="resident",
        example="resident__is_example",
        on="starts_at",
        title="shift__offering__title_nl",
        programme="shift__offering__programme",
    ),
    "residents_helped": Counter(
        rows=lambda region, span, _params: services_given(region, start=span.starts_at, end=span.ends_at),
        how="distinct",
        behind="resident",
        example="resident__is_example",
        on="starts_at",
        title="shift__offering__title_nl",
        programme="shift__offering__programme",
    ),
    "awards": Counter(
        rows=lambda region, span, params: standing_awards(
            region, start=span.starts_at, end=span.ends_at, kind=params.get("kind")
        ),
        how="sum",
        behind="person",
        example="person__is_example",
        on="awarded_at",
        title="title_nl",
        programme="enrolment__offering__programme",
    ),
    "people_moved": Counter(
        rows=lambda region, span, _params: standing_awards(
            region, start=span.starts_at, end=span.ends_at, kind=EvidenceKind.TRANSFER
        ),
        how="sum",
        behind="person",
        example="person__is_example",
        on="awarded_at",
        title="title_nl",
        programme="enrolment__offering__programme",
    ),
    "courses_made": Counter(
        rows=lambda region, span, _params: courses_from_projects(region, start=span.start, end=span.end),
        how="sum",
        behind="pk",
        example="is_example",
        on="valid_from",
        title="name_nl",
        programme="programme",
        is_about_people=False,
    ),
    "offerings_held": Counter(
        rows=lambda region, span, _params: offerings_held(region, start=span.start, end=span.end),
        how="sum",
        behind="pk",
        example="is_example",
        on="starts_on",
        title="title_nl",
        programme="programme",
        is_about_people=False,
    ),
    "meetings_held": Counter(
        rows=lambda region, span, _params: meetings_held(region, start=span.starts_at, end=span.ends_at),
        how="sum",
        behind="pk",
        example="offering__is_example",
        on="starts_at",
        title="offering__title_nl",
        programme="offering__programme",
        is_about_people=False,
    ),
    "student_visits": Counter(
        rows=lambda region, span, _params: visits_of_students(region, start=span.starts_at, end=span.ends_at),
        how="sum",
        behind="person",
        example="person__is_example",
        on="shift__starts_at",
        title="shift__offering__title_nl",
        programme="shift__offering__programme",
    ),
    "visitors": Counter(
        rows=lambda region, span, _params: visitors_counted(region, start=span.starts_at, end=span.ends_at),
        how="sum",
        adds="heads",
        heads="heads",
        behind="pk",
        example="offering__is_example",
        on="starts_at",
        title="offering__title_nl",
        programme="offering__programme",
    ),
    "people_who_came": Counter(
        rows=lambda region, span, _params: people_who_came(region, start=span.start, end=span.end),
        how="distinct",
        behind="person",
        example="person__is_example",
        on="starts_on",
        title="offering__title_nl",
        programme="offering__programme",
    ),
    "heads": Counter(
        rows=lambda region, span, _params: groups_that_came(region, start=span.start, end=span.end),
        how="sum",
        adds="came",
        heads="came",
        behind="pk",
        example="is_example",
        on="comes_on",
        title="organization__name",
        programme="offering__programme",
    ),
    "schools_in_groups": Counter(
        rows=lambda region, span, _params: groups_that_came(region, start=span.start, end=span.end),
        how="distinct",
        behind="organization",
        example="is_example",
        on="comes_on",
        title="organization__name",
        programme="offering__programme",
        is_about_people=False,
    ),
    "mean_score": Counter(
        rows=lambda region, span, params: answers(
            region, params.get("respondents", "learner"), start=span.starts_at, end=span.ends_at
        ),
        how="mean",
        adds="score",
        behind="person",
        example="person__is_example",
        on="answered_at",
        title="survey__name_nl",
        programme="enrolment__offering__programme",
    ),
    "visit_scores": Counter(
        rows=lambda region, span, _params: answers(
            region, Respondents.RESIDENT, start=span.starts_at, end=span.ends_at
        ).filter(appointment__isnull=False),
        how="mean",
        adds="score",
        behind="person",
        example="person__is_example",
        on="answered_at",
        title="survey__name_nl",
        programme="appointment__shift__offering__programme",
    ),
    "visits_with_yes": Counter(
        rows=lambda region, span, _params: answers_with_yes_or_no(
            region, Respondents.RESIDENT, start=span.starts_at, end=span.ends_at
        ).filter(appointment__isnull=False),
        how="mean",
        adds="yes",
        behind="person",
        example="person__is_example",
        on="answered_at",
        title="survey__name_nl",
        programme="appointment__shift__offering__programme",
    ),
}


def counter_of(code: str) -> Counter:
    try:
        return COUNTERS[code]
    except KeyError as unknown:
        raise UnknownCounter(code) from unknown
