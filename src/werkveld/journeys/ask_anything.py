"""A neighbour without an account asks something that is no kind of help: made known and asked in one go."""

from datetime import datetime

from django.db import transaction

from werkveld.journeys.book_visit import Neighbour
from werkveld.steps.people.actions import make_known
from werkveld.steps.people.models import Region
from werkveld.steps.people.queries import clockwork
from werkveld.steps.questions.actions import ask
from werkveld.steps.questions.models import Question


@transaction.atomic
def ask_anything(text: str, *, who: Neighbour, region: Region, at: datetime) -> Question:
    asker = who.known or make_known(
        who.given_name,
        region=region,
        phone=who.phone,
        wants_texts=False,
        language=who.language,
        by=clockwork(region),
        at=at,
    )
    return ask(region=region, text=text, asked_by=asker, by=asker, at=at)
