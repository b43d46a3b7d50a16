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
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("open")
    DRAWN = "drawn", _("places given")


class Aim(TextChoices):
    """What the places are given by; the engine's objectives, in the words of a school."""

    TOTAL_RANK = "total_rank", _("As many high wishes as possible, all together")
    RANK_MAXIMAL = "rank_maximal", _("As many first wishes as possible, then second wishes")
    FAIR = "fair", _("Nobody far behind: first as few low wishes as possible")
    DRAW = "draw", _("By lot: each in turn chooses the best that is left")
    STABLE = "stable", _("Both sides choose: nobody and no host would rather have each other")
    STABLE_MOST = "stable_most", _("Both sides choose, and where it is equal as many as possible get a place")


BOTH_SIDES = (Aim.STABLE, Aim.STABLE_MOST)
ONE_SIDE = tuple(aim for aim in Aim if aim not in BOTH_SIDES)


class Says(TextChoices):
    """How welcome somebody is to a host."""

    GLADLY = "gladly", _("gladly")
    FINE = "fine", _("also fine")
    NO = "no", _("does not fit")


class OfferState(TextChoices):
    OPEN = "open", _("waits for an answer")
    ACCEPTED = "accepted", _("taken")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("no answer in time")


class AppealState(TextChoices):
    OPEN = "open", _("being looked at")
    UPHELD = "upheld", _("upheld")
    DISMISSED = "dismissed", _("not upheld")


class SelectionState(TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("published")
    ASSESSING = "assessing", _("being assessed")
    DECIDED = "decided", _("decided")


class SelectionOutcome(TextChoices):
    SELECTED = "selected", _("has a place")
    IN_LINE = "in_line", _("is in line")


class Reason(TextChoices):
    """Why somebody has this place; the words for people are made from it."""

    CHOSE = "chose", _("chose this")
    WISH = "wish", _("got a wish in the round")
    FIXED = "fixed", _("the place was fixed")
    BY_HAND = "by_hand", _("a coordinator gave it")
    SELECTED = "selected", _("was selected")
    REFERRED = "referred", _("was referred")
    MOVED_UP = "moved_up", _("moved up from the waiting list")
    FULL = "full", _("it was full")


class Mix(TextChoices):
    """What teams are made by; each is a set of weights of the engine."""

    MIXED = "mixed", _("As mixed as possible")
    TOPICS = "topics", _("Topics that people wish")
    MATES = "mates", _("Who wants to be with whom")


class DivisionState(TextChoices):
    PROPOSED = "proposed", _("proposal")
    PUBLISHED = "published", _("published")
