"""The index of words of the catalogue: FTS5 with triggers on SQLite, a generated column on PostgreSQL."""

import re

from django.db import migrations

# The index of words. On SQLite a table of its own that triggers keep; a later migration that changes the table of
# listings there makes that table anew and loses the triggers, so it has to call `index_words` again (a test watches).
SQLITE = """
CREATE VIRTUAL TABLE werkveld_listing_text USING fts5(
    title_words, words, content='werkveld_listing', content_rowid='offering_id', detail=column, columnsize=0,
    prefix='3 4 5', tokenize='ascii'
);
CREATE TRIGGER werkveld_listing_written AFTER INSERT ON werkveld_listing BEGIN
    INSERT INTO werkveld_listing_text(rowid, title_words, words) VALUES (new.offering_id, new.title_words, new.words);
END;
CREATE TRIGGER werkveld_listing_removed AFTER DELETE ON werkveld_listing BEGIN
    INSERT INTO werkveld_listing_text(werkveld_listing_text, rowid, title_words, words)
    VALUES ('delete', old.offering_id, old.title_words, old.words);
END;
CREATE TRIGGER werkveld_listing_changed AFTER UPDATE ON werkveld_listing BEGIN
    INSERT INTO werkveld_listing_text(werkveld_listing_text, rowid, title_words, words)
    VALUES ('delete', old.offering_id, old.title_words, old.words);
    INSERT INTO werkveld_listing_text(rowid, title_words, words) VALUES (new.offering_id, new.title_words, new.words);
END;
"""
POSTGRESQL = """
ALTER TABLE werkveld_listing ADD COLUMN found tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple'::regconfig, title_words), 'A') ||
    setweight(to_tsvector('simple'::regconfig, words), 'D')
) STORED;
CREATE INDEX werkveld_listing_found ON werkveld_listing USING gin (found);
"""


def statements(vendor):
    if vendor == "postgresql":
        return [part for part in POSTGRESQL.split(";\n") if part.strip()]
    return [f"{part}END;" if "TRIGGER" in part else part for part in re.split(r";\n(?=CREATE)|END;\n", SQLITE) if part.strip()]


def index_words(apps, schema_editor):
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def forget_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("written", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER werkveld_listing_{trigger}")
        schema_editor.execute("DROP TABLE werkveld_listing_text")
    else:
        schema_editor.execute("ALTER TABLE werkveld_listing DROP COLUMN found")


class Migration(migrations.Migration):
    dependencies = [("werkveld", "0002_what_was_kept_stands")]

    operations = [migrations.RunPython(index_words, forget_words)]
