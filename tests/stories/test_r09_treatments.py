"""R09: treatments by duration and skill at two sites; the times follow the roster of the students, and what was done is counted."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from stories.conftest import SitsDown, exact
from stories.help_days import booked, closed, moment, service, shift, somebody, times, words
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Qualification, Region
from werkveld.steps.practice.actions.absences import report_absence

pytestmark = pytest.mark.slow
TUESDAY, WEDNESDAY = date(2022, 9, 13), date(2022, 9, 14)


@pytest.fixture
def students(sits_down: SitsDown) -> dict[str, Client]:
    """A beautician of each level, and a hairdresser."""
    learns = {"Bea": ("25403", 4, 2), "Syl": ("25404", 3, 1), "Kap": ("25400", 2, 1)}
    return {
        name: sits_down(
            name,
            RoleCode.LEARNER,
            "beauty-college",
            qualification=Qualification.objects.get(crebo=crebo),
            level=level,
            study_year=year,
        )
        for name, (crebo, level, year) in learns.items()
    }


def test_from_a_treatment_to_a_figure(
    midden_nederland: Region, students: dict[str, Client], sits_down: SitsDown, it_is: Callable[..., None]
):
    it_is(2022, 9, 5)
    coach = sits_down("Tess", RoleCode.COACH, "beauty-college")
    square = service(midden_nederland, "beautyplein", "beautyplein-kretadreef")
    salon = service(midden_nederland, "kapsalon", "kapsalon-science-park")
    shift(square, TUESDAY, (12, 15), coach=coach, students=[students["Bea"], students["Syl"]])
    shift(salon, WEDNESDAY, (11, 14), coach=coach, students=[students["Kap"]])
    els = Client()
    page = words(els.get("/nl/hulp/"))
    assert all(part in page for part in ("€ 12,50", "Kapsalon Utrecht Science Park", "Beautyplein Kretadreef"))
    assert sorted(times(els, "gezicht")) == ["13-09 12:00", "13-09 13:00", "13-09 14:00"]
    assert sorted(times(els, "manicure")) == ["13-09 12:00", "13-09 12:45", "13-09 13:30", "13-09 14:15"]
    assert sorted(times(els, "knippen")) == ["14-09 11:00", "14-09 11:45", "14-09 12:30", "14-09 13:15"]
    assert times(els, "kleuren") == {}, "nobody there learned it yet"
    assert len(times(els, "massage")) == 6

    facial = booked(els, times(els, "gezicht")["13-09 12:00"], "Els")
    massage = booked(els, times(els, "massage")["13-09 13:00"], "Els")
    assert {facial.learner, massage.learner} == {somebody(students["Bea"])}, "massage is asked of the second year"
    nails = booked(Client(), times(els, "manicure")["13-09 12:00"], "Joop")
    assert nails.learner == somebody(students["Syl"])
    assert "13-09 12:00" not in times(els, "gezicht"), "both have their hands full"
    hair = booked(Client(), times(els, "knippen")["14-09 11:45"], "Ria", language="en")
    assert hair.shift.site.code == "kapsalon-science-park"

    syl = somebody(students["Syl"])
    report_absence(
        syl, starts_at=moment(TUESDAY, 13), ends_at=moment(TUESDAY, 23), by=syl, at=moment(date(2022, 9, 6), 9)
    )
    left = sorted(times(els, "gezicht"))
    assert left == ["13-09 13:30"], "only who is there, around what she promised"

    it_is(2022, 9, 14, 14)
    for visit in (facial, massage, hair):
        closed(coach, visit, "served")
    board = sits_down("Dora", RoleCode.DIRECTOR)
    assert exact(board, "beauty-treatments") == 3
    sites = {record.title for record in board.get("/nl/cijfer/2022/beauty-treatments/records/").context["records"]}
    assert sites == {"Spreekuur beautyplein", "Spreekuur kapsalon"}
