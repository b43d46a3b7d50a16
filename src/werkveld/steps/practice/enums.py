from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Party(TextChoices):
    """Who signs an agreement (WEB 7.2.9), and a parent when the learner is a minor."""

    SCHOOL = "school", _("school")
    LEARNER = "learner", _("student")
    COMPANY = "company", _("company")
    GUARDIAN = "guardian", _("parent or guardian")


class AppointmentState(TextChoices):
    BOOKED = "booked", _("booked")
    SERVED = "served", _("helped")
    MISSED = "missed", _("did not come")
    CANCELLED = "cancelled", _("cancelled")
