"""What happened in the year that is told: people in the programmes of the source, and what they said of it."""

from datetime import UTC, date, datetime
from decimal import Decimal

from werkveld.steps.enrolments.actions import place_all
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.experiences.actions import answer, ask_how_it_was, set_out
from werkveld.steps.offerings.actions import offer, open_offering
from werkveld.steps.offerings.models import Programme
from werkveld.steps.people.actions import register_all
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Person, Region
from werkveld.steps.people.queries import clockwork

AT = datetime(2022, 9, 1, 8, 0, tzinfo=UTC)


def people(region: Region, college: Organization, count: int, role: RoleCode = RoleCode.LEARNER) -> list[Person]:
    rows = [{"given_name": f"Iemand {number}"} for number in range(count)]
    return register_all(organization=college, role=role, rows=rows, by=clockwork(region), at=AT)


def placed(region: Region, college: Organization, programme: str, learners: list[Person]) -> list[Enrolment]:
    """A new offering of the programme in the autumn, with these people in it."""
    by = clockwork(region)
    offering = offer(
        programme=Programme.objects.get(region=region, code=programme),
        organization=college,
        title_nl="Herfst",
        title_en="Autumn",
        starts_on=date(2022, 9, 5),
        ends_on=date(2022, 12, 20),
        by=by,
        at=AT,
    )
    open_offering(offering, by=by, at=AT)
    return place_all(offering=offering, rows=[{"person": one} for one in learners], by=by, at=AT)


def answered(region: Region, respondents: str, scores: list[int], whom: list[Person]) -> None:
    by = clockwork(region)
    survey = set_out(
        region=region,
        code=f"{respondents}-2022",
        name_nl="Hoe was het?",
        name_en="How was it?",
        respondents=respondents,
        question_nl="Welk cijfer geef je?",
        question_en="Which mark do you give?",
        opens_on=date(2022, 11, 1),
        closes_on=date(2022, 11, 30),
        by=by,
        at=AT,
    )
    november = datetime(2022, 11, 8, 9, 0, tzinfo=UTC)
    asked = ask_how_it_was(survey, [{"person": person} for person in whom], by=by, at=november)
    for one, score in zip(asked, scores, strict=True):
        answer(one, score=Decimal(score), by=one.person, at=november)
