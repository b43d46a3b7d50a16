"""pretalx in an environment of its own beside the benchmark, with the event that it makes for trying itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SPEAKERS = "/democon/speaker/"
PORT = 8799


class CannotHavePretalx(Exception):
    """What went wrong, for the report of the benchmark."""


def run(*command: str | Path, **env: str) -> str:
    done = subprocess.run(
        [str(part) for part in command], env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotHavePretalx(f"{command[0]} {command[1]}: {(done.stdout + done.stderr)[-400:]}")
    return done.stdout


def installed(folder: Path) -> tuple[str, dict[str, str]]:
    """Its Python and its settings; the second time nothing is left to do."""
    python, data = folder / "pretalx-venv" / "bin" / "python", folder / "pretalx"
    env = settings(folder, data)
    if (data / "ready").exists():
        return str(python), env
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    env = settings(folder, data)
    if not python.exists():
        print("pretalx: installing …", flush=True)
        run(sys.executable, "-m", "venv", folder / "pretalx-venv")
        run(python, "-m", "pip", "install", "-q", "pretalx", "gunicorn", "faker", "freezegun")
    print("pretalx: making its event …", flush=True)
    run(python, "-m", "pretalx", "migrate", **env)
    run(python, "-m", "pretalx", "rebuild", **env)
    run(python, "-m", "pretalx", "init", "--noinput", **env)
    run(python, "-m", "pretalx", "create_test_event", "--stage", "schedule", **env)
    (data / "ready").touch()
    return str(python), env


def settings(folder: Path, data: Path) -> dict[str, str]:
    file = folder / "pretalx.cfg"
    file.write_text(
        f"[filesystem]\ndata={data}\n[site]\ndebug=False\nurl=http://localhost:{PORT}\nsecret=only-for-a-benchmark\n"
        f"[database]\nbackend=sqlite3\nname={data / 'db.sqlite3'}\n"
    )
    return {
        "PRETALX_CONFIG_FILE": str(file),
        "DJANGO_SUPERUSER_EMAIL": "bench@example.org",
        "DJANGO_SUPERUSER_PASSWORD": "only-for-a-benchmark",
        "PRETALX_INIT_ORGANISER_NAME": "Bench",
        "PRETALX_INIT_ORGANISER_SLUG": "bench",
    }
