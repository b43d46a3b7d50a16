from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")
    NONE = "none", _("no direction")


class Unit(TextChoices):
    PEOPLE = "people", _("people")
    HOURS = "hours", _("hours")
    SCORE = "score", _("score from 1 to 10")
    SHARE = "share", _("percent")
    PARTNERSHIPS = "partnerships", _("partnerships")
    RECORDS = "records", _("records")
    SCHOOLS = "schools", _("schools")
    ORGANIZATIONS = "organizations", _("organisations")
    MONTHS = "months", _("months")


class PeriodKind(TextChoices):
    CALENDAR_YEAR = "calendar_year", _("calendar year")
    SCHOOL_YEAR = "school_year", _("school year")


class SectionKind(TextChoices):
    PROMISE = "promise", _("Promise")
    CONCLUSION = "conclusion", _("Conclusion")
    SECTION = "section", _("Section")
    RESULTS = "results", _("Results")
    EXPERIENCE = "experience", _("Stakeholders' experience")
