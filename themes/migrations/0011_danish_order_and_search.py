"""Names in Danish order; indexes that read capitals and signs alike in every locale."""

import referenceledelse.core.text.order
from django.db import migrations, models
from referenceledelse.core.db.search_index import SearchIndex


class Migration(migrations.Migration):

    dependencies = [
        ('themes', '0010_one_role_each'),
    ]

    operations = [
        SearchIndex("theme", ("title", "challenge", "why_cross_cutting", "ambition", "outside_partners")),
        SearchIndex("idea", ("title", "description", "learned")),
        SearchIndex("valuestory", ("title", "change", "for_whom", "evidence")),
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
