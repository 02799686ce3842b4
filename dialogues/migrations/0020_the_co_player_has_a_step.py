"""The network leader takes no duty over, and the co-player's step stands fixed in a talk to come."""

from typing import Any

from django.db import migrations, models

CO_PLAYER = "co_player"


def need_no_help(apps: Any, schema_editor: Any) -> None:
    """Who managed a duty alone needed no help with it: the duty is still the reference leader's."""
    rows = apps.get_model("dialogues", "Recognition").objects
    rows.filter(level="alone").update(level="not_now")


def take_over(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("dialogues", "Recognition").objects
    rows.filter(level="not_now").update(level="alone")
    rows.filter(level="little").update(level="rely")


def put_first(apps: Any, schema_editor: Any) -> None:
    """A talk that has not begun asks the reference leader's four parts before the chosen duties.

    What the two have chosen stays. One that has begun goes on by its own steps.
    """
    talks = apps.get_model("dialogues", "Conversation").objects
    points = apps.get_model("dialogues", "ConversationPoint").objects
    ahead = talks.filter(kind__in=("kickoff", "followup"), started_at=None, ended_at=None)
    for talk in ahead.filter(points__isnull=False).distinct():
        duties = list(points.filter(conversation=talk).exclude(point=None).select_related("point"))
        duties.sort(key=lambda row: row.order)
        places = [row.order for row in duties]
        duties.sort(key=lambda row: row.point.key != CO_PLAYER)
        for place, row in zip(places, duties, strict=True):
            row.order = place
            row.is_chosen = row.is_chosen or row.point.key == CO_PLAYER
        points.bulk_update(duties, ["order", "is_chosen"])


class Migration(migrations.Migration):

    dependencies = [
        ("dialogues", "0019_first_steps_of_a_pair"),
    ]

    operations = [
        migrations.AlterField(
            model_name='recognition',
            name='level',
            field=models.CharField(blank=True, choices=[('yes', 'jeg kan genkende mig selv'), ('partly', 'jeg kan delvist genkende mig selv'), ('not_yet', 'jeg kan ikke genkende mig selv endnu'), ('rely', 'jeg regner med referencelederen'), ('little', 'jeg har brug for lidt hjælp'), ('not_now', 'jeg har ikke brug for hjælp lige nu'), ('talk', 'jeg vil gerne tale om opgaven'), ('unsure', 'jeg ved det ikke endnu')], max_length=10),
        ),
        migrations.RunPython(need_no_help, take_over, elidable=True),
        migrations.RunPython(put_first, migrations.RunPython.noop, elidable=True),
    ]
