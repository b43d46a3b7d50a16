from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """For whom, and with that the phase of life or career."""

    LEARNER = "learner", _("students")
    PROFESSIONAL = "professional", _("working people and switchers")
    RESIDENT = "resident", _("residents")
    PUPIL = "pupil", _("pupils")
    TEACHER = "teacher", _("teachers")


class OfferingState(TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")
    DONE = "done", _("done")


class DeliveryMode(TextChoices):
    ON_SITE = "on_site", _("on site")
    ON_CAMPUS = "on_campus", _("on campus")
    BLENDED = "blended", _("blended")
    ONLINE = "online", _("online")
    SELF_STUDY = "self_study", _("self-study")
