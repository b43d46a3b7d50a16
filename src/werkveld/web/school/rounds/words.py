"""Words about rounds: what each aim promises and does not promise, and what a line of the check list means."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from werkveld.steps.enrolments.enums import Aim, RoundState
from werkveld.steps.enrolments.rules import are_hosts_heard, fits_aim, is_choosing, is_over

if TYPE_CHECKING:
    from datetime import datetime

    from werkveld.steps.enrolments.models import Round
    from werkveld.steps.enrolments.queries.checklist import Check


@dataclass(frozen=True, slots=True)
class AimWords:
    """`good` and `bad` are what it does and what it costs; `honest` says whether ranking otherwise can pay."""

    name: str | Promise
    good: str | Promise
    bad: str | Promise
    honest: str | Promise


_CAN_PAY = gettext_lazy("Who knows what others choose, can sometimes gain by ranking otherwise than they wish.")

AIMS: dict[str, AimWords] = {
    Aim.TOTAL_RANK: AimWords(
        gettext_lazy("Together the best"),
        gettext_lazy("All wishes added up, people come out as high as possible."),
        gettext_lazy("One person may get a low wish, so that several others get a higher one."),
        _CAN_PAY,
    ),
    Aim.RANK_MAXIMAL: AimWords(
        gettext_lazy("Most first wishes"),
        gettext_lazy("As many first wishes as possible, then as many second wishes, and so on."),
        gettext_lazy("Who misses the first wish, may fall far or get nothing."),
        _CAN_PAY,
    ),
    Aim.FAIR: AimWords(
        gettext_lazy("Nobody far behind"),
        gettext_lazy("As few people as possible without a place, then as few as possible with their last wish."),
        gettext_lazy("It costs some first wishes."),
        _CAN_PAY,
    ),
    Aim.DRAW: AimWords(
        gettext_lazy("By lot"),
        gettext_lazy("Everybody is drawn once and then takes the best that is left. Anybody can draw it again."),
        gettext_lazy("Who is drawn late, may get a low wish or nothing, and all together it is not the best."),
        gettext_lazy("Nobody gains by ranking otherwise than they wish."),
    ),
    Aim.STABLE: AimWords(
        gettext_lazy("Both sides choose"),
        gettext_lazy(
            "Students rank, hosts say who is welcome. Nobody misses a place that went to somebody less welcome."
        ),
        gettext_lazy("More people may be left without a place, since where it is equal only the lot decides."),
        gettext_lazy(
            "No student gains by ranking otherwise than they wish, unless what is shared overlaps. Hosts may gain."
        ),
    ),
    Aim.STABLE_MOST: AimWords(
        gettext_lazy("Both sides choose, most placed"),
        gettext_lazy("The same, and where it is equal those go first with whom more people get a place."),
        gettext_lazy("Among equals it is not only the lot that decides."),
        gettext_lazy("A student could sometimes gain by leaving out places. Nobody can know which."),
    ),
}


def aims_for(choice_round: "Round") -> list[str]:
    """The ways that fit: what hosts said counts in all of them, or in none."""
    return [code for code in AIMS if fits_aim(choice_round, code)]


def aim_name(code: str) -> str:
    return str(AIMS[code].name) if code in AIMS else code


@dataclass(frozen=True, slots=True)
class Phase:
    """Where a round stands, as people speak of it: the state in the table and the clock together."""

    code: str
    words: str
    tone: str


def phase_of(choice_round: "Round", at: "datetime") -> Phase:
    if choice_round.test_of_id is not None:
        return Phase("test", _("test round"), "example")
    if choice_round.state == RoundState.DRAFT:
        return Phase("draft", _("in preparation"), "warning")
    if choice_round.state == RoundState.DRAWN:
        return Phase("drawn", _("places given"), "positive")
    return _open_phase(choice_round, at)


def _open_phase(choice_round: "Round", at: "datetime") -> Phase:
    if is_choosing(choice_round, at):
        return Phase("open", _("open"), "accent")
    if are_hosts_heard(choice_round, at):
        return Phase("hosts", _("hosts say who is welcome"), "accent")
    if is_over(choice_round, at):
        return Phase("closed", _("closed, places still to give"), "warning")
    return Phase("soon", _("opens soon"), "info")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the check list as it stands on the page; `url` is where to put it right."""

    words: str
    state: str  # met, missing, look
    url: str


def line_of(check: "Check", choice_round: "Round") -> Line:
    page = "school:rounds:facts"
    if check.code in ("choices", "drafts", "seats", "periods", "loose"):
        page = "school:rounds:choices"
    if check.code == "fixed":
        page = "school:rounds:rules"
    state = "met" if check.is_met else "missing" if check.must else "look"
    return Line(_sentence(check), state, reverse(page, args=[choice_round.key]))


def _sentence(check: "Check") -> str:
    facts = {"number": check.number, "of": check.of}
    met, unmet = _SENTENCES[check.code](check)
    return (met if check.is_met else unmet) % facts


_SENTENCES = {
    "asked": lambda check: (
        ngettext("%(number)s person may choose.", "%(number)s people may choose.", check.number),
        _("Nobody may choose yet. Say which colleges and levels."),
    ),
    "choices": lambda check: (
        ngettext("%(number)s offering to choose from.", "%(number)s offerings to choose from.", check.number),
        _("Put at least two offerings in the round."),
    ),
    "drafts": lambda check: (
        _("Every offering is open."),
        ngettext(
            "%(number)s offering is not open, so nobody can get a place there.",
            "%(number)s offerings are not open, so nobody can get a place there.",
            check.number,
        ),
    ),
    "seats": lambda _check: (
        _("There are places for everybody."),
        _("There are %(number)s places, and %(of)s would be needed. Some people will get nothing."),
    ),
    "wishes": lambda _check: (
        _("There is enough to rank."),
        _("You ask for at least %(number)s wishes, and there is less to choose from."),
    ),
    "periods": lambda _check: (
        _("There are enough periods."),
        _("Somebody gets %(of)s places, one a period, and there are %(number)s periods with offerings."),
    ),
    "loose": lambda check: (
        _("Every offering stands in a period."),
        ngettext("%(number)s offering stands in no period.", "%(number)s offerings stand in no period.", check.number),
    ),
    "fixed": lambda check: (
        _("Every fixed place fits."),
        ngettext(
            "%(number)s offering has more fixed places than seats.",
            "%(number)s offerings have more fixed places than seats.",
            check.number,
        ),
    ),
    "closes": lambda _check: (
        _("Choosing closes on a day that is still to come."),
        _("Choosing closes on a day that has passed."),
    ),
    "results": lambda _check: (
        _("Everybody knows when the result comes."),
        _("Say on which day the result comes, after choosing has closed."),
    ),
    "words": lambda _check: (
        _("There is an explanation for who chooses."),
        _("Write a few words for who chooses: what is this about?"),
    ),
}
