"""The database itself refuses to change or delete what was frozen, done or looked at.

A frozen figure may change in one way: who was counted, under pseudonyms, is let go in the end, and then it is emptied.
When deeds and looks pass the end of their retention, who lets them go calls `unguard` and `guard` around it in one
transaction, as the tests do between two tests: both databases undo a trigger with the rest when it fails.
"""

from django.db import migrations

FROZEN = "werkveld_frozenfigure"
# What is there in every emptied figure too; on PostgreSQL all columns but the two that are emptied.
STANDS = (
    "id", "key", "report_id", "indicator_id", "version", "definition", "value", "n", "people", "margin", "public",
    "digest", "is_example", "counted_on", "frozen_at",
)  # fmt: skip
EMPTIED = "length(NEW.records) = 0 AND length(NEW.behind) = 0"
LET_GO = {
    "sqlite": f"{EMPTIED} AND " + " AND ".join(f"NEW.{column} IS OLD.{column}" for column in STANDS),
    "postgresql": f"{EMPTIED} AND to_jsonb(NEW) - 'records' - 'behind' = to_jsonb(OLD) - 'records' - 'behind'",
}
# Table, what is refused, name, sentence, and whether letting go of people passes.
GUARDS = (
    (FROZEN, "UPDATE", "stands", "A frozen figure never changes.", True),
    (FROZEN, "DELETE", "stays", "A frozen figure is never deleted.", False),
    ("werkveld_deed", "UPDATE", "stands", "A deed is never rewritten.", False),
    ("werkveld_deed", "DELETE", "stays", "A deed is never deleted.", False),
    ("werkveld_look", "UPDATE", "stands", "A look is never rewritten.", False),
    ("werkveld_look", "DELETE", "stays", "A look is never deleted.", False),
)


def sqlite(table, when, name, sentence, may_let_go):
    unless = f"WHEN NOT ({LET_GO['sqlite']}) " if may_let_go else ""
    yield f"CREATE TRIGGER {table}_{name} BEFORE {when} ON {table} {unless}BEGIN SELECT RAISE(ABORT, '{sentence}'); END;"


def postgresql(table, when, name, sentence, may_let_go):
    """TRUNCATE passes by the rows, so it has a trigger of its own."""
    unless = f"IF {LET_GO['postgresql']} THEN RETURN NEW; END IF;" if may_let_go else ""
    yield f"""
    CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {unless} RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
    """
    call = f"EXECUTE FUNCTION {table}_{name}()"
    yield f"CREATE TRIGGER {table}_{name} BEFORE {when} ON {table} FOR EACH ROW {call}"
    if when == "DELETE":
        yield f"CREATE TRIGGER {table}_{name}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}"


def guard(apps, schema_editor):
    make = postgresql if schema_editor.connection.vendor == "postgresql" else sqlite
    with schema_editor.connection.cursor() as cursor:
        for one in GUARDS:
            for statement in make(*one):
                cursor.execute(statement)


def unguard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for table, _when, name, *_rest in GUARDS:
            cursor.execute(f"DROP FUNCTION {table}_{name}() CASCADE" if is_postgresql else f"DROP TRIGGER {table}_{name}")


class Migration(migrations.Migration):
    dependencies = [("werkveld", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
