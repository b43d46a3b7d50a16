"""How a page says that something on it is invented: each such thing carries the mark, and a banner tells what it means."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.cache import caches
from django.utils.translation import gettext as _

from werkveld.steps.offerings.queries import has_open_examples

if TYPE_CHECKING:
    from werkveld.steps.people.models import Region

ALL = "all"  # every person and figure on the page
SOME = "some"  # what carries the mark
FOR_A_MINUTE = 60


def is_invented(one: Any) -> bool:
    """A card, or a record, or anything else that is true when it is invented."""
    if isinstance(one, str):
        return "badge--example" in one
    return bool(getattr(one, "is_example", one))


def example_mark(*shown: Any) -> dict[str, str]:
    """For a page of which the parts are known. Takes what may be invented of it; `None` never is."""
    return {"invented": SOME if any(is_invented(one) for one in shown) else ""}


def marked(words: str, record: Any) -> str:
    """For where there is no room for a badge."""
    return _("%(words)s (example data)") % {"words": words} if record.is_example else words


def counts_examples(shown: Iterable[Any], total: int, region: "Region") -> bool:
    """Whether a number of offerings counts invented ones, of which some may stand on another page."""
    some = list(shown)
    return any(is_invented(one) for one in some) or (total > len(some) and _are_open(region))


def _are_open(region: "Region") -> bool:
    """Asked once a minute and process."""
    key = f"open-examples-{region.pk}"
    if (known := caches["cards"].get(key)) is None:
        caches["cards"].set(key, known := has_open_examples(region), FOR_A_MINUTE)
    return bool(known)
