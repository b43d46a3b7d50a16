"""Writes the words of a report; a figure that does not exist is refused at its field."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from rapidfuzz import process

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person, Region
from werkveld.steps.promises.models import Section, SectionChange
from werkveld.steps.promises.queries.reports import known_references
from werkveld.steps.promises.rules import broken_references, may_write_promise, references

WORDS = ("heading_nl", "heading_en", "body_nl", "body_en")


class MayNotWrite(Refusal):
    sentence = _("Only the director and the quality officer write the promise.")


class ReportIsFrozen(Refusal):
    sentence = _("This year is frozen, so its text stays as it is.")


class SomeoneElseSaved(Refusal):
    sentence = _(
        "Someone else saved this section while you were writing. Your text is still here; compare and save again."
    )


class FigureIsUnknown(Refusal):
    """`faults`: of every reference that does not exist its field, as it was typed, and what was probably meant."""

    sentence = _("The figure %(reference)s does not exist. Did you mean %(meant)s?")

    def __init__(self, *faults: tuple[str, str, str]) -> None:
        self.faults = faults
        _field, reference, meant = faults[0]
        super().__init__(reference=reference, meant=meant)

    def by_field(self) -> Iterator[tuple[str, str]]:
        for field, reference, meant in self.faults:
            yield field, str(self.sentence) % {"reference": reference, "meant": meant}


@transaction.atomic
def write_section(section: Section, *, turn: int, words: dict[str, str], by: Person, at: datetime) -> Section:
    """`words`: headings and bodies in both languages; `turn`: the turn that the writer saw."""
    if not may_write_promise(by, localdate(at)):
        raise MayNotWrite
    locked = (
        Section.objects.select_for_update(of=("self",)).select_related("report__promise__region").get(pk=section.pk)
    )
    if locked.report.frozen_at:
        raise ReportIsFrozen
    if locked.turn != turn:
        raise SomeoneElseSaved
    refuse_unknown_figures(locked.report.promise.region, words)
    before = {field: getattr(locked, field) for field in WORDS if field in words}
    after = {field: words[field] for field in before}
    if before == after:
        return locked
    for field, text in after.items():
        setattr(locked, field, text)
    locked.turn += 1
    locked.save(update_fields=[*after, "turn"])
    SectionChange.objects.create(section=locked, by=by, at=at, before=before, after=after)
    note("wrote", locked, by=by, at=at, turn=locked.turn)
    return locked


def refuse_unknown_figures(region: Region, words: dict[str, str]) -> None:
    """Every reference that does not exist, with the one that was probably meant."""
    known = known_references(region)
    names = [f"{{{kind}:{code}}}" for kind, codes in known.items() for code in codes]
    faults = []
    for field, text in words.items():
        wrong = [str(ref) for ref in references(text) if ref.code not in known[ref.kind]] + broken_references(text)
        for reference in dict.fromkeys(wrong):
            meant = process.extractOne(reference, names)
            faults.append((field, reference, meant[0] if meant else ""))
    if faults:
        raise FigureIsUnknown(*faults)
