from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from journeys.world import small_world
from werkveld.console import doctor
from werkveld.console.doctor import Finding
from werkveld.jobs.keeping import forget_what_is_past
from werkveld.journeys.forget_by_rule import forget_by_rule
from werkveld.steps.messages.actions import tell
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Person, Region


def test_it_says_what_to_do_and_how_much_is_wrong(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(doctor, "look_at_machine", lambda: iter([Finding("good", "a"), Finding("better", "b", "do b")]))
    monkeypatch.setattr(doctor, "look_at_settings", lambda: iter([Finding("wrong", "c", "do c")]))
    monkeypatch.setattr(doctor, "look_inside", lambda: pytest.fail("nothing can be looked at without settings"))
    with pytest.raises(SystemExit) as stopped:
        doctor.doctor(None)
    said = capsys.readouterr().out
    assert stopped.value.code == 1
    assert "do b" in said
    assert "do c" in said
    assert said.strip().endswith("1")


@pytest.mark.slow
@pytest.mark.django_db
def test_a_machine_that_passes_the_tests_has_a_database_in_order():
    assert [finding for finding in doctor.database() if finding.state != "good"] == []


@pytest.mark.slow
def test_mail_that_does_not_go_is_told_with_what_the_server_said(anna: Person):
    assert [finding.state for finding in doctor.outbox()] == ["good", "good"]
    now = timezone.now()
    tell(anna, "waits", about=anna, by=anna, at=now - timedelta(hours=3))
    lost = tell(anna, "lost", about=anna, by=anna, at=now - timedelta(hours=2))
    Message.objects.filter(pk=lost.pk).update(gave_up_at=now, fault="550 the address was refused")
    waits, given_up, _texts = doctor.outbox()
    assert (waits.state, given_up.state) == ("wrong", "better")
    assert "1" in waits.what
    assert "werkveld worker" in waits.advice
    assert "550 the address was refused" in given_up.advice
    assert anna.email not in f"{waits}{given_up}"


@pytest.mark.slow
@pytest.mark.django_db
def test_texts_that_cannot_be_sent_or_do_not_go_are_told(region: Region, settings: Settings):
    settings.TEXTS = ""
    assert [finding.state for finding in doctor.texts()] == ["better"]
    settings.TEXTS = "log"
    els = Person.objects.create(region=region, given_name="Els", phone="0612345678", wants_texts=True)
    tell(els, "visit-soon", about=els, by=els, at=timezone.now() - timedelta(hours=3))
    assert [finding.state for finding in doctor.outbox()] == ["good", "good", "wrong"]


@pytest.mark.slow
@pytest.mark.django_db
def test_it_says_when_the_rules_of_keeping_were_last_carried_out():
    assert list(doctor.keeping()) == []
    now = timezone.now()
    world = small_world(now)
    assert [finding.state for finding in doctor.keeping()] == ["better"]
    forget_by_rule(world.region, by=world.clockwork, at=now - timedelta(days=3))
    (late,) = doctor.keeping()
    assert (late.state, f"{now - timedelta(days=3):%Y-%m-%d}" in late.what) == ("better", True)
    forget_what_is_past.func()
    assert [finding.state for finding in doctor.keeping()] == ["good"]


def test_a_machine_without_room_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("WERKVELD_DATA", str(tmp_path / "not" / "yet"))
    assert [finding.state for finding in doctor.disk()] == ["good"]
    monkeypatch.setattr(doctor, "GIGABYTE", 1024**6)
    assert [finding.state for finding in doctor.disk()] == ["wrong"]


def test_a_site_without_https_is_told_in_one_sentence(settings: Settings):
    settings.PRODUCTION, settings.HTTPS = True, False
    assert [finding.state for finding in doctor.way_in()] == ["better"]
    settings.HTTPS = True
    assert [*doctor.way_in()] == []


def test_a_store_of_files_is_tried_with_a_file(settings: Settings):
    settings.FILES = "s3://region"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    assert [finding.state for finding in doctor.files()] == ["good"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": "/dev/null"}},
    }
    assert [finding.state for finding in doctor.files()] == ["wrong"]
