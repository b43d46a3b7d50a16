"""One figure over 10,000 and over 1,000,000 enrolments: counted live, renewed for readers, and its record ids kept.

    python benchmarks/figures.py [--records 10000 1000000]

Runs in a scratch database beside the one that DATABASE_URL names (SQLite without it) and prints seconds, with their
growth under the growth of the records.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("WERKVELD_MODE", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkveld.settings")

YEAR = 2022
BATCH = 20_000
PROGRAMMES = 40
COLLEGES = 8


@contextmanager
def scratch_database() -> Iterator[None]:
    """Real tables, dropped afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WERKVELD_DATA"] = folder
        import django

        django.setup()
        from django.db import connection

        connection.settings_dict["TEST"]["NAME"] = (
            "werkveld_bench_figures" if connection.vendor == "postgresql" else f"{folder}/bench.sqlite3"
        )
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def fill(records: int) -> None:
    """Eight colleges, forty programmes; everybody in one place, a fifth in a second one."""
    from werkveld.steps.enrolments.models import Enrolment
    from werkveld.steps.people.models import Organization, Person

    colleges, offerings = frame(records)
    people = records * 5 // 6
    for first in range(0, people, BATCH):
        numbers = range(first, min(first + BATCH, people))
        region = colleges[0].region
        persons = Person.objects.bulk_create(
            Person(region=region, given_name="x", college=colleges[n % COLLEGES]) for n in numbers
        )
        places = [(person, n % PROGRAMMES) for n, person in enumerate(persons)]
        places += [(person, (n + 1) % PROGRAMMES) for n, person in enumerate(persons) if n % 5 == 0]
        facts = {
            "state": "placed",
            "reason": "chose",
            "starts_on": date(YEAR, 2, 1),
            "at": datetime(YEAR, 1, 10, tzinfo=UTC),
        }
        Enrolment.objects.bulk_create(Enrolment(person=who, offering=offerings[n], **facts) for who, n in places)
    assert Organization.objects.filter(region=colleges[0].region).count() == COLLEGES


def frame(records: int) -> tuple[list, list]:
    """A bare region of that many records."""
    from werkveld.steps.offerings.models import Offering, OfferingKind, Programme
    from werkveld.steps.people.models import Norm, Organization, Person, Region

    two = {"name_nl": "x", "name_en": "x"}
    region = Region.objects.create(code=f"r{records}", centre_lat=52, centre_lon=5, **two)
    Norm.objects.create(region=region, code="small_group_threshold", value=5, valid_from=date(2016, 8, 1), **two)
    Person.objects.create(region=region, given_name="clock", is_clockwork=True)
    kind = OfferingKind.objects.create(region=region, code="k", plural_nl="k", plural_en="k", **two)
    colleges = [
        Organization.objects.create(region=region, code=f"c{n}", name=f"College {n}", kind="college")
        for n in range(COLLEGES)
    ]
    offerings = []
    for n in range(PROGRAMMES):
        host = {"organization": colleges[n % COLLEGES]}
        programme = Programme.objects.create(region=region, code=f"p{n}", rows=f"R{n}", kind=kind, **host, **two)
        days = {"starts_on": date(YEAR, 2, 1), "ends_on": date(YEAR, 6, 30)}
        offerings.append(
            Offering.objects.create(programme=programme, title_nl="o", title_en="o", state="open", **host, **days)
        )
    return colleges, offerings


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(records: int) -> dict[str, float]:
    from django.db import connection

    from werkveld.steps.people.queries import clockwork, region
    from werkveld.steps.promises.actions import renew_figures
    from werkveld.steps.promises.models import Indicator, IndicatorVersion
    from werkveld.steps.promises.queries import counted_figure, exact_count, frozen_now, records_behind

    fill(records)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    here = region(f"r{records}")
    clock, on, at = clockwork(here), date(YEAR, 12, 31), datetime(YEAR + 1, 1, 2, tzinfo=UTC)
    indicator = Indicator.objects.create(region=here, code="people-placed", unit="people")
    facts = {"number": 1, "first_year": YEAR, "name_nl": "n", "name_en": "n", "counter": "people_placed"}
    version = IndicatorVersion.objects.create(indicator=indicator, **facts)
    figure = counted_figure(here, "people-placed", YEAR)
    assert figure is not None
    return {
        "count now": timed(lambda: exact_count(clock, figure, on)),
        "a page of records": timed(lambda: records_behind(clock, figure, on)),
        "one from halfway": timed(lambda: records_behind(clock, figure, on, after=records // 2)),
        "renew for readers": timed(lambda: renew_figures(here, YEAR, by=clock, at=at)),
        "keep record ids": timed(lambda: frozen_now(version, here, YEAR)),
        "figure for readers": timed(lambda: counted_figure(here, "people-placed", YEAR)),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 1_000_000])
    sizes = parser.parse_args().records
    with scratch_database():
        found = {size: measure(size) for size in sizes}
    print(f"{'seconds':<20}" + "".join(f"{size:>14,}" for size in sizes) + f"{'growth':>10}")
    for name in found[sizes[0]]:
        times = [found[size][name] for size in sizes]
        print(f"{name:<20}" + "".join(f"{t:>14.4f}" for t in times) + f"{times[-1] / times[0]:>9.0f}x")
    print(f"{'records':<20}" + "".join(f"{size:>14,}" for size in sizes) + f"{sizes[-1] / sizes[0]:>9.0f}x")


if __name__ == "__main__":
    main()
