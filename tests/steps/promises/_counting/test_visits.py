"""What residents say after a visit: the mean mark and the share of yes, each with its n and its margin."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from journeys.world import World
from werkveld.steps.experiences.models import Asked
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import plan_shift
from werkveld.steps.practice.models import Appointment
from werkveld.steps.promises._counting import count, moment_of, records_of
from werkveld.steps.promises.models import IndicatorVersion

TEN = datetime(2026, 9, 8, 8, 0, tzinfo=UTC)


def version(counter: str, **params: str) -> IndicatorVersion:
    return IndicatorVersion(counter=counter, params=params, period="calendar_year", count_day="12-31")


def answered(world: World, said: list[tuple[int, bool | None]]) -> list[Asked]:
    """One visit an answer; None stands for who skipped the second question."""
    (learner,) = world.students(1)
    shift = plan_shift(
        offering=world.offering("nova"),
        site=world.site,
        coach=world.people["coach"],
        people=[learner],
        starts_at=TEN,
        ends_at=TEN + timedelta(hours=8),
        by=world.people["coordinator"],
        at=world.at,
    )
    survey = Asked._meta.get_field("survey").related_model.objects.create(
        region=world.region, code="v", respondents="resident", is_per_visit=True, opens_on=TEN, closes_on=TEN
    )
    rows = []
    for number, (score, also) in enumerate(said):
        visit = Appointment.objects.create(
            shift=shift,
            resident=Person.objects.create(region=world.region),
            learner=learner,
            starts_at=TEN + timedelta(minutes=30 * number),
            code=f"C{number}",
            booked_at=world.at,
        )
        facts = {"asked_at": TEN, "answered_at": TEN, "score": Decimal(score), "also": also}
        rows.append(Asked.objects.create(survey=survey, person=visit.resident, appointment=visit, **facts))
    return rows


def test_the_mean_counts_every_mark(world: World):
    answered(world, [(8, True), (6, None)])
    found = count(version("visit_scores"), world.region, 2026)
    assert (found.value, found.n, found.people) == (Decimal("7.0"), 2, 2)
    assert found.margin is not None


def test_the_share_of_yes_counts_who_said_yes_or_no(world: World):
    rows = answered(world, [(8, True), (6, False), (9, True), (9, True), (5, None)])
    asked = version("visits_with_yes")
    found = count(asked, world.region, 2026)
    assert (found.value, found.n, found.people) == (Decimal("75.0"), 4, 4)
    assert found.margin is not None
    assert sorted(records_of(asked, world.region, 2026).values()) == ["0", "100", "100", "100"]
    assert f"Asked:{rows[-1].key}" not in records_of(asked, world.region, 2026)
    assert count(asked, world.region, 2025).value is None


def test_a_visit_belongs_to_the_programme_of_its_shift(world: World):
    rows = answered(world, [(8, True)])
    code = rows[0].appointment.shift.offering.programme.code
    assert count(version("visits_with_yes", programme=code), world.region, 2026).n == 1
    assert count(version("visits_with_yes", programme="another"), world.region, 2026).n == 0
    seen = moment_of(version("visits_with_yes"), world.region, 2026, b"secret")
    assert len(seen.members[("people",)]) == 1
