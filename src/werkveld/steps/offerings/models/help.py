"""What residents can have done: how long, by whom, what is and is not done, and where."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Invented, Keyed
from werkveld.ground.text import bilingual
from werkveld.steps.offerings.models.programmes import Programme
from werkveld.steps.people.models import Site, Skill

QUARTER = 15  # minutes: everything that residents book begins on a quarter and fills whole quarters


class Help(Keyed, Invented):
    """One kind of help that can be booked. It is given on shifts of its programme's offerings, at its sites."""

    personal_data: ClassVar[dict[str, str]] = {}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="kinds_of_help")
    code = models.SlugField(max_length=80)
    ordering = models.PositiveSmallIntegerField(default=100)
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    name = bilingual("name")
    does_nl = models.TextField(blank=True, help_text="What students do, in B1.")
    does_en = models.TextField(blank=True)
    does = bilingual("does")
    does_not_nl = models.TextField(blank=True, help_text="What they do not do, in B1.")
    does_not_en = models.TextField(blank=True)
    does_not = bilingual("does_not")
    minutes = models.PositiveSmallIntegerField()
    skill = models.ForeignKey(Skill, null=True, blank=True, on_delete=models.PROTECT, related_name="kinds_of_help")
    level_min = models.PositiveSmallIntegerField(null=True, blank=True)
    price = models.DecimalField(max_digits=6, decimal_places=2, default=0, help_text="In euros; 0 is free.")
    languages = models.CharField(max_length=60, default="nl", help_text="Codes with a space between, such as «nl en».")
    is_at_home = models.BooleanField(default=False, help_text="Students come to the resident.")
    is_walking_along = models.BooleanField(default=False, help_text="Students go along to somewhere else.")
    people = models.PositiveSmallIntegerField(default=1, help_text="How many students come together.")
    needs_vetting = models.BooleanField(default=False)
    sites = models.ManyToManyField(Site, blank=True, related_name="kinds_of_help")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_kind_of_help_per_code", fields=["programme", "code"]),
            models.CheckConstraint(
                name="help_fills_quarters_of_an_hour",
                condition=Q(minutes__gte=QUARTER, minutes__lte=480) & Q(minutes=F("minutes") / QUARTER * QUARTER),
            ),
            models.CheckConstraint(name="one_or_two_students_come", condition=Q(people__gte=1, people__lte=2)),
            models.CheckConstraint(
                name="who_comes_to_a_home_was_vetted_and_is_not_alone",
                condition=Q(is_at_home=False) | Q(needs_vetting=True, people=2),
            ),
            models.CheckConstraint(name="a_price_is_not_below_zero", condition=Q(price__gte=0)),
        ]

    @property
    def spoken(self) -> list[str]:
        return self.languages.split()

    def __str__(self) -> str:
        return self.name_nl
