"""What a coordinator needs to run a round; the door asks `round_for` first, so the reader runs it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import and_
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from werkveld.steps.enrolments.enums import TAKES_A_SEAT, AppealState, EnrolmentState, OfferState, RoundState
from werkveld.steps.enrolments.models import (
    Appeal,
    Enrolment,
    Quota,
    Round,
    RoundOffering,
    RoundResult,
    SeatOffer,
    Wish,
)
from werkveld.steps.enrolments.queries.rounds import asked_people, rounds_for
from werkveld.steps.enrolments.rules import are_both_choosing
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.people.rules import SCHOOL_KINDS, homes_where
from werkveld_engine.capacity import seats_left

SHOWN = 20


def homes_to_run_for(reader: Person, on: date) -> QuerySet[Organization]:
    """Whose round it can be."""
    return Organization.objects.filter(pk__in=homes_where(reader, Can.PLACE, on)).order_by("name")


def colleges_to_ask(reader: Person, on: date) -> QuerySet[Organization]:
    """Where the reader gives places, so that nobody is asked who could not be given one."""
    homes = homes_where(reader, Can.PLACE, on)
    return Organization.objects.filter(Q(pk__in=homes) | Q(parent__in=homes), kind__in=SCHOOL_KINDS).order_by(
        "parent_id", "name"
    )


def ranked_programmes(reader: Person) -> QuerySet[Programme]:
    """Of which places are given in rounds."""
    return (
        Programme.objects.filter(region=reader.region, kind__is_ranked=True)
        .select_related("organization", "site", "kind")
        .order_by("name_nl", "id")
    )


def offerings_to_add(choice_round: Round, words: str, on: date) -> QuerySet[Offering]:
    """Open or in preparation, not begun, and in no other round that still has to give its places.

    Each word stands in the title, the programme or the host.
    """
    there = RoundOffering.objects.filter(round=choice_round, offering=OuterRef("pk"))
    elsewhere = RoundOffering.objects.filter(offering=OuterRef("pk"), round__test_of__isnull=True).exclude(
        round__state=RoundState.DRAWN
    )
    if choice_round.test_of_id is not None:
        elsewhere = elsewhere.exclude(round=choice_round.test_of_id)
    found = Offering.objects.filter(
        ~Exists(there),
        ~Exists(elsewhere),
        Q(starts_on__isnull=True) | Q(starts_on__gte=on),
        _can_go_by(choice_round),
        programme__region=choice_round.region,
        state__in=(OfferingState.OPEN, OfferingState.DRAFT),
    )
    for word in words.split():
        found = found.filter(
            Q(title_nl__icontains=word)
            | Q(title_en__icontains=word)
            | Q(programme__name_nl__icontains=word)
            | Q(organization__name__icontains=word)
        )
    return found.select_related("organization", "programme").order_by("starts_on", "title_nl", "id")


def _can_go_by(choice_round: Round) -> Q:
    """Where hosts choose too, also what needs an agreement with them."""
    ranked = Q(programme__kind__is_ranked=True)
    return ranked | Q(programme__kind__needs_agreement=True) if are_both_choosing(choice_round) else ranked


def people_like(choice_round: Round, words: str, on: date) -> QuerySet[Person]:
    """Of who is asked: by student number, or by parts of the name."""
    asked = asked_people(choice_round, on)
    if not words.split():
        return asked.none()
    named = [Q(given_name__icontains=word) | Q(family_name__icontains=word) for word in words.split()]
    by_name = reduce(and_, named)
    return asked.filter(by_name | Q(student_number=words.strip())).order_by("family_name", "given_name", "pk")


def person_asked(choice_round: Round, key: UUID, on: date) -> Person | None:
    return asked_people(choice_round, on).filter(key=key).first()


def asked_by_number(choice_round: Round, on: date) -> dict[str, Person]:
    return {person.student_number: person for person in asked_people(choice_round, on) if person.student_number}


def left_in(choice_round: Round) -> list[tuple[RoundOffering, int | None]]:
    """Every offering of the round with the seats that nobody has; None is no limit."""
    rows = (
        RoundOffering.objects.filter(round=choice_round)
        .select_related("offering__organization", "period")
        .order_by("period__number", "offering__title_nl", "id")
    )
    return [
        (
            row,
            seats_left(row.offering.capacity, row.offering.seats_taken)
            if row.offering.state == OfferingState.OPEN
            else 0,
        )
        for row in rows
    ]


def late_people(choice_round: Round, on: date) -> QuerySet[Person]:
    """Who is asked, has no result, and no place from the round: came after it, or chose nothing."""
    told = RoundResult.objects.filter(round=choice_round, person=OuterRef("pk"))
    placed = Enrolment.objects.filter(round=choice_round, person=OuterRef("pk"), state__in=TAKES_A_SEAT)
    return asked_people(choice_round, on).filter(~Exists(told), ~Exists(placed))


def results_like(choice_round: Round, words: str, which: str) -> QuerySet[RoundResult]:
    """`which`: `without` a place, `waiting`, `stopped` early, `changed` by hand, or everybody."""
    here = Enrolment.objects.filter(round=choice_round, person=OuterRef("person"))
    found = RoundResult.objects.filter(round=choice_round).select_related("person__college")
    for word in words.split():
        found = found.filter(
            Q(person__given_name__icontains=word)
            | Q(person__family_name__icontains=word)
            | Q(person__student_number=word)
        )
    if which == "without":
        found = found.filter(~Exists(here.filter(state__in=TAKES_A_SEAT)))
    if which in (EnrolmentState.WAITING, EnrolmentState.STOPPED):
        found = found.filter(Exists(here.filter(state=which)))
    if which == "changed":
        found = found.filter(Exists(here.filter(reason="by_hand")))
    return found.order_by("person__family_name", "person__given_name", "id")


def places_by_person(choice_round: Round, people: list[int] | None = None) -> dict[int, list[Enrolment]]:
    """Places that somebody has from this round, also when they are finished or stopped, and turns in line."""
    states = (*TAKES_A_SEAT, EnrolmentState.WAITING)
    rows = Enrolment.objects.filter(round=choice_round, state__in=states).select_related("offering", "person__college")
    if people is not None:
        rows = rows.filter(person__in=people)
    found: dict[int, list[Enrolment]] = defaultdict(list)
    for row in rows.order_by("state", "rank", "id"):
        found[row.person_id].append(row)
    return found


def wishes_by_person(choice_round: Round) -> dict[int, list[int]]:
    """Offerings in the order of the wishes, by person."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Wish.objects.filter(round=choice_round).order_by("person", "rank").values_list("person", "offering")
    for person, offering in rows:
        found[person].append(offering)
    return found


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody in a line, with the seat that is kept until an hour, where there is one."""

    enrolment: Enrolment
    number: int
    offer: SeatOffer | None


def lines_of(choice_round: Round) -> list[tuple[Offering, list[Turn]]]:
    """Offerings of the round with who waits, the longest line first; in three questions."""
    offerings = RoundOffering.objects.filter(round=choice_round).values("offering")
    rows = (
        Enrolment.objects.filter(offering__in=offerings, state=EnrolmentState.WAITING)
        .select_related("person__college", "offering")
        .order_by("at", "id")
    )
    lines: dict[Offering, list[Enrolment]] = defaultdict(list)
    for row in rows:
        lines[row.offering].append(row)
    kept = {
        offer.enrolment_id: offer
        for offer in SeatOffer.objects.filter(enrolment__offering__in=offerings, state=OfferState.OPEN).order_by("id")
    }
    return sorted(
        (
            (offering, [Turn(one, number, kept.get(one.pk)) for number, one in enumerate(line, start=1)])
            for offering, line in lines.items()
        ),
        key=lambda line: (-len(line[1]), line[0].pk),
    )


def offers_in(choice_round: Round) -> dict[str, int]:
    """How many seats were offered after the round, by what became of them."""
    rows = SeatOffer.objects.filter(enrolment__round=choice_round).order_by().values("state").annotate(n=Count("id"))
    return {**dict.fromkeys(OfferState.values, 0), **{row["state"]: row["n"] for row in rows}}


def appeals_in(choice_round: Round) -> QuerySet[Appeal]:
    """Open ones first, the longest waiting on top."""
    return (
        Appeal.objects.filter(result__round=choice_round)
        .select_related("result__person", "decided_by")
        .order_by("decided_at", "made_at", "id")
    )


def open_appeals(rounds: QuerySet[Round]) -> dict[int, int]:
    """Round -> appeals that wait for an answer."""
    rows = Appeal.objects.filter(result__round__in=rounds, state=AppealState.OPEN).order_by()
    return dict(rows.values_list("result__round").annotate(n=Count("id")))


def numbers_of(rounds: list[Round]) -> dict[int, tuple[int, int, int]]:
    """Round -> offerings in it, people who chose, people without a place; in three questions for a whole list."""
    keys = [one.pk for one in rounds]
    choices = dict(RoundOffering.objects.filter(round__in=keys).order_by().values_list("round").annotate(n=Count("id")))
    chose = dict(
        Wish.objects.filter(round__in=keys).order_by().values_list("round").annotate(n=Count("person", distinct=True))
    )
    placed = Enrolment.objects.filter(round=OuterRef("round"), person=OuterRef("person"), state__in=TAKES_A_SEAT)
    without = dict(
        RoundResult.objects.filter(~Exists(placed), round__in=keys)
        .order_by()
        .values_list("round")
        .annotate(n=Count("id"))
    )
    return {key: (choices.get(key, 0), chose.get(key, 0), without.get(key, 0)) for key in keys}


def quotas_of(choice_round: Round) -> dict[int, list[Quota]]:
    """Group -> how many of it fit where."""
    found: dict[int, list[Quota]] = defaultdict(list)
    rows = Quota.objects.filter(choice__round=choice_round).select_related("choice__offering")
    for row in rows.order_by("id"):
        found[row.group_id].append(row)
    return found


def rounds_that_wait(reader: Person, at: datetime) -> list[tuple[Round, int]]:
    """Rounds in which somebody waits for the reader: closed and not yet published, or with objections (how many)."""
    asked = Count("results__appeals", filter=Q(results__appeals__state=AppealState.OPEN), distinct=True)
    rounds = rounds_for(reader, localdate(at)).annotate(objections=asked)
    is_closed = Q(state=RoundState.OPEN, closes_at__lte=at) & (Q(hosts_until__isnull=True) | Q(hosts_until__lte=at))
    found = rounds.filter(is_closed | Q(objections__gt=0)).order_by("closes_at", "id")
    return [(one, one.objections) for one in found]


def round_as_it_is(choice_round: Round) -> Round:
    """As it stands in the database now; who holds a round may hold an old one."""
    return Round.objects.select_related("organization").get(pk=choice_round.pk)
