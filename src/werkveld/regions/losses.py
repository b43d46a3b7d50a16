"""What hangs on a record: what would go with it, and what keeps it where it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CASCADE, PROTECT, Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "Absence": _("absences"),
    "Agreement": _("agreements"),
    "Appointment": _("appointments"),
    "Asked": _("answers to surveys"),
    "Award": _("awards"),
    "Course": _("courses"),
    "Edition": _("published editions"),
    "Enrolment": _("enrolments"),
    "FrozenFigure": _("frozen figures"),
    "GroupBooking": _("groups"),
    "Hours": _("weeks of hours"),
    "Indicator": _("indicators"),
    "IndicatorVersion": _("definitions"),
    "Invitation": _("invitations"),
    "Offering": _("offerings"),
    "Mastery": _("skills that were seen"),
    "Organization": _("organisations"),
    "Partnership": _("partnerships"),
    "Person": _("people"),
    "Programme": _("programmes"),
    "PublicFigure": _("figures"),
    "Question": _("questions"),
    "Recognition": _("recognitions"),
    "Role": _("roles"),
    "Roster": _("rosters"),
    "Section": _("sections"),
    "Shift": _("shifts"),
    "Site": _("sites"),
    "Turn": _("turns on shifts"),
    "Wait": _("people who wait for a time"),
}
MADE_AGAIN = {"Catalogue", "CatalogueWord", "Listing", "PublicFamily"}  # from what is kept, so nobody misses them
AT_ONCE = 1000  # SQLite takes only so many values in one question

Spot = tuple[type[Model], Any]


@dataclass
class Losses:
    """Counts by kind of record. What is in the way has to go first, by the deeds of its own desk."""

    lost: Counter[str] = field(default_factory=Counter)
    in_the_way: Counter[str] = field(default_factory=Counter)


def losses(record: Model, *, also_going: set[Spot]) -> Losses:
    """Follows every reference to the record, and on from there. What goes in the same load is no loss.

    One question per kind of reference and thousand records: for a plan, not for a page.
    """
    found = Losses()
    seen: set[Spot] = {(type(record), record.pk)}
    layer: list[tuple[type[Model], list[Any], bool]] = [(type(record), [record.pk], False)]
    while layer:
        deeper = []
        for model, keys, is_guarded in layer:
            for pointing, guards, pointers in _pointers(model, keys):
                fresh = [pk for pk in pointers if (pointing, pk) not in seen]
                seen |= {(pointing, pk) for pk in fresh}
                staying = [pk for pk in fresh if (pointing, pk) not in also_going]
                guarded = is_guarded or guards
                (found.in_the_way if guarded else found.lost)[pointing.__name__] += len(staying)
                deeper.append((pointing, staying, guarded))
        layer = [step for step in deeper if step[1]]
    return Losses(+found.lost, +found.in_the_way)


def _pointers(model: type[Model], keys: list[Any]) -> Iterator[tuple[type[Model], bool, list[Any]]]:
    """Each kind of record that points at these, whether it keeps them from going, and which ones do."""
    for relation in model._meta.related_objects:  # noqa: SLF001  Django publishes it under this name
        deletes = getattr(relation, "on_delete", None)
        if relation.many_to_many or deletes not in {CASCADE, PROTECT}:
            continue
        pointing: Any = relation.related_model
        pointers: list[Any] = []
        for start in range(0, len(keys), AT_ONCE):
            at_these = {f"{relation.field.name}__in": keys[start : start + AT_ONCE]}
            pointers += pointing.objects.filter(**at_these).order_by("pk").values_list("pk", flat=True)
        yield pointing, deletes is PROTECT, pointers


def in_words(counts: Counter[str]) -> str:
    """«offerings: 2, enrolments: 120, other records: 7», in the reader's language."""
    named = [f"{WORDS[name]}: {count}" for name, count in counts.most_common() if name in WORDS]
    rest = sum(count for name, count in counts.items() if name not in WORDS and name not in MADE_AGAIN)
    return ", ".join([*named, str(_("other records: %s") % rest)] if rest else named)
