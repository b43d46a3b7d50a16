"""For how long something is kept, in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def term(rule: Any) -> str:
    """A dated rule in words, such as «24 months»; the name of the rule says from when it counts."""
    if rule is None:
        return _("not stated by this region")
    months = int(rule.value)
    if months % 12 == 0 and months >= 24:
        return ngettext("%(count)d year", "%(count)d years", months // 12) % {"count": months // 12}
    return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
