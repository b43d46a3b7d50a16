"""A demo in a folder of its own: lived once, then served by the server of production, and the browser that sees it.

Knows nothing of pytest and Django, since whoever makes pictures of the site needs it too.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIZE = "0.02"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OWN_WORDS = ("WERKVELD_MODE", "WERKVELD_JOBS", "WERKVELD_URL", "DATABASE_URL", "SECRET_KEY", "EMAIL_URL")


@dataclass(frozen=True)
class Site:
    """`url` has no slash at its end; `folder` is where its mail becomes files."""

    url: str
    folder: Path

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.url}{path}") as answer:
            return answer.read().decode()

    def last_mail(self, to: str, subject: str = "") -> str:
        """The text of the newest mail to this address with these words in its subject; empty before the first."""
        files = sorted((self.folder / "demo" / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        mails = [
            message_from_bytes(one) for path in files for one in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
        ]
        mine = [
            mail for mail in mails if mail["To"] == to and subject in str(make_header(decode_header(mail["Subject"])))
        ]
        if not mine:
            return ""
        part = next(one for one in mine[-1].walk() if one.get_content_type() == "text/plain")
        return part.get_payload(decode=True).decode()


def chromium() -> str | None:
    """CHROMIUM_PATH, else the first on the PATH."""
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


def demo(size: str, *options: str) -> list[str]:
    return [sys.executable, "-m", "werkveld", "demo", "--size", size, *options]


def surroundings(folder: Path) -> dict[str, str]:
    """What the tests set for themselves is not for the site."""
    own = {name: value for name, value in os.environ.items() if name not in OWN_WORDS}
    return {**own, "WERKVELD_DATA": str(folder), "WERKVELD_WORKERS": "2"}


def live(folder: Path, size: str = SIZE) -> None:
    """Lives the year in this folder; serves nothing."""
    done = subprocess.run(
        demo(size, "--no-serve"), cwd=ROOT, env=surroundings(folder), check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise AssertionError(f"the demo could not be made: {(done.stdout + done.stderr)[-3000:]}")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/ready/", timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def served(folder: Path, size: str = SIZE) -> Iterator[Site]:
    """The site of a lived year in this folder, until the end of the block."""
    port = free_port()
    site = Site(f"http://localhost:{port}", folder)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            demo(size, "--port", str(port)),
            cwd=ROOT,
            env=surroundings(folder),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        until = time.monotonic() + 120
        while not is_up(site.url):
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"the site did not start: {(folder / 'log').read_text()[-3000:]}")
            time.sleep(0.2)
        yield site
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # the folder is thrown away, so nothing has to be put in order
            process.wait()
