"""Who asks for the places of a host, for its own people; and what hosts said, for who runs the round."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from werkveld.steps.enrolments.enums import BOTH_SIDES, RoundState, Says
from werkveld.steps.enrolments.models import Introduction, Regard, Round, RoundOffering, Wish
from werkveld.steps.enrolments.rules import has_name_for_hosts
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.people.rules import homes_where


@dataclass(frozen=True, slots=True)
class Applicant:
    """What a host needs to know of somebody, and no more: no rank, no family name, of a first-year no name at all.

    `person` is for the deed and for the log of who looked. `says` is empty as long as nothing was said.
    """

    person: Person
    name: str
    programme: str
    level: int | None
    year: int | None
    words: str
    says: str
    why: str


def _heard(at: datetime) -> Q:
    """Choosing is closed, and hosts can still say something."""
    return Q(
        round__aim__in=BOTH_SIDES,
        round__state=RoundState.OPEN,
        round__test_of__isnull=True,
        round__closes_at__lte=at,
        round__hosts_until__gt=at,
    )


def asked_places(reader: Person, at: datetime) -> QuerySet[RoundOffering]:
    """Places of the reader's own organisation that somebody asks for, as long as hosts are heard."""
    homes = homes_where(reader, Can.SIGN_FOR_COMPANY, timezone.localdate(at))
    theirs = Q(offering__organization__in=homes) | Q(offering__organization__parent__in=homes)
    asking = Wish.objects.filter(round=OuterRef("round"), offering=OuterRef("offering"))
    return (
        RoundOffering.objects.filter(_heard(at), theirs, Exists(asking), round__region=reader.region)
        .select_related("round", "offering__organization", "offering__site")
        .order_by("round__hosts_until", "offering__title_nl", "id")
    )


def rounds_to_tell_hosts(at: datetime) -> QuerySet[Round]:
    """Choosing is closed, it is the turn of the hosts, and they did not hear it yet."""
    heard = RoundOffering.objects.filter(_heard(at), round=OuterRef("pk"))
    return Round.objects.filter(Exists(heard), hosts_told_at__isnull=True).order_by("id")


def hosts_asked(choice_round: Round) -> list[Organization]:
    """Where somebody asks for a place."""
    asking = Wish.objects.filter(round=choice_round).values("offering")
    return list(Organization.objects.filter(offerings__in=asking).distinct().order_by("id"))


def asked_place(reader: Person, choice_round: UUID, offering: UUID, at: datetime) -> RoundOffering | None:
    return asked_places(reader, at).filter(round__key=choice_round, offering__key=offering).first()


def applicants_for(reader: Person, choice: RoundOffering, at: datetime) -> list[Applicant]:
    """In the order of their keys, so that no place on the list says anything; nobody for who may not know."""
    if not asked_places(reader, at).filter(pk=choice.pk).exists():
        return []
    asking = Wish.objects.filter(round=choice.round_id, offering=choice.offering_id)
    people = Person.objects.filter(pk__in=asking.values("person"), left_at__isnull=True).exclude(pk=reader.pk)
    words = dict(Introduction.objects.filter(round=choice.round_id).order_by().values_list("person", "words"))
    said = {one.person_id: one for one in Regard.objects.filter(choice=choice).order_by("id")}
    rows = people.select_related("qualification").order_by("key")
    return [_applicant(person, words.get(person.pk, ""), said.get(person.pk)) for person in rows]


def _applicant(person: Person, words: str, said: Regard | None) -> Applicant:
    return Applicant(
        person=person,
        name=person.given_name if has_name_for_hosts(person) else "",
        programme=person.qualification.name if person.qualification else "",
        level=person.level,
        year=person.study_year,
        words=words,
        says=said.says if said else "",
        why=said.why if said else "",
    )


def still_to_say(reader: Person, at: datetime) -> list[tuple[RoundOffering, int, int]]:
    """Place, how many ask for it, and of how many of them nothing was said yet; in three questions."""
    choices = list(asked_places(reader, at))
    asking: dict[tuple[int, int], set[int]] = defaultdict(set)
    wishes = Wish.objects.filter(
        round__in=[one.round_id for one in choices], offering__in=[one.offering_id for one in choices]
    )
    for choice_round, offering, person in wishes.order_by().values_list("round", "offering", "person"):
        asking[choice_round, offering].add(person)
    said: dict[int, set[int]] = defaultdict(set)
    for choice, person in Regard.objects.filter(choice__in=choices).order_by().values_list("choice", "person"):
        said[choice].add(person)
    found = []
    for one in choices:
        people = asking[one.round_id, one.offering_id] - {reader.pk}
        found.append((one, len(people), len(people - said[one.pk])))
    return [one for one in found if one[1]]


def introduction_of(person: Person, choice_round: Round) -> str:
    """The words of this person to the hosts of a round; empty where there are none."""
    found = Introduction.objects.filter(round=choice_round, person=person).values_list("words", flat=True).first()
    return found or ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one host said in a round, in numbers, with those for whom it does not fit."""

    choice: RoundOffering
    asking: int
    gladly: int
    fine: int
    refused: list[Regard]

    @property
    def silent(self) -> int:
        """Of how many nothing was said."""
        return max(0, self.asking - self.gladly - self.fine - len(self.refused))


def hosts_heard(choice_round: Round) -> list[Heard]:
    """Place by place, for who runs the round: the door asks `round_for` first, and writes down whom it showed."""
    rows = choice_round.choices.select_related("offering__organization").order_by("offering__title_nl", "id")
    asking: dict[int, set[int]] = defaultdict(set)
    for offering, person in Wish.objects.filter(round=choice_round).order_by().values_list("offering", "person"):
        asking[offering].add(person)
    said: dict[int, list[Regard]] = defaultdict(list)
    regards = Regard.objects.filter(choice__round=choice_round).select_related("person__college")
    for one in regards.order_by("person__family_name", "id"):
        said[one.choice_id].append(one)
    return [_heard_of(row, asking[row.offering_id], said[row.pk]) for row in rows]


def _heard_of(choice: RoundOffering, asking: set[int], said: list[Regard]) -> Heard:
    live = [one for one in said if one.person_id in asking]
    count = {says: sum(one.says == says for one in live) for says in Says}
    refused = [one for one in live if one.says == Says.NO]
    return Heard(choice, len(asking), count[Says.GLADLY], count[Says.FINE], refused)


def refusals_of(person: Person, choice_round: Round) -> set[int]:
    """Offerings of the round whose host said that they do not fit this person, for who runs it."""
    said = Regard.objects.filter(choice__round=choice_round, person=person, says=Says.NO)
    return set(said.order_by().values_list("choice__offering_id", flat=True))


def regard_in(choice_round: Round, number: int) -> Regard | None:
    return Regard.objects.filter(choice__round=choice_round, pk=number).first()
