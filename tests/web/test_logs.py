import structlog
from django.test import Client


def test_a_request_is_logged_by_its_route_and_nothing_of_a_person(client: Client):
    with structlog.testing.capture_logs() as lines:
        response = client.get("/health/?q=naam", headers={"user-agent": "Anna's browser"}, REMOTE_ADDR="192.0.2.1")
    (line,) = lines
    assert set(line) == {"event", "method", "route", "status", "ms", "log_level"}
    assert (line["method"], line["route"], line["status"]) == ("GET", "health/", 200)
    assert len(response["X-Request-ID"]) == 12
