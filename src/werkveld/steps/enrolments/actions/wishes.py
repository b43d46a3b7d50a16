"""Wishes: the whole ranking of one person at once, by hand or from a sheet."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.actions.places import IsAnotherLevel, MayNotPlace
from werkveld.steps.enrolments.actions.rounds import IsNotAsked, MayNotDraw, RoundIsClosed
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.models import Introduction, Round, Wish
from werkveld.steps.enrolments.queries import silent_people
from werkveld.steps.enrolments.rules import are_both_choosing, fits_level, is_asked, is_choosing, may_place, may_run
from werkveld.steps.messages.actions import tell_all
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


class WishesAreNotInRound(Refusal):
    sentence = _("Choose only from this round, and each offering once.")


class TooFewWishes(Refusal):
    sentence = _("Choose at least %(least)s. The more you choose, the bigger the chance that you get one of them.")


class TooManyWishes(Refusal):
    sentence = _("Choose at most %(most)s.")


@transaction.atomic
def wish(
    *,
    choice_round: Round,
    person: Person,
    offerings: Sequence[Offering],
    by: Person,
    at: datetime,
    words: str | None = None,
) -> list[Wish]:
    """The whole ranking of one person, best first; ranking again replaces it, and no wishes at all takes it back.

    `words` are for the hosts, where those choose too; None leaves what was written before.
    """
    if not may_place(by, person, localdate(at)):
        raise MayNotPlace
    locked = Round.objects.select_for_update(of=("self",), no_key=True).get(pk=choice_round.pk)
    if not is_choosing(locked, at):
        raise RoundIsClosed
    _ask(locked, person, offerings, _there(locked))
    wishes = _replaced(locked, {person: offerings}, at)
    if words is not None and are_both_choosing(locked):
        _introduce(locked, person, words.strip() if wishes else "", at)
    note("wished", locked, by=by, at=at, person=str(person.key), wishes=len(wishes))
    return wishes


def _introduce(choice_round: Round, person: Person, words: str, at: datetime) -> None:
    if words:
        said = {"words": words, "written_at": at}
        Introduction.objects.update_or_create(round=choice_round, person=person, defaults=said)
    else:
        Introduction.objects.filter(round=choice_round, person=person).delete()


def _ask(choice_round: Round, person: Person, offerings: Sequence[Offering], there: Collection[int]) -> None:
    """`there` is what can be chosen in the round."""
    chosen = [offering.pk for offering in offerings]
    if not is_asked(person, choice_round):
        raise IsNotAsked
    if 0 < len(chosen) < choice_round.wishes_least:
        raise TooFewWishes(least=choice_round.wishes_least)
    if len(chosen) > choice_round.wishes_most:
        raise TooManyWishes(most=choice_round.wishes_most)
    if len(set(chosen)) < len(chosen) or not set(chosen) <= set(there):
        raise WishesAreNotInRound
    for offering in offerings:
        if not fits_level(person, offering):
            low, high = offering.level_min or offering.level_max, offering.level_max or offering.level_min
            raise IsAnotherLevel(low=low, high=high, own=person.level)


def _there(choice_round: Round) -> set[int]:
    return set(choice_round.choices.order_by().values_list("offering", flat=True))


def _replaced(choice_round: Round, wishes: Mapping[Person, Sequence[Offering]], at: datetime) -> list[Wish]:
    """In two questions, for one person as for a school."""
    Wish.objects.filter(round=choice_round, person__in=[person.pk for person in wishes]).delete()
    return Wish.objects.bulk_create(
        [
            Wish(round=choice_round, person=person, offering=offering, rank=rank, wished_at=at)
            for person, offerings in wishes.items()
            for rank, offering in enumerate(offerings, start=1)
        ],
        batch_size=500,
    )


@transaction.atomic
def take_over_wishes(
    choice_round: Round, wishes: Mapping[Person, Sequence[Offering]], *, by: Person, at: datetime
) -> int:
    """From a sheet, by who runs the round; all or nothing. Who is not in the sheet keeps what was wished."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("organization").get(pk=choice_round.pk)
    if not may_run(by, locked, localdate(at)):
        raise MayNotDraw
    if locked.state == RoundState.DRAWN:
        raise RoundIsClosed
    there = _there(locked)
    prefetch_related_objects([locked], "colleges")
    for person, offerings in wishes.items():
        _ask(locked, person, offerings, there)
    _replaced(locked, wishes, at)
    note("took over wishes", locked, by=by, at=at, people=len(wishes))
    return len(wishes)


@transaction.atomic
def remind(choice_round: Round, *, by: Person, at: datetime) -> int:
    """Everybody who is asked and ranked nothing yet hears until when. Gives how many: nobody hears it twice."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("organization").get(pk=choice_round.pk)
    if not may_run(by, locked, localdate(at)):
        raise MayNotDraw
    if not is_choosing(locked, at):
        raise RoundIsClosed
    silent = list(silent_people(locked, localdate(at)))
    facts = {"round": [locked.name_nl, locked.name_en], "until": locked.closes_at.isoformat()}
    told = tell_all("choose-soon", [{"to": one, "about": locked, "facts": facts} for one in silent], by=by, at=at)
    locked.reminded_at = at
    locked.save(update_fields=["reminded_at"])
    note("reminded", locked, by=by, at=at, people=len(told))
    return len(told)
