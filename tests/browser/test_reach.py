"""The browser of the tests is real, and reaches nothing but this machine."""

from typing import Any

import pytest
from playwright.sync_api import Error, Page


@pytest.mark.django_db(transaction=True)
def test_a_page_is_served_to_a_real_browser(page: Page, live_server: Any):
    response = page.goto(f"{live_server.url}/health/ready/")
    assert response is not None
    assert response.status == 200
    assert "ready" in page.content()


def test_nothing_elsewhere_is_reached(page: Page):
    with pytest.raises(Error):
        page.goto("http://werkveld.example/")
