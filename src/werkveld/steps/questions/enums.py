from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AskedBy(TextChoices):
    """How a question came in."""

    WEB = "web", _("web")
    PHONE = "phone", _("telephone")
    DESK = "desk", _("desk")
    PAPER = "paper", _("paper")
    EVENT = "event", _("event")


class QuestionState(TextChoices):
    ASKED = "asked", _("asked")
    TAKEN_UP = "taken_up", _("taken up")
    BUNDLED = "bundled", _("in a project")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("not possible")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN_STATES = (QuestionState.ASKED, QuestionState.TAKEN_UP, QuestionState.BUNDLED)
