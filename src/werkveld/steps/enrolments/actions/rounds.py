"""Rounds of wishes: prepared, opened, tried on a copy, and closed when the places are given."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.models import (
    FixedPlace,
    PriorityGroup,
    Quota,
    Regard,
    Round,
    RoundOffering,
    RoundPeriod,
    SharedLimit,
    Wish,
)
from werkveld.steps.enrolments.queries.checklist import lacks
from werkveld.steps.enrolments.rules import are_both_choosing, has_its_sides, is_asked, may_draw, may_run
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Region

Row = TypeVar("Row", bound=models.Model)


class RoundIsClosed(Refusal):
    sentence = _("Choosing is closed.")


class RoundHasBegun(Refusal):
    sentence = _("People have chosen already, so this cannot change any more. Make a new round, or ask them again.")


class RoundIsEmpty(Refusal):
    sentence = _("First say what can be chosen.")


class RoundLacks(Refusal):
    sentence = _("Something is still missing. The check list says what.")


class MayNotDraw(Refusal):
    sentence = _("Only a coordinator can open a round or give the places.")


class BothSidesAskMore(Refusal):
    sentence = _(
        "When hosts choose too, say until when, after choosing has closed. Everybody gets one place, no group goes first, "
        "and who chooses nothing gets nothing."
    )


class HostsAreStillHeard(Refusal):
    sentence = _("Hosts can still say who is welcome. Wait for it, or close that first.")


class IsNotInRound(Refusal):
    sentence = _("This offering is not in the round.")


class IsNotAsked(Refusal):
    sentence = _("This round is not for this person.")


class IsFixedAlready(Refusal):
    sentence = _("This person has a fixed place in this round already.")


@transaction.atomic
def prepare_round(*, region: Region, by: Person, at: datetime, **facts: Any) -> Round:
    """A draft; nobody sees it before it is opened. `facts` are columns of Round, and `colleges` that may choose."""
    return _made(region, RoundState.DRAFT, by, at, facts)


@transaction.atomic
def open_round(*, region: Region, offerings: Sequence[Offering], by: Person, at: datetime, **facts: Any) -> Round:
    """Prepared and opened in one go, all in one period."""
    opened = _made(region, RoundState.OPEN, by, at, facts)
    put_in_round(opened, offerings, by=by, at=at)
    return opened


def _made(region: Region, state: RoundState, by: Person, at: datetime, facts: dict[str, Any]) -> Round:
    colleges = facts.pop("colleges", ())
    made = Round(region=region, state=state, **facts)
    if not may_draw(by, localdate(at)) or not may_run(by, made, localdate(at)):
        raise MayNotDraw
    if not has_its_sides(made):
        raise BothSidesAskMore
    made.save()
    made.colleges.set(colleges)
    note("prepared round" if state == RoundState.DRAFT else "opened round", made, by=by, at=at)
    return made


@transaction.atomic
def describe_round(choice_round: Round, *, by: Person, at: datetime, **facts: Any) -> Round:
    """Its words, days, aim and for whom. How many wishes and places stays as it is when somebody has chosen."""
    locked = _locked(choice_round, by, at)
    colleges = facts.pop("colleges", None)
    changes = {name: value for name, value in facts.items() if getattr(locked, name) != value}
    if {"seats", "wishes_most", "wishes_least"} & set(changes) and locked.wishes.exists():
        raise RoundHasBegun
    for name, value in changes.items():
        setattr(locked, name, value)
    if not has_its_sides(locked) or (are_both_choosing(locked) and locked.priorities.exists()):
        raise BothSidesAskMore
    locked.save(update_fields=[*changes] or None)
    if colleges is not None:
        locked.colleges.set(colleges)
    note("described round", locked, by=by, at=at, changed=sorted(changes))
    return locked


@transaction.atomic
def name_periods(choice_round: Round, periods: Sequence[tuple[str, str]], *, by: Person, at: datetime) -> Round:
    """Dutch and English name of each period, in order. One that still holds offerings cannot go."""
    locked = _locked(choice_round, by, at)
    if locked.choices.filter(period__number__gt=len(periods)).exists():
        raise RoundHasBegun
    locked.periods.filter(number__gt=len(periods)).delete()
    for number, (dutch, english) in enumerate(periods, start=1):
        RoundPeriod.objects.update_or_create(
            round=locked, number=number, defaults={"name_nl": dutch, "name_en": english or dutch}
        )
    note("named periods", locked, by=by, at=at, periods=len(periods))
    return locked


@transaction.atomic
def put_in_round(
    choice_round: Round, offerings: Iterable[Offering], *, by: Person, at: datetime, period: RoundPeriod | None = None
) -> None:
    """What can be chosen; what is in already moves to this period, while nobody chose."""
    locked = _locked(choice_round, by, at)
    offered = list(offerings)
    there = RoundOffering.objects.filter(round=locked, offering__in=[one.pk for one in offered])
    if there.exclude(period=period).exists() and locked.wishes.exists():
        raise RoundHasBegun
    there.update(period=period)
    RoundOffering.objects.bulk_create(
        [RoundOffering(round=locked, offering=one, period=period) for one in offered], ignore_conflicts=True
    )
    note("put in round", locked, by=by, at=at, offerings=[str(one.key) for one in offered])


@transaction.atomic
def take_out_of_round(choice_round: Round, offering: Offering, *, by: Person, at: datetime) -> None:
    locked = _locked(choice_round, by, at)
    if locked.wishes.filter(offering=offering).exists():
        raise RoundHasBegun
    RoundOffering.objects.filter(round=locked, offering=offering).delete()
    note("took out of round", locked, by=by, at=at, offering=str(offering.key))


@transaction.atomic
def rank_groups(
    choice_round: Round, groups: Sequence[Mapping[str, Any]], *, by: Person, at: datetime
) -> list[PriorityGroup]:
    """Who goes before others, first group first; the whole list anew. `quotas` of a group: offering -> at most."""
    locked = _locked(choice_round, by, at)
    if groups and are_both_choosing(locked):
        raise BothSidesAskMore
    PriorityGroup.objects.filter(round=locked).delete()
    choices = {choice.offering_id: choice for choice in locked.choices.all()}
    made = []
    for place, group in enumerate(groups, start=1):
        facts = dict(group)
        quotas: Mapping[Offering, int] = facts.pop("quotas", {})
        made.append(PriorityGroup.objects.create(round=locked, ordering=place, **facts))
        if not all(offering.pk in choices for offering in quotas):
            raise IsNotInRound
        Quota.objects.bulk_create(
            [Quota(choice=choices[offering.pk], group=made[-1], most=most) for offering, most in quotas.items()]
        )
    note("ranked groups", locked, by=by, at=at, groups=len(made))
    return made


@transaction.atomic
def share_limit(
    choice_round: Round,
    offerings: Sequence[Offering],
    *,
    name_nl: str,
    name_en: str,
    capacity: int,
    by: Person,
    at: datetime,
) -> SharedLimit:
    """A room or a teacher that these offerings need together; the same Dutch name again changes it."""
    locked = _locked(choice_round, by, at)
    choices = list(locked.choices.filter(offering__in=[offering.pk for offering in offerings]))
    if len(choices) < len(offerings):
        raise IsNotInRound
    limit, _new = SharedLimit.objects.update_or_create(
        round=locked, name_nl=name_nl, defaults={"name_en": name_en or name_nl, "capacity": capacity}
    )
    limit.choices.set(choices)
    note("shared limit", locked, by=by, at=at, limit=name_nl, capacity=capacity)
    return limit


@transaction.atomic
def lift_limit(choice_round: Round, limit: SharedLimit, *, by: Person, at: datetime) -> None:
    locked = _locked(choice_round, by, at)
    SharedLimit.objects.filter(round=locked, pk=limit.pk).delete()
    note("lifted limit", locked, by=by, at=at, limit=limit.name_nl)


@transaction.atomic
def fix_place(
    choice_round: Round, *, person: Person, offering: Offering, why: str, by: Person, at: datetime
) -> FixedPlace:
    """A place that somebody has before anybody chooses; one a person, with its reason."""
    locked = _locked(choice_round, by, at)
    choice = locked.choices.filter(offering=offering).first()
    if choice is None:
        raise IsNotInRound
    if not is_asked(person, locked):
        raise IsNotAsked
    if FixedPlace.objects.filter(choice__round=locked, person=person).exists():
        raise IsFixedAlready
    fixed = FixedPlace.objects.create(choice=choice, person=person, why=why)
    note("fixed place", locked, by=by, at=at, person=str(person.key), offering=str(offering.key))
    return fixed


@transaction.atomic
def loosen_place(choice_round: Round, *, person: Person, by: Person, at: datetime) -> None:
    locked = _locked(choice_round, by, at)
    FixedPlace.objects.filter(choice__round=locked, person=person).delete()
    note("loosened place", locked, by=by, at=at, person=str(person.key))


@transaction.atomic
def open_choosing(choice_round: Round, *, by: Person, at: datetime) -> Round:
    """From the hour it says, everybody who is asked can choose. Opening what is open changes nothing."""
    locked = _locked(choice_round, by, at)
    if locked.state == RoundState.OPEN:
        return locked
    if not locked.choices.exists():
        raise RoundIsEmpty
    if lacks(locked, at):
        raise RoundLacks
    locked.state = RoundState.OPEN
    locked.save(update_fields=["state"])
    note("opened round", locked, by=by, at=at)
    return locked


@transaction.atomic
def close_choosing(choice_round: Round, *, by: Person, at: datetime) -> Round:
    """Earlier than planned: nobody chooses any more from now on."""
    locked = _locked(choice_round, by, at)
    if locked.opens_at < at < locked.closes_at:
        locked.closes_at = at
        locked.save(update_fields=["closes_at"])
        note("closed choosing", locked, by=by, at=at)
    return locked


@transaction.atomic
def copy_as_test(choice_round: Round, *, by: Person, at: datetime) -> Round:
    """The whole round with its wishes, to try things on: nobody is told, and no place is ever given from it."""
    source = _locked(choice_round, by, at)
    facts = {
        field.attname: getattr(source, field.attname)
        for field in Round._meta.concrete_fields  # noqa: SLF001  Django publishes it under this name
        if field.name not in {"id", "key", "state", "drawn_at", "digest", "reminded_at", "hosts_told_at", "test_of"}
    }
    test = Round.objects.create(**facts, test_of=source, state=RoundState.OPEN)
    test.colleges.set(source.colleges.all())
    _copy_choices(source, test)
    Wish.objects.bulk_create(
        [
            Wish(round=test, person_id=w.person_id, offering_id=w.offering_id, rank=w.rank, wished_at=w.wished_at)
            for w in source.wishes.order_by("id")
        ],
        batch_size=500,
    )
    note("copied round", test, by=by, at=at, source=str(source.key))
    return test


def _copy_choices(source: Round, test: Round) -> None:
    """Periods, offerings, groups with their quotas, shared limits, fixed places and what hosts said."""
    periods = {old.pk: _again(old, round=test) for old in source.periods.order_by("id")}
    choices = {
        old.pk: _again(old, round=test, period=periods.get(old.period_id or 0)) for old in source.choices.order_by("id")
    }
    groups = {old.pk: _again(old, round=test) for old in source.priorities.order_by("id")}
    for quota in Quota.objects.filter(choice__round=source).order_by("id"):
        _again(quota, choice=choices[quota.choice_id], group=groups[quota.group_id])
    for limit in source.shared_limits.order_by("id"):
        _again(limit, round=test).choices.set([choices[choice.pk] for choice in limit.choices.order_by("id")])
    for fixed in FixedPlace.objects.filter(choice__round=source).order_by("id"):
        _again(fixed, choice=choices[fixed.choice_id])
    for regard in Regard.objects.filter(choice__round=source).order_by("id"):
        _again(regard, choice=choices[regard.choice_id])


def _again(row: Row, **other: Any) -> Row:
    """The same row once more, for another round."""
    facts = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}  # noqa: SLF001
    again: Row = type(row)(**facts)
    for name, value in other.items():
        setattr(again, name, value)
    again.save()
    return again


@transaction.atomic
def close_round(choice_round: Round, *, by: Person, at: datetime, **facts: Any) -> Round:
    """The places are given in this same transaction, and the round is locked until then; `facts` as its aim and seed."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("organization").get(pk=choice_round.pk)
    if not may_run(by, locked, localdate(at)):
        raise MayNotDraw
    if locked.state != RoundState.OPEN or locked.test_of_id is not None:
        raise RoundIsClosed
    if locked.hosts_until is not None and at < locked.hosts_until:
        raise HostsAreStillHeard
    facts = {"state": RoundState.DRAWN, "drawn_at": at, **facts}
    if (
        locked.opens_at < at < locked.closes_at
    ):  # earlier than planned: who may give the places may also close the choosing
        facts["closes_at"] = at
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*facts])
    note("drew", locked, by=by, at=at)
    return locked


def _locked(choice_round: Round, by: Person, at: datetime) -> Round:
    """Nothing of a round changes after its places were given."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("organization").get(pk=choice_round.pk)
    if not may_run(by, locked, localdate(at)):
        raise MayNotDraw
    if locked.state == RoundState.DRAWN:
        raise RoundIsClosed
    return locked
