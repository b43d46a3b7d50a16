from pathlib import Path

import pytest
from django.db import connection

from werkveld.ground.databases import database


def test_without_an_address_a_file_in_the_data_folder_is_used(tmp_path: Path):
    found = database("", data=tmp_path / "new")
    assert (found["ENGINE"], found["NAME"]) == (
        "django.db.backends.sqlite3",
        str(tmp_path / "new" / "werkveld.sqlite3"),
    )
    assert (tmp_path / "new").is_dir()


def test_sqlite_waits_for_its_turn_at_the_start_of_a_write():
    options = database("sqlite:////somewhere/werkveld.sqlite3", data=Path("/nowhere"))["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)


def test_postgres_keeps_its_own_options():
    found = database("postgres://me:secret@db:5433/werkveld?sslmode=require", data=Path("/nowhere"))
    assert (found["HOST"], found["PORT"], found["NAME"], found["CONN_MAX_AGE"]) == ("db", 5433, "werkveld", 60)
    assert found["OPTIONS"] == {"sslmode": "require", "application_name": "werkveld"}


@pytest.mark.sqlite
@pytest.mark.django_db
def test_this_very_sqlite_is_set_up_for_real_use():
    with connection.cursor() as cursor:
        said = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys", "synchronous")
        ]
    assert said == ["wal", 1, 1]


@pytest.mark.postgres
@pytest.mark.django_db
def test_this_very_postgres_knows_who_asks():
    with connection.cursor() as cursor:
        cursor.execute("SHOW application_name")
        assert cursor.fetchone() == ("werkveld",)
