from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Party(TextChoices):
    """Who signs an agreement (WEB 7.2.9), and a parent when the learner is a minor."""

    SCHOOL = "school", _("school")
    LEARNER = "learner", _("student")
    COMPANY = "company", _("company")
    GUARDIAN = "guardian", _("parent or guardian")


class AppointmentState(TextChoices):
    OFFERED = "offered", _("offered")
    BOOKED = "booked", _("booked")
    SERVED = "served", _("helped")
    MISSED = "missed", _("did not come")
    CANCELLED = "cancelled", _("cancelled")


class WaitState(TextChoices):
    WAITING = "waiting", _("waiting")
    OFFERED = "offered", _("a time is offered")
    BOOKED = "booked", _("booked")
    LAPSED = "lapsed", _("not answered in time")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ShiftState(TextChoices):
    DRAFT = "draft", _("draft")
    PLANNED = "planned", _("planned")
    CANCELLED = "cancelled", _("cancelled")


class TurnState(TextChoices):
    """Who is excused said so beforehand; who is absent did not."""

    PLANNED = "planned", _("planned")
    PRESENT = "present", _("there")
    ABSENT = "absent", _("missing")
    EXCUSED = "excused", _("away with a word beforehand")


class TurnOrigin(TextChoices):
    """How somebody came to be on a shift."""

    ROSTER = "roster", _("by the roster")
    HAND = "hand", _("by hand")
    REPLACEMENT = "replacement", _("as a replacement")
    SWAP = "swap", _("by swapping")


class HandoverState(TextChoices):
    OPEN = "open", _("open")
    TAKEN = "taken", _("taken over")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("too late")


class RosterState(TextChoices):
    DRAFT = "draft", _("being drawn up")
    ASKING = "asking", _("people say when they can")
    PROPOSED = "proposed", _("proposed")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Availability(TextChoices):
    YES = "yes", _("I can")
    IF_NEEDED = "if_needed", _("if I must")
    NO = "no", _("I cannot")


class DayKind(TextChoices):
    """What a coach can do on the page of a day, also without the network."""

    HERE = "here", _("is there")
    MISSING = "missing", _("is missing")
    UNDO = "undo", _("not seen yet")
    HEADS = "heads", _("visitors counted")
    HOST = "host", _("the host came")
    SERVED = "served", _("helped")
    MISSED = "missed", _("did not come")
    ARRIVED = "arrived", _("arrived")
    TAKE_BACK = "take_back", _("not over after all")
    LONGER = "longer", _("takes longer")
    PASS_ON = "pass_on", _("another student helps")
    WALK_IN = "walk_in", _("walked in")
    SEEN = "seen", _("what was seen")
    CLOSE = "close", _("day closed")
    REOPEN = "reopen", _("day opened again")


HERE_STATES = (TurnState.PLANNED, TurnState.PRESENT)
