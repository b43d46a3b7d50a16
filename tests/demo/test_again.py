"""The same seed tells the same year, and nothing of it stays half done."""

import pytest
from django.db import connection, transaction

from demo.conftest import SEED, SIZE, load_home
from werkveld.demo.telling import digest_of
from werkveld.demo.year import NoRegionIsLoaded, live_year


@pytest.mark.django_db
def test_without_a_region_there_is_nothing_to_live():
    with pytest.raises(NoRegionIsLoaded):
        live_year(seed=SEED, size=SIZE)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_seed_tells_the_same_year_and_no_transaction_stays_open():
    seen: list[tuple[str, int, int]] = []
    with transaction.atomic():
        load_home()
        first = live_year(seed=SEED, size=SIZE)
        told = digest_of()
        transaction.set_rollback(True)
    load_home()
    second = live_year(seed=SEED, size="tiny", progress=lambda *step: seen.append(step))
    assert not connection.in_atomic_block
    assert (digest_of(), second.counts) == (told, first.counts)
    last = {what: (done, total) for what, done, total in seen}
    assert list(last.values()) == [(10, 10), (96, 96), (9, 9)]
