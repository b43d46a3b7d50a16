"""What came of a round: for who is in it, and for who runs it."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from werkveld.steps.enrolments.enums import AppealState, EnrolmentState, OfferState, RoundState
from werkveld.steps.enrolments.models import Appeal, Enrolment, Round, RoundOffering, RoundResult, SeatOffer, Trial
from werkveld.steps.enrolments.queries.rounds import Standing, fixed_without_wish, rounds_for, wanted_in
from werkveld.steps.people.models import Person


def result_in(reader: Person, choice_round: Round) -> RoundResult | None:
    """The reader's own."""
    return RoundResult.objects.filter(round=choice_round, person=reader).select_related("round").first()


def own_result(reader: Person, key: UUID) -> RoundResult | None:
    return RoundResult.objects.filter(key=key, person=reader).select_related("round").first()


def resulted_rounds(reader: Person) -> set[int]:
    """In which rounds the reader has a result."""
    return set(RoundResult.objects.filter(person=reader).order_by().values_list("round", flat=True))


def appeals_of(result: RoundResult) -> QuerySet[Appeal]:
    """With their answers, the last first: for whose result it is."""
    return result.appeals.select_related("decided_by").order_by("-made_at", "-id")


def results_in(choice_round: Round) -> QuerySet[RoundResult]:
    """For who runs the round: the door asks `round_for` first, and writes down whom it showed."""
    return (
        RoundResult.objects.filter(round=choice_round)
        .select_related("person__college")
        .order_by("person__family_name", "person__given_name", "id")
    )


def offers_to(reader: Person) -> QuerySet[SeatOffer]:
    """Seats that wait for the reader's answer, the first to lapse first."""
    return (
        SeatOffer.objects.filter(enrolment__person=reader, state=OfferState.OPEN)
        .select_related("enrolment__offering__organization", "enrolment__round", "gives_up__offering")
        .order_by("answer_by", "id")
    )


def own_offer(reader: Person, key: UUID) -> SeatOffer | None:
    """Answered ones too: the link in the mail still says what became of it."""
    return (
        SeatOffer.objects.filter(enrolment__person=reader, key=key)
        .select_related("enrolment__offering__organization", "enrolment__round", "gives_up__offering")
        .first()
    )


def offers_that_lapsed(at: datetime) -> QuerySet[SeatOffer]:
    """Nobody answered in time."""
    return (
        SeatOffer.objects.filter(state=OfferState.OPEN, answer_by__lte=at)
        .select_related("enrolment__offering__programme__region", "enrolment__person")
        .order_by("answer_by", "id")
    )


def trials_of(choice_round: Round) -> QuerySet[Trial]:
    """Numbers only; the last to be tried first."""
    return choice_round.trials.select_related("by").order_by("-at", "-id")


def trial_published(choice_round: Round) -> Trial | None:
    """By which the places were given; None before that."""
    if choice_round.state != RoundState.DRAWN:
        return None
    same = {"digest": choice_round.digest, "aim": choice_round.aim, "seed": choice_round.seed}
    return trials_of(choice_round).filter(**same).first()


def standing_then(choice_round: Round, published: Trial) -> Standing:
    """How far choosing was when the places were given; of how many at each college was not kept."""
    asked, chose = published.figures["asked"], published.figures["people"]
    return Standing(asked, chose, fixed_without_wish(choice_round), wanted_in(choice_round), [])


def trial_in(choice_round: Round, key: UUID) -> Trial | None:
    return trials_of(choice_round).filter(key=key).first()


def appeals_for(reader: Person, on: date) -> QuerySet[Appeal]:
    """Open ones of the rounds that the reader runs, the longest waiting first."""
    return (
        Appeal.objects.filter(state=AppealState.OPEN, result__round__in=rounds_for(reader, on))
        .select_related("result__person", "result__round")
        .order_by("made_at", "id")
    )


def appeal_for(reader: Person, key: UUID, on: date) -> Appeal | None:
    return (
        Appeal.objects.filter(key=key, result__round__in=rounds_for(reader, on))
        .select_related("result__person__college", "result__round", "decided_by")
        .first()
    )


def gives_way(enrolment: Enrolment) -> Enrolment | None:
    """What somebody gives back for this one: a place of the same round in the same period."""
    return _beside(enrolment).filter(state=EnrolmentState.PLACED).first()


def lines_no_longer_wanted(enrolment: Enrolment) -> list[Enrolment]:
    """Where somebody waits in the same period for what they rank lower than what they have now."""
    if enrolment.rank is None:
        return []
    return list(_beside(enrolment).filter(state=EnrolmentState.WAITING, rank__gt=enrolment.rank))


def _beside(enrolment: Enrolment) -> QuerySet[Enrolment]:
    """Of the same person, in the same round and period."""
    if enrolment.round_id is None:
        return Enrolment.objects.none()
    choices = RoundOffering.objects.filter(round=enrolment.round_id)
    own = choices.filter(offering=enrolment.offering_id).first()
    same = choices.filter(period=own.period_id) if own else choices.none()
    return (
        Enrolment.objects.filter(
            person=enrolment.person_id, round=enrolment.round_id, offering__in=same.values("offering")
        )
        .exclude(pk=enrolment.pk)
        .select_related("offering")
        .order_by("id")
    )


def places_from(reader: Person, choice_round: Round) -> QuerySet[Enrolment]:
    """The reader's own, from this round: what one has, and what one waits for."""
    live = (EnrolmentState.PLACED, EnrolmentState.WAITING)
    return (
        Enrolment.objects.filter(person=reader, round=choice_round, state__in=live)
        .select_related("offering__organization", "offering__site")
        .order_by("state", "rank", "id")
    )
