"""Readers' ways to what happened at work; figures and evidence count only what was confirmed."""

from werkveld.steps.practice.queries.agreements import (
    agreement_for,
    agreements_for,
    agreements_to_sign,
    agreements_unsigned,
    complete_agreements,
    has_agreements,
    places_to_agree,
    running_agreements,
)
from werkveld.steps.practice.queries.appointments import (
    appointments_of,
    appointments_on,
    coached_appointment,
    services_given,
    visits_for,
)
from werkveld.steps.practice.queries.hours import (
    approved_hours,
    forgotten_by_coach,
    hours_awaiting,
    hours_awaiting_at,
    hours_forgotten,
    hours_in,
    hours_of,
)
from werkveld.steps.practice.queries.places import (
    coached_place,
    contact_moments,
    contact_moments_of,
    place_of,
    places_of,
)
from werkveld.steps.practice.queries.recognitions import (
    recognitions_at,
    recognitions_ending,
    recognitions_of,
    sites_recognised_for,
    unrecognised,
)
from werkveld.steps.practice.queries.shifts import shifts_of, shifts_of_learner

__all__ = [
    "agreement_for",
    "agreements_for",
    "agreements_to_sign",
    "agreements_unsigned",
    "appointments_of",
    "appointments_on",
    "approved_hours",
    "coached_appointment",
    "coached_place",
    "complete_agreements",
    "contact_moments",
    "contact_moments_of",
    "forgotten_by_coach",
    "has_agreements",
    "hours_awaiting",
    "hours_awaiting_at",
    "hours_forgotten",
    "hours_in",
    "hours_of",
    "place_of",
    "places_of",
    "places_to_agree",
    "recognitions_at",
    "recognitions_ending",
    "recognitions_of",
    "running_agreements",
    "services_given",
    "shifts_of",
    "shifts_of_learner",
    "sites_recognised_for",
    "unrecognised",
    "visits_for",
]
