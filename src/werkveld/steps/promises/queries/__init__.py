"""Readers' ways to promises and figures. What leaves here for the public is disclosed."""

from werkveld.steps.promises.queries.claims import Claimed, Claims, claimed_figure, claimed_figures, verdicts_on
from werkveld.steps.promises.queries.figures import (
    Counted,
    MayNotSeeRecords,
    counted_figure,
    counted_figures,
    exact_count,
    indicators,
    records_behind,
    what_changed,
)
from werkveld.steps.promises.queries.publishing import Renewed, family_codes, frozen_now, public_now
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
    "Renewed",
    "changes_of",
    "claimed_figure",
    "claimed_figures",
    "counted_figure",
    "counted_figures",
    "exact_count",
    "family_codes",
    "frozen_now",
    "indicators",
    "known_references",
    "public_now",
    "published_report",
    "published_reports",
    "records_behind",
    "report_for",
    "reports_for",
    "suggestions",
    "targets",
    "verdicts_on",
    "what_changed",
]
