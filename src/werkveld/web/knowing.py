"""Somebody at the telephone may be known already: who has this name or this number, in words that give little away."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from werkveld.steps.people.queries import digits_of

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person

SOMEBODY_ELSE = "new"


def is_the_same(person: "Person", *, name: str, phone: str) -> bool:
    digits = digits_of(phone)
    same_name = person.name.casefold().split() == name.casefold().split()
    return bool(digits) and digits_of(person.phone) == digits and same_name


def words_for(person: "Person") -> str:
    """Enough to know somebody again, and no whole number."""
    digits = digits_of(person.phone)
    return f"{person.name} (… {digits[-3:]})" if digits else person.name


def to_choose(people: "list[Person]") -> list[tuple[str, str]]:
    return [(str(one.key), words_for(one)) for one in people] + [(SOMEBODY_ELSE, _("Somebody else"))]
