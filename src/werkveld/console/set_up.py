"""Makes Django ready for a command, and this machine ready for the product."""

import os
import secrets
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from werkveld.console.words import _, language, say
from werkveld.ground.places import PACKAGE, SOURCES, from_sources

POLITE = 15  # of the least, 19


class CannotGoOn(Exception):
    """A sentence for who typed the command; nothing is broken in the product itself."""


def ready() -> None:
    """Loads the settings and the app; what is wrong in the settings becomes one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkveld.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.utils import translation

    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        raise CannotGoOn(str(wrong)) from wrong
    translation.activate(language())


def migrate() -> None:
    """Brings the tables up to date, with the table of the shared cache."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def build_front_end() -> None:
    """Only in a checkout: a wheel carries the built files. The build itself skips what it has already made."""
    script = SOURCES / "frontend" / "build.py"
    if not from_sources() or not script.exists():
        return
    done = subprocess.run([sys.executable, str(script)], cwd=SOURCES, check=False, capture_output=True, text=True)  # noqa: S603  our own script
    if done.returncode:
        raise CannotGoOn(_("The front end could not be built:") + f"\n{(done.stdout + done.stderr)[-2000:]}")


def compile_words() -> None:
    """Makes the .mo files of our own .po files when those are newer; without polib the words stay English."""
    with suppress(ImportError):
        import polib

        for source in PACKAGE.glob("locale/*/LC_MESSAGES/*.po"):
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                polib.pofile(str(source)).save_as_mofile(str(compiled))


def prepare_engine() -> "subprocess.Popen[bytes]":
    """Compiles the engine beside what else has to be done, once after an installation; a page then waits for nothing.

    What somebody is waiting for goes first.
    """
    return _beside("werkveld_engine.warming")


def _beside(*command: str) -> "subprocess.Popen[bytes]":
    """A module of ours or of Django in a process of its own, which leaves the machine to others."""
    process = subprocess.Popen([sys.executable, "-m", *command], env=os.environ.copy())  # noqa: S603  our own words
    os.setpriority(os.PRIO_PROCESS, process.pid, POLITE)
    return process


def gather_static() -> "subprocess.Popen[bytes]":
    """What `collect_static` does, beside what else has to be done; `gathered` waits for it."""
    return _beside("django", "collectstatic", "--no-input", "--verbosity=0")


def gathered(process: "subprocess.Popen[bytes]") -> None:
    if process.wait():
        raise CannotGoOn(_("The files of the site could not be gathered; see above."))


def collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def kept_secret(folder: Path) -> str:
    """The key of this machine's demo: made once, readable by its owner only."""
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def refuse_what_is_unsafe() -> None:
    """The errors of the system checks, one sentence each, before the server starts."""
    from django.core import checks

    errors = [m for m in checks.run_checks(include_deployment_checks=False) if m.level >= checks.ERROR]
    if errors:
        raise CannotGoOn("\n".join(f"{m.msg} {m.hint or ''}".strip() for m in errors))


def step(sentence: str) -> None:
    say(f"[cyan]›[/] {sentence}")
