"""Registers the invented people: staff, students, professionals, residents, and who speaks for organisations."""

from datetime import date, datetime
from random import Random
from typing import Any

from django.utils.timezone import localdate

from werkveld.demo.cast import NEWCOMERS_FROM, STARS, Year
from werkveld.demo.days import FIRST_DAY, moment
from werkveld.demo.names import ADDRESS, a_name, an_email
from werkveld.steps.people.actions import correct, describe, give_role, open_account, register, register_all
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Person

STAFF = (
    ("director", RoleCode.DIRECTOR, 1),
    ("quality", RoleCode.QUALITY, 2),
    ("coordinator", RoleCode.COORDINATOR, 5),
    ("developer", RoleCode.DEVELOPER, 3),
    ("confidant", RoleCode.CONFIDANT, 2),
)
PROFESSIONALS, RESIDENTS = 460, 640
ROUND_COACHES = 6


def someone(year: Year, dice: Random, **facts: Any) -> dict[str, Any]:
    """Columns of a person who does not exist."""
    year.people += 1
    given, family = a_name(dice)
    return {
        "given_name": given,
        "family_name": family,
        "email": an_email(given, family, year.people),
        "is_example": True,
        **facts,
    }


def register_staff(year: Year) -> None:
    """The school's own people; the first of each kind that the demo lets visitors be is a star."""
    dice, at = year.dice("staff"), moment(FIRST_DAY, 8)
    for name, role, count in STAFF:
        rows = [someone(year, dice) for _one in range(count)]
        people = register_all(organization=year.school, role=role, rows=rows, by=year.clockwork, at=at)
        if name in STARS:
            make_star(year, name, people[0], at=at)
        if name == "coordinator":
            year.coordinators = people
    coaches = [(row["college"], int(row["coaches"])) for row in year.tables.colleges]
    for code, count in [*coaches, (year.school.code, ROUND_COACHES)]:
        home = year.organizations[code]
        rows = [someone(year, dice) for _one in range(year.scaled(count, least=2))]
        year.coaches[code] = register_all(organization=home, role=RoleCode.COACH, rows=rows, by=year.coordinator, at=at)
        year.home_of.update((coach.pk, home) for coach in year.coaches[code])


def register_learners(year: Year, *, at: datetime, newcomers: bool = False) -> None:
    """Who is there from the first year on, or (a year later) who comes new. The kinds of study take turns."""
    dice = year.dice(f"learners {newcomers}")
    for row in year.tables.colleges:
        college = year.organizations[row["college"]]
        crebos = [crebo for s in year.tables.sectors if s.college == college.code for crebo in s.crebos]
        new = year.scaled(int(row["newcomers"]), least=min(2, len(crebos)))
        count = new if newcomers else year.scaled(int(row["students"]), least=2 * len(crebos)) - new
        rows = [_learner(year, dice, college, crebos[n % len(crebos)], localdate(at)) for n in range(max(count, 2))]
        people = register_all(organization=college, role=RoleCode.LEARNER, rows=rows, by=year.coordinator, at=at)
        year.learners.setdefault(college.code, []).extend(people)
        for person in people:
            year.by_crebo.setdefault(year.crebo_of(person), []).append(person)
        if newcomers:
            year.newcomers.update(person.pk for person in people)


def _learner(year: Year, dice: Random, college: Organization, crebo: str, on: date) -> dict[str, Any]:
    qualification = year.qualifications[crebo]
    study_year = 1 if on >= NEWCOMERS_FROM else dice.choice((1, 1, 2, 2, 3))
    return someone(
        year,
        dice,
        college=college,
        qualification=qualification,
        level=qualification.level,
        study_year=study_year,
        born_in=on.year - 16 - study_year - dice.choice((0, 0, 1, 1, 2, 3)),
        student_number=f"V{on.year}{year.people + 1:05}",
    )


def say_where_to_call(year: Year) -> None:
    """No source gives a number: this one stands in for it, so that pages show where it goes."""
    words = {"help_when_nl": "een voorbeeld, hier neemt niemand op", "help_when_en": "an example, nobody answers here"}
    describe(year.region, facts={"help_phone": "0800-0000", **words}, by=year.clockwork, at=moment(FIRST_DAY, 8))


def register_neighbours(year: Year) -> None:
    """Residents and professionals: known at the school, with no school of their own."""
    dice, at = year.dice("neighbours"), moment(FIRST_DAY, 11)
    postcodes = [town["postcode"] for town in year.tables.towns]
    rows = [
        someone(year, dice, postcode=dice.choice(postcodes), born_in=dice.randint(1938, 1999))
        for _one in range(year.scaled(RESIDENTS, least=12))
    ]
    year.residents = register_all(
        organization=year.school, role=RoleCode.RESIDENT, rows=rows, by=year.coordinator, at=at
    )
    rows = [
        someone(year, dice, born_in=dice.randint(1966, 2000)) for _one in range(year.scaled(PROFESSIONALS, least=12))
    ]
    year.professionals = register_all(
        organization=year.school, role=RoleCode.PROFESSIONAL, rows=rows, by=year.coordinator, at=at
    )


def register_voice(year: Year, organization: Organization, dice: Random, *, at: datetime) -> Person:
    """Who speaks for an organisation and teaches there."""
    voice = register(organization=organization, role=RoleCode.CONTACT, by=year.clockwork, at=at, **someone(year, dice))
    give_role(person=voice, organization=organization, role=RoleCode.TRAINER, by=year.clockwork, at=at)
    year.contacts[organization.pk] = year.trainers[organization.pk] = voice
    return voice


def choose_stars(year: Year) -> None:
    """The persons a visitor may be who are not of the staff: rich in what they do, and with an account."""
    at = moment(FIRST_DAY, 16)
    asked = next(shape for shape in year.tables.offerings if "student" in shape.stars)
    fitting = year.fitting(asked, FIRST_DAY)
    student = min(fitting, key=lambda person: (person.study_year or 0, person.pk))  # in school until the end
    make_star(year, "student", student, at=at)
    make_star(year, "coach", year.coaches[year.college_of(asked)][0], at=at)
    make_star(year, "professional", year.professionals[0], at=at)
    make_star(year, "resident", year.residents[0], at=at)
    company = next(c for c in year.companies if year.crebo_of(student) in c.crebos)
    make_star(year, "partner", year.contacts[company.organization.pk], at=at)


def make_star(year: Year, name: str, person: Person, *, at: datetime) -> None:
    year.stars[name] = person
    correct(person, email=f"{STARS[name]}@{ADDRESS}", by=person, at=at)
    open_account(person, email=person.email, by=year.clockwork, at=at)
