"""The persons of the demo read their messages; what came in the last days still waits on the morning of the demo."""

from datetime import datetime, timedelta

from werkveld.demo.cast import Year
from werkveld.demo.days import FIRST_DAY, MORNING, moment
from werkveld.steps.messages.actions import read
from werkveld.steps.messages.queries import messages_for

EVERY = timedelta(weeks=4)
LEFT_SINCE = MORNING - timedelta(days=20)


def plan_post(year: Year) -> None:
    at = moment(FIRST_DAY, 20)
    while at < LEFT_SINCE:
        year.calendar.plan(at, read_post, year=year)
        at += EVERY
    year.calendar.plan(LEFT_SINCE, read_post, year=year)


def read_post(*, year: Year, at: datetime) -> None:
    for person in year.stars.values():
        for message in messages_for(person):
            if message.read_at is None:
                read(message, by=person, at=at)
