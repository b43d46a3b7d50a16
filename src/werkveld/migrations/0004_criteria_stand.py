"""The database's own word that the criteria of a selection stand once somebody applied.

Deleting is not refused here: a selection with applications cannot be deleted, and a criterion without one has no score.
"""

from django.db import migrations

SENTENCE = "Criteria stand once somebody applied."
MOMENTS = ("INSERT", "UPDATE")


def stand(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    applied = "EXISTS (SELECT 1 FROM werkveld_application WHERE selection_id = NEW.selection_id)"
    with schema_editor.connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute(f"""
                CREATE FUNCTION werkveld_criterion_stands() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN IF {applied} THEN
                RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';
                END IF; RETURN NEW; END $$;
                CREATE TRIGGER werkveld_criterion_stands BEFORE INSERT OR UPDATE ON werkveld_criterion
                FOR EACH ROW EXECUTE FUNCTION werkveld_criterion_stands();
            """)
            return
        for moment in MOMENTS:
            cursor.execute(
                f"CREATE TRIGGER werkveld_criterion_stands_{moment.lower()} BEFORE {moment} ON werkveld_criterion "
                f"WHEN {applied} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END;"
            )


def fall(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION werkveld_criterion_stands() CASCADE")
            return
        for moment in MOMENTS:
            cursor.execute(f"DROP TRIGGER werkveld_criterion_stands_{moment.lower()}")


class Migration(migrations.Migration):
    dependencies = [("werkveld", "0003_words_of_the_catalogue")]

    operations = [migrations.RunPython(stand, fall)]
