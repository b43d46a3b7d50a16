"""What loading did or would do, in sentences."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext

from werkveld.regions.losses import in_words
from werkveld.regions.plan import Gone, Plan, TablePlan


@dataclass(frozen=True)
class LoadReport:
    """What was done, or with `is_check` what would be done."""

    plan: Plan
    is_check: bool
    is_removing: bool

    @property
    def counts(self) -> Counter[str]:
        return sum((_counts(table) for table in self.plan.tables), Counter[str]())

    @property
    def changes_nothing(self) -> bool:
        return not self.plan.changes_anything(removing=self.is_removing)

    def __str__(self) -> str:
        return "\n".join(_report_lines(self))


def _counts(plan: TablePlan) -> Counter[str]:
    return Counter(
        new=len(plan.new), changed=len(plan.changed), same=plan.same, gone=len(plan.gone), edited=len(plan.edited)
    )


def _report_lines(report: LoadReport) -> list[str]:
    counts = report.counts
    head = (
        gettext("%(region)s would get: %(new)s new rows, %(changed)s changed. %(same)s are the same.")
        if report.is_check
        else gettext("%(region)s: %(new)s new rows, %(changed)s changed. %(same)s were the same.")
    )
    facts = {name: counts[name] for name in ("new", "changed", "same")}
    region = report.plan.package.region
    lines = [head % {**facts, "region": region.name_nl or region.name_en if region else ""}]
    for table in report.plan.tables:
        for change in table.changed:
            lines += [
                gettext("%(table)s, %(key)s, %(column)s: was «%(before)s», becomes «%(after)s».")
                % {"table": table.table.name, "key": change.placed.row.key, "column": c, "before": b, "after": a}
                for c, (b, a) in change.columns.items()
            ]
        lines += [
            gettext("%(table)s, %(key)s: changed on the board's desk or frozen, so it stays as it is.")
            % {"table": table.table.name, "key": key}
            for key in table.edited
        ]
        lines += [gone_line(table.table.name, gone) for gone in table.gone]
    if counts["gone"] and not report.is_removing:
        lines.append(gettext("Rows that are no longer in the package stay. Add --remove to take them out."))
    return lines


def gone_line(table: str, gone: Gone) -> str:
    facts = {"table": table, "key": gone.key}
    if gone.losses.in_the_way:
        sentence = gettext("%(table)s, %(key)s: no longer in the package, but still needed by %(needed)s.")
        return sentence % {**facts, "needed": in_words(gone.losses.in_the_way)}
    if gone.losses.lost:
        sentence = gettext("%(table)s, %(key)s: no longer in the package; with it would be lost %(lost)s.")
        return sentence % {**facts, "lost": in_words(gone.losses.lost)}
    return gettext("%(table)s, %(key)s: no longer in the package; nothing else would be lost.") % facts
