"""Parts of the week, turns and absences in words."""

from datetime import time
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from werkveld.steps.practice.models import RosterSlot


def weekday(number: int) -> str:
    return str(WEEKDAYS[number])


def clock(at: time) -> str:
    return time_format(at, "H:i")


def slot_words(slot: "RosterSlot") -> str:
    return _("%(day)s from %(begins)s to %(ends)s") % {
        "day": weekday(slot.weekday).capitalize(),
        "begins": clock(slot.begins),
        "ends": clock(slot.ends),
    }
