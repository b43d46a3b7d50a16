"""The audit is written once and never rewritten."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from werkveld.steps.deeds.actions import look, note, note_all, note_each, written_together
from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.deeds.queries import deeds_on, looks_at
from werkveld.steps.people.models import Person


def test_a_deed_says_who_did_what_to_which_record(anna: Person, bram: Person, at: datetime):
    note("praised", anna, by=bram, at=at, loudly=True)
    deed = deeds_on(anna).get()
    assert (deed.verb, deed.by, deed.at, deed.record) == ("praised", bram.key, at, f"Person:{anna.key}")
    assert deed.detail == {"loudly": True}


def test_many_deeds_are_written_in_one_statement(
    anna: Person, bram: Person, at: datetime, django_assert_num_queries: object
):
    with django_assert_num_queries(1):
        note_all("greeted", [anna, bram], by=bram, at=at)
    assert Deed.objects.filter(verb="greeted").count() == 2


def test_each_record_can_have_a_detail_of_its_own(
    anna: Person, bram: Person, at: datetime, django_assert_num_queries: object
):
    with django_assert_num_queries(1):
        note_each("greeted", [(anna, {"times": 1}), (bram, {"times": 2})], by=bram, at=at)
    assert [deeds_on(one).get().detail for one in (anna, bram)] == [{"times": 1}, {"times": 2}]


def test_very_many_are_written_together_at_the_end_and_in_their_order(
    anna: Person, bram: Person, at: datetime, django_assert_num_queries: Callable
):
    with django_assert_num_queries(1), written_together():
        note("came", anna, by=anna, at=at)
        note_all("greeted", [anna, bram], by=bram, at=at)
        note("left", bram, by=bram, at=at)
    assert list(Deed.objects.order_by("pk").values_list("verb", flat=True)) == ["came", "greeted", "greeted", "left"]
    note("came", anna, by=anna, at=at)
    assert Deed.objects.count() == 5


def test_what_breaks_off_writes_none_of_them(anna: Person, at: datetime):
    def break_off() -> None:
        with written_together():
            note("came", anna, by=anna, at=at)
            raise LookupError

    with pytest.raises(LookupError):
        break_off()
    assert not Deed.objects.exists()


def test_a_deed_is_never_rewritten(anna: Person, at: datetime):
    deed = note("came", anna, by=anna, at=at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Deed.objects.filter(pk=deed.pk).update(verb="left")
    deed.refresh_from_db()
    assert deed.verb == "came"


@pytest.mark.parametrize("table", [Deed, Look])
def test_neither_deed_nor_look_is_ever_deleted(anna: Person, bram: Person, at: datetime, table: type[Deed | Look]):
    note("came", anna, by=bram, at=at)
    look(anna, by=bram, at=at, what="hours")
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        table.objects.all().delete()
    assert table.objects.count() == 1


def test_a_look_is_never_rewritten(anna: Person, bram: Person, at: datetime):
    look(anna, by=bram, at=at, what="hours")
    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        Look.objects.update(what="nothing")


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["werkveld_deed", "werkveld_look", "werkveld_frozenfigure"])
def test_the_audit_is_not_emptied_as_a_whole_either(db: None, table: str):
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_between_tests_the_whole_database_is_emptied_and_guarded_again(at: datetime):
    """As after each test that commits."""
    someone = Person()  # not kept: the audit names people by key only
    note("came", someone, by=someone, at=at)
    call_command("flush", interactive=False, verbosity=0)
    assert not Deed.objects.exists()
    note("came", someone, by=someone, at=at)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Deed.objects.all().delete()


def test_a_deed_stays_when_its_record_is_gone(anna: Person, bram: Person, at: datetime):
    note("came", anna, by=bram, at=at)
    anna.delete()
    assert [deed.verb for deed in Deed.objects.all()] == ["came"]


def test_a_look_is_written_for_who_was_looked_at(anna: Person, bram: Person, at: datetime):
    look(anna, by=bram, at=at, what="hours")
    assert [(seen.by, seen.what) for seen in looks_at(anna)] == [(bram.key, "hours")]
    assert not looks_at(bram).exists()


def test_looking_at_yourself_is_not_written(anna: Person, at: datetime):
    look(anna, by=anna, at=at, what="hours")
    assert not Look.objects.exists()
