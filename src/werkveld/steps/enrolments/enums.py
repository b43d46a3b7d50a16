from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EnrolmentState(TextChoices):
    WAITING = "waiting", _("on the waiting list")
    PLACED = "placed", _("placed")
    COMPLETED = "completed", _("completed")
    STOPPED = "stopped", _("stopped early")
    WITHDRAWN = "withdrawn", _("withdrawn")


TAKES_A_SEAT = (EnrolmentState.PLACED, EnrolmentState.COMPLETED, EnrolmentState.STOPPED)


class RoundState(TextChoices):
    OPEN = "open", _("open")
    DRAWN = "drawn", _("places given")


class Reason(TextChoices):
    """Why somebody has this place; the words for people are made from it."""

    CHOSE = "chose", _("chose this")
    WISH = "wish", _("got a wish in the round")
    REFERRED = "referred", _("was referred")
    MOVED_UP = "moved_up", _("moved up from the waiting list")
    FULL = "full", _("it was full")
