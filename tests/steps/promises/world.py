"""A year that is over, with three programmes, two colleges, and a report that waits for its words."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from journeys.world import World, small_world
from werkveld.steps.enrolments.enums import EnrolmentState, Reason
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.experiences.models import Asked, ExternalMeasure, Survey
from werkveld.steps.offerings.models import Offering, OfferingKind, Programme
from werkveld.steps.people.enums import OrganizationKind, RoleCode
from werkveld.steps.people.models import Norm, Organization, Person
from werkveld.steps.practice.models import Hours
from werkveld.steps.promises.models import ClaimedFigure, Indicator, IndicatorVersion, Promise, Report, Section, Target

YEAR = 2025
NORMS: dict[str, Any] = {
    "small_group_threshold": 5,
    "rule_equal": {"name": "margins_overlap", "years_apart": 0},
    "rule_stable": {"name": "margins_overlap", "years": 2},
    "partnership_begun": "begun",
    "partnership_widened": "widened",
    "partnership_precision": ["day", "month", "year"],
}
LINES = ("R1", "R2", "R3")


@dataclass
class Book:
    """The promise of a small world."""

    world: World
    report: Report
    section: Section
    director: Person
    quality: Person
    colleges: list[Organization]
    offerings: dict[str, Offering]

    def enrol(self, line: str, count: int, *, college: int = 0, is_example: bool = False) -> list[Enrolment]:
        """New people in a line; as bare rows, since it is the counting that is tested."""
        region, place = self.world.region, self.colleges[college]
        names = [f"Lid {Person.objects.count() + number}" for number in range(count)]
        people = [Person(region=region, given_name=name, college=place, is_example=is_example) for name in names]
        return self.place(line, Person.objects.bulk_create(people))

    def join(self, line: str, enrolments: list[Enrolment]) -> list[Enrolment]:
        """The same people in a second line."""
        return self.place(line, [enrolment.person for enrolment in enrolments])

    def place(self, line: str, people: list[Person]) -> list[Enrolment]:
        facts = {"state": EnrolmentState.PLACED, "reason": Reason.CHOSE, "starts_on": date(YEAR, 9, 1)}
        rows = [
            Enrolment(person=person, offering=self.offerings[line], at=datetime(YEAR, 8, 1, tzinfo=UTC), **facts)
            for person in people
        ]
        return Enrolment.objects.bulk_create(rows)

    def work(self, enrolments: list[Enrolment], amount: str, *, week_of: date = date(YEAR, 9, 8)) -> None:
        """Confirmed hours in one week, for each of them."""
        Hours.objects.bulk_create(
            Hours(
                enrolment=enrolment,
                week_of=week_of,
                amount=Decimal(amount),
                written_at=self.world.at,
                approved_by=self.world.people["coach"],
                approved_at=self.world.at,
            )
            for enrolment in enrolments
        )

    def answer(self, scores: list[int], year: int = YEAR) -> list[Asked]:
        survey, _new = Survey.objects.get_or_create(
            region=self.world.region,
            code=f"learners-{year}",
            defaults={"respondents": "learner", "opens_on": date(year, 1, 1), "closes_on": date(year, 12, 31)},
        )
        at = datetime(year, 6, 1, tzinfo=UTC)
        people = Person.objects.bulk_create(
            Person(region=self.world.region, given_name=f"Antwoord {number}") for number in range(len(scores))
        )
        return Asked.objects.bulk_create(
            Asked(survey=survey, person=person, asked_at=at, answered_at=at, score=Decimal(score))
            for person, score in zip(people, scores, strict=True)
        )


def book(at: datetime) -> Book:
    world = small_world(at)
    for code, value in NORMS.items():
        Norm.objects.create(region=world.region, code=code, value=value, valid_from=date(2016, 8, 1))
    second = Organization.objects.create(
        region=world.region, code="second", name="Second", kind=OrganizationKind.COLLEGE, parent=world.school
    )
    report = _report(world)
    return Book(
        world=world,
        report=report,
        section=Section.objects.create(
            report=report,
            code="conclusion",
            kind="conclusion",
            ordering=1,
            heading_nl="Conclusie",
            heading_en="Conclusion",
            body_nl="Er leerden {figure:people} mensen, en {figure:first} in de eerste lijn.",
            body_en="{figure:people} people learned, and {figure:first} in the first line.",
        ),
        director=world.someone("director", RoleCode.DIRECTOR, world.school),
        quality=world.someone("quality", RoleCode.QUALITY, world.school),
        colleges=[world.college, second],
        offerings=_offerings(world),
    )


def _offerings(world: World) -> dict[str, Offering]:
    kind = OfferingKind.objects.create(region=world.region, code="place", name_nl="Plek", name_en="Place")
    found = {}
    for line in LINES:
        programme = Programme.objects.create(
            region=world.region,
            code=line.lower(),
            rows=line,
            kind=kind,
            name_nl=f"Lijn {line}",
            name_en=f"Line {line}",
            organization=world.company,
        )
        found[line] = Offering.objects.create(
            programme=programme,
            organization=world.company,
            title_nl=f"Plek {line}",
            title_en=f"Place {line}",
            starts_on=date(YEAR, 9, 1),
            ends_on=date(YEAR, 12, 20),
        )
    return found


def _report(world: World) -> Report:
    region = world.region
    promise = Promise.objects.create(region=region, code="samen", title_nl="Samen leren", title_en="Learning together")
    people = indicator(world, "people", "people_placed", "people", name=("Mensen", "People"))
    indicator(world, "first", "people_placed", "people", params={"row": "R1"}, name=("Eerste lijn", "First line"))
    indicator(world, "mark", "mean_score", "score", params={"respondents": "learner"}, series="national")
    indicator(world, "new-partnerships", "partnerships", "partnerships", params={"step": "begun"})
    ClaimedFigure.objects.create(
        region=region,
        code="said",
        name_nl="Gezegd",
        name_en="Said",
        value=Decimal("8.3"),
        unit="score",
        benchmark_series="national",
        is_said_equal=True,
        is_said_stable=True,
        source="page: below",
    )
    Target.objects.create(
        region=region,
        code="many",
        promise=promise,
        indicator=people,
        name_nl="Veel",
        name_en="Many",
        value=500,
        unit="people",
        source="page: above",
    )
    for year, value in ((YEAR - 1, "8.0"), (YEAR, "8.2")):
        ExternalMeasure.objects.create(
            region=region,
            series="national",
            name_nl="Landelijk",
            name_en="National",
            respondents="learner",
            year=year,
            value=Decimal(value),
            source="somewhere",
        )
    return Report.objects.create(promise=promise, year=YEAR)


def indicator(
    world: World,
    code: str,
    counter: str,
    unit: str,
    *,
    params: dict[str, str] | None = None,
    series: str = "",
    name: tuple[str, str] | None = None,
) -> Indicator:
    """With one version, from long ago."""
    made = Indicator.objects.create(region=world.region, code=code, unit=unit)
    dutch, english = name or (code, code)
    IndicatorVersion.objects.create(
        indicator=made,
        number=1,
        first_year=2020,
        name_nl=dutch,
        name_en=english,
        definition_nl=f"Hoe {code} telt.",
        definition_en=f"How {code} counts.",
        counter=counter,
        params=params or {},
        benchmark_series=series,
    )
    return made
