"""Each night: what is past its dated rule is removed, or loses its words and its name.

In pieces, each a transaction of its own with its deed: who is killed half-way loses nothing, and the next night goes on.
A region without a rule for something keeps it. The order matters: what protects something else goes before it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from werkveld.ground.past import months_before
from werkveld.steps.deeds.actions import forget_deeds, forget_looks
from werkveld.steps.deeds.queries import has_deeds_before, has_looks_before
from werkveld.steps.enrolments.actions.forgetting import forget_interests, forget_old_enrolments
from werkveld.steps.evidence.actions import forget_old_awards
from werkveld.steps.evidence.queries import people_with_awards
from werkveld.steps.experiences.actions.forgetting import forget_old_answers, forget_old_concerns
from werkveld.steps.experiences.queries.concerns import residents_who_told
from werkveld.steps.messages.actions.telling import forget_old_messages
from werkveld.steps.people.actions.forgetting import (
    forget_invitations,
    forget_numbers,
    forget_people,
    forget_roles,
    forget_skills,
    forgot_tonight,
)
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.queries import numbers_kept, people_gone, residents_without_account, retention
from werkveld.steps.practice.actions.forgetting import (
    forget_feeds,
    forget_old_agreements,
    forget_old_practice,
    forget_old_visits,
    forget_who_confirmed,
)
from werkveld.steps.practice.queries.agreements import people_with_agreements
from werkveld.steps.practice.queries.forgetting import people_who_work, residents_who_came
from werkveld.steps.promises.actions import let_go
from werkveld.steps.promises.actions.forgetting import forget_writers
from werkveld.steps.questions.actions import forget_old_questions
from werkveld.steps.questions.queries import people_who_asked

MOST = 500  # rows, or people, in one transaction
Piece = Callable[..., int]


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of work: `forget` takes a region and what is before a moment, and says how much it did."""

    rule: str
    forget: Piece
    tables: frozenset[str]


def _part(rule: str, forget: Piece, *tables: str) -> Part:
    return Part(rule, forget, frozenset(tables))


def forget_residents(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """Known as a resident alone, without an account, and not seen or heard since: nobody can say any more who it was."""
    known = residents_without_account(region, localdate(before))
    near = residents_who_came(region, before) | people_who_asked(region, before) | residents_who_told(region, before)
    near |= people_who_work(region)
    past = [person for person in known if person not in near]
    return forget_people(past[:most], by=by, at=at) if past else 0


def forget_gone(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """Whose last role ended long ago. The student number stays while an agreement or evidence is kept by law."""
    gone = people_gone(region, localdate(before))[:most]
    kept = people_with_agreements(gone) | people_with_awards(gone)
    return forget_people(gone, keeps_number=kept, by=by, at=at) if gone else 0


def forget_old_numbers(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:  # noqa: ARG001 - every part is called alike
    """Nothing is kept any more for which the number served."""
    left = numbers_kept(region)
    kept = people_with_agreements(left) | people_with_awards(left)
    free = [person for person in left if person not in kept][:most]
    return forget_numbers(free, by=by, at=at) if free else 0


def forget_figures(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:  # noqa: ARG001 - its rule is read there
    let_go(region, by=by, at=at)
    return 0


def forget_deeds_before(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:  # noqa: ARG001 - a deed names no region
    return forget_deeds(before=before, most=most) if has_deeds_before(before) else 0


def forget_looks_before(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:  # noqa: ARG001 - a look names no region
    return forget_looks(before=before, most=most) if has_looks_before(before) else 0


PARTS: tuple[Part, ...] = (
    _part("retention_invitation", forget_invitations, "Invitation"),
    _part("retention_messages", forget_old_messages, "Message"),
    _part("retention_concern", forget_old_concerns, "Concern"),
    _part("retention_evidence", forget_old_awards, "Award", "AwardLine"),
    _part("retention_experience", forget_old_answers, "Asked"),
    _part("retention_questions", forget_old_questions, "Question"),
    _part("retention_resident_contact", forget_old_visits, "Appointment", "Wait"),
    _part("retention_resident_contact", forget_residents, "Person", "Appointment"),
    _part(
        "retention_practice",
        forget_old_practice,
        *("HeldQuarter", "Turn", "Handover", "Absence", "DayDeed", "Answer", "Roster", "RosterSlot", "Observation"),
        *("Hours", "ContactMoment", "Appointment", "Shift"),
    ),
    _part("retention_practice", forget_skills, "Mastery", "Vetting"),
    _part("retention_agreement", forget_old_agreements, "Agreement", "Signature"),
    _part("retention_enrolment", forget_who_confirmed, "Hours", "ContactMoment"),
    _part(
        "retention_enrolment",
        forget_old_enrolments,
        *(
            "Wish",
            "FixedPlace",
            "Introduction",
            "Regard",
            "RoundResult",
            "Appeal",
            "SeatOffer",
            "TeamWish",
            "MateWish",
            "KeptApart",
            "TeamMember",
        ),
        *("Application", "Assessor", "Assessment", "Score", "Settlement", "SelectionAppeal", "Plan", "PlanItem"),
        *("Enrolment", "GroupBooking", "Hours", "ContactMoment"),
    ),
    _part("retention_person", forget_gone, "Person", "Account"),
    _part("retention_person", forget_old_numbers, "Person"),
    _part("retention_person", forget_roles, "Role", "Account"),
    _part("retention_person", forget_interests, "Interest"),
    _part("retention_person", forget_feeds, "CalendarFeed"),
    _part("retention_figures", forget_figures, "FrozenFigure", "PublicFamily"),
    _part("retention_deeds", forget_writers, "SectionChange", "Edition"),
    _part("retention_deeds", forget_deeds_before, "Deed"),
    _part("retention_looks", forget_looks_before, "Look"),
)


def forget_by_rule(region: Region, *, by: Person, at: datetime, most: int = MOST) -> dict[str, int]:
    """Rows and people by rule. Its last deed says that it came to its end."""
    done: dict[str, int] = {}
    for part, before in _due(region, at):
        while count := part.forget(region, before=before, by=by, at=at, most=most):
            done[part.rule] = done.get(part.rule, 0) + count
    forgot_tonight(region, by=by, at=at, rules=done)
    return done


def _due(region: Region, at: datetime) -> Iterator[tuple[Part, datetime]]:
    rules = retention(region, localdate(at))
    for part in PARTS:
        rule = rules.get(part.rule)
        if rule is not None:
            yield part, months_before(at, int(rule.value))
