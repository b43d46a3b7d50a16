"""A question goes, and so does the appointment that was made for it."""

from datetime import timedelta

from journeys.world import World
from werkveld.journeys.withdraw_question import withdraw_question
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import book, plan_shift
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment
from werkveld.steps.questions.actions import ask
from werkveld.steps.questions.enums import QuestionState
from werkveld.steps.questions.models import Question


def test_what_was_booked_for_it_is_cancelled_and_another_appointment_stays(world: World):
    (anna,) = world.students(1)
    els = Person.objects.create(region=world.region, given_name="Els")
    question = ask(region=world.region, text="Een brief", asked_by=els, by=els, at=world.at)
    starts_at = world.at + timedelta(days=2)
    shift = plan_shift(
        offering=world.offering("nova"),
        site=world.site,
        coach=world.people["coach"],
        people=[anna],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        by=world.clockwork,
        at=world.at,
    )

    def visit(hours: int, about: Question | None) -> Appointment:
        moment = starts_at + timedelta(hours=hours)
        return book(shift=shift, resident=els, learner=anna, starts_at=moment, question=about, by=els, at=world.at)

    booked, other = visit(0, question), visit(1, None)
    assert withdraw_question(question, by=els, at=world.at) == 1
    for record in (question, booked, other):
        record.refresh_from_db()
    assert question.state == QuestionState.WITHDRAWN
    assert (booked.state, other.state) == (AppointmentState.CANCELLED, AppointmentState.BOOKED)
