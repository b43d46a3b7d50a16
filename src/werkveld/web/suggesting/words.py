"""The reasons of a recommendation, in words."""

from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkveld.steps.enrolments.queries import Suggestion
    from werkveld.steps.people.models import Theme


def why(suggestion: "Suggestion") -> list[tuple[str, str]]:
    """An icon and a line for each reason, the heaviest first; what was chosen says more than what was done."""
    reasons = []
    if suggestion.chosen:
        reasons.append(("check", _("You chose: %(themes)s") % {"themes": named(suggestion.chosen)}))
    new = [theme for theme in suggestion.before if theme not in suggestion.chosen]
    if new:
        reasons.append(("forward", _("Goes on from what you did: %(themes)s") % {"themes": named(new)}))
    if suggestion.kilometres is not None:
        reasons.append(("pin", far(suggestion.kilometres)))
    if suggestion.is_needed:
        reasons.append(("people", _("People are still needed for it to go ahead")))
    return reasons


def named(themes: "Iterable[Theme]") -> str:
    return ", ".join(theme.name for theme in themes)


def far(kilometres: float) -> str:
    if kilometres < 1:
        return _("less than 1 km from you")
    return _("%(km)s km from you, as the crow flies") % {"km": number_format(round(kilometres))}
