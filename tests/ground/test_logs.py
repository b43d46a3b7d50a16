import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from werkveld.ground.logs import logging_setup, without_persons, without_values


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Setting up anew would leave the loggers that are in use with a set-up that no later test can read."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_what_points_to_a_person_is_dropped():
    event = {"event": "x", "ip": "192.0.2.1", "user_agent": "b", "email": "a@example.nl", "status": 200}
    assert without_persons(None, "", event) == {"event": "x", "status": 200}


def test_an_address_with_a_secret_is_dropped_from_the_words_of_django():
    event = {"logger": "django.request", "event": "Not Found: /nl/invitation/s3cr3t/"}
    assert without_persons(None, "", event)["event"] == "Not Found"


REFUSED_ROW = """duplicate key value violates unique constraint "one_account_an_address"
DETAIL:  Key (email, name)=(anna@example.nl, Anna de Vries) already exists.
"""


def test_an_error_of_the_database_is_told_without_its_row():
    assert without_values(REFUSED_ROW) == 'duplicate key value violates unique constraint "one_account_an_address"'
    assert without_values("No mailbox <anna@example.nl>: gone") == "No mailbox <…@…>: gone"


def test_the_lines_of_an_error_hold_no_address_of_mail():
    event = {"event": "x", "exception": "Traceback\n  line 1\nKeyError: 'anna@example.nl'"}
    assert without_persons(None, "", event)["exception"] == "Traceback\n  line 1\nKeyError: '…@…'"


def test_a_line_is_json_whoever_logs_it():
    formatter = logging_setup(level="INFO", readable=False)["formatters"]["line"]
    line = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
    )
    record = logging.LogRecord("somebody.else", logging.WARNING, "", 1, "told %s", ("so",), None)
    said = json.loads(line.format(record))
    assert (said["event"], said["level"], said["logger"]) == ("told so", "warning", "somebody.else")
