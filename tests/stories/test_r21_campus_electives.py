"""R21: 800 students of four colleges rank, places are tried and published once, each reads why, and the line moves by itself."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from django.conf import settings as site
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from stories import promise_year
from stories.conftest import AUTUMN, SitsDown
from werkveld.jobs.rounds import let_go_when_due
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment, Round, RoundResult, SeatOffer, Wish
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.actions import offer, open_offering
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.actions import register_all
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Account, Organization, Person, Region
from werkveld.steps.people.queries import clockwork

pytestmark = pytest.mark.slow
BOARD = "/nl/bestuur/samen-met-de-praktijk/2022/"
FIGURE = "/nl/cijfer/2022/campus-elective-learners/"
SCHOOL = "/nl/school/rondes/"
COLLEGES = ("ba-college", "welzijn-college", "sport-college", "ict-college")
TITLES = (
    "Ondernemen",
    "Gezond leven",
    "Data",
    "Fotografie",
    "Spaans",
    "Voeding",
    "Games",
    "Klimaat",
    "Podium",
    "Robots",
)
EACH, SEATS, WISHES = 200, 78, 5


@dataclass
class Campus:
    round: Round
    offerings: list[Offering]
    people: list[Person]
    coordinator: Client

    @property
    def rank_page(self) -> str:
        return f"/nl/student/kiezen/{self.round.key}/"

    @property
    def result_page(self) -> str:
        return f"/en/student/kiezen/{self.round.key}/uitslag/"


def on(settings: Any, month: int, day: int) -> datetime:
    """The clock of doors and jobs, in the year that is told."""
    moment = datetime(2022, month, day, 9, 0, tzinfo=UTC)
    settings.CLOCK = moment.isoformat()
    return moment


def electives(region: Region) -> list[Offering]:
    """Ten for 800 people, with 780 seats together."""
    by, programme = clockwork(region), Programme.objects.get(code="campusbrede-keuzedelen")
    facts = {"programme": programme, "organization": programme.organization, "site": programme.site, "by": by}
    facts |= {"starts_on": date(2022, 11, 7), "ends_on": date(2022, 12, 20), "capacity": SEATS, "at": AUTUMN}
    return [open_offering(offer(title_nl=title, title_en=title, **facts), by=by, at=AUTUMN) for title in TITLES]


def students(region: Region) -> list[Person]:
    found: list[Person] = []
    for code in COLLEGES:
        college = Organization.objects.get(code=code)
        rows = [{"given_name": f"{code} {number}", "college": college, "level": 3} for number in range(EACH)]
        found += register_all(organization=college, role=RoleCode.LEARNER, rows=rows, by=clockwork(region), at=AUTUMN)
    sessions(found)
    return found


def sessions(people: list[Person]) -> None:
    """Everybody signed in already: the code by mail has a story of its own."""
    accounts = Account.objects.bulk_create(Account(person=one, email=f"{one.key}@example.nl") for one in people)
    store, until = SessionStore(), timezone.now() + timedelta(days=365)
    Session = store.model  # noqa: N806  a class
    Session.objects.bulk_create(
        Session(
            session_key=account.person.key.hex,
            expire_date=until,
            session_data=store.encode(
                {
                    SESSION_KEY: str(account.pk),
                    HASH_SESSION_KEY: account.get_session_auth_hash(),
                    BACKEND_SESSION_KEY: site.AUTHENTICATION_BACKENDS[0],
                }
            ),
        )
        for account in accounts
    )


def at_browser(person: Person) -> Client:
    client = Client()
    client.cookies[site.SESSION_COOKIE_NAME] = person.key.hex
    return client


@pytest.fixture
def campus(midden_nederland: Region, sits_down: SitsDown, settings: Any) -> Campus:
    """The coordinator makes a round, puts the electives in and opens it, all by the pages of the desk."""
    on(settings, 9, 5)
    people, offerings = students(midden_nederland), electives(midden_nederland)
    desk = sits_down("Carla", RoleCode.COORDINATOR)
    colleges = [Organization.objects.get(code=code).pk for code in COLLEGES]
    sent = {
        "name_nl": "Campus, najaar", "opens_at": "2022-09-05T08:00", "closes_at": "2022-09-19T17:00",
        "colleges": colleges, "seats": 1, "wishes_least": 3, "wishes_most": WISHES, "aim": "total_rank",
        "answer_days": 3,
    }  # fmt: skip
    made = desk.post(f"{SCHOOL}nieuw/", sent)
    assert made.status_code == 302, made.context["form"].errors
    choice_round = Round.objects.get()
    desk.post(f"{SCHOOL}{choice_round.key}/aanbod/erbij/", {"offering": [str(one.key) for one in offerings]})
    desk.post(f"{SCHOOL}{choice_round.key}/openen/")
    return Campus(choice_round, offerings, people, desk)


def rankings(count: int) -> np.ndarray:
    """Some electives are wished far more than others."""
    chance = np.random.default_rng(21)
    lots = chance.exponential(1 / np.arange(1, len(TITLES) + 1) ** -0.7, (count, len(TITLES)))
    return np.argsort(lots, axis=1)[:, :WISHES]


def all_rank(campus: Campus) -> None:
    keys = [str(one.key) for one in campus.offerings]
    for person, order in zip(campus.people, rankings(len(campus.people)), strict=True):
        sent = {"do": "save", "seen": "", "wish": [keys[row] for row in order]}
        assert at_browser(person).post(campus.rank_page, sent).status_code == 302


def published(campus: Campus) -> None:
    """Two ways tried beside each other; one is published, and pressing twice gives no place twice."""
    here = f"{SCHOOL}{campus.round.key}/"
    campus.coordinator.post(f"{here}proef/", {"aim": ["total_rank", "draw"], "seed": "21"})
    by_aim = {trial.aim: trial for trial in campus.round.trials.all()}
    assert set(by_aim) == {"total_rank", "draw"}
    assert by_aim["total_rank"].figures["is_best"]
    assert by_aim["total_rank"].figures["cost"] < by_aim["draw"].figures["cost"]
    for _twice in range(2):
        campus.coordinator.post(f"{here}proef/{by_aim['total_rank'].key}/publiceren/")


def placed() -> int:
    return Enrolment.objects.filter(state=EnrolmentState.PLACED, offering__title_nl__in=TITLES).count()


def counted(board: Client) -> str:
    board.post(f"{BOARD}tellen/")
    board.post(f"{BOARD}publiceren/")
    return str(
        board.get(f"{BOARD}voorbeeld/").context["page"].reading.figures["campus-elective-learners"].public["value"]
    )


def told(client: Client, campus: Campus) -> list[tuple[int, bool, tuple[str, ...]]]:
    page = client.get(campus.result_page)
    return [(one.turn, one.told.is_given, one.told.reasons) for one in page.context["outcomes"]]


def test_eight_hundred_rank_and_the_waiting_list_moves_by_itself(
    campus: Campus, midden_nederland: Region, college: Organization, sits_down: SitsDown, settings: Any
):
    on(settings, 9, 6)
    all_rank(campus)
    assert Wish.objects.count() == 4 * EACH * WISHES
    on(settings, 9, 20)
    published(campus)
    everybody_reads_why(campus)
    first, second = the_line_moves(campus, settings)
    assert placed() == len(TITLES) * SEATS
    learners = promise_year.people(midden_nederland, college, 20)
    promise_year.placed(midden_nederland, college, "basis-bouwkunde", learners)  # one programme alone would be hidden
    assert counted(sits_down("Dora", RoleCode.DIRECTOR)) == str(len(TITLES) * SEATS)
    assert first != second


def everybody_reads_why(campus: Campus) -> None:
    """All 780 seats are given; twenty people have nothing, stand in line for all that was full, and read why."""
    assert placed() == len(TITLES) * SEATS
    assert RoundResult.objects.count() == 4 * EACH
    assert Message.objects.filter(kind="round-drawn").count() == 4 * EACH
    without = [one for one in campus.people if not Enrolment.objects.filter(person=one, state="placed").exists()]
    assert len(without) == 4 * EACH - len(TITLES) * SEATS
    for person in (campus.people[0], without[0]):
        lines = told(at_browser(person), campus)
        assert len(lines) == WISHES
        assert all(reasons for _turn, _given, reasons in lines)
    assert [given for _turn, given, _reasons in told(at_browser(without[0]), campus)] == [False] * WISHES
    assert all(turn >= 1 for turn, _given, _reasons in told(at_browser(without[0]), campus))


def the_line_moves(campus: Campus, settings: Any) -> tuple[Person, Person]:
    """Somebody gives a place back; the first in line lets the time pass, so the job asks the second, who says yes."""
    line = Enrolment.objects.filter(state=EnrolmentState.WAITING).order_by("at", "id")
    offering = line.first().offering
    first, second = [one.person for one in line.filter(offering=offering)[:2]]
    gone = Enrolment.objects.filter(offering=offering, state=EnrolmentState.PLACED).first()
    on(settings, 9, 21)
    at_browser(gone.person).post(f"/nl/meedoen/plek/{gone.key}/")
    offered = SeatOffer.objects.get()
    assert offered.enrolment.person == first
    assert offered.answer_by - offered.offered_at == timedelta(days=3)
    on(settings, 9, 25)
    let_go_when_due()
    page = at_browser(first).post(f"/en/student/plek/{offered.key}/", {"answer": "yes"})
    assert page.context["refusal"] == "The time to answer is over. The place went to the next in line."
    again = SeatOffer.objects.latest("id")
    assert again.enrolment.person == second
    desk = at_browser(second)
    assert str(again.key) in desk.get("/nl/student/").content.decode()
    desk.post(f"/nl/student/plek/{again.key}/", {"answer": "yes"})
    assert Enrolment.objects.get(person=second, offering=offering).state == EnrolmentState.PLACED
    return first, second
