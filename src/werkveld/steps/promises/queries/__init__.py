"""Readers' ways to promises and figures. What leaves here for the public is disclosed."""

from werkveld.steps.promises.queries.about import figures_about
from werkveld.steps.promises.queries.claims import Claimed, Claims, claimed_figure, claimed_figures
from werkveld.steps.promises.queries.figures import (
    Counted,
    MayNotSeeRecords,
    counted_figure,
    counted_figures,
    exact_count,
    indicators,
)
from werkveld.steps.promises.queries.kept import is_past, years_to_renew
from werkveld.steps.promises.queries.naming import line_names
from werkveld.steps.promises.queries.open_figures import OpenFigure, open_figure, open_figures
from werkveld.steps.promises.queries.publishing import Renewed, family_codes, frozen_now, public_now
from werkveld.steps.promises.queries.reading import (
    Measured,
    Reading,
    measured_alone,
    read_draft,
    read_report,
    standing_editions,
    state_now,
    state_of,
    state_of_figures,
)
from werkveld.steps.promises.queries.records import Record, Records, partnerships_behind, records_behind, what_changed
from werkveld.steps.promises.queries.reports import (
    changes_of,
    known_references,
    published_report,
    published_reports,
    report_for,
    reports_for,
    suggestions,
    targets,
)

__all__ = [
    "Claimed",
    "Claims",
    "Counted",
    "MayNotSeeRecords",
    "Measured",
    "OpenFigure",
    "Reading",
    "Record",
    "Records",
    "Renewed",
    "changes_of",
    "claimed_figure",
    "claimed_figures",
    "counted_figure",
    "counted_figures",
    "exact_count",
    "family_codes",
    "figures_about",
    "frozen_now",
    "indicators",
    "is_past",
    "known_references",
    "line_names",
    "measured_alone",
    "open_figure",
    "open_figures",
    "partnerships_behind",
    "public_now",
    "published_report",
    "published_reports",
    "read_draft",
    "read_report",
    "records_behind",
    "report_for",
    "reports_for",
    "standing_editions",
    "state_now",
    "state_of",
    "state_of_figures",
    "suggestions",
    "targets",
    "what_changed",
    "years_to_renew",
]
