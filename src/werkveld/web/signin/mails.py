"""The mails of coming in that the sign-in library does not send itself: plain words, plain text."""

from typing import TYPE_CHECKING

import structlog
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from werkveld.steps.people.models import Invitation

log = structlog.get_logger("werkveld.signin")


def mail_invitation(invitation: "Invitation", request: HttpRequest) -> bool:
    """In the language of the page; False when the mail server did not take it. Call it after the deed is done."""
    link = request.build_absolute_uri(reverse("signin:invitation", args=[invitation.secret]))
    body = render_to_string("signin/invitation_mail.txt", {"invitation": invitation, "link": link}, request)
    subject = _("You are invited by %(organization)s") % {"organization": invitation.organization.name}
    try:
        EmailMessage(subject, body.strip() + "\n", to=[invitation.email]).send()
    except OSError:  # smtplib's errors are of this kind too
        log.exception("an invitation could not be mailed")
        return False
    return True
