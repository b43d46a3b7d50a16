"""The job that mails, against a mail server on this machine; and a worker that is killed half-way."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from jobs.post_office import PostOffice
from journeys.world import World, small_world
from werkveld.jobs.mail import send_mail, send_mail_when_waiting
from werkveld.jobs.schedule import BEATS
from werkveld.steps.messages.actions import tell
from werkveld.steps.messages.models import Message
from werkveld.steps.messages.rules import LEASE

WORKER = "import django; django.setup(); from werkveld.jobs.mail import send_mail; print(send_mail.func())"
Opened = Callable[[PostOffice], None]


@pytest.fixture
def now() -> datetime:
    """Doors read the clock, so what is news was written today."""
    return timezone.now()


@pytest.fixture
def world(db: None, now: datetime) -> World:
    return small_world(now)


def news(world: World, name: str, **facts: object) -> Message:
    (who,) = world.students(1)
    who.given_name, who.email = name, f"{name.lower()}@example.nl"
    who.language = str(facts.pop("language", "nl"))
    who.save()
    return tell(who, "moved-up", about=who, by=world.clockwork, at=world.at, title=["Lassen", "Welding"], **facts)


@pytest.fixture
def through(settings: Settings) -> Opened:
    """Mail goes to this office from here on."""

    def choose(office: PostOffice) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", office.port, 5

    return choose


def test_a_mail_says_it_in_the_language_of_the_reader_and_how_to_stop(world: World):
    news(world, "Anna")
    news(world, "Bob", language="en")
    assert send_mail.func() == {"sent": 2, "failed": 0}
    dutch, english = mail.outbox
    assert (dutch.to, english.to) == (["anna@example.nl"], ["bob@example.nl"])
    assert english.subject == "A place came free: Welding"
    assert dutch.subject != english.subject
    assert "Lassen" in dutch.subject
    assert english.body.startswith("Hello Bob,\n\nA place came free: Welding.\n")
    assert f"{settings.URL}/en/werkplek/" in english.body
    assert f"{settings.URL}/nl/mijn-gegevens/#mail" in dutch.body
    assert english.extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_clock_asks_for_a_worker_only_when_mail_waits(world: World):
    assert "send mail" in {beat.code for beat in BEATS}
    send_mail_when_waiting()
    news(world, "Anna")
    send_mail_when_waiting()  # the tests run a job where it is asked for
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_without_a_region_there_is_nothing_to_do():
    assert send_mail.func() == {"sent": 0, "failed": 0}


def test_many_mails_go_over_one_connection(world: World, through: Opened):
    for name in ("Anna", "Bob", "Cor"):
        news(world, name)
    with PostOffice() as office:
        through(office)
        assert send_mail.func() == {"sent": 3, "failed": 0}
    keys = [
        f"<{key}@{settings.URL.split('//')[1].split(':')[0]}>"
        for key in Message.objects.values_list("key", flat=True).order_by("id")
    ]
    assert [one["Message-ID"] for one in office.accepted] == keys


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answers", "fault", "is_over"),
    [
        ({"RCPT": "550 who is that?"}, "550 the address was refused", True),
        ({"RCPT": "450 come back later"}, "450 the address was refused", False),
        ({"MAIL": "550 we do not know you"}, "SMTPSenderRefused 550", False),
        ({"DATA": "451 the disk is full"}, "SMTPDataError 451", False),
    ],
)
def test_what_the_server_says_decides_whether_it_is_tried_again(
    world: World, through: Opened, answers: dict[str, str], fault: str, is_over: bool
):
    told = news(world, "Anna")
    with PostOffice(answers=answers) as office:
        through(office)
        assert send_mail.func() == {"sent": 0, "failed": 1}
    told.refresh_from_db()
    assert (told.fault, told.gave_up_at is not None, told.again_at is not None) == (fault, is_over, not is_over)


def test_an_address_that_is_none_is_given_up_and_holds_nobody_up(world: World, through: Opened):
    wrong = news(world, "Anna")
    type(wrong.to).objects.filter(pk=wrong.to_id).update(email="anna@exa\nmple.nl")
    news(world, "Bob")
    with PostOffice() as office:
        through(office)
        assert send_mail.func() == {"sent": 1, "failed": 1}
    wrong.refresh_from_db()
    assert wrong.gave_up_at is not None


def test_words_that_cannot_be_filled_hold_nobody_up(world: World):
    broken = news(world, "Anna")
    Message.objects.filter(pk=broken.pk).update(facts={})
    news(world, "Bob")
    assert send_mail.func() == {"sent": 1, "failed": 1}
    broken.refresh_from_db()
    assert (broken.fault, broken.gave_up_at) == ("KeyError", None)


def test_a_silent_server_ends_the_run_and_nothing_is_lost(world: World, through: Opened):
    told = news(world, "Anna")
    with PostOffice() as office:
        through(office)
    assert send_mail.func() == {"sent": 0, "failed": 0}  # the office is closed now
    told.refresh_from_db()
    assert (told.tries, told.taken_at, told.sent_at) == (0, None, None)


# --- Killed -------------------------------------------------------------------------------------------------------
@pytest.fixture
def lasting(transactional_db: None, now: datetime) -> World:
    """What another process can see too."""
    return small_world(now)


@pytest.fixture
def worker() -> Iterator[Callable[[PostOffice], "subprocess.Popen[str]"]]:
    """A process of its own on the database of this test."""
    running = []

    def start(office: PostOffice) -> "subprocess.Popen[str]":
        database = settings.DATABASES["default"]
        address = f"sqlite:///{database['NAME']}"
        if "postgresql" in database["ENGINE"]:
            who = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
            address = f"postgres://{who}/{database['NAME']}"
        own = {
            "DATABASE_URL": address,
            "EMAIL_URL": office.url,
            "WERKVELD_MODE": "production",
            "WERKVELD_URL": "https://werkveld.example.nl",
            "SECRET_KEY": "only-for-this-test",
            "DJANGO_SETTINGS_MODULE": "werkveld.settings",
        }
        running.append(
            subprocess.Popen(
                [sys.executable, "-c", WORKER],
                env={**os.environ, **own},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return running[-1]

    yield start
    for process in running:
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate()


def told_by(process: "subprocess.Popen[str]") -> str:
    """What a worker that ran to its end says; what went wrong in it otherwise."""
    said, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    return said.strip()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("hangs", "arrivals"), [("RCPT", 1), ("accepted", 2)], ids=["before", "after"])
def test_a_worker_killed_before_or_after_the_server_has_the_mail(
    lasting: World, worker: Callable, hangs: str, arrivals: int
):
    """Never lost. After the server took it, nobody can know: it comes again, as the same mail by its Message-ID."""
    told = news(lasting, "Anna")
    with PostOffice(hangs=hangs) as office:
        killed = worker(office)
        assert office.is_hanging.wait(120)
        killed.kill()
        killed.wait()
        office.may_go_on.set()
        assert told_by(worker(office)) == "{'sent': 0, 'failed': 0}", "the other may still be at it"
        Message.objects.update(taken_at=timezone.now() - LEASE - timedelta(seconds=1))
        assert told_by(worker(office)) == "{'sent': 1, 'failed': 0}"
        assert told_by(worker(office)) == "{'sent': 0, 'failed': 0}"
    assert [one["To"] for one in office.accepted] == ["anna@example.nl"] * arrivals
    assert {one["Message-ID"] for one in office.accepted} == {f"<{told.key}@werkveld.example.nl>"}
