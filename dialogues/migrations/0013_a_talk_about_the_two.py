"""A talk has chosen duties and deals out its minutes itself; who has not written is no case."""

from django.db import migrations, models


def forget_who_has_not_written(apps, schema_editor):
    """Cases about a reflection that was not begun: nothing finds them any more."""
    apps.get_model("dialogues", "WorkItem").objects.filter(kind="reflection").delete()


class Migration(migrations.Migration):

    dependencies = [
        ("dialogues", "0012_duties_that_always_belong"),
    ]

    operations = [
        migrations.RemoveField(
            model_name='conversationpoint',
            name='minutes',
        ),
        migrations.AddField(
            model_name='conversationpoint',
            name='been_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='nået til'),
        ),
        migrations.AddField(
            model_name='conversationpoint',
            name='is_chosen',
            field=models.BooleanField(default=True, verbose_name='valgt til samtalen'),
        ),
        migrations.AlterField(
            model_name='agendapoint',
            name='done_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='drøftet'),
        ),
        migrations.AlterField(
            model_name='agendapoint',
            name='parked_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='udskudt'),
        ),
        migrations.AlterField(
            model_name='agendapoint',
            name='raised_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='sat på dagsordenen'),
        ),
        migrations.AlterField(
            model_name='conversation',
            name='ordered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='opgaverne valgt'),
        ),
        migrations.AlterField(
            model_name='workitem',
            name='kind',
            field=models.CharField(choices=[('network_leader', 'Mangler netværksleder'), ('reference_leader', 'Mangler referenceleder'), ('left', 'Leder er stoppet'), ('co_driver', 'Mangler co-driver'), ('ends', 'Rolle bliver ledig'), ('moved', 'Leder har skiftet enhed'), ('level', 'Lederniveauet passer ikke'), ('ended', 'Slutdatoen er passeret'), ('talk', 'Ingen aftalt samtale'), ('invitation', 'Invitation uden svar'), ('passed', 'Samtalens dag er passeret'), ('mandate', 'Mandatet er ikke på plads'), ('quiet', 'Ingen aktivitet'), ('phase', 'Længere end sædvanligt'), ('proposal', 'Forslag over fristen')], max_length=20, verbose_name='slags'),
        ),
        migrations.RunPython(forget_who_has_not_written, migrations.RunPython.noop),
    ]
