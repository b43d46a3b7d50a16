"""Rounds: for who runs them, and for who chooses in them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.models import FixedPlace, PriorityGroup, Round, RoundOffering, SharedLimit, Wish
from werkveld.steps.enrolments.rules import is_asked, is_choosing, may_draw, may_run, may_see_names
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can, RoleCode
from werkveld.steps.people.models import Organization, Person, Role
from werkveld.steps.people.rules import homes_where, wears, worn_on

KEY = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NamesAreHidden(Refusal):
    sentence = _("You see names when choosing is closed.")


def rounds_for(reader: Person, on: date) -> QuerySet[Round]:
    """Those of the reader's schools, the last to open first; their test rounds stand with them, not in this list."""
    if not may_draw(reader, on):
        return Round.objects.none()
    homes = homes_where(reader, Can.PLACE, on)
    theirs = Q(organization__isnull=True) | Q(organization__in=homes) | Q(organization__parent__in=homes)
    return (
        Round.objects.filter(theirs, region=reader.region, test_of__isnull=True)
        .select_related("organization")
        .order_by("-opens_at", "-id")
    )


def round_for(reader: Person, key: UUID, on: date) -> Round | None:
    """One that the reader runs, a test round too."""
    found = Round.objects.filter(region=reader.region, key=key).select_related("organization", "test_of").first()
    return found if found is not None and may_run(reader, found, on) else None


def rounds_to_choose_in(reader: Person, on: date) -> list[Round]:
    """Of a learner: those that are open or were drawn, and ask this learner; the first to close first."""
    if not is_learner(reader, on):
        return []
    states = (RoundState.OPEN, RoundState.DRAWN)
    rounds = (
        Round.objects.filter(region=reader.region, test_of__isnull=True, state__in=states)
        .prefetch_related("colleges")
        .order_by("closes_at", "id")
    )
    return [one for one in rounds if is_asked(reader, one)]


def round_to_choose_in(reader: Person, key: UUID, on: date) -> Round | None:
    return next((one for one in rounds_to_choose_in(reader, on) if one.key == key), None)


def round_with(reader: Person, offering: Offering, at: datetime) -> Round | None:
    """Where the reader can choose this offering now; the first to close."""
    has_it = set(RoundOffering.objects.filter(offering=offering).order_by().values_list("round", flat=True))
    rounds = rounds_to_choose_in(reader, localdate(at)) if has_it else []
    return next((one for one in rounds if one.pk in has_it and is_choosing(one, at)), None)


def is_learner(person: Person, on: date) -> bool:
    return any(role.code == RoleCode.LEARNER and wears(role, on) for role in person.roles_worn)


def choices_of(choice_round: Round) -> QuerySet[RoundOffering]:
    """What can be chosen, period by period."""
    return (
        RoundOffering.objects.filter(round=choice_round)
        .select_related("offering__organization", "offering__site", "offering__programme__kind", "period")
        .order_by("period__number", "offering__title_nl", "id")
    )


def offerings_ranked(choice_round: Round, keys: Iterable[str]) -> list[Offering]:
    """Those with these keys, in this order, each once; what is not in the round falls out."""
    asked = [key for key in dict.fromkeys(keys) if KEY.fullmatch(key)]
    found = Offering.objects.filter(choices__round=choice_round, key__in=asked).order_by("id")
    by_key = {str(offering.key): offering for offering in found}
    return [by_key[key] for key in asked if key in by_key]


def wishes_of(person: Person, choice_round: Round) -> QuerySet[Wish]:
    """Best first."""
    return (
        Wish.objects.filter(round=choice_round, person=person)
        .select_related("offering__organization", "offering__site")
        .order_by("rank")
    )


def wished_rounds(person: Person) -> set[int]:
    """In which rounds this person ranked something."""
    return set(Wish.objects.filter(person=person).order_by().values_list("round", flat=True).distinct())


def fixed_place_of(person: Person, choice_round: Round) -> FixedPlace | None:
    rows = FixedPlace.objects.filter(choice__round=choice_round, person=person)
    return rows.select_related("choice__offering__organization", "choice__offering__site", "choice__period").first()


def asked_people(choice_round: Round, on: date) -> QuerySet[Person]:
    """Everybody this round is for, in the order in which they became known here."""
    learns = Role.objects.filter(worn_on(on), person=OuterRef("pk"), code=RoleCode.LEARNER)
    people = Person.objects.filter(Exists(learns), region=choice_round.region, left_at__isnull=True)
    homes = [college.pk for college in choice_round.colleges.all()]
    if homes:
        people = people.filter(Q(college__in=homes) | Q(college__parent__in=homes))
    if choice_round.level_min:
        people = people.filter(Q(level__isnull=True) | Q(level__gte=choice_round.level_min))
    if choice_round.level_max:
        people = people.filter(Q(level__isnull=True) | Q(level__lte=choice_round.level_max))
    return people.select_related("college").order_by("pk")


def silent_people(choice_round: Round, on: date) -> QuerySet[Person]:
    """Who is asked and ranked nothing, and has no fixed place."""
    wished = Wish.objects.filter(round=choice_round, person=OuterRef("pk"))
    fixed = FixedPlace.objects.filter(choice__round=choice_round, person=OuterRef("pk"))
    return asked_people(choice_round, on).filter(~Exists(wished), ~Exists(fixed))


def silent_names(reader: Person, choice_round: Round, at: datetime) -> QuerySet[Person]:
    """For who runs the round, and only when names may be seen."""
    if not may_run(reader, choice_round, localdate(at)) or not may_see_names(choice_round, at):
        raise NamesAreHidden
    return silent_people(choice_round, localdate(at))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far choosing is, in numbers. `wanted`: offering -> (first wishes, all wishes); `by_college`: (chose, asked)."""

    asked: int
    chose: int
    fixed: int
    wanted: dict[int, tuple[int, int]]
    by_college: list[tuple[str, int, int]]

    @property
    def silent(self) -> int:
        return max(0, self.asked - self.chose - self.fixed)


def standing_of(choice_round: Round, on: date) -> Standing:
    """As it is now; five questions, whatever the number of people."""
    asked = asked_people(choice_round, on)
    colleges: Counter[int | None] = Counter(asked.order_by().values_list("college", flat=True))
    chose: Counter[int | None] = Counter(
        asked.order_by().filter(pk__in=_wishers(choice_round)).values_list("college", flat=True)
    )
    names = dict(Organization.objects.filter(pk__in=[pk for pk in colleges if pk]).values_list("pk", "name"))
    by_college = sorted((names.get(pk or 0, ""), chose[pk], count) for pk, count in colleges.items())
    fixed, wanted = fixed_without_wish(choice_round), wanted_in(choice_round)
    return Standing(sum(colleges.values()), sum(chose.values()), fixed, wanted, by_college)


def fixed_without_wish(choice_round: Round) -> int:
    fixed = FixedPlace.objects.filter(choice__round=choice_round)
    return fixed.exclude(person__in=_wishers(choice_round)).values("person").distinct().count()


def wanted_in(choice_round: Round) -> dict[int, tuple[int, int]]:
    """Offering -> first wishes and all wishes."""
    rows = Wish.objects.filter(round=choice_round).order_by().values("offering")
    counted = rows.annotate(first=Count("id", filter=Q(rank=1)), all=Count("id"))
    return {row["offering"]: (row["first"], row["all"]) for row in counted}


def _wishers(choice_round: Round) -> QuerySet[Wish, Any]:
    return Wish.objects.filter(round=choice_round).values("person")


def priorities_of(choice_round: Round) -> QuerySet[PriorityGroup]:
    return choice_round.priorities.select_related("college").prefetch_related("quotas").order_by("ordering")


def shared_limits_of(choice_round: Round) -> QuerySet[SharedLimit]:
    """In one order always: the digest of what is asked depends on it."""
    choices = RoundOffering.objects.select_related("offering").order_by("offering__title_nl", "id")
    return choice_round.shared_limits.prefetch_related(Prefetch("choices", choices)).order_by("id")


def fixed_places_of(choice_round: Round) -> QuerySet[FixedPlace]:
    return (
        FixedPlace.objects.filter(choice__round=choice_round)
        .select_related("person", "choice__offering", "choice__period")
        .order_by("person__family_name", "id")
    )


def tests_of(choice_round: Round) -> QuerySet[Round]:
    return choice_round.tests.order_by("-id")


def rounds_to_remind(at: datetime, within: datetime) -> QuerySet[Round]:
    """Open, closing soon, and nobody was reminded yet."""
    return (
        Round.objects.filter(state=RoundState.OPEN, test_of__isnull=True, reminded_at__isnull=True, opens_at__lte=at)
        .filter(closes_at__gt=at, closes_at__lte=within)
        .order_by("id")
    )
