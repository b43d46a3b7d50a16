"""Queries without an order come in a random one, and a template may not name what is not there."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db.models.query import QuerySet


class Unknown(str):
    """Stands where a template names something that its view did not give, and says so loudly."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:  # Django asks for "%s" before it puts this in the page
        return True

    def __mod__(self, name: object) -> str:
        raise NameError(f"the template names {name}, which is not there")


settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Unknown("?")


@pytest.fixture(autouse=True, scope="session")
def random_order() -> Iterator[None]:
    """Whoever needs an order has to ask for it: PostgreSQL promises none and SQLite only seems to."""
    fetch_all = QuerySet._fetch_all

    def shuffled(self: QuerySet[Any]) -> None:
        asked = self.query
        if self._result_cache is None and can_be_shuffled(self):
            self._query = asked.chain()  # not `query`: setting that forgets how rows are given
            self._query.add_ordering("?")
        fetch_all(self)
        self._query = asked  # the order is of this answer only, not of what is built on this query

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "_fetch_all", shuffled)
        yield


def can_be_shuffled(rows: QuerySet[Any]) -> bool:
    """Not what is ordered, sliced, distinct, combined or grouped: there an order changes the meaning or is refused."""
    query = rows.query
    return not (rows.ordered or query.is_sliced or query.distinct or query.combinator or query.group_by)
