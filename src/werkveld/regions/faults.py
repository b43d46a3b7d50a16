"""What is wrong in a package: which file, which line, which column, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from rapidfuzz import process

from werkveld.ground.refusals import Refusal


@dataclass(frozen=True)
class Fault:
    """One mistake. The sentence and its facts meet at the moment of reading, in the reader's language."""

    file: str
    line: int
    column: str
    sentence: str | Promise
    facts: tuple[tuple[str, object], ...] = ()
    meant: str = ""

    def __str__(self) -> str:
        place = gettext("%(file)s, line %(line)s") if self.line else "%(file)s"
        if self.column:
            place = (
                gettext("%(file)s, line %(line)s, column %(column)s") if self.line else gettext("%(file)s, %(column)s")
            )
        facts = dict(self.facts)
        sentence = str(self.sentence) % facts if facts else str(self.sentence)
        said = f"{place % {'file': self.file, 'line': self.line, 'column': self.column}}: {sentence}"
        if not self.meant:
            return said
        question = gettext("Did you mean «%(meant)s»?") % {"meant": self.meant}
        return f"{said} {question}"

    @property
    def place(self) -> tuple[str, int, str]:
        return self.file, self.line, self.column


class PackageIsWrong(Refusal):
    """All mistakes at once, in the order of the files."""

    sentence = _("The region package has mistakes, so nothing was loaded.")

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = sorted(set(faults), key=lambda fault: (fault.place, str(fault.sentence)))

    def __str__(self) -> str:
        count = len(self.faults)
        heading = ngettext(
            "The region package has %(count)s mistake, so nothing was loaded:",
            "The region package has %(count)s mistakes, so nothing was loaded:",
            count,
        )
        return "\n".join([heading % {"count": count}, *map(str, self.faults)])


def meant(written: str, known: Iterable[str]) -> str:
    """What the writer probably meant, or nothing when no known word comes near."""
    found = process.extractOne(written, list(known), score_cutoff=70)
    return found[0] if found else ""
