"""An address that only takes a form says so to who opens it by hand."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_who_opens_the_address_of_a_button_reads_that_nothing_was_sent(client: Client):
    answer = client.get("/theme/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Er is niets verstuurd" in answer.content.decode()


@pytest.mark.django_db
def test_a_machine_that_sends_the_wrong_way_gets_no_page(client: Client):
    assert client.post("/health/").content == b""
