"""Who was counted stands under a pseudonym, and is let go in the end: then, and only so, a frozen figure is emptied."""

from django.db import migrations, models

import werkveld.steps.promises.models

TABLE = "werkveld_frozenfigure"
SENTENCE = "A frozen figure never changes."
KEPT = ["id", "key", "report_id", "indicator_id", "version", "definition", "value", "n", "people", "margin", "public", "digest", "is_example", "counted_on", "frozen_at"]

SQLITE = f"""
CREATE TRIGGER {TABLE}_stands BEFORE UPDATE ON {TABLE}
WHEN NOT (length(NEW.records) = 0 AND length(NEW.behind) = 0 AND {" AND ".join(f"NEW.{c} IS OLD.{c}" for c in KEPT)})
BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END;
"""

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION {TABLE}_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF length(NEW.records) = 0 AND length(NEW.behind) = 0
    AND to_jsonb(NEW) - 'records' - 'behind' = to_jsonb(OLD) - 'records' - 'behind' THEN RETURN NEW;
  END IF;
  RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def let_go_passes(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        if not is_postgresql:
            cursor.execute(f"DROP TRIGGER {TABLE}_stands")
        cursor.execute(POSTGRESQL if is_postgresql else SQLITE)


def numbers_are_forgotten(apps, schema_editor):
    """What was kept under numbers of people cannot be laid beside pseudonyms; before the first release it was demos."""
    apps.get_model("werkveld", "PublicFamily").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("werkveld", "0006_what_was_kept_stays")]

    operations = [
        migrations.RunPython(numbers_are_forgotten, migrations.RunPython.noop),
        migrations.AddField(
            model_name="publicfamily",
            name="secret",
            field=models.BinaryField(default=werkveld.steps.promises.models.new_secret, editable=False),
        ),
        migrations.AlterField(
            model_name="frozenfigure",
            name="behind",
            field=models.BinaryField(help_text="Pseudonyms of who stood behind the public value, with what each added."),
        ),
        migrations.RunPython(let_go_passes, migrations.RunPython.noop),
    ]
