"""What changed in a text, word by word, with a little of what stands around it."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

AROUND = 8
FIELDS: dict[str, Promise] = {
    "heading_nl": gettext_lazy("Heading in Dutch"),
    "heading_en": gettext_lazy("Heading in English"),
    "body_nl": gettext_lazy("Text in Dutch"),
    "body_en": gettext_lazy("Text in English"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is same, added or removed."""

    kind: str
    text: str


def readable(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, list[Piece]]]:
    """Only the fields that changed, under their names."""
    changed = [name for name in FIELDS if before.get(name) != after.get(name)]
    return [(str(FIELDS[name]), pieces(before.get(name, ""), after.get(name, ""))) for name in changed]


def pieces(before: str, after: str) -> list[Piece]:
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", _short(old[a:b])))
            continue
        found += [Piece("removed", "".join(old[a:b]))] if b > a else []
        found += [Piece("added", "".join(new[c:d]))] if d > c else []
    return found


def _short(words: list[str]) -> str:
    if len(words) <= 2 * AROUND:
        return "".join(words)
    return "".join(words[:AROUND]) + "… " + "".join(words[-AROUND:])
