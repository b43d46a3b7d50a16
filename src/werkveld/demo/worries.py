"""A few worries and complaints, mostly without a name; the confidential adviser answers all but the newest."""

from datetime import date, datetime, timedelta

from werkveld.demo.cast import Year
from werkveld.demo.days import moment, on_school_day
from werkveld.steps.experiences.actions import answer_concern, close_concern, tell_concern
from werkveld.steps.experiences.enums import ConcernKind
from werkveld.steps.experiences.models import Concern

COMPLAINT, WORRY, DISCRIMINATION = ConcernKind
# When it was told, what it is, the words, and the answer; without an answer it still waits.
TOLD = (
    (date(2023, 1, 17), COMPLAINT, "Ik had een afspraak om 10 uur. Er was niemand. Ik ben drie kwartier later weer naar huis gegaan.",
     "Dat had niet mogen gebeuren. De coach was ziek en niemand heeft je gebeld. Er is nu iemand die de lijst overneemt."),
    (date(2023, 1, 31), COMPLAINT, "De balie was twee keer dicht terwijl er op de deur staat dat hij open is.",
     "Je hebt gelijk. De tijden op de deur zijn aangepast, en op de website staan ze ook goed."),
    (date(2023, 2, 9), DISCRIMINATION, "Bij mijn stagebedrijf maken twee collega's grappen over mijn hoofddoek. Ik durf er niets van te zeggen.",
     "Dank je dat je dit vertelt. Ik wil graag met je praten over wat jij wilt. Bel of mail mij, ook zonder je naam."),
    (date(2023, 2, 21), COMPLAINT, "De student las mijn brief hardop voor. Iedereen in de zaal kon het horen.",
     "Dat is niet goed. Brieven worden nu gelezen aan een tafel apart. Alle coaches weten het."),
    (date(2023, 3, 7), COMPLAINT, "Ik kon met mijn rolstoel niet door de deur van de zaal.",
     "Sorry. De activiteit is nu in de zaal op de begane grond."),
    (date(2023, 3, 14), COMPLAINT, "Er werd Engels met mij gesproken. Ik spreek gewoon Nederlands.",
     "Dat is vervelend. We hebben het met de groep besproken."),
    (date(2023, 3, 22), COMPLAINT, "Mijn afspraak is drie keer verzet.", "Dat is te vaak. Je hebt nu een vaste tijd en een vaste coach."),
    (date(2023, 5, 31), WORRY, "Een mevrouw op de dinsdagmiddag eet bijna niet meer en vertelt dat zij bang is thuis.", ""),
    (date(2023, 6, 9), COMPLAINT, "De student kwam een half uur te laat en zei geen sorry.", ""),
)  # fmt: skip


def plan_worries(year: Year) -> None:
    for on, kind, text, said in TOLD:
        year.calendar.plan(moment(on, 13), worry, year=year, kind=kind, text=text, said=said)


def worry(*, year: Year, kind: ConcernKind, text: str, said: str, at: datetime) -> None:
    told = tell_concern(organization=year.school, kind=kind, text=text, is_example=True, by=year.clockwork, at=at)
    if said:
        year.calendar.plan(on_school_day(at + timedelta(days=2)), settle, year=year, told=told, said=said)


def settle(*, year: Year, told: Concern, said: str, at: datetime) -> None:
    adviser = year.stars["confidant"]
    answer_concern(told, text=said, by=adviser, at=at)
    close_concern(told, by=adviser, at=at + timedelta(hours=1))
