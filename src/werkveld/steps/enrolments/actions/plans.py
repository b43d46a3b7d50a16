"""A plan changes only by the hand of whose it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.models import Enrolment, Plan, PlanItem
from werkveld.steps.enrolments.rules import may_plan, term_of
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.actions import MayNotLeave
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may_leave

MOST = 60


class PlanIsNotYours(Refusal):
    sentence = _("Everybody changes only their own plan.")


class PlanSaysNothing(Refusal):
    sentence = _("Write in a few words what you want to do.")


class PlanIsFull(Refusal):
    sentence = _("There are %(most)s things in your plan already. Take something out first.")


@transaction.atomic
def put_in_plan(
    *, person: Person, by: Person, at: datetime, offering: Offering | None = None, words: str = "", **facts: Any
) -> PlanItem:
    """An offering, or own words. What is in already stays as it is; what was taken out comes back with its notes."""
    plan = _locked(person, by, at)
    if offering is None and not words.strip():
        raise PlanSaysNothing
    known = plan.items.filter(offering=offering).order_by("-id").first() if offering else None
    if known is not None and known.removed_at is None:
        return known
    if known is not None:
        return put_back(known, by=by, at=at)
    if plan.items.filter(removed_at__isnull=True).count() >= MOST:
        raise PlanIsFull(most=MOST)
    if offering is not None:
        facts.setdefault("term_on", term_of(offering.starts_on) if offering.starts_on else None)
    item = PlanItem.objects.create(
        plan=plan, offering=offering, words=words.strip(), added_at=at, ordering=_last(plan) + 1, **facts
    )
    note("planned", item, by=by, at=at)
    return item


@transaction.atomic
def describe_item(item: PlanItem, *, is_done: bool, by: Person, at: datetime, **facts: Any) -> PlanItem:
    """Its term, why it fits, notes and, where it is in own words, those; done keeps the day on which it was said first."""
    plan = _locked(item.plan.person, by, at)
    locked = plan.items.select_for_update(of=("self",)).get(pk=item.pk)
    if locked.offering_id is None and not facts.get("words", locked.words).strip():
        raise PlanSaysNothing
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.done_at = (locked.done_at or at) if is_done else None
    locked.save()
    note("described plan", locked, by=by, at=at)
    return locked


@transaction.atomic
def take_out(item: PlanItem, *, by: Person, at: datetime) -> PlanItem:
    """It stays kept, so that it can be put back. Taking part in it is another matter."""
    return _removed(item, at, by, at)


@transaction.atomic
def put_back(item: PlanItem, *, by: Person, at: datetime) -> PlanItem:
    return _removed(item, None, by, at)


def _removed(item: PlanItem, removed_at: datetime | None, by: Person, at: datetime) -> PlanItem:
    plan = _locked(item.plan.person, by, at)
    locked = plan.items.select_for_update(of=("self",)).get(pk=item.pk)
    if (locked.removed_at is None) == (removed_at is None):
        return locked
    if removed_at is None and locked.offering_id:
        twin = plan.items.filter(offering=locked.offering, removed_at__isnull=True).first()
        if twin is not None:  # it was put in once more meanwhile
            return twin
    locked.removed_at = removed_at
    locked.save(update_fields=["removed_at"])
    note("took out of plan" if removed_at else "put back in plan", locked, by=by, at=at)
    return locked


@transaction.atomic
def arrange(*, person: Person, order: Sequence[PlanItem | Enrolment], by: Person, at: datetime) -> None:
    """This order, first to do first. Something one takes part in and that had no item gets one, to remember its place."""
    plan = _locked(person, by, at)
    known = {item.offering_id: item for item in plan.items.filter(removed_at__isnull=True, offering__isnull=False)}
    for number, line in enumerate(order, start=1):
        item = known.get(line.offering_id) if isinstance(line, Enrolment) else line
        if isinstance(line, Enrolment) and item is None:
            facts = {"offering_id": line.offering_id, "term_on": term_of(line.starts_on), "added_at": at}
            PlanItem.objects.create(plan=plan, ordering=number, **facts)
        elif item is not None and item.plan_id == plan.pk and item.ordering != number:
            item.ordering = number
            item.save(update_fields=["ordering"])
    note("arranged plan", plan, by=by, at=at, items=len(order))


@transaction.atomic
def item_about(enrolment: Enrolment, *, by: Person, at: datetime) -> PlanItem:
    """The item behind something one takes part in, so that it can get notes."""
    return put_in_plan(
        person=enrolment.person, offering=enrolment.offering, term_on=term_of(enrolment.starts_on), by=by, at=at
    )


@transaction.atomic
def set_goal(*, person: Person, goal: str, by: Person, at: datetime) -> Plan:
    plan = _locked(person, by, at)
    plan.goal = goal.strip()
    plan.save(update_fields=["goal"])
    note("set goal", plan, by=by, at=at)
    return plan


@transaction.atomic
def share_plan(*, person: Person, is_shared: bool, by: Person, at: datetime) -> Plan:
    """With the own coaches, or with nobody any more."""
    plan = _locked(person, by, at)
    if plan.is_shared != is_shared:
        plan.is_shared = is_shared
        plan.save(update_fields=["is_shared"])
        note("shared plan" if is_shared else "kept plan", plan, by=by, at=at)
    return plan


@transaction.atomic
def leave_plan(person: Person, *, by: Person, at: datetime) -> None:
    """Who goes takes the own words along: nothing of a plan stays."""
    if not may_leave(by, person):
        raise MayNotLeave
    Plan.objects.filter(person=person).delete()
    note("left plan", person, by=by, at=at)


def _locked(person: Person, by: Person, at: datetime) -> Plan:
    """Begun at the first thing that is put in it."""
    if not may_plan(by, person):
        raise PlanIsNotYours
    plan, _is_new = Plan.objects.select_for_update(of=("self",)).get_or_create(person=person, defaults={"begun_at": at})
    return plan


def _last(plan: Plan) -> int:
    return plan.items.aggregate(last=Max("ordering"))["last"] or 0
