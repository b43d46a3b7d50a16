"""Reports: the draft for who writes it, the last edition for everybody."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from rapidfuzz import fuzz, process

from werkveld.steps.people.models import Person, Region
from werkveld.steps.promises.models import (
    ClaimedFigure,
    Edition,
    IndicatorVersion,
    Report,
    Section,
    SectionChange,
    Target,
)
from werkveld.steps.promises.rules import may_write_promise


def reports_for(reader: Person, on: date) -> QuerySet[Report]:
    """Drafts included, for who writes the promise; nobody else gets any."""
    if not may_write_promise(reader, on):
        return Report.objects.none()
    return (
        Report.objects.filter(promise__region=reader.region)
        .select_related("promise__region", "frozen_by")
        .prefetch_related(
            Prefetch("sections", Section.objects.order_by("ordering", "id")),
            Prefetch("editions", Edition.objects.select_related("published_by").order_by("-number")),
        )
        .order_by("-year", "promise__code")
    )


def report_for(reader: Person, promise: str, year: int, on: date) -> Report:
    return reports_for(reader, on).get(promise__code=promise, year=year)


def _editions(region: Region) -> QuerySet[Edition]:
    return (
        Edition.objects.filter(report__promise__region=region, withdrawn_at__isnull=True)
        .select_related("report__promise__region")
        .order_by("-report__year", "report__promise__code", "-number")
    )


def published_report(region: Region, promise: str, year: int) -> Edition | None:
    """The edition that everybody reads."""
    return _editions(region).filter(report__promise__code=promise, report__year=year).first()


def published_reports(region: Region) -> list[Edition]:
    """The newest edition of each report."""
    newest: dict[int, Edition] = {}
    for edition in _editions(region):
        newest.setdefault(edition.report_id, edition)
    return list(newest.values())


def changes_of(report: Report) -> QuerySet[SectionChange]:
    """Who changed what, newest first."""
    return SectionChange.objects.filter(section__report=report).select_related("section", "by").order_by("-id")


def targets(region: Region) -> list[Target]:
    return list(Target.objects.filter(region=region).select_related("indicator", "programme").order_by("id"))


def known_references(region: Region) -> dict[str, dict[str, str]]:
    """Kind of reference -> code -> name in the reader's language; what a text may refer to."""
    counted: dict[str, str] = {}
    for version in (
        IndicatorVersion.objects.filter(indicator__region=region)
        .select_related("indicator")
        .order_by("indicator__ordering", "indicator__code", "number")
    ):
        counted[version.indicator.code] = version.name
    return {
        "figure": counted,
        "claimed": {figure.code: figure.name for figure in ClaimedFigure.objects.filter(region=region).order_by("id")},
        "target": {target.code: target.name for target in Target.objects.filter(region=region).order_by("id")},
    }


def suggestions(region: Region, typed: str, limit: int = 8) -> list[tuple[str, str]]:
    """References that fit what was typed: («{figure:nova-services}», name), best first; typing faults are forgiven."""
    choices = {
        f"{{{kind}:{code}}}": f"{code} {name}"
        for kind, codes in known_references(region).items()
        for code, name in codes.items()
    }
    if not typed:
        return [(reference, words.split(" ", 1)[1]) for reference, words in list(choices.items())[:limit]]
    found = process.extract(typed.lower(), {k: v.lower() for k, v in choices.items()}, scorer=fuzz.WRatio, limit=limit)
    return [(reference, choices[reference].split(" ", 1)[1]) for _words, score, reference in found if score >= 45]
