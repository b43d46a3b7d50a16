"""R26: students of colleges and levels choose a challenge, are put in mixed teams with a reason each, and are counted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from stories import promise_year
from stories.conftest import AUTUMN, SitsDown
from werkveld.steps.enrolments.models import Enrolment, TeamPlan
from werkveld.steps.offerings.actions import offer, open_offering
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.actions import open_account, register
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Region
from werkveld.steps.people.queries import clockwork

pytestmark = pytest.mark.slow
BOARD = "/nl/bestuur/samen-met-de-praktijk/2022/"
FIGURE = "/nl/cijfer/2022/challenge-learners/"
COLLEGES = ("tech-college", "ict-college", "welzijn-college")
SENT = {"yes": "on"}  # a form without fields
NAMES = ("Aya", "Bas", "Cem", "Daan", "Evi", "Finn", "Gio", "Hugo", "Isa", "Jop", "Kaya", "Liv", "Mo", "Noor", "Otis")


@dataclass
class Student:
    name: str
    college: str
    client: Client


@pytest.fixture
def hackathon(midden_nederland: Region) -> Offering:
    by, programme = clockwork(midden_nederland), Programme.objects.get(code="utrecht-challenge-alliantie")
    drafted = offer(
        programme=programme,
        organization=programme.organization,
        title_nl="Hackathon: zorg dichtbij",
        title_en="Hackathon: care nearby",
        starts_on=date(2022, 11, 14),
        ends_on=date(2022, 11, 18),
        level_min=2,
        level_max=4,
        capacity=40,
        by=by,
        at=AUTUMN,
    )
    return open_offering(drafted, by=by, at=AUTUMN)


@pytest.fixture
def students(midden_nederland: Region) -> list[Student]:
    """Five of each college, of three levels, each at a browser of their own."""
    by, made = clockwork(midden_nederland), []
    for at, name in enumerate(NAMES):
        college = Organization.objects.get(code=COLLEGES[at % 3])
        person = register(
            organization=college, role=RoleCode.LEARNER, given_name=name, family_name="Jansen", college=college,
            level=2 + at // 3 % 3, by=by, at=AUTUMN,
        )  # fmt: skip
        client = Client()
        client.force_login(open_account(person, email=f"{name.lower()}@example.nl", by=by, at=AUTUMN))
        made.append(Student(name, college.name, client))
    return made


@pytest.fixture
def others(midden_nederland: Region, college: Organization) -> None:
    """A year in which one programme alone had people would show no figure of it."""
    learners = promise_year.people(midden_nederland, college, 20)
    promise_year.placed(midden_nederland, college, "basis-bouwkunde", learners)


def on(settings: Any, day: int) -> None:
    """The clock of the doors, in October 2022."""
    settings.CLOCK = datetime(2022, 10, day, 9, 0, tzinfo=UTC).isoformat()


def page_of(student: Student) -> str:
    enrolment = Enrolment.objects.get(person__given_name=student.name)
    return f"/nl/teams/mijn/{enrolment.key}/"


def counted(board: Client) -> str:
    board.post(f"{BOARD}tellen/")
    figures = board.get(f"{BOARD}voorbeeld/").context["page"].reading.figures
    return str(figures["challenge-learners"].public["value"])


def prepared(desk: Client, hackathon: Offering) -> TeamPlan:
    desk.post("/nl/teams/nieuw/", {"offering": hackathon.pk, "size": "5", "wishes_on": "2022-10-20"})
    plan = TeamPlan.objects.get(offering=hackathon)
    asker = Organization.objects.get(code="axioncontinu")
    for name in ("Langer thuis wonen", "Samen eten", "Veilig op straat"):
        sent = {"deed": "topic", "name_nl": name, "organization": asker.pk}
        assert desk.post(f"/nl/teams/{plan.key}/", sent).status_code == 302
    return plan


def wishes(students: list[Student], plan: TeamPlan) -> None:
    """Most want the first topic; Aya asks for Bas and Cem."""
    first, second, third = (str(topic.key) for topic in plan.topics.order_by("ordering"))
    for at, student in enumerate(students):
        sent = {"topic_1": first if at % 4 else second, "topic_2": third, "topic_3": ""}
        sent |= {"mate_1": "Bas Jansen", "mate_2": "Cem Jansen"} if student.name == "Aya" else {}
        assert student.client.post(page_of(student), sent).status_code == 302


def test_a_challenge_from_signing_up_to_the_figure(
    settings: Any, hackathon: Offering, students: list[Student], others: None, sits_down: SitsDown
):
    on(settings, 3)
    desk, board = sits_down("Carla", RoleCode.COORDINATOR), sits_down("Dora", RoleCode.DIRECTOR)
    for student in students:
        assert student.client.post(f"/nl/meedoen/{hackathon.key}/", SENT).status_code == 302
    plan = prepared(desk, hackathon)
    wishes(students, plan)

    on(settings, 21)
    assert students[0].client.get(page_of(students[0])).context["may_wish"] is False
    desk.post(f"/nl/teams/{plan.key}/voorstellen/")
    every = desk.get(f"/nl/teams/{plan.key}/").context["every"]
    mixed = every[0].division
    for what in ("college", "level"):
        assert mixed.figures["mix"][what]["reached"] == mixed.figures["mix"][what]["bound"], "no more mixed than this"
    desk.post(f"/nl/teams/voorstel/{mixed.key}/")

    _each_has_a_team_and_a_reason(students, plan)
    _who_leaves_and_who_comes_later(desk, students[-1], sits_down("Zoe", RoleCode.LEARNER), plan)

    board.post(f"{BOARD}tellen/")
    board.post(f"{BOARD}publiceren/")
    assert counted(board) == "15", "one gave the place back before it began, and one came in later"
    promise = Client().get("/nl/belofte/samen-met-de-praktijk/2022/").content.decode()
    assert f'href="{FIGURE}">15<' in promise
    assert len(board.get(f"{FIGURE}records/").context["records"]) == 15


def _each_has_a_team_and_a_reason(students: list[Student], plan: TeamPlan) -> None:
    colleges: dict[int, set[str]] = {}
    for student in students:
        page = student.client.get(page_of(student))
        team = page.context["team"].number
        colleges.setdefault(team, set()).add(student.college)
        assert len(page.context["mates"]) == 4
        told = student.client.get("/nl/student/").context["letters"][0]
        assert told.title == f"Je zit in team {team} van Hackathon: zorg dichtbij"
        assert "Teams zijn gemengd: in het jouwe zitten 3 colleges." in told.text
    assert colleges == {team: set(told) for team in (1, 2, 3) for told in [{s.college for s in students}]}
    own = students[0].client.get(page_of(students[0])).context["wishes"]
    others = students[1].client.get(page_of(students[1])).context["wishes"]
    assert any("Bas" in line or "Cem" in line for line in own)
    assert not any("Aya" in line for line in others), "nobody reads who asked for them"


def _who_leaves_and_who_comes_later(desk: Client, leaver: Student, newcomer: Client, plan: TeamPlan) -> None:
    """The place that comes free is in a team that is one short, so the newcomer goes there."""
    page = f"/nl/teams/{plan.key}/"
    place = Enrolment.objects.get(person__given_name=leaver.name)
    short = leaver.client.get(page_of(leaver)).context["team"].number
    leaver.client.post(f"/nl/meedoen/plek/{place.key}/", SENT)
    assert leaver.name not in desk.get(page).content.decode()
    newcomer.post(f"/nl/meedoen/{plan.offering.key}/", SENT)
    (late,) = desk.get(page).context["late"]
    form = desk.get(f"{page}wie/{late.key}/").context["form"]
    assert form.initial["team"] == short
    desk.post(f"{page}wie/{late.key}/", {"team": short, "why": "Kwam later, en hier was nog plek."})
    own = newcomer.get(f"/nl/teams/mijn/{late.key}/")
    assert (own.context["team"].number, len(own.context["mates"])) == (short, 4)
    assert "Kwam later, en hier was nog plek." in own.content.decode()
