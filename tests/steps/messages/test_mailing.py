"""What waits goes out once: in order, after failures again, and never by two workers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier, Lock

import pytest
from django.db import IntegrityError, connection, transaction

from journeys.world import World, small_world
from steps.types import DeedsOn
from werkveld.steps.messages.actions import (
    MessageIsNotYours,
    NeverArrives,
    NobodyAnswers,
    SendingFailed,
    forget_messages,
    read,
    send_next,
    tell,
    tell_all,
)
from werkveld.steps.messages.enums import Channel
from werkveld.steps.messages.models import Message
from werkveld.steps.messages.queries import has_waiting, last_mail_was_lost, messages_given_up, messages_stuck
from werkveld.steps.messages.rules import BACK_OFF, IS_NEWS, LEASE
from werkveld.steps.people.models import Person

MINUTE = timedelta(minutes=1)


class Killed(BaseException):
    """As if the process was ended: nothing after it runs."""


def failing(fault: BaseException) -> Callable[[Message], None]:
    def deliver(_message: Message) -> None:
        raise fault

    return deliver


@pytest.fixture
def told(anna: Person, bram: Person, at: datetime) -> Message:
    return tell(anna, "moved-up", about=bram, by=bram, at=at)


class Post:
    """Takes every mail, and remembers for whom."""

    def __init__(self) -> None:
        self.went: list[str] = []

    def __call__(self, message: Message) -> None:
        self.went.append(message.to.email)


@pytest.fixture
def post() -> Post:
    return Post()


def test_only_who_has_an_address_and_wants_mail_gets_mail(anna: Person, bram: Person, els: Person, at: datetime):
    bram.wants_mail = False
    told = tell_all("news", [{"to": who, "about": anna} for who in (anna, bram, els)], by=anna, at=at)
    assert {message.to: message.channel for message in told} == {
        anna: Channel.MAIL,
        bram: Channel.PAGE,
        els: Channel.PAGE,
    }
    assert tell(bram, "more-news", about=anna, by=anna, at=at).channel == Channel.PAGE


def test_a_mail_goes_once_and_leaves_its_deed(told: Message, bram: Person, at: datetime, post: Post, deeds_on: DeedsOn):
    sent = send_next(post, by=bram, at=at + MINUTE)
    assert sent == told
    assert send_next(post, by=bram, at=at + LEASE * 2) is None
    told.refresh_from_db()
    assert (post.went, told.sent_at, told.tries) == (["anna@example.nl"], at + MINUTE, 1)
    assert deeds_on(told) == [("told", bram.key), ("mailed", bram.key)]


def test_the_oldest_goes_first(anna: Person, bram: Person, at: datetime, post: Post):
    tell(anna, "news", about=bram, by=bram, at=at + MINUTE)
    tell(bram, "news", about=bram, by=bram, at=at)
    while send_next(post, by=bram, at=at + MINUTE * 2):
        pass
    assert post.went == ["bram@example.nl", "anna@example.nl"]


@pytest.mark.parametrize(
    "columns", [{"wants_mail": False}, {"email": ""}], ids=["who said no meanwhile", "who has no address any more"]
)
def test_no_mail_goes_to(told: Message, bram: Person, at: datetime, post: Post, columns: dict[str, object]):
    Person.objects.filter(pk=told.to_id).update(**columns)
    assert send_next(post, by=bram, at=at) is None


def test_what_was_read_on_the_page_or_is_no_news_any_more_is_not_mailed(
    told: Message, anna: Person, bram: Person, at: datetime, post: Post
):
    assert has_waiting(at, Channel.MAIL)
    assert not has_waiting(at + IS_NEWS, Channel.MAIL)
    read(told, by=anna, at=at)
    assert not has_waiting(at, Channel.MAIL)
    assert send_next(post, by=bram, at=at) is None


def test_a_failure_is_tried_again_later_and_later_and_then_given_up(told: Message, bram: Person, at: datetime):
    moment, waits = at, []
    fault = failing(SendingFailed("451 try later"))
    while send_next(fault, by=bram, at=moment):
        told.refresh_from_db()
        if told.gave_up_at:
            break
        assert send_next(fault, by=bram, at=told.again_at - timedelta(seconds=1)) is None
        waits.append(told.again_at - moment)
        moment = told.again_at
    assert tuple(waits) == BACK_OFF
    assert (told.gave_up_at, told.tries, told.fault) == (moment, len(BACK_OFF) + 1, "451 try later")
    assert list(messages_given_up(moment, Channel.MAIL)) == [told]
    assert last_mail_was_lost(told.to)
    assert not last_mail_was_lost(bram)


def test_an_address_that_nobody_has_is_given_up_at_once(told: Message, bram: Person, at: datetime, deeds_on: DeedsOn):
    send_next(failing(NeverArrives("550 the address was refused")), by=bram, at=at)
    told.refresh_from_db()
    assert (told.gave_up_at, told.sent_at) == (at, None)
    assert deeds_on(told)[-1] == ("gave up sending", bram.key)
    assert send_next(failing(Killed()), by=bram, at=at + IS_NEWS / 2) is None


def test_a_silent_server_costs_no_try(told: Message, bram: Person, at: datetime, post: Post):
    for minutes in range(20):
        with pytest.raises(NobodyAnswers):
            send_next(failing(NobodyAnswers()), by=bram, at=at + MINUTE * minutes)
    assert list(messages_stuck(at + timedelta(hours=2), Channel.MAIL)) == [told]
    assert list(messages_stuck(at + timedelta(minutes=30), Channel.MAIL)) == []
    send_next(post, by=bram, at=at + MINUTE * 20)
    assert post.went == ["anna@example.nl"]


def test_who_was_killed_before_the_server_had_it_loses_nothing(told: Message, bram: Person, at: datetime, post: Post):
    with pytest.raises(Killed):
        send_next(failing(Killed()), by=bram, at=at)
    assert send_next(post, by=bram, at=at + LEASE - MINUTE) is None, "the other may still be at it"
    assert send_next(post, by=bram, at=at + LEASE) == told
    assert send_next(post, by=bram, at=at + LEASE * 3) is None
    assert post.went == ["anna@example.nl"]


def test_a_worker_that_was_slow_does_not_undo_what_another_did(told: Message, bram: Person, at: datetime):
    """The lease wore off, another worker sent it, and then the slow one comes back with a failure."""

    def slow(_message: Message) -> None:
        send_next(lambda _again: None, by=bram, at=at + LEASE)
        raise SendingFailed("too late")

    send_next(slow, by=bram, at=at)
    told.refresh_from_db()
    assert (told.sent_at, told.fault, told.gave_up_at) == (at + LEASE, "", None)


def test_the_database_knows_no_mail_that_is_sent_and_given_up(told: Message, at: datetime):
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=told.pk).update(sent_at=at, gave_up_at=at)


def test_messages_are_forgotten_by_their_reader_only(told: Message, anna: Person, bram: Person, at: datetime):
    with pytest.raises(MessageIsNotYours):
        forget_messages(anna, by=bram, at=at)
    assert forget_messages(anna, by=anna, at=at) == 1
    assert not Message.objects.exists()


@pytest.fixture
def small(transactional_db: None, at: datetime) -> World:
    return small_world(at)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_workers_at_one_moment_send_each_mail_once(small: World):
    """With real locks: four workers start together on sixty mails."""
    world = small
    readers = [
        Person.objects.create(region=world.region, given_name=f"P{number}", email=f"p{number}@example.nl")
        for number in range(60)
    ]
    tell_all("news", [{"to": who, "about": who} for who in readers], by=world.clockwork, at=world.at)
    start, lock, went = Barrier(4), Lock(), []

    def deliver(message: Message) -> None:
        with lock:
            went.append(message.to.email)

    def work(_worker: int) -> int:
        start.wait()
        count = 0
        while send_next(deliver, by=world.clockwork, at=world.at):
            count += 1
        connection.close()
        return count

    with ThreadPoolExecutor(4) as hands:
        counts = list(hands.map(work, range(4)))
    assert sorted(went) == sorted(reader.email for reader in readers)
    assert sum(counts) == 60
    assert not has_waiting(world.at, Channel.MAIL)
