"""Who can be stepped into: one invented person a desk, named by an address that the demo gives them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.queries import example_people, example_person

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person, Region

MAIL_HOME = "voorbeeld.werkveld.example"


@dataclass(frozen=True, slots=True)
class Part:
    """`code` is the local part of the address; `story` is what this person does on Monday at half past eight."""

    code: str
    desk: str
    role: RoleCode
    name: str | Promise
    story: str | Promise

    @property
    def email(self) -> str:
        return f"{self.code}@{MAIL_HOME}"


PARTS = (
    Part(
        "student",
        "student",
        RoleCode.LEARNER,
        _("Student"),
        _("Signs the agreement for September on the bus, and reads why each wish in a round came true or not."),
    ),
    Part(
        "coach",
        "coach",
        RoleCode.COACH,
        _("Coach"),
        _("Confirms the hours of last week in one go, and sees which students help residents today."),
    ),
    Part(
        "coordinator",
        "school",
        RoleCode.COORDINATOR,
        _("Coordinator of the school"),
        _(
            "Goes through the morning list: questions that nobody took up, agreements without a signature, waiting lists."
        ),
    ),
    Part(
        "partner",
        "partner",
        RoleCode.CONTACT,
        _("Partner in the region"),
        _("Signs an agreement on a phone between two appointments, and looks what became of last month's question."),
    ),
    Part(
        "bewoner",
        "resident",
        RoleCode.RESIDENT,
        _("Resident"),
        _("Has a letter that is hard to understand, asks for help and sees when to come."),
    ),
    Part(
        "professional",
        "professional",
        RoleCode.PROFESSIONAL,
        _("Professional"),
        _("Looks at the short track before work, has an adviser to talk to this week, and takes the proof along."),
    ),
    Part(
        "kwaliteit",
        "board",
        RoleCode.QUALITY,
        _("Quality officer"),
        _("Writes on at the report of this year, and opens a figure of last year down to its records."),
    ),
    Part(
        "vertrouwenspersoon",
        "confidant",
        RoleCode.CONFIDANT,
        _("Confidential adviser"),
        _("Reads what somebody told on Friday without a name, and answers. Nobody else in the school can read it."),
    ),
    Part(
        "bestuur",
        "board",
        RoleCode.DIRECTOR,
        _("Director"),
        _("Reads how the year goes, and freezes the figures on the day that they are published."),
    ),
)


def part(code: str) -> Part | None:
    return next((one for one in PARTS if one.code == code), None)


def player(one: Part, region: "Region") -> "Person | None":
    """Who the demo chose for this part; else the first invented person with the role."""
    return example_person(region, one.email) or example_people(region, one.role).first()
