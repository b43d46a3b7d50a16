"""Starts a gunicorn, asks it with wrk, and says how much processor time a request took."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONNECTIONS = 8
WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """Requests a second, milliseconds for nineteen in twenty, and milliseconds of processor a request."""

    rate: float
    p50: float
    p95: float
    cpu: float
    faults: int


@dataclass(frozen=True)
class Server:
    url: str
    pid: int

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        asked = urllib.request.Request(f"{self.url}{path}", headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, dict(answer.headers), answer.read()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def gunicorn(
    application: str, *, python: str = sys.executable, port: int = 0, chdir: str = ".", **env: str
) -> Iterator[Server]:
    """Two sync workers, as the product is served; gone at the end of the block."""
    port = port or free_port()
    command = [python, "-m", "gunicorn", application, "-w", str(WORKERS), "-b", f"127.0.0.1:{port}", "--chdir", chdir]
    process = subprocess.Popen(
        [*command, "--log-level", "error", "--timeout", "120"],
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # where the product writes its line a request
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 60
        while not answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{application} did not start")
            time.sleep(0.1)
        yield Server(f"http://localhost:{port}", process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def answers(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0


def processor_time(pid: int) -> float:
    """Seconds that the workers of this gunicorn worked so far."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    total = 0
    for child in children:
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def ask(server: Server, paths: Sequence[str], folder: Path, *, seconds: int, warm: int, etag: str = "") -> Measured:
    """Warms the workers first: every one of them has to have read the catalogue."""
    listed = folder / "paths.txt"
    listed.write_text("\n".join(paths) + "\n")
    wrk(server, listed, warm, etag)
    before = processor_time(server.pid)
    said = wrk(server, listed, seconds, etag)
    used = processor_time(server.pid) - before
    return Measured(said["rate"], said["p50"], said["p95"], 1000 * used / max(1, said["requests"]), int(said["faults"]))


def wrk(server: Server, listed: Path, seconds: int, etag: str) -> dict[str, float]:
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "-s",
        str(HERE / "walk.lua"),
        server.url,
        "--",
        str(listed),
    ]
    done = subprocess.run([*command, *([etag] if etag else [])], capture_output=True, text=True, check=True)
    said: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return said
