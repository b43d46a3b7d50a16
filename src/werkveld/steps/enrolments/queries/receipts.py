"""A receipt of wishes: a short number that follows from what was saved, so that both sides can find it again."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from werkveld.steps.enrolments.models import Round, Wish
from werkveld.steps.enrolments.queries.rounds import wishes_of
from werkveld.steps.people.models import Person


@dataclass(frozen=True, slots=True)
class Receipt:
    number: str
    at: datetime
    wishes: list[Wish]


def receipt_number(choice_round: Round, person: Person, offerings: Iterable[str], at: datetime) -> str:
    """Eight signs of a digest over the round, the person, the keys of the offerings in order, and the second."""
    second = at.astimezone(UTC).isoformat(timespec="seconds")
    words = "\n".join([str(choice_round.key), str(person.key), second, *offerings])
    signs = hashlib.sha256(words.encode()).hexdigest()[:8].upper()
    return f"{signs[:4]}-{signs[4:]}"


def receipt_of(person: Person, choice_round: Round) -> Receipt | None:
    """Of what counts now; who ranked nothing has none."""
    wishes = list(wishes_of(person, choice_round))
    return _receipt(choice_round, person, wishes) if wishes else None


def receipts_in(choice_round: Round) -> dict[str, Person]:
    """Number -> whose it is, for who runs the round: the door asks `round_for` first, and whether names may be seen."""
    wishes: dict[Person, list[Wish]] = defaultdict(list)
    rows = Wish.objects.filter(round=choice_round).select_related("person", "offering").order_by("person", "rank")
    for wish in rows:
        wishes[wish.person].append(wish)
    return {_receipt(choice_round, person, own).number: person for person, own in wishes.items()}


def _receipt(choice_round: Round, person: Person, wishes: list[Wish]) -> Receipt:
    at = wishes[0].wished_at
    return Receipt(receipt_number(choice_round, person, [str(w.offering.key) for w in wishes], at), at, wishes)
