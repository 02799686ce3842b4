"""Indexes for searching in Danish; PostgreSQL alone, since SQLite searches without."""

from django.db import migrations

# As referenceledelse.core.text.search.Document writes the same expression.
FIELDS = {
    "themes_theme": ("title", "challenge", "why_cross_cutting", "ambition", "outside_partners"),
    "themes_idea": ("title", "description", "learned"),
    "themes_valuestory": ("title", "change", "for_whom", "evidence"),
}


def expression(table, fields):
    text = " || ' ' || ".join(f'"{field}"' for field in fields)
    for pair, letter in ((None, None), ("ae", "æ"), ("oe", "ø"), ("aa", "å")):
        text = f"replace({text}, '{pair}', '{letter}')" if pair else f"lower({text})"
    return f"to_tsvector('danish', {text})"


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, fields in FIELDS.items():
            schema_editor.execute(
                f"CREATE INDEX {table}_search ON {table} USING gin ({expression(table, fields)})"
            )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in FIELDS:
            schema_editor.execute(f"DROP INDEX {table}_search")


class Migration(migrations.Migration):

    dependencies = [("themes", "0002_rooms")]

    operations = [migrations.RunPython(create, drop)]
