"""Everybody who came to an event is asked once how it was: by a link, on the page of their code, or aloud."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from werkveld.steps.enrolments.queries import expected_at
from werkveld.steps.experiences.actions import ask_how_it_was, set_out
from werkveld.steps.experiences.enums import Respondents
from werkveld.steps.experiences.models import Asked, Survey
from werkveld.steps.experiences.queries.events import survey_coded
from werkveld.steps.messages.actions import tell
from werkveld.steps.offerings.enums import Audience
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person

OPEN_FOR = timedelta(days=30)
WORDS = {
    "question_nl": "Welk cijfer geef je het?",
    "question_en": "Which mark do you give it?",
    "also_nl": "Heb je er iets aan?",
    "also_en": "Is it of use to you?",
}


@transaction.atomic
def ask_who_came(offering: Offering, *, by: Person, at: datetime) -> list[Asked]:
    """Asking again reaches only who came and was not asked yet."""
    survey = survey_of(offering, by, at)
    came = [one for one in expected_at(offering) if one.came]
    rows = [{"person": one.person, "enrolment": one, "secret": secrets.token_urlsafe(16)} for one in came]
    asked = ask_how_it_was(survey, rows, by=by, at=at)
    title = [offering.title_nl, offering.title_en]
    for one in asked:
        until = at + OPEN_FOR
        tell(one.person, "event-how-was-it", about=one, by=by, at=at, news_until=until, secret=one.secret, title=title)
    return asked


def survey_of(offering: Offering, by: Person, at: datetime) -> Survey:
    """One an offering, in the words of its title."""
    code = f"event-{offering.key.hex[:12]}"
    if (known := survey_coded(offering.programme.region, code)) is not None:
        return known
    is_for_residents = offering.audience == Audience.RESIDENT
    return set_out(
        region=offering.programme.region,
        code=code,
        name_nl=offering.title_nl[:160],
        name_en=offering.title_en[:160],
        respondents=Respondents.RESIDENT if is_for_residents else Respondents.LEARNER,
        opens_on=localdate(at),
        closes_on=localdate(at + OPEN_FOR),
        is_example=offering.is_example,
        **WORDS,
        by=by,
        at=at,
    )
