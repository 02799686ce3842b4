"""The reference leader is the subject of all ten duties: nobody answers for one as "both"."""

from typing import Any

from django.db import migrations, models


def name_who_answers(apps: Any, schema_editor: Any) -> None:
    """A duty of "both" becomes the reference leader's; of another role's point the two's together."""
    points = apps.get_model("roles", "RolePoint").objects.filter(bearer="both")
    points.filter(role__key="reference_leader").update(bearer="reference_leader")
    points.update(bearer="jointly")


class Migration(migrations.Migration):

    dependencies = [
        ("roles", "0009_stable_ids"),
    ]

    operations = [
        migrations.RunPython(name_who_answers, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='rolepoint',
            name='bearer',
            field=models.CharField(choices=[('reference_leader', 'referencelederen'), ('reference_leader_helps', 'referencelederen, som hjælper netværkslederen'), ('jointly', 'referencelederen sammen med netværkslederen'), ('co_responsible', 'referencelederen som medansvarlig'), ('network_leader', 'netværkslederen'), ('line_manager', 'personalelederen'), ('secretariat', 'sekretariatet'), ('co_driver', 'co-driveren')], max_length=30, verbose_name='hvem har ansvaret'),
        ),
        migrations.AlterField(
            model_name='rolepoint',
            name='kind',
            field=models.CharField(choices=[('task', 'konkret opgave'), ('relation', 'relation'), ('stance', 'holdning'), ('stance_and_task', 'holdning og konkret opgave')], max_length=20, verbose_name='slags'),
        ),
    ]
