"""What the sign-in library may do here: nobody opens an account alone, and a code is read in the log while testing."""

from typing import Any, ClassVar

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

log = structlog.get_logger("werkveld.signin")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from an invitation or from the school, never from a form that anyone may fill in."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This code is not right. Look in the newest e-mail and type the code again."),
        "too_many_login_attempts": _("You tried too often. Wait a few minutes and try again."),
        "rate_limited": _("You asked for a code too often. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library gives it
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - the library gives it
        return reverse("signin:desks")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - the library gives it
        return reverse("account_login")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, context)
        if "code" in context and not settings.PRODUCTION:
            log.info("a code to sign in", code=context["code"])


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A school vouches for an e-mail address; whoever has no account with it is not let in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 - the library gives it
        return False
