"""Which desk somebody sits at: only where the door of a desk is. What may be done there, rules decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.rules import wears

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk and the roles that sit there. `page` is the name of its address."""

    code: str
    name: str | Promise
    page: str
    roles: frozenset[str]

    @property
    def url(self) -> str:
        """Empty while the desk has no page."""
        try:
            return reverse(self.page)
        except NoReverseMatch:
            return ""


def _desk(code: str, name: str | Promise, *roles: RoleCode) -> Desk:
    return Desk(code, name, f"{code}:home", frozenset(roles))


DESKS = (
    _desk("school", _("School"), RoleCode.COORDINATOR, RoleCode.DEVELOPER, RoleCode.KEEPER),
    _desk("board", _("Board"), RoleCode.DIRECTOR, RoleCode.QUALITY),
    _desk("coach", _("Coach"), RoleCode.COACH),
    _desk("partner", _("Partner"), RoleCode.CONTACT, RoleCode.TRAINER),
    _desk("confidant", _("Confidential adviser"), RoleCode.CONFIDANT),
    _desk("student", _("Student"), RoleCode.LEARNER),
    _desk("professional", _("Professional"), RoleCode.PROFESSIONAL),
    _desk("resident", _("Resident"), RoleCode.RESIDENT),
)


def desks_for(roles: Iterable[str]) -> list[Desk]:
    worn = set(roles)
    return [desk for desk in DESKS if desk.roles & worn]


def desks_of(person: "Person", on: date) -> list[Desk]:
    """In a fixed order, so that the first is where somebody arrives."""
    return desks_for(role.code for role in person.roles_worn if wears(role, on))
