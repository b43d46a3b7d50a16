"""What can be chosen and by which rules: offerings, periods, what is shared, who goes first, and fixed places."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.steps.deeds.actions import look_all
from werkveld.steps.enrolments.actions import (
    fix_place,
    lift_limit,
    loosen_place,
    name_periods,
    put_in_round,
    rank_groups,
    share_limit,
    take_out_of_round,
)
from werkveld.steps.enrolments.queries import (
    choices_of,
    fixed_places_of,
    priorities_of,
    shared_limits_of,
)
from werkveld.steps.enrolments.queries.running import (
    asked_by_number,
    offerings_to_add,
    quotas_of,
)
from werkveld.steps.offerings.actions import open_offerings
from werkveld.steps.offerings.enums import OfferingState
from werkveld.web.doors import carried_out, for_desk, now, today, tried
from werkveld.web.school.rounds.forms import FixedForm, GroupForm, LimitForm, PeriodsForm
from werkveld.web.school.rounds.pages import of, show, to
from werkveld_engine.capacity import seats_left

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Round, RoundOffering, RoundPeriod
    from werkveld.steps.offerings.models import Offering
    from werkveld.web.doors import PersonRequest

SHOWN = 30
SAW_FIXED = gettext_noop("A place that was fixed for you in a round")


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Everything with its seats, period by period; a search adds, a button takes out."""
    found = of(request, key)
    periods = list(found.periods.order_by("number"))
    typed = "\n".join(
        one.name_nl if one.name_nl == one.name_en else f"{one.name_nl} | {one.name_en}" for one in periods
    )
    form = PeriodsForm(request.POST or None, initial={"periods": typed})
    if form.is_valid():
        kept = carried_out(form, lambda: name_periods(found, form.pairs, by=request.person, at=now()))
        if kept is not None:
            messages.success(request, _("The periods are kept."))
            return to(found, "choices")
    words = request.GET.get("q", "")
    adding = offerings_to_add(found, words, today())
    rows = [(one, seats_left(one.offering.capacity, one.offering.seats_taken)) for one in choices_of(found)]
    context = {
        "rows": rows,
        "drafts": sum(choice.offering.state != OfferingState.OPEN for choice, _left in rows),
        "periods": periods,
        "form": form,
        "q": words,
        "adding": adding[:SHOWN],
        "found": adding.count(),
        "is_searching": "q" in request.GET or not rows,
    }
    return show(request, found, "choices", context, tab="choices")


@for_desk("school")
@require_POST
def add(request: "PersonRequest", key: UUID) -> HttpResponse:
    """What was ticked in the search, or what stands in the round already and goes to another period."""
    found = of(request, key)
    chosen = set(request.POST.getlist("offering"))
    period = period_of(found, request.POST.get("period", ""))
    offered = list(offerings_to_add(found, "", today())) + [choice.offering for choice in choices_of(found)]
    picked = [one for one in offered if str(one.key) in chosen]
    if not picked:
        messages.info(request, _("Nothing was ticked."))
    else:
        done = _("This stands in the round.")
        tried(request, lambda: put_in_round(found, picked, period=period, by=request.person, at=now()), done)
    return to(found, "choices")


def period_of(found: "Round", number: str) -> "RoundPeriod | None":
    return found.periods.filter(number=int(number)).first() if number.isdecimal() else None


@for_desk("school")
@require_POST
def take_out(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = of(request, key)
    offering = offering_of(found, request.POST.get("offering", ""))
    if offering is not None:
        done = _("«%(title)s» is no longer in the round.") % {"title": offering.title}
        tried(request, lambda: take_out_of_round(found, offering, by=request.person, at=now()), done)
    return to(found, "choices")


@for_desk("school")
@require_POST
def open_all(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Drafts of the round become visible in the catalogue; before that nobody can get a place there."""
    found = of(request, key)
    drafts = [one.offering for one in choices_of(found) if one.offering.state == OfferingState.DRAFT]
    tried(request, lambda: open_offerings(drafts, by=request.person, at=now()), _("Every offering is open."))
    return to(found, "choices")


def offering_of(found: "Round", key: str) -> "Offering | None":
    return next((one.offering for one in choices_of(found) if str(one.offering.key) == key), None)


def named(rows: "list[RoundOffering]") -> list[tuple[str, str]]:
    return [
        (str(one.offering.key), f"{one.offering.title} ({one.period.name})" if one.period else one.offering.title)
        for one in rows
    ]


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Three small forms on one page, each with its own list above it."""
    me, found = request.person, of(request, key)
    rows = list(choices_of(found))
    options, deed = named(rows), request.POST.get("deed", "")
    limiting = LimitForm(request.POST if deed == "limit" else None, choices=options, prefix="limit")
    grouping = GroupForm(request.POST if deed == "group" else None, reader=me, choices=options, prefix="group")
    fixing = FixedForm(request.POST if deed == "fixed" else None, choices=options, prefix="fixed")
    kept = (
        (limiting.is_valid() and keep_limit(request, found, limiting))
        or (grouping.is_valid() and keep_group(request, found, grouping))
        or (fixing.is_valid() and keep_fixed(request, found, fixing))
    )
    if kept:
        messages.success(request, _("This is kept."))
        return to(found, "rules", at=f"#{deed}")
    fixed = list(fixed_places_of(found))
    if request.method == "GET":
        look_all([one.person.key for one in fixed], by=me, at=now(), what=SAW_FIXED)
    context = {
        "limits": list(shared_limits_of(found)),
        "groups": list(priorities_of(found)),
        "quotas": quotas_of(found),
        "fixed": fixed,
        "limiting": limiting,
        "grouping": grouping,
        "fixing": fixing,
        "has_choices": bool(rows),
    }
    return show(request, found, "rules", context, tab="rules")


def keep_limit(request: "PersonRequest", found: "Round", form: LimitForm) -> Any:
    given = form.cleaned_data
    shared = [one.offering for one in choices_of(found) if str(one.offering.key) in given["offerings"]]
    return carried_out(
        form,
        lambda: share_limit(
            found,
            shared,
            name_nl=given["name_nl"],
            name_en=given["name_nl"],
            capacity=given["capacity"],
            by=request.person,
            at=now(),
        ),
    )


def groups_as_given(found: "Round", *, without: int = 0) -> list[dict[str, Any]]:
    """The list as it stands, in the shape in which it is kept anew."""
    quotas = quotas_of(found)
    return [
        {
            "name_nl": one.name_nl,
            "name_en": one.name_en,
            "college": one.college,
            "level": one.level,
            "quotas": {quota.choice.offering: quota.most for quota in quotas.get(one.pk, [])},
        }
        for one in priorities_of(found)
        if one.pk != without
    ]


def keep_group(request: "PersonRequest", found: "Round", form: GroupForm) -> Any:
    given = form.cleaned_data
    offering = offering_of(found, given["quota_offering"])
    group = {
        "name_nl": given["name_nl"],
        "name_en": given["name_nl"],
        "college": given["college"],
        "level": given["level"],
        "quotas": {offering: given["quota"]} if offering is not None else {},
    }
    return carried_out(form, lambda: rank_groups(found, [*groups_as_given(found), group], by=request.person, at=now()))


def keep_fixed(request: "PersonRequest", found: "Round", form: FixedForm) -> Any:
    given = form.cleaned_data
    person = asked_by_number(found, today()).get(given["number"].strip())
    if person is None:
        form.add_error("number", _("Nobody who may choose in this round has this number."))
        return None
    offering = offering_of(found, given["offering"])
    if offering is None:
        return None
    return carried_out(
        form,
        lambda: fix_place(found, person=person, offering=offering, why=given["why"], by=request.person, at=now()),
    )


@for_desk("school")
@require_POST
def drop(request: "PersonRequest", key: UUID, what: str, number: int) -> HttpResponse:
    """A shared limit, a group or a fixed place goes."""
    me, found = request.person, of(request, key)
    done = _("It is gone.")
    if what == "limit":
        limit = next((one for one in shared_limits_of(found) if one.pk == number), None)
        if limit is not None:
            tried(request, lambda: lift_limit(found, limit, by=me, at=now()), done)
    elif what == "group":
        left = groups_as_given(found, without=number)
        tried(request, lambda: rank_groups(found, left, by=me, at=now()), done)
    elif what == "fixed":
        fixed = next((one for one in fixed_places_of(found) if one.pk == number), None)
        if fixed is not None:
            tried(request, lambda: loosen_place(found, person=fixed.person, by=me, at=now()), done)
    return to(found, "rules", at=f"#{what}")
