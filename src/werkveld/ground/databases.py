"""How the two databases are set up for real use."""

from pathlib import Path
from typing import Any

import environ

# WAL lets pages be read while one process writes; NORMAL is safe with WAL (at most the last moments are lost when
# the power fails, never the file). Foreign keys are on by Django itself.
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; "
    "PRAGMA mmap_size=268435456; PRAGMA cache_size=-32000; PRAGMA journal_size_limit=67108864;"
)


def database(url: str, *, data: Path) -> dict[str, Any]:
    """Django's settings of the database at `url`; without one, a SQLite file in the data folder."""
    if not url:
        data.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{data / 'werkveld.sqlite3'}"
    setup: dict[str, Any] = dict(environ.Env.db_url_config(url))
    if setup["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE: a writer waits for its turn at the start (up to the timeout) instead of failing half-way.
        setup["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START}
        setup["CONN_MAX_AGE"] = None
        return setup
    setup["OPTIONS"] = {**setup.get("OPTIONS", {}), "application_name": "werkveld"}
    setup["CONN_MAX_AGE"] = 60
    setup["CONN_HEALTH_CHECKS"] = True
    return setup
