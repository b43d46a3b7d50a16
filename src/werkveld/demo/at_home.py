"""Help at home: some students of a service are vetted, two of them are on each shift, and residents ask for them."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from werkveld.demo.cast import Run, Year
from werkveld.steps.offerings.models import Help, Programme
from werkveld.steps.people.actions import deem_able, see_certificate
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import abilities, vettings_of
from werkveld.steps.practice.actions import book
from werkveld.steps.practice.actions.booking import Details, HasEnough, TimeIsTaken
from werkveld.steps.practice.models import Appointment, Shift
from werkveld.steps.practice.queries.slots import able_people

VETTED = 4
SHOWN_AFTER = timedelta(days=30)  # a certificate is some weeks old when it is shown


def help_at_home(programme: Programme) -> Help | None:
    """What students of this programme do at somebody's home."""
    found = Help.objects.filter(programme=programme, is_at_home=True).select_related("skill", "programme__region")
    return found.order_by("ordering", "id").first()


def together(programme: Programme) -> int:
    """How many students a service needs at least, in a small year too."""
    kind = help_at_home(programme) if programme.kind.has_appointments else None
    return kind.people if kind else 1


def show_papers(run: Run, kind: Help, here: list[Person], at: datetime) -> None:
    """The coach sees what some of them can do, and their certificate of conduct."""
    some = sorted(here, key=lambda person: person.pk)[:VETTED]
    able = abilities(some, [kind.skill]) if kind.skill else {}
    for person in some:
        if kind.skill and not able[person.pk]:
            deem_able(person, skill=kind.skill, by=run.coach, at=at)
        if not vettings_of(person).exists():
            see_certificate(person, issued_on=localdate(at) - SHOWN_AFTER, by=run.coach, at=at)


def who_may_come(kind: Help, here: list[Person], day: date) -> list[Person]:
    able = able_people(kind, {person.pk for person in here}, [day])[day]
    return [person for person in here if person.pk in able]


def book_home(
    year: Year, shift: Shift, *, kind: Help, resident: Person, starts_at: datetime, at: datetime
) -> Appointment | None:
    """By the resident; nothing when there is enough already, or when both students have something else."""
    number = year.dice(f"house of {resident.pk}").randint(1, 90)
    where = f"Voorbeeldstraat {number}, {shift.site.postcode} {shift.site.city}"
    with suppress(HasEnough, TimeIsTaken):
        return book(
            shift=shift,
            resident=resident,
            kind=kind,
            starts_at=starts_at,
            details=Details(place=where),
            by=resident,
            at=at,
        )
    return None
