"""Signing in by a code, and where somebody arrives after that."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from werkveld.web.desks import desks_of
from werkveld.web.doors import today
from werkveld.web.signin.forms import ActivateAppForm, AskCodeForm, TypeCodeForm


def schools_that_vouch() -> list[dict[str, str]]:
    """Ways in through OpenID Connect, as the settings name them."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return [{"provider_id": app["provider_id"], "name": app.get("name", app["provider_id"])} for app in apps]


@method_decorator(never_cache, name="dispatch")
class AskCode(RequestLoginCodeView):
    """The same answer for an address that is known and one that is not."""

    form_class = AskCodeForm
    template_name = "account/login.html"

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:  # noqa: ARG002 - the library gives it
        """Who comes back here wants to start again, perhaps with an address without a typing fault."""
        clear_login(request)

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        return {**super().get_context_data(**named), "schools": schools_that_vouch()}


class TypeCode(ConfirmLoginCodeView):
    form_class = TypeCodeForm
    template_name = "account/confirm_login_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        """Too many wrong codes, or one that is too old, lead back to the door; where somebody was going comes along."""
        answer = super().dispatch(request, *args, **named)
        door = reverse("account_login")
        if isinstance(answer, HttpResponseRedirect) and answer.url == door:
            return HttpResponseRedirect(self.passthrough_next_url(door))
        return answer


class ActivateApp(ActivateTOTPView):
    """Typing the code of the new app is proof enough to see the recovery codes that come with it."""

    form_class = ActivateAppForm

    def form_valid(self, form: ActivateAppForm) -> HttpResponse:
        record_authentication(self.request, self.request.user, method="mfa", reauthenticated=True)
        return super().form_valid(form)


@never_cache
def desks(request: HttpRequest) -> HttpResponse:
    """To the first desk of somebody's roles; who has none reads what to do."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(settings.LOGIN_URL)
    person = request.person  # type: ignore[attr-defined]
    pages = [desk.url for desk in desks_of(person, today()) if desk.url] if person else []
    return HttpResponseRedirect(pages[0]) if pages else render(request, "signin/no_desk.html")


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody opens an account alone; this page says how people do come in."""
    return render(request, "account/signup_closed.html")
