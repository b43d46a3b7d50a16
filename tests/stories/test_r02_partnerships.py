"""R02: a partnership that was begun or widened in a year is counted as such, by a dated rule."""

from datetime import date

import pytest
from django.test import Client

from stories.conftest import AUTUMN, SitsDown
from werkveld.steps.people.actions import describe
from werkveld.steps.people.enums import DatePrecision, PartnershipStep, RoleCode
from werkveld.steps.people.models import Norm, Partnership, PartnershipEvent, Region
from werkveld.steps.people.queries import clockwork

pytestmark = pytest.mark.slow
DESK = "/nl/bestuur/samen-met-de-praktijk/2022/"


def partnership(region: Region, code: str) -> Partnership:
    facts = {"region": region, "code": code, "name_nl": f"Samen {code}", "name_en": f"Together {code}"}
    return describe(Partnership(), facts=facts, by=clockwork(region), at=AUTUMN)


def happened(
    region: Region, to: Partnership, step: PartnershipStep, on: date, precision: str = DatePrecision.DAY
) -> None:
    facts = {"partnership": to, "step": step, "on": on, "precision": precision}
    describe(PartnershipEvent(), facts=facts, by=clockwork(region), at=AUTUMN)


def counted(board: Client) -> tuple[str, str]:
    board.post(f"{DESK}tellen/")
    figures = board.get(f"{DESK}voorbeeld/").context["page"].reading.figures
    return figures["new-partnerships"].public["value"], figures["widened-partnerships"].public["value"]


def test_partnerships_begun_and_widened_are_counted_by_the_rule(midden_nederland: Region, sits_down: SitsDown):
    region = midden_nederland
    board = sits_down("Dora", RoleCode.DIRECTOR)
    begun, widened = map(int, counted(board))

    fresh, older, vague = (partnership(region, code) for code in ("fresh", "older", "vague"))
    happened(region, fresh, PartnershipStep.BEGUN, date(2022, 3, 1))
    happened(region, fresh, PartnershipStep.WIDENED, date(2022, 10, 1))  # new already, so not strengthened as well
    happened(region, older, PartnershipStep.BEGUN, date(2019, 1, 1))
    happened(region, older, PartnershipStep.WIDENED, date(2022, 5, 1))
    happened(region, older, PartnershipStep.WIDENED, date(2022, 6, 1))  # once is enough
    happened(region, vague, PartnershipStep.BEGUN, date(2022, 1, 1), DatePrecision.UNKNOWN)
    assert counted(board) == (str(begun + 1), str(widened + 1))

    records = board.get("/nl/cijfer/2022/new-partnerships/records/").context["records"]
    assert "Samen fresh" in {record.title for record in records}
    assert "Samen vague" not in {record.title for record in records}


def test_another_rule_from_a_day_on_counts_otherwise(midden_nederland: Region, sits_down: SitsDown):
    region = midden_nederland
    board = sits_down("Dora", RoleCode.DIRECTOR)
    happened(region, partnership(region, "vague"), PartnershipStep.BEGUN, date(2022, 1, 1), DatePrecision.YEAR)
    begun, _widened = map(int, counted(board))
    rule = Norm.objects.get(region=region, code="partnership_precision")
    rule.value = ["day"]
    rule.save()
    assert int(counted(board)[0]) < begun
