"""After a visit a resident is asked how it was: once, by a link without an account, aloud or on paper."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.experiences.actions.surveys import MayNotAnswer, MayNotSurvey, answer
from werkveld.steps.experiences.models import Asked, Survey
from werkveld.steps.experiences.queries.visits import FRESH, visits_to_ask_about, who_complained
from werkveld.steps.experiences.rules import may_hear_about_visit, may_survey
from werkveld.steps.messages.actions import tell_all
from werkveld.steps.people.models import Person
from werkveld.steps.practice.models import Appointment
from werkveld.steps.questions.enums import AskedBy


class IsAskedEnough(Refusal):
    sentence = _("This resident was asked already, or does not want to be asked now.")


class ResidentAnswered(Refusal):
    sentence = _("The resident said already how it was, so this stands.")


class LinkIsUnknown(Refusal):
    sentence = _("We do not know this link.")


def ask_about_visit(visit: Appointment, *, survey: Survey, by: Person, at: datetime) -> Asked:
    """The link comes by text message or mail, where the resident wants that, and stands on the own page."""
    asked = ask_about_visits([visit], survey=survey, by=by, at=at)
    if not asked:
        raise IsAskedEnough
    return asked[0]


@transaction.atomic
def ask_about_visits(visits: Iterable[Appointment], *, survey: Survey, by: Person, at: datetime) -> list[Asked]:
    """Who was asked; who was asked enough is left alone, and of two visits of one resident the first counts.

    Who complained gets no link, and all else is the same, so that nobody can tell who that is.
    """
    if not may_survey(by, localdate(at)):
        raise MayNotSurvey
    asked = _asked(visits, survey, at)
    rows = [
        {"to": one.person, "about": one, "news_until": at + FRESH, "facts": {"secret": one.secret}}
        for one in asked
        if one.secret
    ]
    tell_all("how-was-it", rows, by=by, at=at)
    note_all("asked how it was", asked, by=by, at=at)
    return asked


@transaction.atomic
def take_answer(
    visit: Appointment,
    *,
    survey: Survey,
    score: Decimal,
    also: bool | None,
    channel: AskedBy,
    by: Person,
    at: datetime,
    remark: str = "",
) -> Asked:
    """What a resident says aloud or wrote on paper, typed in; also when nobody had asked yet."""
    if not may_hear_about_visit(by, visit, localdate(at)):
        raise MayNotAnswer
    asked = Asked.objects.filter(appointment=visit).select_related("survey", "person").first()
    if asked is None:
        asked = next(iter(_asked([visit], survey, at)), None)
        if asked is None:
            raise IsAskedEnough
        note("asked how it was", asked, by=by, at=at)
    return answer(asked, score=score, also=also, remark=remark, channel=channel, by=by, at=at)


@transaction.atomic
def stop_asking(visit: Appointment, *, by: Person, at: datetime) -> Asked | None:
    """The visit is not over after all. The row as it was, or nothing when nobody was asked; an answer stands."""
    if not may_hear_about_visit(by, visit, localdate(at)):
        raise MayNotAnswer
    asked = Asked.objects.select_for_update(of=("self",)).filter(appointment=visit).first()
    if asked is None:
        return None
    if asked.answered_at is not None:
        raise ResidentAnswered
    note("stopped asking", asked, by=by, at=at)
    Asked.objects.filter(pk=asked.pk).delete()
    return asked


@transaction.atomic
def answer_with(secret: str, *, score: Decimal, also: bool | None, remark: str, at: datetime) -> Asked:
    """Who holds the link is whom it was sent to."""
    asked = Asked.objects.filter(secret=secret).exclude(secret="").select_related("survey", "person").first()
    if asked is None:
        raise LinkIsUnknown
    return answer(asked, score=score, also=also, remark=remark, by=asked.person, at=at)


def _asked(visits: Iterable[Appointment], survey: Survey, at: datetime) -> list[Asked]:
    """Two who ask the same resident wait for each other, so that the second sees what the first did."""
    residents = {visit.pk: visit.resident_id for visit in visits}
    locked = Person.objects.filter(pk__in=set(residents.values())).order_by("pk").select_for_update(of=("self",))
    known = {resident.pk: resident for resident in locked}
    first: dict[int, Appointment] = {}
    for visit in visits_to_ask_about(survey.region, at).filter(pk__in=residents):
        first.setdefault(visit.resident_id, visit)
    without_link = who_complained(first)
    return Asked.objects.bulk_create(
        Asked(
            survey=survey,
            person=known[resident],
            appointment=visit,
            asked_at=at,
            secret="" if resident in without_link else secrets.token_urlsafe(16),
        )
        for resident, visit in first.items()
    )
