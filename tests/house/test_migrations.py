"""One linear chain of migrations that says the same as the models."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from house.sources import PRODUCT


@pytest.mark.slow
@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO(), stderr=StringIO())


def test_the_chain_is_linear():
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    (last,) = graph.leaf_nodes("werkveld")
    ours = [key for key in graph.nodes if key[0] == "werkveld"]
    assert [key for key in ours if len([p for p in graph.node_map[key].parents if p.key[0] == "werkveld"]) > 1] == []
    assert (PRODUCT / "migrations" / "max_migration.txt").read_text().strip() == last[1]
