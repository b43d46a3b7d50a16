"""Gives the coach of the demo one more shift this morning, with four students, through the actions.

Run beside the site, on its data: `python tests/browser/a_morning.py TURN`; nobody works twice at once, so each has its turn.
"""

import os
import sys
from datetime import datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkveld.settings")
django.setup()

from werkveld.demo.days import MORNING  # noqa: E402
from werkveld.steps.people.actions import register_all  # noqa: E402
from werkveld.steps.people.enums import RoleCode  # noqa: E402
from werkveld.steps.people.models import WorkProcess  # noqa: E402
from werkveld.steps.people.queries import clockwork, home_region  # noqa: E402
from werkveld.steps.practice.actions import plan_shift  # noqa: E402
from werkveld.steps.practice.models import Shift  # noqa: E402
from werkveld.web.demo_door.cast import part, player  # noqa: E402

NAMES = ("Aya", "Bas", "Cato", "Daan")


def plan(at: datetime, turn: int) -> str:
    region = home_region()
    assert region is not None
    doer = clockwork(region)
    one = part("coach")
    assert one is not None
    coach = player(one, region)
    model = Shift.objects.filter(coach=coach).select_related("offering", "site").order_by("-starts_at", "id").first()
    line = WorkProcess.objects.order_by("id").first()
    assert coach is not None
    assert model is not None
    assert line is not None
    college = coach.roles_worn[0].organization
    rows = [
        {"given_name": name, "family_name": "Ochtend", "college": college, "qualification": line.qualification}
        for name in NAMES
    ]
    learners = register_all(
        organization=college, role=RoleCode.LEARNER, rows=[row | {"is_example": True} for row in rows], by=doer, at=at
    )
    starts_at = at + timedelta(minutes=15 + 30 * turn)
    shift = plan_shift(
        offering=model.offering,
        site=model.site,
        coach=coach,
        people=learners,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        by=doer,
        at=at,
    )
    return str(shift.key)


if __name__ == "__main__":
    sys.stdout.write(plan(MORNING, int(sys.argv[1])))
