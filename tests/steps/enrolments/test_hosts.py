"""Hosts say who is welcome: only their own people, only of who asks, only after the choosing, and until a day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from journeys.siding import Sided, sided_round
from journeys.world import World
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import (
    AimDoesNotFit,
    BothSidesAskMore,
    HostSaidNo,
    HostsAreNotHeard,
    HostsAreStillHeard,
    HostsSayWhy,
    IsNotAsking,
    MayNotDraw,
    MayNotSpeakForHost,
    SpeaksOfOneself,
    close_round,
    copy_as_test,
    describe_round,
    keep_trial,
    leave_rounds,
    pass_on,
    place,
    rank_groups,
    say,
    stop_hearing_hosts,
    tell_hosts,
)
from werkveld.steps.enrolments.actions.forgetting import forget_old_enrolments
from werkveld.steps.enrolments.enums import Aim, Says
from werkveld.steps.enrolments.models import Introduction, Regard, Round, Wish
from werkveld.steps.enrolments.queries import (
    applicants_for,
    asked_place,
    digest_of,
    hosts_heard,
    introduction_of,
    rounds_to_tell_hosts,
    still_to_say,
)
from werkveld.steps.enrolments.rules import goes_by_round
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import OrganizationKind, RoleCode
from werkveld.steps.people.models import Organization, Person, Role


@pytest.fixture
def sided(world: World) -> Sided:
    found = sided_round(world, people=3, a=1, b=2)
    found.wishes(0, "a", "b", words="I like to work outside.")
    found.wishes(1, "a")
    return found


def test_a_host_sees_who_asks_when_choosing_has_closed(sided: Sided):
    a = sided.choice("a")
    assert applicants_for(sided.host, a, sided.world.at) == []
    assert [one.words for one in applicants_for(sided.host, a, sided.closed) if one.words] == [
        "I like to work outside."
    ]
    assert {one.name for one in applicants_for(sided.host, a, sided.closed)} == {"Student 1", "Student 2"}
    assert applicants_for(sided.host, a, sided.ready) == []


def test_a_host_sees_nobody_of_another_host(sided: Sided):
    stranger = sided.world.someone("stranger", RoleCode.CONTACT, sided.world.college)
    for other in (stranger, sided.carla, sided.people[0]):
        assert applicants_for(other, sided.choice("a"), sided.closed) == []
        assert asked_place(other, sided.round.key, sided.offerings["a"].key, sided.closed) is None
        assert still_to_say(other, sided.closed) == []


def test_a_first_year_is_chosen_without_a_name(sided: Sided):
    Person.objects.filter(pk=sided.people[0].pk).update(study_year=1)
    names = {one.person.pk: one.name for one in applicants_for(sided.host, sided.choice("a"), sided.closed)}
    assert names == {sided.people[0].pk: "", sided.people[1].pk: "Student 2"}


def test_what_a_host_says_is_kept_and_counted(sided: Sided):
    assert [(one.offering.title_nl, count, left) for one, count, left in still_to_say(sided.host, sided.closed)] == [
        ("a", 2, 2),
        ("b", 1, 1),
    ]
    sided.says("a", p0=Says.GLADLY, p1=Says.NO)
    assert [left for _one, _count, left in still_to_say(sided.host, sided.closed)] == [0, 1]
    heard = {one.choice.offering.title_nl: one for one in hosts_heard(sided.round)}
    assert [(one.asking, one.gladly, one.fine, len(one.refused), one.silent) for one in heard.values()] == [
        (2, 1, 0, 1, 0),
        (1, 0, 0, 0, 1),
    ]
    assert Deed.objects.filter(verb="said who is welcome").count() == 1


def test_saying_it_again_replaces_it(sided: Sided):
    sided.says("a", p0=Says.NO)
    sided.says("a", p0=Says.GLADLY)
    assert list(Regard.objects.values_list("says", "why")) == [("gladly", "")]


def test_only_the_own_people_speak_for_a_host(sided: Sided):
    said = {sided.people[0]: (Says.GLADLY, "")}
    for other in (sided.carla, sided.people[0], sided.world.people["coach"]):
        with pytest.raises(MayNotSpeakForHost):
            say(sided.choice("a"), said, by=other, at=sided.closed)
    assert say(sided.choice("a"), said, by=sided.world.people["trainer"], at=sided.closed)


def test_nothing_is_said_before_the_closing_or_after_the_day(sided: Sided):
    said = {sided.people[0]: (Says.GLADLY, "")}
    for moment in (sided.world.at, sided.ready):
        with pytest.raises(HostsAreNotHeard):
            say(sided.choice("a"), said, by=sided.host, at=moment)
    test = copy_as_test(sided.round, by=sided.carla, at=sided.closed)
    with pytest.raises(HostsAreNotHeard):
        say(test.choices.select_related("round", "offering__organization")[0], said, by=sided.host, at=sided.closed)


def test_nothing_is_said_of_who_does_not_ask(sided: Sided):
    with pytest.raises(IsNotAsking):
        sided.says("a", p0=Says.FINE, p2=Says.GLADLY)
    assert not Regard.objects.exists()


def test_a_no_comes_with_its_reason(sided: Sided):
    with pytest.raises(HostsSayWhy):
        sided.says("a", p0=(Says.NO, " "))
    with pytest.raises(IntegrityError), transaction.atomic():
        Regard.objects.create(
            choice=sided.choice("a"), person=sided.people[0], says=Says.NO, by=sided.host, at=sided.closed
        )


def test_nobody_speaks_of_oneself(sided: Sided):
    with pytest.raises(SpeaksOfOneself):
        say(sided.choice("a"), {sided.host: (Says.GLADLY, "")}, by=sided.host, at=sided.closed)


def test_the_coordinator_passes_a_reason_on_or_keeps_it(sided: Sided):
    sided.says("a", p0=Says.NO)
    regard = Regard.objects.get()
    with pytest.raises(MayNotDraw):
        pass_on(regard, is_passed_on=True, by=sided.host, at=sided.closed)
    assert pass_on(regard, is_passed_on=True, by=sided.carla, at=sided.closed).is_passed_on
    sided.says("a", p0=(Says.NO, "Another reason."))
    assert not Regard.objects.get().is_passed_on


@pytest.mark.slow
def test_what_a_host_says_moves_the_digest(sided: Sided):
    on = localdate(sided.closed)
    before = digest_of(sided.round, on)
    sided.says("a", p0=Says.FINE)
    assert digest_of(sided.round, on) == before
    sided.says("a", p0=Says.GLADLY)
    gladly = digest_of(sided.round, on)
    sided.says("a", p0=Says.NO)
    assert len({before, gladly, digest_of(sided.round, on)}) == 3


def test_a_round_waits_for_its_hosts_unless_that_is_closed_first(sided: Sided):
    with pytest.raises(HostsAreStillHeard):
        close_round(sided.round, by=sided.carla, at=sided.closed)
    with pytest.raises(MayNotDraw):
        stop_hearing_hosts(sided.round, by=sided.host, at=sided.closed)
    stop_hearing_hosts(sided.round, by=sided.carla, at=sided.closed)
    assert close_round(sided.round, by=sided.carla, at=sided.closed).drawn_at == sided.closed


def told(sided: Sided) -> list[Person]:
    return [one.to for one in Message.objects.filter(kind="say-who-is-welcome").order_by("id")]


def test_hosts_hear_once_that_it_is_their_turn(sided: Sided):
    """Everybody who may say who is welcome, where somebody asks; nobody before choosing has closed."""
    world, clock = sided.world, sided.world.clockwork
    with pytest.raises(HostsAreNotHeard):
        tell_hosts(sided.round, by=clock, at=world.at)
    for nobody in (sided.host, sided.people[0]):
        with pytest.raises(MayNotDraw):
            tell_hosts(sided.round, by=nobody, at=sided.closed)
    people = [world.people["trainer"], sided.host]
    assert tell_hosts(sided.round, by=clock, at=sided.closed) == len(people)
    assert sorted(told(sided), key=lambda one: one.pk) == sorted(people, key=lambda one: one.pk)
    assert tell_hosts(sided.round, by=sided.carla, at=sided.closed) == 0
    assert len(told(sided)) == len(people)
    assert Message.objects.filter(news_until=sided.round.hosts_until).count() == len(people)


def test_a_host_that_nobody_asks_for_hears_nothing(sided: Sided):
    world = sided.world
    elsewhere = Organization.objects.create(
        region=world.region, code="elders", name="Elders", kind=OrganizationKind.COMPANY
    )
    someone = world.someone("elsewhere", RoleCode.CONTACT, elsewhere)
    Offering.objects.filter(pk=sided.offerings["b"].pk).update(organization=elsewhere)
    Wish.objects.filter(offering=sided.offerings["b"]).delete()
    tell_hosts(sided.round, by=world.clockwork, at=sided.closed)
    assert someone not in told(sided)
    assert sided.host in told(sided)


def test_who_speaks_for_the_whole_hears_of_its_parts_and_who_left_hears_nothing(sided: Sided):
    world = sided.world
    whole = Organization.objects.create(
        region=world.region, code="geheel", name="Geheel", kind=OrganizationKind.COMPANY
    )
    Organization.objects.filter(pk=world.company.pk).update(parent=whole)
    someone = world.someone("whole", RoleCode.CONTACT, whole)
    Role.objects.filter(person=sided.host).update(ends_on=localdate(sided.world.at))
    tell_hosts(sided.round, by=world.clockwork, at=sided.closed)
    assert (someone in told(sided), sided.host in told(sided)) == (True, False)


def test_whose_turn_it_is_is_told_as_long_as_it_is(sided: Sided):
    for at, is_due in ((sided.world.at, False), (sided.closed, True), (sided.ready, False)):
        assert rounds_to_tell_hosts(at).exists() is is_due
    copied = copy_as_test(sided.round, by=sided.carla, at=sided.world.at)
    assert copied not in rounds_to_tell_hosts(sided.closed)
    tell_hosts(sided.round, by=sided.world.clockwork, at=sided.closed)
    assert not rounds_to_tell_hosts(sided.closed).exists()


def test_a_round_of_both_sides_keeps_to_what_that_asks(sided: Sided):
    for facts in ({"places_silent": True}, {"hosts_until": None}, {"closes_at": sided.ready}):
        with pytest.raises(BothSidesAskMore):
            describe_round(Round.objects.get(), by=sided.carla, at=sided.world.at, **facts)
    with pytest.raises(BothSidesAskMore):
        rank_groups(sided.round, [{"name_nl": "4", "name_en": "4", "level": 4}], by=sided.carla, at=sided.world.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.update(aim=Aim.DRAW)


def test_places_are_given_only_in_a_way_that_counts_what_hosts_said(sided: Sided):
    facts = {"seed": 1, "digest": "", "figures": {}}
    with pytest.raises(AimDoesNotFit):
        keep_trial(sided.round, aim=Aim.DRAW, by=sided.carla, at=sided.closed, **facts)


def test_nobody_takes_a_place_alone_while_it_stands_in_a_round_or_where_the_host_said_no(sided: Sided):
    a, (first, *_others) = sided.offerings["a"], sided.people
    assert goes_by_round(a)
    sided.says("a", p0=Says.NO)
    close_round(sided.round, by=sided.carla, at=sided.ready)
    assert not goes_by_round(a)
    with pytest.raises(HostSaidNo):
        place(person=first, offering=a, by=first, at=sided.ready)
    assert place(person=sided.people[2], offering=a, by=sided.people[2], at=sided.ready)


def test_words_to_hosts_come_and_go_with_the_wishes(sided: Sided):
    assert introduction_of(sided.people[0], sided.round) == "I like to work outside."
    sided.wishes(0, "b")
    assert introduction_of(sided.people[0], sided.round) == "I like to work outside."
    sided.wishes(0, "b", words="Or inside.")
    assert introduction_of(sided.people[0], sided.round) == "Or inside."
    sided.wishes(0, words="Or inside.")
    assert not Introduction.objects.exists()


@pytest.mark.slow
def test_a_copy_to_try_on_holds_what_hosts_said(sided: Sided):
    sided.says("a", p0=Says.GLADLY, p1=Says.NO)
    test = copy_as_test(sided.round, by=sided.carla, at=sided.closed)
    assert digest_of(test, localdate(sided.closed)) == digest_of(sided.round, localdate(sided.closed))
    assert sided.round.closes_at + timedelta(days=7) == test.hosts_until


def test_who_goes_takes_the_own_words_along_and_what_is_past_goes(sided: Sided):
    sided.says("a", p0=Says.GLADLY, p1=Says.NO)
    first, second, _third = sided.people
    leave_rounds(first, by=first, at=sided.closed)
    assert not Introduction.objects.exists()
    assert [one.person for one in Regard.objects.all()] == [second]
    region, clock = sided.world.region, sided.world.clockwork
    assert forget_old_enrolments(region, before=sided.closed, by=clock, at=sided.ready, most=9)
    assert not Regard.objects.exists()
