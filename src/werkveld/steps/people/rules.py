"""Who may do what where. Each hat says in words what it is for; code elsewhere asks `may`, never the hat."""

from datetime import date
from typing import ClassVar

from django.db.models import Q

from werkveld.steps.people.enums import Can, OrganizationKind, RoleCode
from werkveld.steps.people.models import Organization, Person, Region, Role, Site


class Hat:
    """A role, and what it allows at the organisation where it is worn and at that organisation's parts."""

    code: ClassVar[RoleCode]
    may: ClassVar[frozenset[Can]] = frozenset()
    gives: ClassVar[frozenset[RoleCode]] = frozenset()


class Contact(Hat):
    """Speaks for a partner: asks, offers, signs for the company."""

    code = RoleCode.CONTACT
    may = frozenset({Can.ASK, Can.OFFER, Can.SIGN_FOR_COMPANY, Can.APPROVE_HOURS, Can.BOOK_GROUP})


class Trainer(Hat):
    """Teaches at work: signs and confirms what learners did there."""

    code = RoleCode.TRAINER
    may = frozenset({Can.SIGN_FOR_COMPANY, Can.APPROVE_HOURS})


class Coach(Hat):
    """Guides the own learners, stands on shifts, confirms hours and awards."""

    code = RoleCode.COACH
    may = frozenset({Can.ASK, Can.HELP_RESIDENTS, Can.AWARD, Can.HOLD_CONTACT, Can.BOOK_GROUP, Can.DEEM_ABLE})


class Coordinator(Hat):
    """Runs the education of a school with the field: takes up questions, offers, places, signs for the school."""

    code = RoleCode.COORDINATOR
    may = frozenset(
        {
            Can.ASK,
            Can.TAKE_UP,
            Can.OFFER,
            Can.PLACE,
            Can.SIGN_FOR_SCHOOL,
            Can.PLAN,
            Can.HELP_RESIDENTS,
            Can.HOLD_CONTACT,
            Can.AWARD,
            Can.SURVEY,
            Can.REGISTER,
            Can.INVITE,
            Can.BOOK_GROUP,
            Can.APPROVE_HOURS,
            Can.SEE_RECORDS,
            Can.DEEM_ABLE,
        }
    )
    gives = frozenset(
        {
            RoleCode.LEARNER,
            RoleCode.PROFESSIONAL,
            RoleCode.RESIDENT,
            RoleCode.CONTACT,
            RoleCode.TRAINER,
            RoleCode.COACH,
            RoleCode.COORDINATOR,
            RoleCode.DEVELOPER,
        }
    )


class Developer(Hat):
    """Makes courses out of questions of the field."""

    code = RoleCode.DEVELOPER
    may = frozenset({Can.TAKE_UP, Can.OFFER})


class Quality(Hat):
    """Guards the figures: writes the promise, sees the records behind it, sets out surveys."""

    code = RoleCode.QUALITY
    may = frozenset({Can.WRITE_PROMISE, Can.SEE_RECORDS, Can.SURVEY})


class Director(Hat):
    """Answers for the promise: publishes and freezes."""

    code = RoleCode.DIRECTOR
    may = frozenset({Can.WRITE_PROMISE, Can.PUBLISH, Can.FREEZE, Can.SEE_RECORDS, Can.INVITE})
    gives = frozenset(
        {RoleCode.COORDINATOR, RoleCode.DEVELOPER, RoleCode.QUALITY, RoleCode.DIRECTOR, RoleCode.CONFIDANT}
    )


class Confidant(Hat):
    """Hears complaints and worries, and is the only one who reads them."""

    code = RoleCode.CONFIDANT
    may = frozenset({Can.HEAR_CONCERNS})


class Keeper(Hat):
    """Keeps the region's own data: loads the package, registers people, invites."""

    code = RoleCode.KEEPER
    may = frozenset({Can.DESCRIBE, Can.REGISTER, Can.INVITE, Can.SURVEY})
    gives = frozenset(RoleCode)


SCHOOL_KINDS = (OrganizationKind.VOCATIONAL_COLLEGE, OrganizationKind.COLLEGE)

# Who a school asks to come and work with it; the other roles are given only at home.
PARTNER_ROLES = frozenset({RoleCode.CONTACT, RoleCode.TRAINER, RoleCode.COACH})

HATS: dict[str, type[Hat]] = {
    hat.code: hat for hat in (Contact, Trainer, Coach, Coordinator, Developer, Quality, Director, Keeper, Confidant)
}


def covers(role: Role, organization: Organization) -> bool:
    """A role at a school also counts at its colleges."""
    return role.organization_id in (organization.pk, organization.parent_id)


def wears(role: Role, on: date) -> bool:
    return role.begins_on <= on and (role.ends_on is None or on <= role.ends_on)


def worn_on(on: date) -> Q:
    """What `wears` says, as a condition on roles in a query."""
    return Q(begins_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def may(person: Person, what: Can, organization: Organization, on: date) -> bool:
    """The product itself (a job) may do what a job does; people may what one of their hats allows there."""
    return person.is_clockwork or any(
        what in HATS[role.code].may and covers(role, organization) and wears(role, on)
        for role in person.roles_worn
        if role.code in HATS
    )


def may_anywhere(person: Person, what: Can, on: date) -> bool:
    """For pages that choose an organisation later."""
    return person.is_clockwork or any(
        what in HATS[role.code].may and wears(role, on) for role in person.roles_worn if role.code in HATS
    )


def homes_where(person: Person, what: Can, on: date) -> list[int]:
    """Row numbers of the organisations whose hat allows it; for queries that serve only what is theirs."""
    return [
        role.organization_id
        for role in person.roles_worn
        if role.code in HATS and what in HATS[role.code].may and wears(role, on)
    ]


def is_neighbour(person: Person, on: date) -> bool:
    """A resident, or somebody who is known here and works and learns nowhere."""
    worn = {role.code for role in person.roles_worn if wears(role, on)}
    return RoleCode.RESIDENT in worn or not (worn or person.is_clockwork)


def may_see_person(reader: Person, person: Person, on: date) -> bool:
    """Yourself, and who registers people at your school."""
    return reader.pk == person.pk or (person.college is not None and may(reader, Can.REGISTER, person.college, on))


def may_describe(person: Person, on: date) -> bool:
    """The region's own data: its keeper, or the product when it loads a package."""
    return may_anywhere(person, Can.DESCRIBE, on)


def may_recognise(by: Person, site: Site, on: date) -> bool:
    """The keeper of the region, and who signs agreements for a school in it."""
    is_here = by.region_id == site.organization.region_id
    return may_describe(by, on) or (is_here and may_anywhere(by, Can.SIGN_FOR_SCHOOL, on))


def may_register(person: Person, organization: Organization, on: date) -> bool:
    return may(person, Can.REGISTER, organization, on) or may_describe(person, on)


def is_partner(organization: Organization) -> bool:
    """Everyone but the school itself: its people speak for themselves, and another school's coach may join in."""
    return organization.kind not in SCHOOL_KINDS


def may_give(person: Person, role: str, organization: Organization, on: date) -> bool:
    """Nobody gives away more than the own hat passes on: a coordinator makes no director."""
    return may_describe(person, on) or any(
        role in HATS[worn.code].gives
        and wears(worn, on)
        and (covers(worn, organization) or (role in PARTNER_ROLES and is_partner(organization)))
        for worn in person.roles_worn
        if worn.code in HATS
    )


def may_invite(person: Person, role: str, organization: Organization, on: date) -> bool:
    return may_anywhere(person, Can.INVITE, on) and may_give(person, role, organization, on)


def may_leave(by: Person, person: Person) -> bool:
    """Nobody puts another out, and who left has nothing more to close."""
    return by.pk == person.pk and person.left_at is None and not person.is_clockwork


def may_forget(by: Person) -> bool:
    """Only the clock carries out the rules of keeping; nobody makes somebody else forgotten."""
    return by.is_clockwork


def is_last_with(role: Role, on: date) -> bool:
    """Whether nobody would be left to invite others in this role's place."""
    if Can.INVITE not in (HATS[role.code].may if role.code in HATS else ()) or not wears(role, on):
        return False
    others = Role.objects.filter(organization=role.organization_id, code=role.code, begins_on__lte=on)
    here = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), person__left_at__isnull=True)
    return not here.exclude(person=role.person_id).exists()


def may_deem_able(by: Person, person: Person, on: date) -> bool:
    """A coach may work elsewhere than where the student learns; the pages of a desk show whose students are the own."""
    return by.pk != person.pk and by.region_id == person.region_id and may_anywhere(by, Can.DEEM_ABLE, on)


def may_correct(by: Person, person: Person, on: date) -> bool:
    """Everyone may put right what is written about them; for who cannot, the school does it. Who left stays unnamed."""
    return person.left_at is None and (may_see_person(by, person, on) or may_write_down(by, person, on))


def may_write_down(by: Person, person: Person, on: date) -> bool:
    """At the desk or by telephone a neighbour says who they are and how to reach them."""
    return may_take_in(by, on) and person.region_id == by.region_id and is_neighbour(person, on)


def may_make_known(by: Person, region: Region, on: date) -> bool:
    """The product itself, for who books alone; else who helps residents here."""
    return by.region_id == region.pk and may_anywhere(by, Can.HELP_RESIDENTS, on)


def may_take_in(by: Person, on: date) -> bool:
    """Who helps residents and may register them takes in what they ask."""
    return may_anywhere(by, Can.HELP_RESIDENTS, on) and may_anywhere(by, Can.REGISTER, on)
