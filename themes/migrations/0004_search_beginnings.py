"""Indexes that also hold each word as it stands, so that half a word finds it; PostgreSQL alone."""

from django.db import migrations

# As referenceledelse.core.text.search.Document writes the same expression.
FIELDS = {
    "themes_theme": ("title", "challenge", "why_cross_cutting", "ambition", "outside_partners"),
    "themes_idea": ("title", "description", "learned"),
    "themes_valuestory": ("title", "change", "for_whom", "evidence"),
}
FOLDS = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))


def before(text):
    for pair, letter in FOLDS:
        text = f"replace({text}, '{pair}', '{letter}')"
    return f"to_tsvector('danish', {text})"


def after(text):
    text = f"translate({text}, 'ÆØÅ-./@', 'æøå    ')"
    for pair, letter in FOLDS:
        text = f"replace({text}, '{pair}', '{letter}')"
    return f"(to_tsvector('danish', {text}) || to_tsvector('simple', {text}))"


def index(schema_editor, expression):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, fields in FIELDS.items():
        text = " || ' ' || ".join(f'"{field}"' for field in fields)
        schema_editor.execute(f"DROP INDEX {table}_search")
        schema_editor.execute(
            f"CREATE INDEX {table}_search ON {table} USING gin ({expression(f'lower({text})')})"
        )


def forwards(apps, schema_editor):
    index(schema_editor, after)


def backwards(apps, schema_editor):
    index(schema_editor, before)


class Migration(migrations.Migration):

    dependencies = [("themes", "0003_search")]

    operations = [migrations.RunPython(forwards, backwards)]
