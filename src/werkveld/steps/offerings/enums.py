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


class Duration(TextChoices):
    """How long it takes, in steps that mean something to who chooses."""

    DAY = "day", _("one day or less")
    WEEKS = "weeks", _("up to ten weeks")
    HALF = "half", _("up to half a year")
    LONGER = "longer", _("longer")
    OPEN = "open", _("not fixed")
