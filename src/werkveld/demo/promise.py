"""What the board does: 2022 is counted, published and frozen, somebody comes in late, and 2023 is being written."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from werkveld.demo.cast import Year
from werkveld.demo.days import MORNING, moment
from werkveld.demo.people import someone
from werkveld.steps.enrolments.actions import place_all
from werkveld.steps.enrolments.enums import Reason
from werkveld.steps.offerings.actions import finish_offering, offer, open_offering
from werkveld.steps.people.actions import register_all
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.promises.actions import describe, freeze, publish, renew_figures, write_section
from werkveld.steps.promises.models import Report, Section
from werkveld.steps.promises.queries import reports_for

TOLD = 2022
COUNTED, PUBLISHED, FROZEN = date(2023, 1, 16), date(2023, 2, 1), date(2023, 2, 13)
CAME_LATE = date(2023, 2, 20)
BEGUN = date(2023, 3, 6)
PROGRAMME = "geoict"
LATE = 12


def plan_promise(year: Year) -> None:
    """Counted in January, frozen in February; a class that was forgotten is written in afterwards."""
    steps = ((COUNTED, count), (PUBLISHED, publish_told), (FROZEN, freeze_told), (CAME_LATE, come_late))
    for day, deed in (*steps, (BEGUN, begin_draft)):
        year.calendar.plan(moment(day), deed, year=year)
    for section in year.tables.draft["section"]:
        for saved in section.get("saved", ()):
            year.calendar.plan(moment(saved["on"], 15), write, year=year, code=section["code"], saved=saved)
    year.calendar.plan(MORNING - timedelta(hours=6), count_at_night, year=year)


def count(*, year: Year, at: datetime) -> None:
    renew_figures(year.region, TOLD, by=year.stars["quality"], at=at)


def count_at_night(*, year: Year, at: datetime) -> None:
    """As the clock of the product does."""
    for told in (TOLD, year.tables.draft["year"]):
        renew_figures(year.region, told, by=year.clockwork, at=at)


def publish_told(*, year: Year, at: datetime) -> None:
    publish(_report(year, TOLD, at), by=year.stars["director"], at=at)


def freeze_told(*, year: Year, at: datetime) -> None:
    freeze(_report(year, TOLD, at), by=year.stars["director"], at=at)


def _report(year: Year, told: int, at: datetime) -> Report:
    return reports_for(year.stars["director"], localdate(at)).get(year=told)


def begin_draft(*, year: Year, at: datetime) -> None:
    """The report on the running year, with the sections that stand in the tables and still without words."""
    draft = year.tables.draft
    report = describe(
        Report(promise=_report(year, TOLD, at).promise, year=draft["year"]), facts={}, by=year.clockwork, at=at
    )
    for place, section in enumerate(draft["section"], start=1):
        facts = {name: section[name] for name in ("kind", "heading_nl", "heading_en")}
        new = Section(report=report, code=section["code"])
        describe(new, facts={"ordering": place, **facts}, by=year.clockwork, at=at)


def write(*, year: Year, code: str, saved: dict[str, Any], at: datetime) -> None:
    section = _report(year, year.tables.draft["year"], at).sections.get(code=code)
    words = {name: saved[name].strip() for name in ("body_nl", "body_en")}
    write_section(section, turn=section.turn, words=words, by=year.stars[saved["by"]], at=at)


def come_late(*, year: Year, at: datetime) -> None:
    """They were there in December, but nobody had written it down before the year was frozen."""
    dice = year.dice("late")
    rows = [someone(year, dice, born_in=dice.randint(1966, 2000)) for _one in range(LATE)]
    people = register_all(organization=year.school, role=RoleCode.PROFESSIONAL, rows=rows, by=year.coordinator, at=at)
    offering = offer(
        programme=year.programmes[PROGRAMME],
        organization=year.school,
        title_nl="GeoICT: meten met een drone (voorbeeld)",
        title_en="GeoICT: measuring with a drone (example)",
        summary_nl="Een verzonnen klas die pas na het bevriezen van het jaar is ingeschreven.",
        summary_en="An invented class that was written in after the year had been frozen.",
        site=year.programmes[PROGRAMME].site,
        starts_on=date(2022, 12, 5),
        ends_on=date(2022, 12, 23),
        capacity=LATE,
        is_example=True,
        by=year.coordinator,
        at=at,
    )
    open_offering(offering, by=year.coordinator, at=at)
    class_list = [{"person": person, "reason": Reason.REFERRED} for person in people]
    place_all(offering=offering, rows=class_list, by=year.coordinator, at=at)
    finish_offering(offering, by=year.coordinator, at=at)
