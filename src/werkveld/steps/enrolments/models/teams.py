"""Who works with whom: what an offering is divided into, what people wish, the divisions tried, and the teams."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from werkveld.ground.records import Invented, Keyed
from werkveld.ground.text import bilingual
from werkveld.steps.enrolments.enums import DivisionState, Mix
from werkveld.steps.enrolments.models.places import Enrolment
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.questions.models import Question


class TeamPlan(Keyed, Invented):
    """This offering is done in teams: how large they are about, and until when people say what they wish."""

    personal_data: ClassVar[dict[str, str]] = {}

    offering = models.OneToOneField(Offering, on_delete=models.CASCADE, related_name="team_plan")
    size = models.PositiveSmallIntegerField(help_text="People in a team; one more or fewer where it does not come out.")
    wishes_until = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="a_team_is_two_at_least", condition=Q(size__gte=2))]

    def __str__(self) -> str:
        return f"{self.offering_id} in teams of {self.size}"


class Topic(Keyed, Invented):
    """What a team may work on, and who asked it."""

    personal_data: ClassVar[dict[str, str]] = {}

    plan = models.ForeignKey(TeamPlan, on_delete=models.CASCADE, related_name="topics")
    ordering = models.PositiveSmallIntegerField()
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    name = bilingual("name")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="team_topics"
    )
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="team_topics")
    teams_most = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty means no limit.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="topics_stand_in_order", fields=["plan", "ordering"]),
            models.UniqueConstraint(name="a_topic_is_named_once", fields=["plan", "name_nl"]),
            models.CheckConstraint(
                name="a_topic_may_have_a_team", condition=Q(teams_most__isnull=True) | Q(teams_most__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.name_nl


class TeamWish(models.Model):
    """A topic that somebody who takes part would like, best first."""

    personal_data: ClassVar[dict[str, str]] = {"enrolment": "retention_enrolment", "rank": "retention_enrolment"}

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="team_wishes")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_topic_per_rank", fields=["enrolment", "rank"]),
            models.UniqueConstraint(name="a_topic_is_wished_once", fields=["enrolment", "topic"]),
            models.CheckConstraint(name="ranks_of_topics_start_at_one", condition=Q(rank__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.rank}"


class MateWish(models.Model):
    """Somebody would like to be with another. Only who wishes it and the school see this."""

    personal_data: ClassVar[dict[str, str]] = {"enrolment": "retention_enrolment", "mate": "retention_enrolment"}

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="mate_wishes")
    mate = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_mate_is_asked_for_once", fields=["enrolment", "mate"]),
            models.UniqueConstraint(name="one_mate_per_number", fields=["enrolment", "number"]),
            models.CheckConstraint(name="two_mates_at_most", condition=Q(number__gte=1, number__lte=2)),
            models.CheckConstraint(name="nobody_asks_for_oneself", condition=~Q(enrolment=F("mate"))),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} with {self.mate_id}"


class KeptApart(Keyed):
    """Two people who are not put in one team. The reason is for coordinators only, and no letter ever tells it."""

    personal_data: ClassVar[dict[str, str]] = {
        "one": "retention_enrolment",
        "other": "retention_enrolment",
        "why": "retention_enrolment",
    }

    one = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="two_people_are_kept_apart_once", fields=["one", "other"]),
            models.CheckConstraint(name="kept_apart_are_two_in_order", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(name="who_is_kept_apart_has_a_reason", condition=~Q(why="")),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} apart from {self.other_id}"


class Division(Keyed, Invented):
    """Everybody in teams, one way: a proposal, or the one that was published. `figures` are numbers and name nobody."""

    personal_data: ClassVar[dict[str, str]] = {}

    plan = models.ForeignKey(TeamPlan, on_delete=models.CASCADE, related_name="divisions")
    mix = models.CharField(max_length=8, choices=Mix)
    seed = models.PositiveIntegerField()
    weights = models.JSONField()
    digest = models.CharField(max_length=64)
    figures = models.JSONField()
    state = models.CharField(max_length=10, choices=DivisionState, default=DivisionState.PROPOSED)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_published_division_per_offering",
                fields=["plan"],
                condition=Q(state=DivisionState.PUBLISHED),
            ),
            models.CheckConstraint(
                name="a_published_division_says_when_and_by_whom",
                condition=Q(state=DivisionState.PROPOSED, published_at__isnull=True, published_by__isnull=True)
                | Q(state=DivisionState.PUBLISHED, published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.mix} {self.state}"


class Team(Keyed):
    """A team of one division; people call it by its number until it has a name."""

    personal_data: ClassVar[dict[str, str]] = {}

    division = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="teams")
    number = models.PositiveSmallIntegerField()
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_team_per_number", fields=["division", "number"])]

    def __str__(self) -> str:
        return f"{self.division_id}: {self.number}"


class TeamMember(models.Model):
    """Somebody in a team, with the facts behind it; `why` is in a coordinator's own words, after a move by hand."""

    personal_data: ClassVar[dict[str, str]] = {
        "enrolment": "retention_enrolment",
        "reasons": "retention_enrolment",
        "why": "retention_enrolment",
    }

    division = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="members")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="team_memberships")
    reasons = models.JSONField(default=dict, blank=True)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_team_per_person_and_division", fields=["division", "enrolment"]),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} in {self.team_id}"
