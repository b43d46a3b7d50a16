"""The harness itself: what it promises to catch, it catches."""

import socket

import pytest
from django.template import Context, Template

from harness.network import NetworkReached
from werkveld.steps.people.models import Region


def test_a_template_may_not_name_what_is_not_there():
    with pytest.raises(NameError, match="nobody"):
        Template("{{ nobody.name }}").render(Context({}))


def test_a_template_may_ask_whether_something_is_there():
    assert Template("{% if nobody %}yes{% else %}no{% endif %}").render(Context({})) == "no"


def test_nothing_beyond_this_machine_is_reached():
    with pytest.raises(NetworkReached), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(NetworkReached):
        socket.getaddrinfo("werkveld.example", 80)


@pytest.mark.django_db
def test_rows_without_an_order_come_in_any_order():
    for number in range(8):
        Region.objects.create(code=f"r{number}", name_nl="Streek", name_en="Region", centre_lat=52, centre_lon=5)
    orders = {tuple(Region.objects.values_list("code", flat=True)) for _ in range(20)}
    assert len(orders) > 1
    assert [r.code for r in Region.objects.order_by("code")] == [f"r{number}" for number in range(8)]
