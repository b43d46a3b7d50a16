"""Readers' ways to people, places and the rules of the year."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, JSONField, OuterRef, Q, QuerySet, Subquery

from werkveld.steps.people.enums import Can, PartnershipStep, RoleCode
from werkveld.steps.people.models import (
    Account,
    Invitation,
    Mastery,
    Norm,
    Organization,
    Partnership,
    PartnershipEvent,
    PartnershipPartner,
    Person,
    Qualification,
    Region,
    Role,
    Site,
    Skill,
    Vetting,
    WorkProcess,
)
from werkveld.steps.people.rules import (
    HATS,
    PARTNER_ROLES,
    SCHOOL_KINDS,
    homes_where,
    is_neighbour,
    may_anywhere,
    may_describe,
    may_take_in,
    wears,
    worn_on,
)


def region(code: str) -> Region:
    return Region.objects.get(code=code)


def home_region() -> Region | None:
    """The region that this site serves: the first that was loaded."""
    return Region.objects.order_by("id").defer("outline").first()


def has_examples(region: Region) -> bool:
    """Where nobody and no organisation is invented, nothing is."""
    people = Person.objects.filter(region=region, is_example=True)
    return people.exists() or Organization.objects.filter(region=region, is_example=True).exists()


def person(key: UUID) -> Person:
    return Person.objects.select_related("region", "college").get(key=key)


def person_of(account: Account) -> Person | None:
    if account.person_id is None:
        return None
    return Person.objects.select_related("region", "college").get(pk=account.person_id)


def has_account(email: str) -> bool:
    """For a door that must know whether somebody can already sign in; never for an answer to a visitor."""
    return Account.objects.filter(email__iexact=email, person__isnull=False).exists()


def can_sign_in(person: Person) -> bool:
    return Account.objects.filter(person=person, is_active=True).exists()


def names_of(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Who stands behind the keys in the audit; who was forgotten is not in it."""
    people = Person.objects.filter(key__in=set(keys), left_at__isnull=True).only(
        "key", "given_name", "family_name", "left_at"
    )
    return {person.key: person.name for person in people}


def example_people(region: Region, role: str) -> QuerySet[Person]:
    """Invented people who wear a role; only a demo has them."""
    return (
        Person.objects.filter(region=region, is_example=True, roles__code=role, roles__ends_on__isnull=True)
        .select_related("region", "college")
        .distinct()
        .order_by("id")
    )


def example_person(region: Region, email: str) -> Person | None:
    return Person.objects.filter(region=region, is_example=True, email=email).select_related("region").first()


def clockwork(region: Region) -> Person:
    """The product itself, in whose name jobs and loaders act."""
    return Person.objects.get(region=region, is_clockwork=True)


def organization(key: UUID) -> Organization:
    return Organization.objects.select_related("region", "parent").get(key=key)


def organizations(region: Region) -> QuerySet[Organization]:
    return Organization.objects.filter(region=region).select_related("parent").order_by("name", "id")


def sites(region: Region) -> QuerySet[Site]:
    return Site.objects.filter(organization__region=region).select_related("organization").order_by("name", "id")


def campuses(region: Region) -> QuerySet[Site]:
    return sites(region).filter(is_campus=True)


def sites_of(organization: Organization) -> QuerySet[Site]:
    return organization.sites.order_by("name", "id")


def qualifications() -> QuerySet[Qualification]:
    return Qualification.objects.order_by("name", "crebo")


def work_processes_of(people: Iterable[Person]) -> dict[int, list[WorkProcess]]:
    """What each of them learns to do, by person, in the order of the dossier."""
    lines: dict[int | None, list[WorkProcess]] = {}
    wanted = {person.pk: person.qualification_id for person in people}
    for line in WorkProcess.objects.filter(qualification__in=set(wanted.values()) - {None}).order_by("code"):
        lines.setdefault(line.qualification_id, []).append(line)
    return {person: lines.get(learns, []) for person, learns in wanted.items()}


def partnerships_of(organization: Organization) -> QuerySet[Partnership]:
    """Those it takes part in, by name."""
    return Partnership.objects.filter(partners__organization=organization).order_by("name_nl", "id")


def partners_in(partnership: Partnership) -> QuerySet[PartnershipPartner]:
    """Who leads comes first."""
    return partnership.partners.select_related("organization").order_by("-is_lead", "organization__name", "id")


def current_roles(person: Person, on: date) -> QuerySet[Role]:
    return person.roles.filter(worn_on(on)).select_related("organization").order_by("code", "id")


def organizations_to_invite_for(reader: Person, on: date) -> QuerySet[Organization]:
    """The own school and its parts, and every partner; the keeper invites for all."""
    every = organizations(reader.region)
    if may_describe(reader, on):
        return every
    if not may_anywhere(reader, Can.INVITE, on):
        return every.none()
    homes = [role.organization_id for role in reader.roles_worn if wears(role, on)]
    at_home = Q(pk__in=homes) | Q(parent__in=homes)
    gives_to_partners = any(
        HATS[role.code].gives & PARTNER_ROLES for role in reader.roles_worn if role.code in HATS and wears(role, on)
    )
    return every.filter(at_home | ~Q(kind__in=SCHOOL_KINDS)) if gives_to_partners else every.filter(at_home)


def roles_to_give(reader: Person, on: date) -> list[RoleCode]:
    """In the order in which the roles are named."""
    given = {
        role for worn in reader.roles_worn if worn.code in HATS and wears(worn, on) for role in HATS[worn.code].gives
    }
    return [role for role in RoleCode if role in given]


def invitations_for(reader: Person, on: date) -> QuerySet[Invitation]:
    """Those for the organisations that the reader invites for, newest first."""
    return (
        Invitation.objects.filter(organization__in=organizations_to_invite_for(reader, on))
        .select_related("organization", "invited_by")
        .order_by("-invited_at", "-id")
    )


def invitation_with(secret: str) -> Invitation | None:
    """For who holds the link."""
    return Invitation.objects.filter(secret=secret).select_related("organization__region", "invited_by").first()


def coaches_for(reader: Person, on: date) -> QuerySet[Person]:
    """Who coaches today at the reader's own school and its parts, by name."""
    homes = homes_where(reader, Can.PLACE, on)
    schools = Organization.objects.filter(Q(pk__in=homes) | Q(parent__in=homes))
    worn = Role.objects.filter(worn_on(on), code=RoleCode.COACH, organization__in=schools)
    return Person.objects.filter(pk__in=worn.values("person")).order_by("family_name", "given_name", "id")


def who_may(what: Can, organizations: Iterable[Organization], on: date) -> QuerySet[Person]:
    """Everybody who is here and whose role allows it today at one of these organisations; the other side of `may`."""
    codes = [code for code, hat in HATS.items() if what in hat.may]
    homes = {home for one in organizations for home in (one.pk, one.parent_id) if home is not None}
    worn = Role.objects.filter(worn_on(on), code__in=codes, organization__in=homes)
    return Person.objects.filter(pk__in=worn.values("person"), left_at__isnull=True).order_by("id")


def home_to_register(reader: Person, on: date) -> Organization | None:
    """Where somebody becomes known whom the reader registers: the first of the own organisations."""
    homes = Organization.objects.filter(pk__in=homes_where(reader, Can.REGISTER, on))
    return homes.order_by("id").first()


def neighbours_like(reader: Person, on: date, *, phone: str, name: str) -> list[Person]:
    """Residents who may be this one: the same telephone number, or the same name. For who takes in questions only."""
    if not may_take_in(reader, on):
        return []
    digits, wanted = digits_of(phone), name.casefold().split()
    likely = Q(given_name__iexact=wanted[0]) if wanted else Q(pk__in=[])
    if digits:
        likely |= Q(phone__endswith=digits[-2:])
    known = Person.objects.filter(likely, region=reader.region, left_at__isnull=True, is_clockwork=False)
    return [
        person
        for person in known.order_by("id")
        if is_like(person, phone=phone, name=name) and is_neighbour(person, on)
    ]


def is_like(person: Person, *, phone: str, name: str) -> bool:
    """The same telephone number, or the same name."""
    digits, wanted = digits_of(phone), name.casefold().split()
    return bool(digits and digits_of(person.phone) == digits) or bool(
        wanted and person.name.casefold().split() == wanted
    )


def digits_of(phone: str) -> str:
    """A Dutch number without what people put between: +31 33 555 01 23 and 033-5550123 are one."""
    digits = re.sub(r"\D", "", phone)
    return "0" + digits.removeprefix("00").removeprefix("31") if re.match(r"\s*(\+|00)", phone) else digits


def skills_in(region: Region) -> QuerySet[Skill]:
    return Skill.objects.filter(region=region).order_by("code")


def abilities(people: Iterable[Person], skills: Iterable[Skill]) -> dict[int, set[int]]:
    """Person -> the skills, both by row number: seen by somebody, or taught by the qualification from that year on."""
    everybody, wanted = list(people), list(skills)
    able: dict[int, set[int]] = {person.pk: set() for person in everybody}
    seen = Mastery.objects.filter(person__in=list(able), skill__in=wanted)
    for key, skill in seen.values_list("person", "skill"):
        able[key].add(skill)
    from_year = {skill.pk: skill.from_year for skill in wanted}
    taught = Skill.qualifications.through.objects.filter(skill__in=wanted).values_list("skill", "qualification")
    for skill, qualification in taught:
        for person in everybody:
            if person.qualification_id == qualification and (person.study_year or 1) >= from_year[skill]:
                able[person.pk].add(skill)
    return able


def masteries_of(person: Person) -> QuerySet[Mastery]:
    return Mastery.objects.filter(person=person).select_related("skill", "seen_by").order_by("skill__code")


def vettings_of(person: Person) -> QuerySet[Vetting]:
    """The one that holds longest comes first."""
    return Vetting.objects.filter(person=person).select_related("seen_by").order_by("-valid_until", "-id")


class NormIsMissing(LookupError):
    """No rule with this code holds on this day; the region's package must state it."""


def retention(region: Region, on: date) -> dict[str, Norm]:
    """How long each kind of record is kept, by the rules of today."""
    held = (
        Norm.objects.filter(region=region, code__startswith="retention_", valid_from__lte=on)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
        .order_by("valid_from")
    )
    return {rule.code: rule for rule in held}


def norm(region: Region, code: str, on: date) -> Any:
    """The value of a dated rule on a day."""
    return norms(region, (code,), on)[code]


def norms(region: Region, codes: Iterable[str], on: date) -> dict[str, Any]:
    """The values of several dated rules on a day, in one query."""
    wanted = tuple(codes)
    held = dict(
        Norm.objects.filter(region=region, code__in=wanted, valid_from__lte=on)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
        .order_by("valid_from")
        .values_list("code", "value")
    )
    for code in wanted:
        if code not in held:
            raise NormIsMissing(f"{code} on {on} in {region.code}")
    return held


def norm_by_day(region: Region, code: str, days: Iterable[date]) -> dict[date, Any]:
    """The value of a dated rule on each of several days, in one query."""
    held = list(Norm.objects.filter(region=region, code=code).order_by("-valid_from"))
    found = {}
    for day in set(days):
        then = [one for one in held if one.valid_from <= day and (one.valid_until is None or day < one.valid_until)]
        if not then:
            raise NormIsMissing(f"{code} on {day} in {region.code}")
        found[day] = then[0].value
    return found


def norm_within(region: Region, code: str, on: date) -> Subquery:
    """The value of a dated rule within another query; null where no rule holds."""
    held = (
        Norm.objects.filter(region=region, code=code, valid_from__lte=on)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
        .order_by("-valid_from")
    )
    return Subquery(held.values("value")[:1], output_field=JSONField())


def partnerships_in(region: Region, step: str, *, start: date, end: date) -> QuerySet[PartnershipEvent]:
    """What happened to partnerships in a half-open period, by the dated rule: known exactly enough, counted once.

    A partnership that began in the period is new, and so is not also counted as widened.
    """
    last_day = end - timedelta(days=1)
    events = PartnershipEvent.objects.filter(
        partnership__region=region,
        step=norm(region, f"partnership_{step}", last_day),
        precision__in=norm(region, "partnership_precision", last_day),
        on__gte=start,
        on__lt=end,
    )
    if step != PartnershipStep.BEGUN:
        began = PartnershipEvent.objects.filter(step=PartnershipStep.BEGUN, on__gte=start, on__lt=end)
        events = events.exclude(partnership__in=began.values("partnership"))
    return events


def people_gone(region: Region, before: date) -> list[int]:
    """Row numbers of who had a role here and whose last one ended before this day. A resident is no role that ends so."""
    current = Role.objects.filter(person=OuterRef("pk")).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=before))
    worked = Role.objects.filter(person=OuterRef("pk")).exclude(code=RoleCode.RESIDENT)
    gone = Person.objects.filter(~Q(Exists(current)), Q(Exists(worked)), region=region, left_at__isnull=True)
    return list(gone.filter(is_clockwork=False).order_by("pk").values_list("pk", flat=True))


def residents_without_account(region: Region, before: date) -> list[int]:
    """Row numbers of who is known here as a resident alone, and was so before this day."""
    other = Role.objects.filter(person=OuterRef("pk")).filter(~Q(code=RoleCode.RESIDENT) | Q(begins_on__gte=before))
    known = Person.objects.filter(~Q(Exists(other)), region=region, left_at__isnull=True, is_clockwork=False)
    return list(known.filter(account__isnull=True).order_by("pk").values_list("pk", flat=True))


def numbers_kept(region: Region) -> list[int]:
    """Row numbers of who left and whose student number is still here."""
    left = Person.objects.filter(region=region, left_at__isnull=False).exclude(student_number="")
    return list(left.order_by("pk").values_list("pk", flat=True))
