"""A question is taken back, and with it the appointments that were made for it."""

from datetime import datetime

from django.db import transaction

from werkveld.journeys.cancel_visits import cancel_visits
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import clockwork
from werkveld.steps.practice.queries import visits_for
from werkveld.steps.questions.actions import withdraw
from werkveld.steps.questions.models import Question


@transaction.atomic
def withdraw_question(question: Question, *, by: Person, at: datetime) -> int:
    """How many appointments were cancelled: in the name of the product, since a colleague may take back too."""
    withdrawn = withdraw(question, by=by, at=at)
    visits = list(visits_for(withdrawn, after=at))
    cancel_visits(visits, by=clockwork(withdrawn.region), at=at)
    return len(visits)
