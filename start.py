#!/usr/bin/env python3
"""One command from a fresh clone: `python3 start.py` shows the demo, `python3 start.py test` runs every test.

Needs Debian (or the like) with Python 3.11 and pip; everything else it installs in .venv, from hashed requirements.
What follows is passed on: `python3 start.py --port 9000`, `python3 start.py test tests/house`.
`python3 start.py set-up [run|dev]` only installs; `python3 start.py warm` compiles the engine of what was installed.
The second time it starts at once.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
CI = bool(os.environ.get("CI"))
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def say(sentence: str) -> None:
    print(f"\033[36m›\033[0m {sentence}" if sys.stdout.isatty() else f"> {sentence}", flush=True)


def stop(sentence: str) -> None:
    sys.exit(f"✗ {sentence}")


def run(*command: str | Path, **more: object) -> int:
    return subprocess.run([str(part) for part in command], check=False, cwd=ROOT, **more).returncode  # type: ignore[call-overload]


def apt(*packages: str) -> bool:
    """Debian's own packages, when this is root on Debian; the list is refreshed first, since a fresh one is empty."""
    if not IS_ROOT or not shutil.which("apt-get"):
        return False
    say(f"installing {' '.join(packages)}")
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    run("apt-get", "-qq", "update", **quiet)
    return run("apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages, **quiet) == 0


def make_venv() -> None:
    if PYTHON.exists():
        return
    say("making .venv")
    if run(sys.executable, "-m", "venv", VENV) != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        if not apt("python3-venv") or run(sys.executable, "-m", "venv", VENV) != 0:
            stop("Python cannot make a virtual environment here. Do: apt-get install python3-venv")


def fingerprint(kind: str) -> str:
    """Changes with the requirements and with the place of the clone, since a virtual environment cannot be moved."""
    texts = [ROOT / "requirements" / f"{kind}.txt", ROOT / "requirements" / "uv.txt", ROOT / "pyproject.toml"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in texts) + str(ROOT).encode()).hexdigest()


def pip(*arguments: str | Path) -> bool:
    return run(PYTHON, "-m", "pip", "--disable-pip-version-check", "-q", "install", *arguments) == 0


def fast_install(wanted: Path) -> bool:
    """By uv; False where that cannot reach what pip, with its own settings, may reach."""
    uv = (BIN / "uv", "pip", "install", "-q", "--system-certs", "--python", PYTHON)
    return pip("--require-hashes", "-r", "requirements/uv.txt") and run(*uv, "--require-hashes", "-r", wanted) == 0


def install(kind: str) -> None:
    """Installs the hashed requirements once for each version of the files; `dev` holds all that `build` holds."""
    wanted = ROOT / "requirements" / f"{kind}.txt"
    stamp, now = VENV / f"installed-{kind}", fingerprint(kind)
    if stamp.exists() and stamp.read_text() == now:
        return
    if (
        kind == "build"
        and (VENV / "installed-dev").exists()
        and (VENV / "installed-dev").read_text() == fingerprint("dev")
    ):
        return
    say(f"installing requirements/{kind}.txt")
    if not fast_install(wanted) and not pip("--require-hashes", "-r", wanted):
        stop("the packages could not be installed; see above")
    if not pip("--no-deps", "--no-build-isolation", "-e", "."):
        stop("Werkveld itself could not be installed; see above")
    pango()
    for other in VENV.glob("installed-*"):
        other.unlink()
    stamp.write_text(now)


def pango() -> None:
    """PDF files need a library of the machine; without it everything else still works."""
    if run(PYTHON, "-c", "import weasyprint", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) != 0:
        packages = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
        if not apt(*packages):
            say(f"no PDF files can be made before: apt-get install {' '.join(packages)}")


def chromium() -> None:
    """CHROMIUM_PATH, else one on the PATH, else Debian's, else the one of Playwright."""
    if os.environ.get("CHROMIUM_PATH") or any(map(shutil.which, CHROMIUMS)):
        return
    if apt("chromium") or run(BIN / "playwright", "install", "chromium") == 0:
        return
    (stop if CI else say)(
        "no Chromium: the browser tests cannot run here. Do: apt-get install chromium fonts-noto-core"
    )


def fonts() -> None:
    """Letters for every language in the browser and in PDF files, so that pages look the same everywhere."""
    if not Path("/usr/share/fonts/truetype/noto").is_dir():
        apt("fonts-noto-core")


def gettext() -> None:
    if not shutil.which("xgettext") and not apt("gettext"):
        (stop if CI else say)("no gettext: the check on translations cannot run here. Do: apt-get install gettext")


def as_postgres(statement: str) -> bool:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return run("runuser", "-u", "postgres", "--", "psql", "-v", "ON_ERROR_STOP=1", "-c", statement, **quiet) == 0


def postgres() -> str | None:
    """The address of a database for tests: POSTGRES_URL, else the machine's own cluster with a new password each time.

    Every clone has a role and a database of its own, so that two may run at once.
    """
    if given := os.environ.get("POSTGRES_URL"):
        return given
    if IS_ROOT and (shutil.which("pg_ctlcluster") or (CI and apt("postgresql"))):
        version, name, port = cluster()
        if not as_postgres("SELECT 1"):
            run("pg_ctlcluster", version, name, "start")
        password, role = secrets.token_hex(16), f"werkveld_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"
        as_postgres(f"CREATE ROLE {role} LOGIN CREATEDB")
        if as_postgres(f"ALTER ROLE {role} CREATEDB PASSWORD '{password}'"):
            as_postgres(f"CREATE DATABASE {role} OWNER {role}")
            return f"postgres://{role}:{password}@127.0.0.1:{port}/{role}"
    (stop if CI else say)(
        "no PostgreSQL: only SQLite is tested here. Give POSTGRES_URL, or as root: apt-get install postgresql"
    )
    return None


def cluster() -> tuple[str, str, str]:
    """Version, name and port of the first cluster that Debian made."""
    listed = subprocess.run(["pg_lsclusters", "-h"], capture_output=True, text=True, check=True, cwd=ROOT).stdout  # noqa: S607
    version, name, port, *_ = listed.splitlines()[0].split()
    return version, name, port


def warm() -> list[subprocess.Popen[bytes]]:
    """Compiles the engine in two halves beside the rest; the second time there is nothing to do."""
    halves = (("electives",), ("places", "teams", "ranking"))
    return [subprocess.Popen([str(PYTHON), "-m", "werkveld_engine.warming", *half], cwd=ROOT) for half in halves]


def done(warming: list[subprocess.Popen[bytes]]) -> int:
    return max(process.wait() for process in warming)


def test(arguments: list[str]) -> int:
    """The whole suite, on each database that is here; what comes after `test` goes to pytest."""
    set_up("dev")
    warming = warm()
    chromium()
    fonts()
    gettext()
    if run(PYTHON, "frontend/build.py") != 0:
        stop("the front end could not be built; see above")
    if done(warming) != 0:
        stop("the engine could not be made ready; see above")
    failed = 0
    for name, url in (("SQLite", ""), ("PostgreSQL", postgres())):
        if url is not None:
            say(f"the tests on {name}")
            environment = {**os.environ, "DATABASE_URL": url}
            # Neither the engine nor the rules of the house know a database.
            once = ["--ignore=tests/engine", "--ignore=tests/house"] if url else []
            failed |= run(PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadgroup", *once, *arguments, env=environment)
    return failed


def set_up(kind: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  the one file that an older Python may read
        stop("Python 3.11 or newer is needed.")
    make_venv()
    install(kind)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    if arguments[:1] == ["set-up"]:
        set_up((arguments[1:] or ["build"])[0])
        return 0
    if arguments[:1] == ["warm"]:
        return done(warm())
    set_up("build")
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    os.execv(BIN / "werkveld", ["werkveld", "demo", *arguments])  # noqa: S606  the command that was asked for
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
