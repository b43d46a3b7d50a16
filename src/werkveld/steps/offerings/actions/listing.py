"""Writes what the catalogue knows of an offering, in the transaction of the deed that changed it."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.ground.words import stems, words_of
from werkveld.steps.deeds.actions import note
from werkveld.steps.offerings.models import Catalogue, CatalogueWord, Listing, Offering
from werkveld.steps.offerings.rules import duration_of, is_open, is_public, levels_of
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import may_describe

BATCH = 500
WRITTEN = [field.name for field in Listing._meta.concrete_fields if not field.primary_key]  # noqa: SLF001 - public API
SHORTEST_GUESS = 4


class MayNotRefresh(Refusal):
    sentence = _("Only the keeper of the region writes its catalogue anew.")


def list_offerings(keys: Iterable[int], *, at: datetime) -> None:
    """Part of every deed that changes an offering: its row in the catalogue, and the number of the catalogue.

    The row of the catalogue is locked by its update, so numbers become visible in order.
    """
    offerings = list(_readable(Offering.objects.filter(pk__in=list(keys))))
    for region in {offering.programme.region_id for offering in offerings}:
        _write(region, [o for o in offerings if o.programme.region_id == region], at)


@transaction.atomic
def refresh_catalogue(region: Region, *, by: Person, at: datetime) -> int:
    """The whole region anew, as after loading a package; gives the number of listings."""
    if not may_describe(by, localdate(at)):
        raise MayNotRefresh
    Catalogue.objects.update_or_create(region=region, defaults={"history": uuid.uuid4(), "changed_at": at})
    CatalogueWord.objects.filter(region=region).delete()
    every = _readable(Offering.objects.filter(programme__region=region).order_by("id"))
    total, batch = 0, []
    for offering in every.iterator(chunk_size=BATCH):
        batch.append(offering)
        if len(batch) == BATCH:
            total += _write(region.pk, batch, at)
            batch = []
    total += _write(region.pk, batch, at) if batch else 0
    note("refreshed catalogue", region, by=by, at=at, listings=total)
    return total


def _readable(offerings: QuerySet[Offering]) -> QuerySet[Offering]:
    related = ("programme__kind", "organization", "site", "course__qualification")
    return offerings.select_related(*related).prefetch_related("programme__themes")


def _write(region: int, offerings: list[Offering], at: datetime) -> int:
    number = _next_number(region, at)
    rows = [_listing(offering, number) for offering in offerings]
    Listing.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["offering"], update_fields=WRITTEN
    )
    words = {word for offering in offerings if is_public(offering) for word in _guessable(offering)}
    known = CatalogueWord.objects.filter(region=region, word__in=words).values_list("word", flat=True)
    new = sorted(words.difference(known))
    CatalogueWord.objects.bulk_create(
        [CatalogueWord(region_id=region, word=word) for word in new], batch_size=BATCH, ignore_conflicts=True
    )
    return len(rows)


def _next_number(region: int, at: datetime) -> int:
    if not Catalogue.objects.filter(region=region).update(number=F("number") + 1, changed_at=at):
        Catalogue.objects.get_or_create(region_id=region, defaults={"changed_at": at})
        Catalogue.objects.filter(region=region).update(number=F("number") + 1)
    return Catalogue.objects.values_list("number", flat=True).get(region=region)


def _listing(offering: Offering, number: int) -> Listing:
    site = offering.site
    return Listing(
        offering=offering,
        region_id=offering.programme.region_id,
        number=number,
        is_public=is_public(offering),
        is_open=is_open(offering),
        kind_id=offering.programme.kind_id,
        programme_id=offering.programme_id,
        organization_id=offering.organization_id,
        site_id=offering.site_id,
        themes=" ".join(str(pk) for pk in sorted(theme.pk for theme in offering.programme.themes.all())),
        audience=offering.audience,
        language=offering.language,
        levels=levels_of(offering),
        duration=duration_of(offering),
        starts_on=offering.starts_on,
        starts_any_week=offering.starts_any_week,
        opened_at=offering.opened_at,
        lat=site.lat if site else None,
        lon=site.lon if site else None,
        title_words=_joined([*stems(offering.title_nl), *stems(offering.title_en, "en")]),
        words=_joined(_body_words(offering)),
    )


def _joined(words: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(words))


def _dutch(offering: Offering) -> Iterator[str]:
    """What is said of it in Dutch or is a name: everything but its title."""
    programme, site, course = offering.programme, offering.site, offering.course
    yield from (offering.summary_nl, programme.name_nl, programme.kind.name_nl, offering.organization.name)
    yield from (theme.name_nl for theme in programme.themes.all())
    if site:
        yield from (site.name, site.city)
    if course:
        yield from (course.code, course.name_nl)
        if course.qualification:
            yield from (course.qualification.crebo, course.qualification.name)


def _english(offering: Offering) -> Iterator[str]:
    programme = offering.programme
    yield from (offering.summary_en, programme.name_en, programme.kind.name_en)
    yield from (theme.name_en for theme in programme.themes.all())
    if offering.course:
        yield offering.course.name_en


def _body_words(offering: Offering) -> Iterator[str]:
    for text in _dutch(offering):
        yield from stems(text)
    for text in _english(offering):
        yield from stems(text, "en")


def _guessable(offering: Offering) -> Iterator[str]:
    """Words as written, in both languages; numbers and short words are no guess."""
    texts = (offering.title_nl, offering.title_en, *_dutch(offering), *_english(offering))
    return (word for text in texts for word in words_of(text) if len(word) >= SHORTEST_GUESS and not word.isdigit())
