"""Tables point upstream, and each says what it holds about people and how long."""

import csv
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from house.sources import ROOT, river

# A column with such a name is about a person, wherever it stands.
PERSONAL = {"email", "phone", "given_name", "family_name", "birth_date", "born_on", "born_in", "remarks"}


def tables() -> list[type[models.Model]]:
    return list(apps.get_app_config("werkveld").get_models())


def step(model: type[models.Model]) -> str:
    return model.__module__.split(".")[2]


def test_every_table_belongs_to_a_step():
    assert [m.__name__ for m in tables() if not m.__module__.startswith("werkveld.steps.")] == []


def test_tables_point_upstream_only():
    order = river()
    assert [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in tables()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in tables()
        if order.index(step(field.related_model)) > order.index(step(model))
    ] == []


@pytest.mark.parametrize("model", tables(), ids=lambda model: model.__name__)
def test_a_table_names_the_personal_data_it_holds(model: type[models.Model]):
    assert "personal_data" in vars(model), "say `personal_data = {}` when it holds none"
    held = vars(model)["personal_data"]
    columns = {field.name for field in model._meta.get_fields() if field.concrete}
    assert set(held) <= columns
    assert (PERSONAL & columns) - set(held) == set()


def retention_rules() -> Iterator[str]:
    """The dated rules of every region package, without comments, whichever separator its header chose."""
    for path in ROOT.glob("regions/*/norms.csv"):
        lines = [line for line in path.read_text("utf-8-sig").splitlines() if line.strip() and not line.startswith("#")]
        separator = ";" if ";" in lines[0] else ","
        yield from (row["code"] for row in csv.DictReader(lines, delimiter=separator))


def test_how_long_it_is_kept_is_a_dated_rule():
    known = set(retention_rules())
    assert {rule for model in tables() for rule in vars(model)["personal_data"].values()} - known == set()


def test_what_has_a_page_has_a_key():
    """Row numbers would tell how many there are."""
    assert [m.__name__ for m in tables() if hasattr(m, "get_absolute_url") and not hasattr(m, "key")] == []
