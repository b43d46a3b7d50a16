"""The database itself refuses to change what was frozen or published, and what was written in the audit."""

from django.db import migrations

KEPT = {
    "werkveld_frozenfigure": "A frozen figure never changes.",
    "werkveld_deed": "A deed is never rewritten.",
}


def sqlite(table: str, sentence: str) -> str:
    return f"CREATE TRIGGER {table}_stands BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{sentence}'); END;"


def postgresql(table: str, sentence: str) -> str:
    return f"""
    CREATE FUNCTION {table}_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
    CREATE TRIGGER {table}_stands BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_stands();
    """


def guard(apps, schema_editor):
    """PostgreSQL gets a function and a trigger, SQLite a trigger."""
    make = postgresql if schema_editor.connection.vendor == "postgresql" else sqlite
    with schema_editor.connection.cursor() as cursor:
        for table, sentence in KEPT.items():
            cursor.execute(make(table, sentence))


def unguard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for table in KEPT:
            cursor.execute(f"DROP TRIGGER {table}_stands" + (f" ON {table}" if is_postgresql else ""))
            if is_postgresql:
                cursor.execute(f"DROP FUNCTION {table}_stands()")


class Migration(migrations.Migration):
    dependencies = [("werkveld", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
