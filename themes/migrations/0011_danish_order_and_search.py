"""Names in Danish order; indexes that read capitals and signs alike in every locale."""

import referenceledelse.core.text.order
from django.db import migrations, models


# As referenceledelse.core.text.search.Document writes the same expression.
FIELDS = {
    "themes_theme": ("title", "challenge", "why_cross_cutting", "ambition", "outside_partners"),
    "themes_idea": ("title", "description", "learned"),
    "themes_valuestory": ("title", "change", "for_whom", "evidence"),
}
CAPITALS = "ÆØÅÀÁÂÃÄÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ"
BEFORE = ("ÆØÅ-./@", "æøå    ")
AFTER = (CAPITALS + "-./@+:<>&", CAPITALS.lower() + " " * 9)


def index(schema_editor, letters):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, fields in FIELDS.items():
        text = " || ' ' || ".join(f'"{field}"' for field in fields)
        text = f"translate(lower({text}), '{letters[0]}', '{letters[1]}')"
        for pair, letter in (("ae", "æ"), ("oe", "ø"), ("aa", "å")):
            text = f"replace({text}, '{pair}', '{letter}')"
        both = f"(to_tsvector('danish', {text}) || to_tsvector('simple', {text}))"
        schema_editor.execute(f"DROP INDEX {table}_search")
        schema_editor.execute(f"CREATE INDEX {table}_search ON {table} USING gin ({both})")


def forwards(apps, schema_editor):
    index(schema_editor, AFTER)


def backwards(apps, schema_editor):
    index(schema_editor, BEFORE)


class Migration(migrations.Migration):

    dependencies = [
        ('themes', '0010_one_role_each'),
    ]

    operations = [
        migrations.RunPython(forwards, backwards),
        migrations.AlterModelOptions(
            name='agendalink',
            options={'ordering': (models.OrderBy(referenceledelse.core.text.order.Alphabetical(models.F('agenda__title'))), 'pk'), 'verbose_name': 'kobling til dagsorden', 'verbose_name_plural': 'koblinger til dagsordener'},
        ),
        migrations.AlterModelOptions(
            name='arena',
            options={'ordering': (models.OrderBy(referenceledelse.core.text.order.Alphabetical(models.F('name'))), 'pk'), 'verbose_name': 'spillebane', 'verbose_name_plural': 'spillebaner'},
        ),
        migrations.AlterModelOptions(
            name='committee',
            options={'ordering': ('order', models.OrderBy(referenceledelse.core.text.order.Alphabetical(models.F('name_da')))), 'verbose_name': 'politisk udvalg', 'verbose_name_plural': 'politiske udvalg'},
        ),
        migrations.AlterModelOptions(
            name='initiative',
            options={'ordering': (models.OrderBy(referenceledelse.core.text.order.Alphabetical(models.F('name'))), 'pk'), 'verbose_name': 'beslægtet indsats', 'verbose_name_plural': 'beslægtede indsatser'},
        ),
        migrations.AlterModelOptions(
            name='member',
            options={'ordering': (models.OrderBy(referenceledelse.core.text.order.Alphabetical(models.F('name'))), 'pk'), 'verbose_name': 'medlem af netværket', 'verbose_name_plural': 'medlemmer af netværket'},
        ),
        migrations.AlterModelOptions(
            name='ownership',
            options={'ordering': (models.OrderBy(referenceledelse.core.text.order.Alphabetical(models.F('leader__name'))), 'pk'), 'verbose_name': 'leders ejerskab', 'verbose_name_plural': 'lederes ejerskab'},
        ),
        migrations.AlterModelOptions(
            name='strategicagenda',
            options={'ordering': (models.OrderBy(referenceledelse.core.text.order.Alphabetical(models.F('title'))),), 'verbose_name': 'strategisk dagsorden', 'verbose_name_plural': 'strategiske dagsordener'},
        ),
        migrations.AlterModelOptions(
            name='theme',
            options={'ordering': (models.OrderBy(referenceledelse.core.text.order.Alphabetical(models.F('title'))),), 'verbose_name': 'netværkstema', 'verbose_name_plural': 'netværkstemaer'},
        ),
    ]
