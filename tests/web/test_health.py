import pytest
from django.db import OperationalError, connection
from django.test import Client


def test_it_is_alive_without_a_database(client: Client):
    assert client.get("/health/").json() == {"status": "alive"}


@pytest.mark.django_db
def test_it_is_ready_when_the_database_answers(client: Client):
    assert client.get("/health/ready/").json() == {"status": "ready"}


def test_it_says_so_when_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch):
    def silence() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", silence)
    response = client.get("/health/ready/")
    assert (response.status_code, response.json()) == (503, {"status": "the database does not answer"})


def test_only_looking_is_possible(client: Client):
    assert client.post("/health/").status_code == 405
