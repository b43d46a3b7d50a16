"""Who plans an activity or a lesson that comes back, who is there for the host, and who comes."""

from datetime import date, datetime

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.enrolments.rules import may_place
from werkveld.steps.offerings.models import Offering, OfferingKind
from werkveld.steps.people.enums import Can, RoleCode
from werkveld.steps.people.models import Organization, Person, Role, Site
from werkveld.steps.people.rules import may, wears
from werkveld.steps.practice.enums import ShiftState
from werkveld.steps.practice.models import Shift
from werkveld.steps.practice.rules.shifts import may_plan

RECEIVE = frozenset({RoleCode.CONTACT, RoleCode.TRAINER, RoleCode.COACH, RoleCode.COORDINATOR})


def may_plan_series(by: Person, organization: Organization, on: date) -> bool:
    """Who offers for the host, or a coordinator."""
    return may(by, Can.OFFER, organization, on) or may_plan(by, on)


def may_plan_at(by: Person, offering: Offering, site: Site, on: date) -> bool:
    """At the host itself, or where its programme is; a coordinator elsewhere too."""
    host = offering.organization
    is_own = site.organization_id in (host.pk, host.parent_id) or site.pk == offering.programme.site_id
    return is_own or may_plan(by, on)


def is_planned_by_date(kind: OfferingKind) -> bool:
    """Students come on dates; residents who book a time are another way, and so is a round of wishes."""
    return kind.has_hours and not (kind.is_ranked or kind.has_appointments or kind.is_counted_by_head)


def may_receive(person: Person, organization: Organization, on: date) -> bool:
    """Somebody who works there or speaks for it."""
    roles: list[Role] = person.roles_worn
    return any(role.code in RECEIVE and role.organization_id == organization.pk and wears(role, on) for role in roles)


def may_come(by: Person, person: Person, offering: Offering, on: date) -> bool:
    """Who has a place in it; a school may say it for its own students."""
    placed = Enrolment.objects.filter(person=person, offering=offering, state=EnrolmentState.PLACED)
    return may_place(by, person, on) and placed.exists()


def is_to_come(shift: Shift, at: datetime) -> bool:
    return shift.state == ShiftState.PLANNED and shift.starts_at > at


def was_held(shift: Shift) -> bool:
    """Students were there; and where somebody of the host has to be there, so was the host: no teacher, no lesson."""
    needs_host = shift.offering.programme.kind.needs_host
    return shift.state == ShiftState.PLANNED and not (needs_host and shift.host_came_at is None)
