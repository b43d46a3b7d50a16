"""Opening hours, closed days, rooms, skills and kinds of help come from the package, and its mistakes are said."""

from datetime import date, datetime, time

import pytest

from regions.conftest import BASE, Folder
from werkveld.regions.faults import PackageIsWrong
from werkveld.regions.load import load_region
from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import ClosedDays, OpeningHours, Room

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


FILES = {
    "opening_hours.csv": (
        "site,weekday,opens,closes,valid_from,source",
        "north-pier,sat,08:30,12:00,2029-01-01,logbook: page 11",
    ),
    "closed_days.csv": (
        "site,first_on,last_on,name_en,source",
        ",2030-02-01,2030-02-03,Storm days,logbook: page 11",
        "north-pier,2030-05-01,2030-05-01,Painting day,logbook: page 11",
    ),
    "rooms.csv": (
        "site,code,name_en,capacity,source",
        "north-pier,shed,Shed,6,logbook: page 11",
    ),
    "skills.csv": (
        "code,name_en,source",
        "knots,Tying knots,logbook: page 12",
    ),
    "kinds_of_help.csv": (
        "programme,code,name_en,does_en,does_not_en,minutes,skill,price,languages,sites,source",
        "night-watch,rope,Mending a rope,We mend a rope with you.,We sell no rope.,30,knots,0,en,north-pier,logbook: page 12",
    ),
}


@pytest.fixture
def harbour(eilandrijk: Folder) -> Folder:
    """The invented region with help for residents."""
    for name, lines in FILES.items():
        (eilandrijk.path / name).write_text("\n".join(lines) + "\n", "utf-8")
    return eilandrijk


def load(folder: Folder, at: datetime) -> None:
    load_region(folder.path, by=None, at=at, base=BASE)


def test_what_residents_can_have_done_is_data(harbour: Folder, at: datetime):
    load(harbour, at)
    hours, room, rope = OpeningHours.objects.get(), Room.objects.get(), Help.objects.get()
    assert (hours.weekday, hours.opens, hours.closes) == (5, time(8, 30), time(12))
    assert (room.site.code, room.capacity) == ("north-pier", 6)
    assert (rope.skill.code, [site.code for site in rope.sites.all()]) == ("knots", ["north-pier"])
    assert list(ClosedDays.objects.order_by("first_on").values_list("site__code", "first_on")) == [
        (None, date(2030, 2, 1)),
        ("north-pier", date(2030, 5, 1)),
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("opening_hours.csv", "sat", "someday", "column weekday: Write a day of the week as mon, tue, wed, thu, fri"),
        ("opening_hours.csv", "08:30", "8.30", "column opens: Write a time as 09:30, not «8.30»."),
        ("opening_hours.csv", "12:00", "08:00", "The last day comes after the first: 08:30:00, 08:00:00."),
        ("closed_days.csv", "2030-02-03", "2030-01-03", "The last day comes after the first: 2030-02-01, 2030-01-03."),
        ("rooms.csv", ",6,", ",0,", "column capacity: Write a number from 1 to 1000, not «0»."),
        ("kinds_of_help.csv", ",30,", ",40,", "column minutes: Write minutes in whole quarters of an hour"),
        ("kinds_of_help.csv", "knots", "nots", "column skill: «nots» is not in skills. Did you mean «knots»?"),
    ],
)
def test_a_mistake_is_told_with_its_column(harbour: Folder, at: datetime, name: str, old: str, *, new: str, said: str):
    harbour.replace(name, old, new)
    with pytest.raises(PackageIsWrong) as wrong:
        load(harbour, at)
    assert any(f"{name}, line 2" in str(fault) and said in str(fault) for fault in wrong.value.faults)
    assert OpeningHours.objects.count() == 0
