"""Promises, indicators with versions, reports with editions, and figures that were kept."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Keyed
from werkveld.ground.text import bilingual
from werkveld.steps.offerings.models import Programme
from werkveld.steps.people.models import Person, Region
from werkveld.steps.promises.enums import Direction, PeriodKind, SectionKind, Unit


class Indicator(Keyed):
    """A way to look and a way to count; what exactly is said by its versions."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="indicators")
    code = models.SlugField(max_length=60)
    unit = models.CharField(max_length=14, choices=Unit)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.UP)
    ordering = models.PositiveSmallIntegerField(default=100)
    rows = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_indicator_per_code", fields=["region", "code"])]

    def __str__(self) -> str:
        return self.code


class IndicatorVersion(Keyed):
    """One definition. A new definition is a new version; an old one never changes once a year was frozen with it."""

    personal_data: ClassVar[dict[str, str]] = {}

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    first_year = models.PositiveSmallIntegerField(help_text="The first year that is counted this way.")
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name = bilingual("name")
    definition_nl = models.TextField()
    definition_en = models.TextField()
    definition = bilingual("definition")
    population_nl = models.TextField(blank=True)
    population_en = models.TextField(blank=True)
    population = bilingual("population")
    counter = models.SlugField(max_length=60, help_text="The way to look, in code.")
    params = models.JSONField(default=dict, blank=True)
    period = models.CharField(max_length=14, choices=PeriodKind, default=PeriodKind.CALENDAR_YEAR)
    count_day = models.CharField(max_length=5, default="12-31", help_text="Month and day, such as «12-31».")
    benchmark_series = models.SlugField(max_length=60, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_version_per_number", fields=["indicator", "number"]),
            models.UniqueConstraint(name="one_version_per_first_year", fields=["indicator", "first_year"]),
            models.CheckConstraint(
                name="count_day_is_a_month_and_a_day", condition=Q(count_day__regex=r"^[01][0-9]-[0-3][0-9]$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} v{self.number}"


class ClaimedFigure(Keyed):
    """A figure from a source outside. What the source does not state stays empty and is said to be missing."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="claimed_figures")
    code = models.SlugField(max_length=60)
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name = bilingual("name")
    value = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=14, choices=Unit)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    n = models.PositiveIntegerField(null=True, blank=True)
    margin = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    benchmark_series = models.SlugField(max_length=60, blank=True)
    benchmark_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_said_equal = models.BooleanField(default=False, help_text="The source says: equal to the national average.")
    is_said_stable = models.BooleanField(default=False, help_text="The source says: stable.")
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_claimed_figure_per_code", fields=["region", "code"])]

    def __str__(self) -> str:
        return self.code


class Promise(Keyed):
    """One lasting promise of the region's school to the public."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="promises")
    code = models.SlugField(max_length=60)
    title_nl = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    title = bilingual("title")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_promise_per_code", fields=["region", "code"])]

    def __str__(self) -> str:
        return self.title_nl


class Target(Keyed):
    """How much was promised."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="targets")
    code = models.SlugField(max_length=60)
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="targets")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="targets")
    name_nl = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    name = bilingual("name")
    value = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=14, choices=Unit)
    by_on = models.DateField(null=True, blank=True, help_text="Empty when the source states no date.")
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_target_per_code", fields=["region", "code"])]

    def __str__(self) -> str:
        return self.code


class Report(Keyed):
    """A promise in a year: written, published in editions, and one day frozen."""

    personal_data: ClassVar[dict[str, str]] = {}

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="reports")
    year = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_report_per_promise_and_year", fields=["promise", "year"]),
            models.CheckConstraint(
                name="report_frozen_by_and_at_go_together",
                condition=Q(frozen_by__isnull=True, frozen_at__isnull=True)
                | Q(frozen_by__isnull=False, frozen_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id} {self.year}"


class Section(Keyed):
    """A piece of the draft. Readers see the last edition, not this."""

    personal_data: ClassVar[dict[str, str]] = {}

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=12, choices=SectionKind, default=SectionKind.SECTION)
    ordering = models.PositiveSmallIntegerField()
    heading_nl = models.CharField(max_length=200)
    heading_en = models.CharField(max_length=200)
    heading = bilingual("heading")
    body_nl = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    body = bilingual("body")
    turn = models.PositiveIntegerField(default=0, help_text="Counts the saves, so nobody overwrites another unseen.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_section_per_code", fields=["report", "code"]),
        ]

    def __str__(self) -> str:
        return self.heading_nl


class SectionChange(models.Model):
    """Who changed what: the words as they were before and after."""

    personal_data: ClassVar[dict[str, str]] = {"by": "retention_deeds"}

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.section_id} {self.at}"


class Edition(Keyed):
    """What readers read: the sections as they were on the day of publication. Never changed afterwards."""

    personal_data: ClassVar[dict[str, str]] = {"published_by": "retention_deeds"}

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    sections = models.JSONField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_edition_per_number", fields=["report", "number"])]

    def __str__(self) -> str:
        return f"{self.report_id} edition {self.number}"


class FrozenFigure(Keyed):
    """A figure as it stood on the day of freezing, with its definition and records. The database refuses changes.

    But for one: `records` and `behind` are emptied when their rule says so. The digest stays.
    """

    personal_data: ClassVar[dict[str, str]] = {"records": "retention_figures", "behind": "retention_figures"}

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="frozen_figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="frozen_figures")
    version = models.PositiveSmallIntegerField()
    definition = models.JSONField(help_text="Name, definition, population, counter and parameters in full.")
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    n = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    margin = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    public = models.JSONField(help_text="What everybody may see: value and parts after disclosure.")
    records = models.BinaryField(help_text="Compressed lines «Model:key value», sorted.")
    behind = models.BinaryField(help_text="Pseudonyms of who stood behind the public value, with what each added.")
    digest = models.CharField(max_length=64)
    is_example = models.BooleanField(default=False)
    counted_on = models.DateField()
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="a_figure_is_frozen_once", fields=["report", "indicator"])]

    def __str__(self) -> str:
        return f"{self.indicator_id} frozen for {self.report_id}"


def new_secret() -> bytes:
    return secrets.token_bytes(32)


class PublicFamily(models.Model):
    """All that readers ever saw of figures that add up to each other; on the server only, never in a page.

    `seen` holds for every person who was counted a pseudonym and what that person added (one, hours, or marks): the
    next publication is held beside it. The pseudonym is made with the secret of this family and year, so it says
    nothing elsewhere; only who has both this row and the numbers of all people can find somebody back. Both go when
    their rule says so, and from then on the year is no longer counted.
    """

    personal_data: ClassVar[dict[str, str]] = {"seen": "retention_figures", "secret": "retention_figures"}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="public_families")
    name = models.CharField(max_length=160)
    year = models.PositiveSmallIntegerField()
    secret = models.BinaryField(default=new_secret, editable=False)
    seen = models.BinaryField()
    looked_at = models.DateTimeField(help_text="When was last counted, renewed or not.")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_family_per_year", fields=["region", "name", "year"])]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class PublicFigure(Keyed):
    """The live figure as readers last saw it. It moves only in steps that cannot point at a small group."""

    personal_data: ClassVar[dict[str, str]] = {}

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="public_figures")
    year = models.PositiveSmallIntegerField()
    public = models.JSONField(help_text="Value, n, margin and parts after disclosure.")
    is_example = models.BooleanField(default=False)
    counted_at = models.DateTimeField(help_text="When what readers see was last renewed.")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_public_figure_per_year", fields=["indicator", "year"])]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}"
