"""Surveys with their answers, and what others measured."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Invented, Keyed
from werkveld.ground.text import bilingual
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.experiences.enums import Respondents
from werkveld.steps.people.models import Person, Region
from werkveld.steps.practice.models import Appointment
from werkveld.steps.questions.enums import AskedBy


class Survey(Keyed, Invented):
    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="surveys")
    code = models.SlugField(max_length=60)
    name_nl = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    name = bilingual("name")
    respondents = models.CharField(max_length=10, choices=Respondents)
    question_nl = models.CharField(max_length=300)
    question_en = models.CharField(max_length=300)
    question = bilingual("question")
    also_nl = models.CharField(max_length=300, blank=True, help_text="A second question, answered with yes or no.")
    also_en = models.CharField(max_length=300, blank=True)
    also = bilingual("also")
    is_per_visit = models.BooleanField(default=False, help_text="Asked once a visit, instead of once a person.")
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_survey_per_code", fields=["region", "code"]),
            models.CheckConstraint(name="survey_closes_after_it_opens", condition=Q(closes_on__gte=F("opens_on"))),
        ]

    def __str__(self) -> str:
        return self.code


class Asked(Keyed):
    """Someone was asked once; the answer, when it comes, is on the same row."""

    personal_data: ClassVar[dict[str, str]] = {
        "person": "retention_experience",
        "score": "retention_experience",
        "remark": "retention_experience",
        "also": "retention_experience",
    }

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="asked")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="asked")
    enrolment = models.ForeignKey(Enrolment, null=True, blank=True, on_delete=models.PROTECT, related_name="asked")
    appointment = models.ForeignKey(Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="asked")
    asked_at = models.DateTimeField()
    score = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    also = models.BooleanField(null=True, blank=True)
    remark = models.TextField(blank=True)
    secret = models.CharField(max_length=32, blank=True, help_text="Of the link with which to answer.")
    channel = models.CharField(max_length=8, choices=AskedBy, default=AskedBy.WEB)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="nobody_is_asked_twice", fields=["survey", "person"], condition=Q(appointment__isnull=True)
            ),
            models.UniqueConstraint(
                name="nobody_is_asked_twice_about_a_visit",
                fields=["appointment"],
                condition=Q(appointment__isnull=False),
            ),
            models.UniqueConstraint(name="a_secret_opens_one_survey", fields=["secret"], condition=~Q(secret="")),
            models.CheckConstraint(
                name="score_is_from_one_to_ten", condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=10)
            ),
            models.CheckConstraint(
                name="an_answer_says_when",
                condition=Q(score__isnull=True, answered_at__isnull=True)
                | Q(score__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.person_id}"


class ExternalMeasure(models.Model):
    """One value that somebody else measured and published, with the year and n only where they state it."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="external_measures")
    series = models.SlugField(max_length=60)
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name = bilingual("name")
    respondents = models.CharField(max_length=10, choices=Respondents)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=6, decimal_places=2)
    unit = models.CharField(max_length=20, default="score")
    n = models.PositiveIntegerField(null=True, blank=True)
    margin = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_measure_per_series_and_year", fields=["region", "series", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}"
