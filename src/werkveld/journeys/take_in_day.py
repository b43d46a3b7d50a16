"""A deed of the day page, also where it crosses steps."""

from datetime import datetime
from uuid import UUID

from werkveld.journeys.reopen_visit import reopen_visit
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import DeedOnPhone, take_in
from werkveld.steps.practice.actions.syncing import Facts, IsNotYours, OnPhone
from werkveld.steps.practice.enums import DayKind
from werkveld.steps.practice.models import DayDeed
from werkveld.steps.practice.queries import coached_appointment


def take_in_day(sent: DeedOnPhone, *, by: Person, at: datetime) -> DayDeed:
    return take_in(sent, by=by, at=at, also=ACROSS)


def _take_back(facts: Facts, by: Person, at: datetime, _key: UUID) -> None:
    visit = coached_appointment(by, UUID(str(facts["visit"])))
    if visit is None:
        raise IsNotYours
    reopen_visit(visit, by=by, at=at)


ACROSS: dict[str, OnPhone] = {DayKind.TAKE_BACK: _take_back}
