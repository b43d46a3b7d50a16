"""What the stories of activities and lessons share: a host plans, students choose dates, and the host says who was there."""

from datetime import date
from typing import Any

from django.test import Client

from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.practice.models import Shift

HOME = "/nl/activiteiten/"


def words(page: Any) -> str:
    """What the browser gets."""
    return page.content.decode()  # type: ignore[no-any-return]


def planned(
    host: Client, programme: str, title: str, host_person: Person, *, without: tuple[date, ...] = (), **facts: Any
) -> Offering:
    """As a browser does it: look at all dates, untick some, and keep the others."""
    sent = {
        "programme": Programme.objects.get(code=programme).pk, "title": title, "summary": "", "host": host_person.pk,
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()},
    }  # fmt: skip
    preview = host.post(f"{HOME}plannen/", {**sent, "step": "look"}).context["preview"]
    days = [day.isoformat() for day in sorted(preview.chosen) if day not in without]
    assert host.post(f"{HOME}plannen/", {**sent, "step": "keep", "date": days}).status_code == 302
    return Offering.objects.get(title_nl=title)


def joins(student: Client, offering: Offering, *shifts: Shift) -> None:
    """Takes part, and says on which dates."""
    page = f"{HOME}{offering.key}/komen/"
    if student.get(page).status_code == 404:
        student.post(f"/nl/meedoen/{offering.key}/", {"join": "yes"})
    student.post(page, {"date": [str(one.key) for one in shifts]})


def notes(host: Client, shift: Shift, came: list[Person], *, was_there: bool = True, heads: str = "") -> None:
    page = f"{HOME}{shift.offering.key}/dag/{shift.key}/"
    sent = {"came": [str(person.key) for person in came], "heads": heads, **({"host": "on"} if was_there else {})}
    assert host.post(page, sent).status_code == 302


def somebody(client: Client) -> Person:
    return Person.objects.get(account=client.session["_auth_user_id"])


def home_of(code: str) -> Organization:
    return Organization.objects.get(code=code)
