"""The job that texts, against a gateway on this machine; and a worker that is killed half-way."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from pytest_django import Settings

from jobs.gateway import Gateway
from journeys.world import World, small_world
from werkveld.jobs.texts import filled, send_texts, send_texts_when_waiting
from werkveld.steps.messages.actions import tell
from werkveld.steps.messages.enums import Channel
from werkveld.steps.messages.models import Message
from werkveld.steps.messages.queries import messages_stuck
from werkveld.steps.messages.rules import BACK_OFF, LEASE
from werkveld.steps.people.models import Person

WORKER = "import django; django.setup(); from werkveld.jobs.texts import send_texts; print(send_texts.func())"
Through = Callable[[Gateway], None]


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def world(db: None, now: datetime) -> World:
    return small_world(now)


def told(world: World, phone: str = "06-12345678", **columns: object) -> Message:
    facts = {"wants_texts": True, "email": "els@example.nl", "language": "en"} | columns
    els = Person.objects.create(region=world.region, given_name="Els", phone=phone, **facts)
    starts_at = (world.at + timedelta(days=1)).isoformat()
    return tell(
        els, "visit-soon", about=els, by=world.clockwork, at=world.at, starts_at=starts_at, where="Nova", code="ABC234"
    )


@pytest.fixture
def through(settings: Settings) -> Through:
    """Texts go through this gateway from here on."""

    def choose(gateway: Gateway) -> None:
        settings.TEXTS, settings.TEXTS_URL, settings.TEXTS_TOKEN = "http", gateway.url, "secret"

    return choose


def test_a_text_goes_once_in_the_shape_of_the_gateway(world: World, through: Through, settings: Settings):
    message = told(world)
    settings.TEXTS_FIELDS = {"recipients": ["{to}"], "body": "{text}", "from": "{from}", "ref": "{key}", "route": 2}
    with Gateway() as gateway:
        through(gateway)
        assert send_texts.func() == {"sent": 1, "failed": 0}
        assert send_texts.func() == {"sent": 0, "failed": 0}
    (got,) = gateway.accepted
    assert got["body"].startswith("Your appointment: ")
    assert {**got, "body": ""} == {
        "recipients": ["+31612345678"],
        "body": "",
        "from": "Werkveld",
        "ref": str(message.key),
        "route": 2,
    }
    (headers,) = gateway.headers
    wanted = ("/v1/messages?route=1", "Bearer secret", str(message.key))
    assert (headers["target"], headers["Authorization"], headers["Idempotency-Key"]) == wanted
    message.refresh_from_db()
    assert message.sent_at is not None


@pytest.mark.parametrize(
    ("phone", "columns", "way"),
    [
        ("06-12345678", {}, Channel.SMS),
        ("06-12345678", {"wants_texts": False}, Channel.MAIL),
        ("033-5550123", {}, Channel.MAIL),
        ("033-5550123", {"email": ""}, Channel.PAGE),
    ],
)
def test_only_who_wants_texts_and_has_a_mobile_number_is_texted(world: World, phone: str, columns: dict, way: Channel):
    assert told(world, phone, **columns).channel == way


def test_other_news_is_no_text(world: World):
    reader = told(world).to
    assert tell(reader, "coach-named", about=reader, by=world.clockwork, at=world.at).channel == Channel.MAIL


def test_where_texts_are_off_nobody_is_texted(world: World, settings: Settings):
    settings.TEXTS = ""
    assert told(world).channel == Channel.MAIL
    Message.objects.update(channel=Channel.SMS)
    send_texts_when_waiting()
    assert send_texts.func() == {"sent": 0, "failed": 0}
    assert messages_stuck(world.at + timedelta(hours=2), Channel.SMS).count() == 1


def test_the_clock_asks_for_a_worker_only_when_a_text_waits(world: World, through: Through):
    with Gateway() as gateway:
        through(gateway)
        send_texts_when_waiting()
        told(world)
        send_texts_when_waiting()
    assert len(gateway.accepted) == 1


def test_a_developer_reads_the_words_in_the_log(world: World, capsys: pytest.CaptureFixture[str]):
    told(world)
    assert send_texts.func() == {"sent": 1, "failed": 0}


@pytest.mark.parametrize("status", [400, 404, 422, 500, 302])
def test_what_the_gateway_refuses_is_tried_again_later(world: World, through: Through, status: int):
    message = told(world)
    with Gateway(status=status) as gateway:
        through(gateway)
        assert send_texts.func() == {"sent": 0, "failed": 1}
    message.refresh_from_db()
    assert (message.fault, message.tries, message.gave_up_at) == (f"HTTP {status}", 1, None)
    assert message.again_at - world.at >= BACK_OFF[0]


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_gateway_that_lets_nobody_in_costs_no_try(world: World, through: Through, status: int):
    message = told(world)
    told(world)
    with Gateway(status=status) as gateway:
        through(gateway)
        assert send_texts.func() == {"sent": 0, "failed": 0}
    message.refresh_from_db()
    assert (message.tries, message.taken_at, len(gateway.headers)) == (0, None, 1)


def test_a_gateway_that_is_not_there_costs_no_try(world: World, through: Through):
    message = told(world)
    with Gateway() as gateway:
        through(gateway)
    assert send_texts.func() == {"sent": 0, "failed": 0}  # it is closed now
    message.refresh_from_db()
    assert (message.tries, message.taken_at, message.sent_at) == (0, None, None)


def test_a_number_that_is_mobile_no_more_is_given_up_and_holds_nobody_up(world: World):
    wrong = told(world)
    Person.objects.filter(pk=wrong.to_id).update(phone="033-5550123")
    told(world)
    assert send_texts.func() == {"sent": 1, "failed": 1}
    wrong.refresh_from_db()
    assert (wrong.gave_up_at is not None, wrong.fault) == (True, "the number is no mobile number")


def test_words_that_cannot_be_filled_hold_nobody_up(world: World):
    broken = told(world)
    Message.objects.filter(pk=broken.pk).update(facts={})
    told(world)
    assert send_texts.func() == {"sent": 1, "failed": 1}
    broken.refresh_from_db()
    assert (broken.fault, broken.gave_up_at) == ("KeyError", None)


def test_what_is_over_is_not_sent(world: World):
    Message.objects.filter(pk=told(world).pk).update(news_until=timezone.now() - timedelta(seconds=1))
    assert send_texts.func() == {"sent": 0, "failed": 0}


def test_words_are_not_filled_twice():
    assert filled({"a": ["{text} {to}", 3, None]}, {"text": "{to}", "to": "+31"}) == {"a": ["{to} +31", 3, None]}


# --- Killed -------------------------------------------------------------------------------------------------------
@pytest.fixture
def lasting(transactional_db: None, now: datetime) -> World:
    """What another process can see too."""
    return small_world(now)


@pytest.fixture
def worker() -> Iterator[Callable[[Gateway], "subprocess.Popen[str]"]]:
    """A process of its own on the database of this test, in production."""
    running = []

    def start(gateway: Gateway) -> "subprocess.Popen[str]":
        database = settings.DATABASES["default"]
        address = f"sqlite:///{database['NAME']}"
        if "postgresql" in database["ENGINE"]:
            who = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
            address = f"postgres://{who}/{database['NAME']}"
        own = {
            "DATABASE_URL": address,
            "WERKVELD_TEXTS": "http",
            "WERKVELD_TEXTS_URL": gateway.url,
            "WERKVELD_TEXTS_TOKEN": "secret",
            "WERKVELD_MODE": "production",
            "WERKVELD_URL": "https://werkveld.example.nl",
            "SECRET_KEY": "only-for-this-test",
            "DJANGO_SETTINGS_MODULE": "werkveld.settings",
        }
        command = [sys.executable, "-c", WORKER]
        pipe = subprocess.PIPE
        running.append(subprocess.Popen(command, env={**os.environ, **own}, stdout=pipe, stderr=pipe, text=True))
        return running[-1]

    yield start
    for process in running:
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate()


def said_by(process: "subprocess.Popen[str]") -> str:
    said, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    return said.strip()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("hangs", "arrivals"), [("before", 1), ("after", 2)])
def test_a_worker_killed_before_or_after_the_gateway_has_the_text(
    lasting: World, worker: Callable, hangs: str, arrivals: int
):
    """Never lost. After the gateway took it, nobody can know: it comes again, with the same reference."""
    message = told(lasting)
    with Gateway(hangs=hangs) as gateway:
        killed = worker(gateway)
        assert gateway.is_hanging.wait(120)
        killed.kill()
        killed.wait()
        gateway.status = 500  # what it still reads from who is gone, it does not take
        gateway.may_go_on.set()
        assert said_by(worker(gateway)) == "{'sent': 0, 'failed': 0}", "the other may still be at it"
        gateway.status = 202
        Message.objects.update(taken_at=timezone.now() - LEASE - timedelta(seconds=1))
        assert said_by(worker(gateway)) == "{'sent': 1, 'failed': 0}"
        assert said_by(worker(gateway)) == "{'sent': 0, 'failed': 0}"
    assert [one["reference"] for one in gateway.accepted] == [str(message.key)] * arrivals
