from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from werkveld.demo.calendar import Calendar
from werkveld.demo.days import MORNING, moment


@pytest.mark.django_db(transaction=True)
def test_each_week_is_one_transaction_and_deeds_come_in_order():
    calendar, lived = Calendar(), []
    monday = date(2022, 9, 5)

    def live(*, at: datetime, name: str) -> None:
        lived.append((name, connection.in_atomic_block))
        if name == "first":
            calendar.plan(at + timedelta(hours=1), live, name="that came of it")

    calendar.plan(moment(monday, 12), live, name="second")
    calendar.plan(moment(monday, 9), live, name="first")
    calendar.plan(moment(monday + timedelta(weeks=1)), live, name="next week")
    calendar.plan(MORNING, live, name="when the clock of the demo stands still")
    assert list(calendar.live()) == [monday, monday + timedelta(weeks=1)]
    assert lived == [("first", True), ("that came of it", True), ("second", True), ("next week", True)]
    assert not connection.in_atomic_block


@pytest.mark.django_db
def test_what_many_need_at_one_moment_is_done_at_once():
    calendar, done = Calendar(), []

    def together(*, at: datetime, items: list[str]) -> None:
        done.append(items)

    for name in ("a", "b"):
        calendar.gather(moment(date(2022, 9, 5)), together, name)
    calendar.gather(moment(date(2022, 9, 6)), together, "c")
    list(calendar.live())
    assert done == [["a", "b"], ["c"]]
