"""The end of the year: its figures become public, the report is told and frozen, and then somebody comes in late."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from werkveld.demo.calendar import moment
from werkveld.demo.cast import Year
from werkveld.demo.people import someone
from werkveld.ground.progress import Progress
from werkveld.steps.enrolments.actions import place_all
from werkveld.steps.enrolments.enums import Reason
from werkveld.steps.offerings.actions import finish_offering, offer, open_offering
from werkveld.steps.people.actions import register_all
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.promises.actions import freeze, publish, renew_figures
from werkveld.steps.promises.queries import reports_for

TOLD = 2022
PROGRAMME = "geoict"
LATE = 12


def tell_promise(year: Year, progress: Progress) -> None:
    """Counted in January, published and frozen in February; a class that was forgotten is written in afterwards."""
    words = _("promise of the year")
    parts = (_count, _publish, _freeze, _come_late, _count_again)
    for done, part in enumerate(parts, start=1):
        with transaction.atomic():
            part(year)
        progress(words, done, len(parts))


def _count(year: Year) -> None:
    renew_figures(year.region, TOLD, by=year.stars["quality"], at=moment(date(2023, 1, 16)))


def _publish(year: Year) -> None:
    at = moment(date(2023, 2, 1))
    for report in reports_for(year.stars["director"], at.date()).filter(year=TOLD):
        publish(report, by=year.stars["director"], at=at)


def _freeze(year: Year) -> None:
    at = moment(date(2023, 2, 13))
    for report in reports_for(year.stars["director"], at.date()).filter(year=TOLD):
        freeze(report, by=year.stars["director"], at=at)


def _come_late(year: Year) -> None:
    """They were there in December, but nobody had written it down before the year was frozen."""
    at, begins = moment(date(2023, 2, 20)), date(2022, 12, 5)
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
        starts_on=begins,
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


def _count_again(year: Year) -> None:
    renew_figures(year.region, TOLD, by=year.stars["quality"], at=moment(date(2023, 2, 21)))
