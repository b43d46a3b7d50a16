"""Describes what is promised and how it is counted, as the region's package says it."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.describing import Links, settle
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may_describe
from werkveld.steps.promises.models import (
    ClaimedFigure,
    FrozenFigure,
    Indicator,
    IndicatorVersion,
    Promise,
    Report,
    Section,
    Target,
)

Described = TypeVar("Described", Indicator, IndicatorVersion, ClaimedFigure, Promise, Target, Report, Section)


class MayNotDescribe(Refusal):
    sentence = _("Only the keeper of the region changes what is promised and how it is counted.")


class DefinitionIsFrozen(Refusal):
    sentence = _(
        "A year was frozen with version %(number)s of «%(indicator)s». Add a new version instead of changing it."
    )


class WordsAreKept(Refusal):
    sentence = _(
        "The section «%(section)s» was changed on the board's desk or is frozen, so a package leaves it alone."
    )


@transaction.atomic
def describe(
    record: Described, *, facts: dict[str, Any], by: Person, at: datetime, links: Links | None = None
) -> Described:
    """Makes a record, new or stored, say what the package says. What was frozen or edited since stays as it is."""
    if not may_describe(by, localdate(at)):
        raise MayNotDescribe
    _refuse_what_stands(record)
    if changes := settle(record, facts, links or {}):
        note("described", record, by=by, at=at, **changes)
    return record


@transaction.atomic
def strike(record: Described, *, by: Person, at: datetime) -> None:
    """Takes it out of the region. The database refuses when a frozen figure still needs it."""
    if not may_describe(by, localdate(at)):
        raise MayNotDescribe
    _refuse_what_stands(record)
    note("struck", record, by=by, at=at, name=str(record))
    record.delete()


def _refuse_what_stands(record: models.Model) -> None:
    if record.pk is None:
        return
    if isinstance(record, IndicatorVersion) and _is_frozen(record):
        raise DefinitionIsFrozen(number=record.number, indicator=record.indicator.code)
    if isinstance(record, Section) and (record.turn or record.report.frozen_at):
        raise WordsAreKept(section=record.code)


def _is_frozen(version: IndicatorVersion) -> bool:
    return FrozenFigure.objects.filter(indicator_id=version.indicator_id, version=version.number).exists()
