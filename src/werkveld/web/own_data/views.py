"""My data: see, put right, download, and see who looked."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkveld.ground.telephones import mobile_number
from werkveld.journeys.close_account import StillNeeded, close_account, is_kept_by_law
from werkveld.journeys.gather_own_data import Held, gather_own_data
from werkveld.steps.deeds.queries import looks_at
from werkveld.steps.enrolments.queries import live_places_of
from werkveld.steps.messages.queries import last_mail_was_lost
from werkveld.steps.people.actions import choose_mail, choose_texts, correct
from werkveld.steps.people.queries import current_roles, names_of, retention
from werkveld.web.doors import carried_out, for_people, now, today, tried
from werkveld.web.own_data.forms import CloseForm, CorrectForm
from werkveld.web.own_data.words import KINDS
from werkveld.web.parts.tables import Cell, Column
from werkveld.web.parts.terms import term

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person
    from werkveld.web.doors import PersonRequest

LOOKS_SHOWN = 20
# What is kept of who left, with the dated rule that says how long.
STAYS = (
    ("Enrolment", "retention_enrolment"),
    ("Agreement", "retention_agreement"),
    ("Hours", "retention_practice"),
    ("Award", "retention_evidence"),
    ("Deed", "retention_deeds"),
)


@for_people
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    me = request.person
    looks = list(looks_at(me)[:LOOKS_SHOWN])
    names = names_of(look.by for look in looks)
    context = {
        "columns": [Column(label=_("What")), Column(label=_("How many"), is_number=True), Column(label=_("Kept"))],
        "rows": kept(request, gather_own_data(me, by=me)),
        "looks": [(look, names.get(look.by, _("somebody who is no longer known here"))) for look in looks],
        "roles": current_roles(me, today()),
        "mail_was_lost": last_mail_was_lost(me),
        "mobile": mobile_number(me.phone) if settings.TEXTS else "",
    }
    return render(request, "own_data/home.html", context)


@for_people
@require_POST
def choose(request: "PersonRequest") -> HttpResponse:
    """Yes or no; what else is sent is no answer."""
    answer = {"yes": True, "no": False}.get(request.POST.get("wants_mail", ""))
    if answer is None:
        raise Http404
    me = request.person
    done = _("From now on news also comes by mail.") if answer else _("You get no more news by mail.")
    tried(request, lambda: choose_mail(me, wants_mail=answer, by=me, at=now()), done)
    return HttpResponseRedirect(reverse("own_data:home") + "#mail")


@for_people
@require_POST
def choose_text(request: "PersonRequest") -> HttpResponse:
    answer = {"yes": True, "no": False}.get(request.POST.get("wants_texts", ""))
    if answer is None:
        raise Http404
    me = request.person
    done = (
        _("From now on you get a text message before an appointment.")
        if answer
        else _("You get no more text messages.")
    )
    tried(request, lambda: choose_texts(me, wants_texts=answer, by=me, at=now()), done)
    return HttpResponseRedirect(reverse("own_data:home") + "#mail")


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: "PersonRequest") -> HttpResponse:
    """What goes and what stays is said first; afterwards nobody can undo it."""
    me = request.person
    form = CloseForm(request.POST or None)
    if form.is_valid() and was_closed(request, form):
        logout(request)
        return HttpResponseRedirect(reverse("own_data:closed"))
    rules = retention(me.region, today())
    context = {
        "form": form,
        "keeps_number": bool(me.student_number) and is_kept_by_law(me),
        "places": live_places_of(me),
        "stays": [(KINDS[table], term(rules.get(rule))) for table, rule in STAYS],
    }
    return render(request, "own_data/close.html", context)


def was_closed(request: "PersonRequest", form: CloseForm) -> bool:
    me = request.person
    try:
        close_account(me, by=me, at=now())
    except StillNeeded as needed:
        for reason in needed.reasons:
            form.add_error(None, str(reason))
        return False
    return True


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """For who has just left, so for nobody in particular."""
    return render(request, "own_data/closed.html")


def kept(request: "PersonRequest", held: list[Held]) -> list[list[Any]]:
    rules = retention(request.person.region, today())
    return [[Cell(KINDS[one.table]), one.count, span([rules.get(rule) for rule in one.rules])] for one in held]


def span(rules: list[Any]) -> str:
    """The shortest and the longest, where parts of a record are kept for different times."""
    words = [term(rule) for rule in sorted(rules, key=lambda rule: int(rule.value) if rule else 0)]
    if len(set(words)) == 1:
        return words[0]
    return _("%(shortest)s to %(longest)s") % {"shortest": words[0], "longest": words[-1]}


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def put_right(request: "PersonRequest") -> HttpResponse:
    me = request.person
    known = {name: getattr(me, name) for name in CorrectForm.base_fields}
    form = CorrectForm(request.POST or None, initial=known)
    if form.is_valid() and was_put_right(request, form):
        messages.success(request, _("Your data was put right."))
        return HttpResponseRedirect(reverse("own_data:home"))
    return render(request, "own_data/put_right.html", {"form": form})


def was_put_right(request: "PersonRequest", form: CorrectForm) -> "Person | None":
    me = request.person
    return carried_out(form, lambda: correct(me, by=me, at=now(), **form.cleaned_data))


@for_people
@require_safe
def download(request: "PersonRequest") -> HttpResponse:
    """For people and for machines: JSON with one part a table."""
    me = request.person
    held = gather_own_data(me, by=me, with_rows=True)
    rules = retention(me.region, today())
    tables = [{**asdict(one), "what": str(KINDS[one.table])} for one in held]
    kept_by = {code: {"name": rule.name, "value": rule.value, "unit": rule.unit} for code, rule in rules.items()}
    answer = JsonResponse(
        {"person": str(me.key), "made_at": now(), "tables": tables, "rules": kept_by},
        json_dumps_params={"indent": 1, "ensure_ascii": False},
    )
    answer["Content-Disposition"] = 'attachment; filename="werkveld.json"'
    return answer
