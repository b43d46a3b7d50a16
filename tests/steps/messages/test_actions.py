"""Nobody is told twice, and only the reader reads."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from steps.types import DeedsOn
from werkveld.steps.messages.actions import (
    MayNotTakeBack,
    MessageIsNotYours,
    read,
    take_back,
    tell,
    tell_all,
)
from werkveld.steps.messages.enums import Channel
from werkveld.steps.messages.models import Message
from werkveld.steps.messages.queries import messages_for
from werkveld.steps.people.models import Person


def test_a_message_waits_for_its_reader(anna: Person, bram: Person, at: datetime, deeds_on: DeedsOn):
    told = tell(anna, "moved-up", about=bram, by=bram, at=at, title=["Zorg", "Care"])
    assert list(messages_for(anna)) == [told]
    assert (told.facts, told.written_at, told.read_at) == ({"title": ["Zorg", "Care"]}, at, None)
    assert deeds_on(told) == [("told", bram.key)]
    assert not messages_for(bram).exists()


def test_the_same_words_about_the_same_record_are_said_once(anna: Person, bram: Person, at: datetime):
    first = tell(anna, "moved-up", about=bram, by=bram, at=at)
    assert tell(anna, "moved-up", about=bram, by=bram, at=at) == first
    assert tell(anna, "cancelled", about=bram, by=bram, at=at) != first


def test_many_are_told_at_once_and_nobody_twice(anna: Person, bram: Person, carla: Person, at: datetime):
    tell(anna, "moved-up", about=carla, by=carla, at=at)
    told = tell_all("moved-up", [{"to": who, "about": carla} for who in (anna, bram)], by=carla, at=at)
    assert [message.to for message in told] == [bram]
    assert Message.objects.count() == 2


def test_the_database_tells_nobody_twice(anna: Person, at: datetime):
    row = {"to": anna, "kind": "moved-up", "once": "moved-up Person:1", "written_at": at}
    Message.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(**row)


def test_the_reader_reads_it_once(anna: Person, bram: Person, at: datetime, deeds_on: DeedsOn):
    told = tell(anna, "moved-up", about=bram, by=bram, at=at)
    read(told, by=anna, at=at)
    read(told, by=anna, at=at.replace(year=2027))
    told.refresh_from_db()
    assert told.read_at == at
    assert deeds_on(told) == [("told", bram.key), ("read", anna.key)]


def test_what_stands_on_a_page_alone_can_be_taken_back_and_said_again(
    anna: Person, bram: Person, at: datetime, deeds_on: DeedsOn
):
    clock = Person.objects.create(region=anna.region, given_name="Werkveld", is_clockwork=True)
    said = tell(anna, "shift-soon", about=bram, by=clock, at=at, channel=Channel.PAGE)
    sent = tell(anna, "moved-up", about=bram, by=clock, at=at, channel=Channel.MAIL)
    with pytest.raises(MayNotTakeBack):
        take_back([said], by=bram, at=at)
    assert take_back([said, sent], by=clock, at=at) == 1
    assert list(messages_for(anna)) == [sent]
    assert deeds_on(said) == [("told", clock.key), ("took back", clock.key)]
    assert tell(anna, "shift-soon", about=bram, by=clock, at=at, channel=Channel.PAGE).pk != said.pk


def test_nobody_reads_the_message_of_another(anna: Person, bram: Person, at: datetime):
    told = tell(anna, "moved-up", about=bram, by=bram, at=at)
    with pytest.raises(MessageIsNotYours):
        read(told, by=bram, at=at)
