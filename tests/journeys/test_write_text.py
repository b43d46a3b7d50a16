"""A text message fits in one, whatever a place is called, and holds nothing private."""

from typing import Any

import pytest
from django.utils.translation import override

from werkveld.journeys.write_letter import WORDS
from werkveld.journeys.write_text import ALPHABET, LONGEST, TEXTS, fitted, plain, text_message
from werkveld.steps.messages.models import Message
from werkveld.steps.messages.rules import TEXTED
from werkveld.steps.people.models import Person

FACTS: dict[str, Any] = {
    "starts_at": "2026-09-30T08:00:00+00:00",
    "where": "Wijkleerbedrijf in het buurthuis van de Koningin Wilhelminalaan en omstreken",
    "code": "ABC234",
    "secret": "a" * 22,
    "offered_at": "2026-09-30T08:00:00+00:00",
    "until": "2026-09-30T06:00:00+00:00",
    "title": ["Bewegen met de buurt in het park", "Moving with the neighbours in the park"],
}
# The title is of what everybody may come to.
ALLOWED = {"starts_at", "offered_at", "where", "code", "secret", "until", "title"}


def test_what_may_be_texted_has_words_as_a_text_and_as_a_letter():
    assert set(TEXTS) == TEXTED
    assert set(TEXTS) - set(WORDS) == set()


@pytest.mark.parametrize("kind", sorted(TEXTS))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_text_fits_in_one_message_of_its_alphabet(kind: str, language: str):
    text = text_message(Message(kind=kind, facts=FACTS, to=Person(language=language)))
    assert len(text) <= LONGEST
    assert set(text) - ALPHABET == set()


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_a_text_needs_nothing_but_time_place_and_code(kind: str):
    text_message(Message(kind=kind, facts={name: FACTS.get(name, "") for name in ALLOWED}, to=Person(language="nl")))


def test_a_reminder_says_when_where_and_with_which_code():
    with override("en"):
        text = TEXTS["visit-soon"]({**FACTS, "where": "Nova"})
    assert text == (
        "Your appointment: Wednesday 30 September, 10:00, Nova. Can you not come? Cancel with code ABC234 at localhost."
    )


def test_a_long_place_gives_way_and_long_words_are_a_fault():
    assert fitted("At %(place)s.", place="x" * 200) == f"At {'x' * 155}.."
    with pytest.raises(ValueError, match="do not fit"):
        fitted("y" * 200, place="Nova")


@pytest.mark.parametrize(
    ("said", "sent"), [("één ruïne", "één ruine"), ("Zoë’s – café", "Zoe's - café"), ("漢字!", "  !")]
)
def test_letters_outside_the_alphabet_lose_their_marks(said: str, sent: str):
    assert plain(said) == sent
