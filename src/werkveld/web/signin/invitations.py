"""Inviting people, and coming in by an invitation."""

from typing import TYPE_CHECKING
from uuid import UUID

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.ground.refusals import Refusal
from werkveld.steps.people.actions import accept_invitation, invite, withdraw_invitation
from werkveld.steps.people.enums import Can
from werkveld.steps.people.queries import has_account, invitation_with, invitations_for
from werkveld.steps.people.rules import may_anywhere
from werkveld.web.doors import carried_out, for_people, now, today, tried
from werkveld.web.signin.forms import InviteForm
from werkveld.web.signin.mails import mail_invitation

if TYPE_CHECKING:
    from werkveld.steps.people.models import Invitation
    from werkveld.web.doors import PersonRequest

SHOWN = 50


def state_of(invitation: "Invitation") -> str:
    """open, accepted, withdrawn or expired."""
    if invitation.accepted_at:
        return "accepted"
    if invitation.withdrawn_at:
        return "withdrawn"
    return "open" if invitation.expires_at > now() else "expired"


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: "PersonRequest") -> HttpResponse:
    if not may_anywhere(request.person, Can.INVITE, today()):
        raise PermissionDenied
    form = InviteForm(request.POST or None, reader=request.person, on=today())
    if form.is_valid() and (sent := invited(request, form)):
        reached = mail_invitation(sent, request)
        if reached:
            messages.success(request, _("The invitation to %(name)s was sent.") % {"name": sent.name})
        else:
            messages.error(request, _("The mail to %(name)s could not be sent. Try again later.") % {"name": sent.name})
        return HttpResponseRedirect(reverse("signin:invitations"))
    rows = [(row, state_of(row)) for row in invitations_for(request.person, today())[:SHOWN]]
    return render(request, "signin/invitations.html", {"form": form, "invitations": rows})


def invited(request: "PersonRequest", form: InviteForm) -> "Invitation | None":
    given = form.cleaned_data
    return carried_out(
        form,
        lambda: invite(
            organization=given["organization"],
            email=given["email"],
            name=given["name"],
            role=given["role"],
            by=request.person,
            at=now(),
        ),
    )


@for_people
@require_POST
def withdraw(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = invitations_for(request.person, today()).filter(key=key).first()
    if found is None:
        raise Http404
    tried(request, lambda: withdraw_invitation(found, by=request.person, at=now()), _("The invitation was withdrawn."))
    return HttpResponseRedirect(reverse("signin:invitations"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Reading the invitation uses nothing up, since programs that check mail follow links too."""
    found = invitation_with(secret)
    state = state_of(found) if found else "unknown"
    if request.method == "POST":
        return accept(request, found, secret)
    context = {"invitation": found, "state": state}
    return render(request, "signin/invitation.html", context, status=200 if state == "open" else 410)


def accept(request: HttpRequest, found: "Invitation | None", secret: str) -> HttpResponse:
    """A new account is signed in at once. For one that exists a link is too little: its owner signs in as always."""
    was_known = found is not None and has_account(found.email)
    try:
        account = accept_invitation(secret, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("signin:invitation", args=[secret]))
    if request.user == account:
        messages.success(request, _("Your new role is ready."))
        return HttpResponseRedirect(reverse("signin:desks"))
    if request.user.is_authenticated:
        logout(request)
    if was_known:
        messages.success(request, _("Your new role is ready. Sign in to use it."))
        return HttpResponseRedirect(reverse("account_login"))
    return perform_login(request, account, email_verification="none")
