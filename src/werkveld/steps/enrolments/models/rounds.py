"""A round of choosing: who may choose what, when, how many, and what they wish."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Invented, Keyed
from werkveld.ground.text import bilingual
from werkveld.steps.enrolments.enums import BOTH_SIDES, Aim, RoundState
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Organization, Person, Region


class Round(Keyed, Invented):
    """A time in which people rank what they wish, after which places are given to all at once."""

    personal_data: ClassVar[dict[str, str]] = {}

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="rounds")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds"
    )
    name_nl = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    name = bilingual("name")
    text_nl = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text = bilingual("text")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    hosts_until = models.DateTimeField(null=True, blank=True, help_text="Until when hosts say who is welcome.")
    results_on = models.DateField(null=True, blank=True, help_text="When everybody hears.")
    seed = models.PositiveIntegerField(help_text="The draw can be repeated with it.")
    aim = models.CharField(max_length=12, choices=Aim, default=Aim.DRAW)
    seats = models.PositiveSmallIntegerField(default=1, help_text="How many offerings somebody gets, one a period.")
    wishes_least = models.PositiveSmallIntegerField(default=1)
    wishes_most = models.PositiveSmallIntegerField(default=10)
    unplaced = models.PositiveIntegerField(null=True, blank=True, help_text="What no place costs, in ranks.")
    places_silent = models.BooleanField(default=False, help_text="Whether who ranked nothing gets what is left.")
    answer_hours = models.PositiveSmallIntegerField(default=72, help_text="To say yes to an offered place.")
    shows_names = models.BooleanField(default=False, help_text="Whether names show before the round closes.")
    level_min = models.PositiveSmallIntegerField(null=True, blank=True)
    level_max = models.PositiveSmallIntegerField(null=True, blank=True)
    colleges = models.ManyToManyField(Organization, blank=True, related_name="rounds_to_choose_in")
    test_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="tests")
    state = models.CharField(max_length=8, choices=RoundState, default=RoundState.OPEN)
    reminded_at = models.DateTimeField(null=True, blank=True)
    hosts_told_at = models.DateTimeField(null=True, blank=True, help_text="When hosts heard that it is their turn.")
    drawn_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    offerings = models.ManyToManyField(Offering, through="RoundOffering", related_name="rounds")

    class Meta:
        constraints = [
            models.CheckConstraint(name="round_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(
                name="a_drawn_round_says_when",
                condition=Q(state=RoundState.DRAWN, drawn_at__isnull=False)
                | (~Q(state=RoundState.DRAWN) & Q(drawn_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_round_asks_a_few_wishes",
                condition=Q(wishes_least__gte=1, wishes_most__gte=F("wishes_least"), seats__gte=1),
            ),
            models.CheckConstraint(
                name="when_both_sides_choose_hosts_come_after_and_each_gets_one_place",
                condition=Q(aim__in=BOTH_SIDES, hosts_until__gt=F("closes_at"), seats=1, places_silent=False)
                | (~Q(aim__in=BOTH_SIDES) & Q(hosts_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_test_of_a_round_is_never_drawn",
                condition=Q(test_of__isnull=True) | ~Q(state=RoundState.DRAWN),
            ),
        ]

    def __str__(self) -> str:
        return self.name_nl


class RoundPeriod(models.Model):
    """A part of the time a round is about; somebody is in one offering of a period at most."""

    personal_data: ClassVar[dict[str, str]] = {}

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="periods")
    number = models.PositiveSmallIntegerField()
    name_nl = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    name = bilingual("name")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_period_per_number", fields=["round", "number"]),
        ]

    def __str__(self) -> str:
        return self.name_nl


class RoundOffering(models.Model):
    """What can be chosen in a round, and in which of its periods."""

    personal_data: ClassVar[dict[str, str]] = {}

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="choices")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="choices")
    period = models.ForeignKey(RoundPeriod, null=True, blank=True, on_delete=models.PROTECT, related_name="choices")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="an_offering_is_once_in_a_round", fields=["round", "offering"]),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id} in {self.round_id}"


class PriorityGroup(models.Model):
    """Who goes before others: the first group that fits somebody counts, and who fits none comes last."""

    personal_data: ClassVar[dict[str, str]] = {}

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="priorities")
    ordering = models.PositiveSmallIntegerField()
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    name = bilingual("name")
    college = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="priorities_stand_in_order", fields=["round", "ordering"]),
            models.CheckConstraint(
                name="a_priority_says_for_whom", condition=Q(college__isnull=False) | Q(level__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name_nl


class Quota(models.Model):
    """At most so many of a group in an offering."""

    personal_data: ClassVar[dict[str, str]] = {}

    choice = models.ForeignKey(RoundOffering, on_delete=models.CASCADE, related_name="quotas")
    group = models.ForeignKey(PriorityGroup, on_delete=models.CASCADE, related_name="quotas")
    most = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_quota_per_offering_and_group", fields=["choice", "group"]),
        ]

    def __str__(self) -> str:
        return f"{self.choice_id}: {self.most}"


class SharedLimit(models.Model):
    """A room or a teacher that several offerings need: together they hold no more."""

    personal_data: ClassVar[dict[str, str]] = {}

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="shared_limits")
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    name = bilingual("name")
    capacity = models.PositiveIntegerField()
    choices = models.ManyToManyField(RoundOffering, related_name="shared_limits")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_shared_limit_per_name", fields=["round", "name_nl"]),
        ]

    def __str__(self) -> str:
        return self.name_nl


class FixedPlace(models.Model):
    """A place that somebody has before anybody chooses, with the reason that everybody may ask for."""

    personal_data: ClassVar[dict[str, str]] = {"person": "retention_enrolment", "why": "retention_enrolment"}

    choice = models.ForeignKey(RoundOffering, on_delete=models.CASCADE, related_name="fixed_places")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="fixed_places")
    why = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_place_is_fixed_once", fields=["choice", "person"]),
            models.CheckConstraint(name="a_fixed_place_says_why", condition=~Q(why="")),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.choice_id}"


class Wish(models.Model):
    personal_data: ClassVar[dict[str, str]] = {"person": "retention_enrolment", "rank": "retention_enrolment"}

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="wishes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="wishes")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="wishes")
    rank = models.PositiveSmallIntegerField()
    wished_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_wish_per_rank", fields=["round", "person", "rank"]),
            models.UniqueConstraint(name="an_offering_is_wished_once", fields=["round", "person", "offering"]),
            models.CheckConstraint(name="ranks_start_at_one", condition=Q(rank__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.rank}"
