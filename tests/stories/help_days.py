"""What the stories of help to residents share: a shift at a real site, a neighbour at a browser, a coach on the day."""

import re
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from stories.promise_year import AT
from werkveld.steps.offerings.actions import offer, open_offering
from werkveld.steps.offerings.models import Help, Offering, Programme
from werkveld.steps.people.models import Person, Region, Site
from werkveld.steps.people.queries import clockwork
from werkveld.steps.practice.actions import plan_shift
from werkveld.steps.practice.models import Appointment, Shift

CHIP = re.compile(r'class="chip" href="([^"]+)"')


def words(page: Any) -> str:
    """What the browser gets."""
    return page.content.decode()  # type: ignore[no-any-return]


def somebody(client: Client) -> Person:
    return Person.objects.get(account=client.session["_auth_user_id"])


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Europe/Amsterdam"))


def service(region: Region, programme: str, site: str) -> Offering:
    """The service of a programme this autumn, at its own site."""
    place, by = Site.objects.select_related("organization").get(code=site), clockwork(region)
    made = offer(
        programme=Programme.objects.get(region=region, code=programme),
        organization=place.organization,
        site=place,
        title_nl=f"Spreekuur {programme}",
        title_en=f"Hours {programme}",
        starts_on=date(2022, 9, 5),
        ends_on=date(2022, 12, 16),
        by=by,
        at=AT,
    )
    return open_offering(made, by=by, at=AT)


def shift(
    offering: Offering, day: date, hours: tuple[int, int], *, coach: Client | None, students: Iterable[Client]
) -> Shift:
    return plan_shift(
        offering=offering,
        site=offering.site,  # type: ignore[arg-type]
        coach=somebody(coach) if coach else None,
        people=[somebody(one) for one in students],
        starts_at=moment(day, hours[0]),
        ends_at=moment(day, hours[1]),
        by=clockwork(offering.programme.region),
        at=AT,
    )


def kind_of(code: str) -> Help:
    return Help.objects.get(code=code)


def times(neighbour: Client, code: str) -> dict[str, str]:
    """What can be chosen: «13-09 14:00» and its address."""
    page = neighbour.get(f"/nl/hulp/{kind_of(code).key}/")
    found = {}
    for site in page.context["sites"]:
        for day in site.days:
            for chip in day.chips:
                local = chip.starts_at.astimezone(ZoneInfo("Europe/Amsterdam"))
                found[local.strftime("%d-%m %H:%M")] = chip.url
    assert sorted(CHIP.findall(words(page))) == sorted(found.values())
    return found


def booked(neighbour: Client, address: str, name: str, **more: Any) -> Appointment:
    """The last step before the page with the code."""
    sent = {"given_name": name, "once": str(uuid.uuid4()), **more}
    answer = neighbour.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    visit = Appointment.objects.get(once=sent["once"])
    assert visit.code[:4] in words(neighbour.get(answer.url))
    return visit


def closed(coach: Client, visit: Appointment, state: str) -> None:
    assert coach.post(f"/nl/coach/afspraak/{visit.key}/", {"state": state}).status_code == 302
