"""Told by anybody; read by the confidential adviser of that organisation and by nobody else."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.utils.timezone import localdate

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.experiences.actions import (
    answer_concern,
    close_concern,
    forward_concern,
    take_concern,
    tell_concern,
)
from werkveld.steps.experiences.actions.concerns import IsClosed, MayNotHear, MayNotWriteDown, NobodyHears
from werkveld.steps.experiences.enums import ConcernKind
from werkveld.steps.experiences.models import Concern
from werkveld.steps.experiences.queries.concerns import (
    concern_with,
    concerns_counted,
    concerns_for,
    organizations_that_hear,
)
from werkveld.steps.experiences.rules import may_hear
from werkveld.steps.messages.models import Message
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.questions.enums import AskedBy
from werkveld_engine.disclosure import HIDDEN, Shown

SECRET = "Er wordt hier gescholden"
Told = Callable[..., Concern]


@pytest.fixture
def vera(world: World) -> Person:
    return world.someone("Vera", RoleCode.CONFIDANT, world.school)


@pytest.fixture
def told(world: World, vera: Person) -> Told:
    """Without a name, unless said otherwise."""

    def telling(**facts: object) -> Concern:
        usual = {
            "organization": world.school,
            "kind": ConcernKind.DISCRIMINATION,
            "text": SECRET,
            "by": world.clockwork,
        }
        return tell_concern(**usual | facts, at=world.at)

    return telling


def test_anybody_tells_it_without_a_name_and_gets_a_code(world: World, told: Told, vera: Person, deeds_on: DeedsOn):
    concern = told()
    assert (concern.told_by, concern.reach, len(concern.code)) == (None, "", 12)
    assert deeds_on(concern) == [("told a concern", world.clockwork.key)]
    news = Message.objects.get()
    assert (news.to, news.kind, news.facts) == (vera, "concern-told", {})
    written = concern.code.lower()
    assert concern_with(f"{written[:4]} {written[4:8]}-{written[8:]}") == concern
    assert (concern_with(""), concern_with("ABCDEFGHJKMN")) == (None, None)


def test_only_the_adviser_of_that_organisation_reads_it(world: World, told: Told, vera: Person):
    other = world.someone("Otto", RoleCode.CONFIDANT, world.company)
    concern, at_college = told(), told(organization=world.college)
    day = localdate(world.at)
    assert list(concerns_for(vera, day)) == [concern, at_college]
    director = world.someone("Fatima", RoleCode.DIRECTOR, world.school)
    keeper = world.someone("Karel", RoleCode.KEEPER, world.school)
    for reader in (*world.people.values(), other, director, keeper, world.clockwork):
        if reader != vera:
            assert list(concerns_for(reader, day)) == []
            assert not may_hear(reader, concern, day)
            for deed in (take_concern, close_concern):
                with pytest.raises(MayNotHear):
                    deed(concern, by=reader, at=world.at)


def test_an_adviser_of_a_part_does_not_hear_what_is_about_the_whole(world: World, told: Told):
    part = world.someone("Piet", RoleCode.CONFIDANT, world.college)
    whole, of_part = told(), told(organization=world.college)
    assert list(concerns_for(part, localdate(world.at))) == [of_part]
    assert not may_hear(part, whole, localdate(world.at))


def test_no_deed_look_or_message_holds_what_was_told(world: World, told: Told, vera: Person):
    els = Person.objects.create(region=world.region, given_name="Els")
    concern = told(told_by=els, by=els, reach="0612345678")
    answer_concern(concern, text="We praten morgen", by=vera, at=world.at)
    close_concern(concern, by=vera, at=world.at)
    written = " ".join(
        [
            *(f"{deed.verb} {deed.record} {deed.detail}" for deed in Deed.objects.all()),
            *(look.what for look in Look.objects.all()),
            *(f"{message.kind} {message.facts}" for message in Message.objects.all()),
        ]
    )
    for word in (SECRET, "praten", "0612345678", concern.code, concern.kind):
        assert word not in written


def test_it_is_taken_answered_and_closed(world: World, told: Told, vera: Person, deeds_on: DeedsOn):
    els = Person.objects.create(region=world.region, given_name="Els")
    concern = told(told_by=els, by=els)
    answered = answer_concern(concern, text="We praten morgen", by=vera, at=world.at)
    assert (answered.taken_by, answered.answer) == (vera, "We praten morgen")
    assert Message.objects.filter(to=els).values_list("kind", flat=True).get() == "concern-answered"
    assert close_concern(concern, by=vera, at=world.at).closed_at == world.at
    verbs = [verb for verb, _by in deeds_on(concern)]
    assert verbs == ["told a concern", "took a concern", "answered a concern", "closed a concern"]
    with pytest.raises(IsClosed):
        answer_concern(concern, text="Nog iets", by=vera, at=world.at)


def test_it_goes_on_to_the_right_adviser_and_leaves_the_desk(world: World, told: Told, vera: Person):
    other = world.someone("Otto", RoleCode.CONFIDANT, world.company)
    concern = take_concern(told(), by=vera, at=world.at)
    moved = forward_concern(concern, to=world.company, by=vera, at=world.at)
    assert (moved.organization, moved.taken_by) == (world.company, None)
    assert list(concerns_for(vera, localdate(world.at))) == []
    assert list(concerns_for(other, localdate(world.at))) == [concern]
    with pytest.raises(MayNotHear):
        take_concern(concern, by=vera, at=world.at)


def test_nothing_is_told_where_nobody_hears(world: World, told: Told, vera: Person):
    with pytest.raises(NobodyHears):
        told(organization=world.company)
    concern = told()
    with pytest.raises(NobodyHears):
        forward_concern(concern, to=world.company, by=vera, at=world.at)
    assert list(organizations_that_hear(world.region, localdate(world.at))) == [world.college, world.school]
    vera.roles.update(begins_on=date(2026, 8, 1), ends_on=date(2026, 8, 31))
    assert list(organizations_that_hear(world.region, localdate(world.at))) == []


def test_who_helps_residents_writes_it_down_and_gets_no_code(world: World, told: Told, vera: Person):
    coach = world.people["coach"]
    written = told(by=coach, channel=AskedBy.PHONE, reach="Els, 0335550123")
    assert (written.code, written.told_by) == ("", None)
    assert list(concerns_for(coach, localdate(world.at))) == []
    told(by=coach, channel=AskedBy.PHONE)  # two without a code stand side by side
    (anna,) = world.students(1)
    with pytest.raises(MayNotWriteDown):
        told(by=anna, channel=AskedBy.DESK)


def test_others_see_counts_of_quarters_that_are_over_and_no_small_ones(world: World, told: Told):
    Norm.objects.create(region=world.region, code="small_group_threshold", value=5, valid_from=date(2016, 8, 1))
    rows = [
        (7, ConcernKind.COMPLAINT, 4),
        (6, ConcernKind.WORRY, 4),
        (2, ConcernKind.DISCRIMINATION, 1),
        (9, "worry", 8),
    ]
    for count, kind, month in rows:
        for _turn in range(count):
            concern = told(kind=kind)
            Concern.objects.filter(pk=concern.pk).update(told_at=datetime(2026, month, 2, tzinfo=UTC))
    spring, winter, *_older = concerns_counted(world.region, date(2026, 9, 30))
    assert (spring.starts_on, spring.total) == (date(2026, 4, 1), Shown(13))
    assert spring.kinds == {"complaint": Shown(7), "worry": Shown(6), "discrimination": Shown(0)}
    assert (winter.total, set(winter.kinds.values())) == (HIDDEN, {HIDDEN})
    summer = concerns_counted(world.region, date(2026, 10, 1))[0]
    assert (summer.starts_on, summer.total) == (date(2026, 7, 1), Shown(9))
