"""What people call the things that are kept about them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "Person": _("Your name and how to reach you"),
    "Account": _("How you sign in"),
    "Role": _("Your roles"),
    "Invitation": _("Invitations to you"),
    "Message": _("Messages to you"),
    "Question": _("Your questions"),
    "Wish": _("What you wished for"),
    "FixedPlace": _("Places that were fixed for you"),
    "RoundResult": _("What you got in rounds of choosing, and why"),
    "Appeal": _("Where you asked to look again"),
    "Enrolment": _("What you take part in"),
    "SeatOffer": _("Places that were offered to you"),
    "GroupBooking": _("Groups that you booked"),
    "Agreement": _("Your practice agreements"),
    "Signature": _("Your signatures"),
    "Shift": _("Shifts that you coached"),
    "Appointment": _("Appointments"),
    "Hours": _("Your hours"),
    "ContactMoment": _("Conversations about your placement"),
    "Award": _("Your evidence"),
    "AwardLine": _("The proof under your evidence"),
    "Asked": _("Surveys that you were asked to fill in"),
    "SectionChange": _("Changes that you made in the promise"),
    "Edition": _("Editions that you published"),
    "Deed": _("What you did here"),
    "Look": _("Who looked at your data"),
}
