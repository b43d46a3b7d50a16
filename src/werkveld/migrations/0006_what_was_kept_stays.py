"""The database itself refuses to delete what was frozen and what was written in the audit, and to rewrite a look.

The day that deeds and looks pass the end of their retention, whoever lets them go calls `unguard` and `guard` around it
in one transaction, as the tests do between two tests: both databases undo a trigger with the rest when it fails.
"""

from django.db import migrations

NEVER_DELETED = {
    "werkveld_frozenfigure": "A frozen figure is never deleted.",
    "werkveld_deed": "A deed is never deleted.",
    "werkveld_look": "A look is never deleted.",
}
NEVER_REWRITTEN = {"werkveld_look": "A look is never rewritten."}


def sqlite(table, when, name, sentence):
    yield f"CREATE TRIGGER {table}_{name} BEFORE {when} ON {table} BEGIN SELECT RAISE(ABORT, '{sentence}'); END;"


def postgresql(table, when, name, sentence):
    """TRUNCATE passes by the rows, so it has a trigger of its own."""
    yield f"""
    CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
    """
    call = f"EXECUTE FUNCTION {table}_{name}()"
    yield f"CREATE TRIGGER {table}_{name} BEFORE {when} ON {table} FOR EACH ROW {call}"
    if when == "DELETE":
        yield f"CREATE TRIGGER {table}_{name}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}"


def wanted():
    yield from ((table, "DELETE", "stays", sentence) for table, sentence in NEVER_DELETED.items())
    yield from ((table, "UPDATE", "stands", sentence) for table, sentence in NEVER_REWRITTEN.items())


def guard(apps, schema_editor):
    make = postgresql if schema_editor.connection.vendor == "postgresql" else sqlite
    with schema_editor.connection.cursor() as cursor:
        for one in wanted():
            for statement in make(*one):
                cursor.execute(statement)


def unguard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for table, _when, name, _sentence in wanted():
            cursor.execute(f"DROP FUNCTION {table}_{name}() CASCADE" if is_postgresql else f"DROP TRIGGER {table}_{name}")


class Migration(migrations.Migration):
    dependencies = [("werkveld", "0005_mail_goes_out_and_people_leave")]

    operations = [migrations.RunPython(guard, unguard)]
