"""Tables of figures for the board: what stands, and where now differs from the day of freezing."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkveld.steps.promises.queries import Counted
from werkveld.web.examples import marked
from werkveld.web.parts.report.marks import figure_address, written
from werkveld.web.parts.report.values import number
from werkveld.web.parts.tables import Cell, Column

Table = dict[str, Any]
DIGITS = 12


def table_of_moved(figures: dict[str, Counted]) -> Table | None:
    """Frozen figures of which readers see another value now; None when there are none."""
    moved = [figure for figure in figures.values() if figure.has_moved]
    if not moved:
        return None
    columns = [
        Column(label=_("Figure")),
        Column(label=_("Frozen"), is_number=True),
        Column(label=_("Now"), is_number=True),
        Column(label=_("Why")),
    ]
    return {"columns": columns, "rows": [_moved_row(figure) for figure in moved]}


def _moved_row(figure: Counted) -> list[Any]:
    return [
        Cell(figure.version.name, figure_address(figure)),
        marked(written(figure), figure),
        marked(live_words(figure), figure),
        Cell(_("Records that differ"), figure_address(figure, "difference")),
    ]


def live_words(figure: Counted) -> str:
    live = figure.live.public if figure.live else {}
    if live.get("value") is None:
        return _("not shown")
    return number(live["value"], figure.indicator.unit)


def table_of_all(figures: dict[str, Counted]) -> Table:
    """What would be kept: every figure with its definition's version and count date."""
    columns = [
        Column(label=_("Figure")),
        Column(label=_("Readers see"), is_number=True),
        Column(label=_("Definition")),
        Column(label=_("Count date")),
    ]
    rows = [
        [
            Cell(figure.version.name, figure_address(figure)),
            marked(written(figure), figure),
            _("version %(number)s") % {"number": figure.version.number},
            figure.last_day,
        ]
        for figure in figures.values()
    ]
    return {"columns": columns, "rows": rows}


def table_of_frozen(figures: dict[str, Counted]) -> Table:
    """What was kept of each figure; the digest shows whether the records of then were touched.

    How many records is not told: of a figure that is not shown that would be told of a few.
    """
    columns = [
        Column(label=_("Figure")),
        Column(label=_("Readers see"), is_number=True),
        Column(label=_("Definition")),
        Column(label=_("Count date")),
        Column(label=_("Digest of the records")),
    ]
    rows = [
        [
            Cell(figure.version.name, figure_address(figure)),
            marked(written(figure), figure),
            _("version %(number)s") % {"number": figure.version.number},
            date_format(figure.last_day, "j-n-Y"),
            f"{figure.frozen.digest[:DIGITS]}…",
        ]
        for figure in figures.values()
        if figure.frozen
    ]
    return {"columns": columns, "rows": rows}
