"""Neighbours take part without an account: a first name, a code to give back with, and staff who type it in for who calls."""

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from werkveld.ground.codes import plain
from werkveld.journeys.leave_place import leave_place
from werkveld.journeys.sign_up_guest import sign_up_guest
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.queries import enrolment_with, people_in_line, turn_in_line
from werkveld.steps.enrolments.rules import has_started, is_live, may_sign_up_others, takes_guests
from werkveld.steps.experiences.queries.events import asked_about
from werkveld.steps.offerings.queries import offering_page
from werkveld.steps.offerings.rules import is_open
from werkveld.steps.people.queries import digits_of, neighbours_like
from werkveld.web.context import with_phone
from werkveld.web.doors import carried_out, for_people, now, today, tried
from werkveld.web.examples import example_mark
from werkveld.web.limits import count_wrong_code, guessed_too_often, has_room

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment
    from werkveld.steps.offerings.models import Offering
    from werkveld.steps.people.models import Person
    from werkveld.web.doors import PersonRequest

CODE, SIGN_UP = "guest_code", "guest_sign_up"  # as the settings name their limits
LEAST_DIGITS = 8


class GuestForm(forms.Form):
    """`once`: of this page, so that pressing twice does it once."""

    given_name = forms.CharField(
        label=gettext_lazy("Your first name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Your telephone number"),
        help_text=gettext_lazy("Then we can tell you when something changes."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "field-short"}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput())

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and len(digits_of(phone)) < LEAST_DIGITS:
            raise forms.ValidationError(_("This is not a whole telephone number."))
        return phone


class CallerForm(GuestForm):
    """The same, in the words of who types it in for somebody else."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["given_name"].label = _("First name")
        self.fields["phone"].label = _("Telephone number")
        for name in ("given_name", "phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if not self.is_bound:
            self.fields["given_name"].widget.attrs["autofocus"] = True


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("Eight letters and digits, as you wrote them down."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "field-short", "autocapitalize": "characters"}),
    )


def facts_of(offering: "Offering", form: GuestForm) -> dict[str, Any]:
    is_full = offering.capacity is not None and offering.seats_taken >= offering.capacity
    return {
        "offering": offering,
        "kind": offering.programme.kind,
        "form": form,
        "is_open": is_open(offering),
        "is_full": is_full,
        "line": people_in_line(offering) if is_full else 0,
        **example_mark(offering),
    }


@never_cache
def come(request: HttpRequest, offering: "Offering") -> HttpResponse:
    """The page to take part, for who has no account; signing in stays possible."""
    form = GuestForm(request.POST or None, initial={"once": uuid4()})
    if form.is_valid() and (mine := came(request, offering, form)):
        return HttpResponseRedirect(reverse("joining:code", args=[mine.code]))
    return render(request, "joining/guest.html", facts_of(offering, form))


def came(
    request: HttpRequest, offering: "Offering", form: GuestForm, *, by: "Person | None" = None
) -> "Enrolment | None":
    """A refusal stands in the form; the last seat may go while somebody types."""
    if by is None and not has_room(request, SIGN_UP):
        form.add_error(None, with_phone(_("Too many people signed up from here just now. Try again later.")))
        return None
    given, waits = form.cleaned_data, "wait" in request.POST
    known = known_as(by, given) if by else None
    mine = carried_out(form, lambda: sign_up_guest(offering, waits=waits, by=by, known=known, at=now(), **given))
    if mine is None:
        offering.refresh_from_db(fields=["seats_taken", "state"])
    return mine


def known_as(by: "Person", given: dict[str, Any]) -> "Person | None":
    """Who called before, by name and number; who may not look that up types somebody new."""
    if not given["phone"]:
        return None
    like = neighbours_like(by, today(), phone=given["phone"], name=given["given_name"])
    same = [one for one in like if digits_of(one.phone) == digits_of(given["phone"])]
    return same[0] if len(same) == 1 and same[0].given_name.casefold() == given["given_name"].casefold() else None


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def somebody(request: "PersonRequest", key: UUID) -> HttpResponse:
    """For who helps residents, or hosts: somebody calls and wants to come."""
    offering = offering_page(key)
    if offering is None or not takes_guests(offering):
        raise Http404
    if not may_sign_up_others(request.person, offering, today()):
        raise PermissionDenied
    form = CallerForm(request.POST or None, initial={"once": uuid4()})
    if form.is_valid() and (mine := came(request, offering, form, by=request.person)):
        messages.success(request, _("%(name)s takes part. Say this code aloud.") % {"name": mine.person.given_name})
        return HttpResponseRedirect(reverse("joining:code", args=[mine.code]))
    return render(request, "joining/somebody.html", facts_of(offering, form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return HttpResponseRedirect(reverse("joining:code", args=[plain(form.cleaned_data["code"]) or "-"]))
    return render(request, "joining/type_code.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, code: str) -> HttpResponse:
    """How it stands, and giving back. Only wrong codes count as guessing, so a desk that opens many goes on."""
    if guessed_too_often(request, CODE):
        return render(request, "joining/type_code.html", {"form": CodeForm(), "is_too_often": True}, status=429)
    mine = enrolment_with(plain(code))
    if mine is None:
        count_wrong_code(request, CODE)
        return render(request, "joining/type_code.html", {"form": CodeForm(), "is_unknown": True}, status=404)
    if request.method == "POST":
        if is_live(mine) and not (mine.state == EnrolmentState.PLACED and has_started(mine, today())):
            done = _("You gave your place back. Somebody else can come now.")
            tried(request, lambda: leave_place(mine, by=mine.person, at=now()), done)
        return HttpResponseRedirect(reverse("joining:code", args=[mine.code]))
    waits = mine.state == EnrolmentState.WAITING
    context = {
        "mine": mine,
        "offering": mine.offering,
        "is_live": is_live(mine),
        "turn": turn_in_line(mine) if waits else 0,
        "may_leave": is_live(mine) and (waits or not has_started(mine, today())),
        "asked": asked_about(mine, today()),
        **example_mark(mine.offering, mine.person),
    }
    return render(request, "joining/code.html", context)
