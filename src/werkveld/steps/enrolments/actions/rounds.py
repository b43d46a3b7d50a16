"""Rounds of wishes: opened, filled in, closed with a draw that can be repeated."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.actions.places import MayNotPlace
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.models import Round, Wish
from werkveld.steps.enrolments.rules import may_draw, may_place
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Region


class RoundIsClosed(Refusal):
    sentence = _("Choosing is closed.")


class WishesAreNotInRound(Refusal):
    sentence = _("Choose only from this round, and each offering once.")


class MayNotDraw(Refusal):
    sentence = _("Only a coordinator can open a round or give the places.")


@transaction.atomic
def open_round(
    *,
    region: Region,
    offerings: Sequence[Offering],
    opens_at: datetime,
    closes_at: datetime,
    seed: int,
    by: Person,
    at: datetime,
    **facts: Any,
) -> Round:
    if not may_draw(by, at.date()):
        raise MayNotDraw
    opened = Round.objects.create(region=region, opens_at=opens_at, closes_at=closes_at, seed=seed, **facts)
    opened.offerings.set(offerings)
    note("opened round", opened, by=by, at=at, offerings=len(offerings))
    return opened


@transaction.atomic
def wish(*, choice_round: Round, person: Person, offerings: Sequence[Offering], by: Person, at: datetime) -> list[Wish]:
    """The whole ranking of one person, best first; ranking again replaces it."""
    if not may_place(by, person, at.date()):
        raise MayNotPlace
    if choice_round.state != RoundState.OPEN or not choice_round.opens_at <= at < choice_round.closes_at:
        raise RoundIsClosed
    chosen = [offering.pk for offering in offerings]
    if len(set(chosen)) < len(chosen) or choice_round.offerings.filter(pk__in=chosen).count() < len(chosen):
        raise WishesAreNotInRound
    Wish.objects.filter(round=choice_round, person=person).delete()
    wishes = Wish.objects.bulk_create(
        Wish(round=choice_round, person=person, offering=offering, rank=rank, wished_at=at)
        for rank, offering in enumerate(offerings, start=1)
    )
    note("wished", choice_round, by=by, at=at, person=str(person.key), wishes=len(chosen))
    return wishes


@transaction.atomic
def close_round(choice_round: Round, *, digest: str, by: Person, at: datetime) -> Round:
    """The places are given; `digest` names the input and the seed, so the draw can be repeated."""
    locked = Round.objects.select_for_update(of=("self",)).get(pk=choice_round.pk)
    if not may_draw(by, at.date()):
        raise MayNotDraw
    if locked.state != RoundState.OPEN:
        raise RoundIsClosed
    locked.state, locked.drawn_at, locked.digest = RoundState.DRAWN, at, digest
    locked.save(update_fields=["state", "drawn_at", "digest"])
    note("drew", locked, by=by, at=at, digest=digest)
    return locked
