"""Fills a scratch database for the benchmark of the catalogue: the region, then many invented offerings in bulk.

    python benchmarks/catalogue_fill.py NUMBER

The database is the one of the environment (WERKVELD_DATA or DATABASE_URL). Everything is drawn with one seed.
"""

import os
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta

os.environ.setdefault("WERKVELD_MODE", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkveld.settings")

SEED = 20260901
BATCH = 2000
FIRST_DAY = date(2026, 9, 1)
NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
WHAT = (
    ("Zorgtechnologie", "Care technology"),
    ("Warmtepompen plaatsen", "Installing heat pumps"),
    ("Circulair bouwen", "Circular building"),
    ("Hulp bij administratie", "Help with paperwork"),
    ("Elektrische voertuigen", "Electric vehicles"),
    ("Samen koken in de buurt", "Cooking together in the neighbourhood"),
    ("Gymles op de basisschool", "Sport lessons at a primary school"),
    ("Netwerken en beveiliging", "Networks and security"),
    ("Robotica in de werkplaats", "Robotics in the workshop"),
    ("Ondernemen met een plan", "Starting a business"),
    ("Mediavormgeving voor de wijk", "Media design for the neighbourhood"),
    ("Zonnepanelen en opslag", "Solar panels and storage"),
    ("Dagbesteding voor ouderen", "Day activities for older people"),
    ("Kinderopvang in de praktijk", "Childcare in practice"),
    ("Duurzame logistiek", "Sustainable logistics"),
    ("Gezond eten en bewegen", "Eating and moving well"),
)
HOW = (
    ("voor beginners", "for beginners"),
    ("met een bedrijf", "with a company"),
    ("in een team", "in a team"),
    ("in tien weken", "in ten weeks"),
    ("op locatie", "on site"),
    ("verdieping", "in depth"),
    ("kennismaking", "a first look"),
    ("met bewoners", "with residents"),
)
WHY_NL = (
    "Je leert van mensen die dit werk elke dag doen. Een coach is erbij.",
    "Je werkt aan een vraag van een bedrijf uit de regio en laat zien wat je kunt.",
    "Na afloop krijg je een bewijs dat je meeneemt naar je volgende stap.",
    "Je bent twee dagen per week op de werkplek en leert de rest op de campus.",
)
WHY_EN = (
    "You learn from people who do this work every day. A coach is present.",
    "You work on a question of a company in the region and show what you can do.",
    "Afterwards you get a proof that you take along to your next step.",
    "Two days a week you are at work, and you learn the rest on campus.",
)


def load() -> None:
    """The region of the source, unless it is there."""
    from werkveld.console import set_up

    set_up.ready()
    set_up.migrate()

    from werkveld.console.region import load_package
    from werkveld.steps.people import queries

    if queries.home_region() is None:
        load_package("midden-nederland")


def drawn(dice: random.Random, programmes: list, sites: list) -> object:
    """One offering; half of them at a site of the region, so that the map is as full as a real one."""
    from werkveld.steps.offerings.enums import DeliveryMode, OfferingState
    from werkveld.steps.offerings.models import Offering

    programme, what, how = dice.choice(programmes), dice.choice(WHAT), dice.choice(HOW)
    why = dice.randrange(len(WHY_NL))
    starts = FIRST_DAY + timedelta(days=dice.randrange(-30, 300))
    level = dice.choice((None, 1, 2, 2, 3, 3, 4, 4, 4))
    any_week = dice.random() < 0.12
    site = programme.site or dice.choice(sites)
    return Offering(
        programme=programme,
        organization=programme.organization,
        site=site,
        title_nl=f"{what[0]} {how[0]}",
        title_en=f"{what[1]}, {how[1]}",
        summary_nl=WHY_NL[why],
        summary_en=WHY_EN[why],
        audience=programme.audience,
        mode=dice.choice(DeliveryMode.values),
        language="en" if dice.random() < 0.08 else "nl",
        level_min=level,
        level_max=level and min(4, level + dice.randrange(2)),
        starts_on=None if any_week else starts,
        ends_on=None if any_week else starts + timedelta(days=dice.choice((0, 0, 34, 69, 140, 300))),
        starts_any_week=any_week,
        hours=dice.choice((4, 40, 120, 240, 240, 480)),
        capacity=dice.choice((None, 8, 16, 24)),
        state=OfferingState.OPEN if dice.random() < 0.92 else OfferingState.CLOSED,
        opened_at=NOW - timedelta(minutes=dice.randrange(60 * 24 * 90)),
        is_example=True,
    )


def fill(number: int) -> float:
    """Gives the seconds that writing the catalogue took, without making the offerings."""
    from werkveld.steps.offerings import actions
    from werkveld.steps.offerings.models import Listing, Offering, Programme
    from werkveld.steps.people import queries

    region = queries.home_region()
    assert region is not None
    dice = random.Random(SEED)
    programmes = list(Programme.objects.select_related("organization", "site").order_by("id"))
    sites = list(queries.sites(region))
    missing = number - Offering.objects.count()
    for start in range(0, missing, BATCH):
        rows = [drawn(dice, programmes, sites) for _ in range(min(BATCH, missing - start))]
        Offering.objects.bulk_create(rows)
    if Listing.objects.count() == number:  # an earlier run wrote it
        return 0.0
    began = time.perf_counter()
    actions.refresh_catalogue(region, by=queries.clockwork(region), at=NOW)
    return time.perf_counter() - began


if __name__ == "__main__":
    load()
    seconds = fill(int(sys.argv[1]))
    print(f"{sys.argv[1]} offerings, catalogue written in {seconds:.1f} s")
