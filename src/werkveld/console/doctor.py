"""`werkveld doctor`: what is missing or wrong on this machine, and what to do about it, in plain words."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from rich.markup import escape

from werkveld.console import set_up
from werkveld.console.words import _, say
from werkveld.ground.places import BUILT, from_sources

if TYPE_CHECKING:
    from werkveld.steps.messages.enums import Channel

GIGABYTE = 1024**3
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# What Django says of cookies and redirects when the site has no https: a consequence of one setting.
WITHOUT_HTTPS = {"security.W004", "security.W008", "security.W012", "security.W016"}
MARKS = {"good": "[green]✓[/]", "better": "[yellow]![/]", "wrong": "[red]✗[/]"}


@dataclass(frozen=True)
class Finding:
    """`good` says nothing more; `better` would help; `wrong` keeps the product from working."""

    state: str
    what: str
    advice: str = ""


Look = Callable[[], Iterator[Finding]]


def doctor(_chosen: argparse.Namespace) -> None:
    """Looks at the machine first and at the settings next; without settings the rest cannot be looked at."""
    findings = [*show(look_at_machine())]
    settings_stand = [*show(look_at_settings())]
    findings += settings_stand
    if not any(f.state == "wrong" for f in settings_stand):
        findings += [*show(look_inside())]
    wrong = sum(f.state == "wrong" for f in findings)
    say("")
    say(_("Things to put right: %(number)s") % {"number": wrong} if wrong else _("Nothing is wrong here."))
    sys.exit(1 if wrong else 0)


def show(findings: Iterator[Finding]) -> Iterator[Finding]:
    for finding in findings:
        say(f"{MARKS[finding.state]} {escape(finding.what)}")
        if finding.advice:
            say(f"    [dim]{escape(finding.advice)}[/]")
        yield finding


def look_at_machine() -> Iterator[Finding]:
    yield from python()
    yield from disk()
    yield from pdf()
    yield from chromium()


def look_inside() -> Iterator[Finding]:
    yield from front_end()
    yield from words()
    yield from database()
    yield from files()
    yield from mail()


def python() -> Iterator[Finding]:
    """An older Python cannot have installed the product, so there is nothing to be wrong here."""
    yield Finding("good", f"Python {sys.version_info.major}.{sys.version_info.minor}")


def disk() -> Iterator[Finding]:
    folder = Path(os.environ.get("WERKVELD_DATA", "var")).resolve()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / GIGABYTE
    found = _("Free room on the disk: %(room).1f GB") % {"room": free}
    yield Finding("good", found) if free > 2 else Finding("wrong", found, _("Make room: at least 2 GB."))


def pdf() -> Iterator[Finding]:
    """WeasyPrint needs Pango, a library of the machine, and letters that hold every character."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        yield Finding("wrong", _("PDF files cannot be made"), "apt-get install libpango-1.0-0 libpangoft2-1.0-0")
        return
    yield Finding("good", _("PDF files can be made"))
    lister = shutil.which("fc-list")
    fonts = subprocess.run([lister, ":lang=nl"], capture_output=True, text=True, check=False).stdout if lister else ""  # noqa: S603  a fixed question
    if "Noto Sans" not in fonts:
        yield Finding("better", _("The font Noto Sans is not on this machine"), "apt-get install fonts-noto-core")


def chromium() -> Iterator[Finding]:
    """Only the tests drive a browser."""
    if from_sources() and not (os.environ.get("CHROMIUM_PATH") or any(map(shutil.which, CHROMIUMS))):
        yield Finding("better", _("No Chromium: the browser tests cannot run"), "apt-get install chromium")


def look_at_settings() -> Iterator[Finding]:
    if not os.environ.get("WERKVELD_MODE") and not os.environ.get("SECRET_KEY"):
        os.environ["WERKVELD_MODE"] = "development"
        yield Finding(
            "better", _("No settings are given; looking as a developer would"), _("See docs/developers/settings.md.")
        )
    try:
        set_up.ready()
    except set_up.CannotGoOn as wrong:
        yield Finding("wrong", _("The settings are not complete"), str(wrong))
        return
    from django.conf import settings
    from django.core import checks

    yield Finding("good", _("Mode: %(mode)s, reached at %(url)s") % {"mode": settings.MODE, "url": settings.URL})
    yield from way_in()
    for message in checks.run_checks(include_deployment_checks=settings.PRODUCTION):
        if message.id in WITHOUT_HTTPS and not settings.HTTPS:
            continue
        state = "wrong" if message.level >= checks.ERROR else "better"
        yield Finding(state, message.msg, message.hint or "")


def way_in() -> Iterator[Finding]:
    """One sentence for what Django says four times in its own words."""
    from django.conf import settings

    if settings.PRODUCTION and not settings.HTTPS:
        found = _(
            "The site is reached without https: whoever is on the same network can read along, and sign in as another"
        )
        yield Finding("better", found, "WERKVELD_URL=https://…, " + _("with a proxy in front that does TLS"))


def front_end() -> Iterator[Finding]:
    if not BUILT.is_dir() or not any(BUILT.iterdir()):
        yield Finding("wrong", _("The front end is not built"), "python frontend/build.py")
        return
    yield Finding("good", _("The front end is built"))
    from django.conf import settings

    if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield Finding(
            "better", _("The files of the site are not gathered yet"), _("werkveld serve does that when it starts.")
        )


def words() -> Iterator[Finding]:
    from django.conf import settings

    if not list(Path(settings.LOCALE_PATHS[0]).glob("nl/LC_MESSAGES/*.mo")):
        yield Finding("better", _("The Dutch words are not compiled"), "pip install polib && werkveld migrate")


def database() -> Iterator[Finding]:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        connection.ensure_connection()
    except DatabaseError as wrong:
        yield Finding("wrong", _("The database does not answer"), str(wrong).splitlines()[0])
        return
    yield Finding("good", _("The database answers: %(kind)s") % {"kind": connection.display_name})
    yield from version()
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding("wrong", _("Tables are behind: %(number)s steps") % {"number": len(waiting)}, "werkveld migrate")
        return
    yield Finding("good", _("The tables are up to date"))
    yield from queue()
    yield from outbox()
    yield from keeping()


def keeping() -> Iterator[Finding]:
    """Whether the rules of how long things are kept were carried out last night."""
    from datetime import timedelta

    from django.utils import timezone

    from werkveld.steps.deeds.queries import last_carried_out
    from werkveld.steps.people.queries import home_region

    region = home_region()
    if region is None:
        return
    last = last_carried_out(region)
    if last is not None and last > timezone.now() - timedelta(days=2):
        when = timezone.localtime(last).strftime("%Y-%m-%d %H:%M")
        yield Finding("good", _("What is past its time was last let go at %(when)s") % {"when": when})
        return
    found = _("What is past its time is not let go of")
    if last is not None:
        found = _("What is past its time was not let go of since %(day)s") % {"day": localdate(last).isoformat()}
    yield Finding("better", found, _("Look whether the worker and the beat run: werkveld worker, werkveld beat"))


def version() -> Iterator[Finding]:
    from django.db import connection
    from django.db.utils import NotSupportedError

    try:
        connection.check_database_version_supported()
    except NotSupportedError as wrong:
        yield Finding("wrong", str(wrong))


def queue() -> Iterator[Finding]:
    """A job that waits for minutes means that no worker runs."""
    from datetime import timedelta

    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - timedelta(minutes=10)).count()
    if waiting:
        yield Finding("wrong", _("Jobs wait for a worker: %(number)s") % {"number": waiting}, "werkveld worker")
    else:
        yield Finding("good", _("No job waits too long"))


def outbox() -> Iterator[Finding]:
    from werkveld.steps.messages.enums import Channel

    yield from sending(
        Channel.MAIL,
        waits=_("Mails wait for more than an hour: %(number)s"),
        was_lost=_("Mails that were given up in the last month: %(number)s"),
        went=_("All mail went out"),
    )
    yield from texts()
    yield from sending(
        Channel.SMS,
        waits=_("Text messages wait for more than an hour: %(number)s"),
        was_lost=_("Text messages that were given up in the last month: %(number)s"),
        went="",
    )


def sending(channel: "Channel", *, waits: str, was_lost: str, went: str) -> Iterator[Finding]:
    """What should have gone and did not; the words of the server name no address."""
    from django.utils import timezone

    from werkveld.steps.messages.queries import messages_given_up, messages_stuck

    stuck, given_up = messages_stuck(timezone.now(), channel), messages_given_up(timezone.now(), channel)
    if waiting := stuck.count():
        fault = stuck.exclude(fault="").values_list("fault", flat=True).first()
        advice = fault or _("Look whether the worker and the beat run: werkveld worker, werkveld beat")
        yield Finding("wrong", waits % {"number": waiting}, advice)
    if lost := given_up.count():
        fault = given_up.values_list("fault", flat=True)[0]
        yield Finding("better", was_lost % {"number": lost}, _("The last one: %(fault)s") % {"fault": fault})
    if went and not waiting and not lost:
        yield Finding("good", went)


def texts() -> Iterator[Finding]:
    """Nothing is wrong when nobody is texted, but residents without e-mail then hear nothing between two visits."""
    from django.conf import settings

    if settings.TEXTS:
        yield Finding("good", _("Text messages go by: %(way)s") % {"way": settings.TEXTS})
    else:
        found = _("Text messages cannot be sent: residents without e-mail are not reminded")
        yield Finding("better", found, "WERKVELD_TEXTS: docs/developers/settings.md")


def files() -> Iterator[Finding]:
    from django.conf import settings

    if settings.FILES:
        yield from object_store()
        return
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    if not os.access(settings.MEDIA_ROOT, os.W_OK):
        yield Finding("wrong", _("Files cannot be kept in %(path)s") % {"path": settings.MEDIA_ROOT})
    else:
        yield Finding("good", _("Files are kept in %(path)s") % {"path": settings.MEDIA_ROOT})


def object_store() -> Iterator[Finding]:
    """Writes, reads and removes one small file, as a report does."""
    from django.conf import settings
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    try:
        name = default_storage.save("doctor.txt", ContentFile(b"a look"))
        with default_storage.open(name) as file:
            stands = file.read() == b"a look"
        default_storage.delete(name)
    except Exception as wrong:  # noqa: BLE001  boto3 makes its errors on the spot, and each store has its own
        told = str(wrong).splitlines()[0]
        yield Finding("wrong", _("Files cannot be kept in %(path)s") % {"path": settings.FILES}, told)
        return
    if stands:
        yield Finding("good", _("Files are kept in %(path)s") % {"path": settings.FILES})
    else:
        yield Finding("wrong", _("%(path)s gives back other files than it was given") % {"path": settings.FILES})


def mail() -> Iterator[Finding]:
    from django.conf import settings
    from django.core.mail import get_connection

    if not settings.PRODUCTION:
        yield Finding("good", _("Mail becomes a file in %(path)s") % {"path": settings.DATA / "mail"})
        return
    server = get_connection()
    try:
        server.open()
        server.close()
    except OSError as wrong:
        yield Finding("wrong", _("The mail server does not answer: nobody can sign in"), f"EMAIL_URL: {wrong}")
    else:
        yield Finding("good", _("The mail server answers"))
