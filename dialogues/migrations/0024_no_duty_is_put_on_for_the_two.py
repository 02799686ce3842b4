"""A talk begins without duties that nobody asked for, and nobody is told who has read it.

A sparring tells what it is about.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import Exists, OuterRef


def let_lie(apps: Any, schema_editor: Any) -> None:
    """Take what the site put on the agenda of a talk to come off it again.

    What the two have chosen stays, and what one of them asked to talk about, once both can read it.
    """
    points = apps.get_model("dialogues", "ConversationPoint").objects
    recognitions = apps.get_model("dialogues", "Recognition").objects
    asked = recognitions.filter(
        level="talk",
        point=OuterRef("point"),
        reflection__conversation=OuterRef("conversation"),
        reflection__revealed_at__isnull=False,
    )
    ahead = {"conversation__started_at": None, "conversation__ordered_at": None}
    put_on = points.filter(is_chosen=True, **ahead).exclude(point=None)
    put_on = put_on.exclude(Exists(asked))
    put_on = put_on.exclude(point__key="co_player", conversation__kind__in=("kickoff", "followup"))
    points.filter(pk__in=list(put_on.values_list("pk", flat=True))).update(is_chosen=False)


class Migration(migrations.Migration):

    dependencies = [
        ("dialogues", "0023_seen_value_noted_stones_public_contact"),
    ]

    operations = [
        migrations.RunPython(let_lie, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(
            model_name='conversation',
            name='read_at',
        ),
        migrations.RemoveConstraint(
            model_name='sparring',
            name='sparring_once',
        ),
        migrations.AddField(
            model_name='sparring',
            name='topic',
            field=models.CharField(blank=True, choices=[('leadership', 'Netværkslederens ledelse'), ('habit', 'En vane, vi bør bryde'), ('strategy', 'Strategi og prioritering'), ('other', 'Andet')], max_length=10, verbose_name='handler om'),
        ),
        migrations.AddConstraint(
            model_name='sparring',
            constraint=models.UniqueConstraint(fields=('theme', 'network_leader', 'reference_leader', 'takes_place_on', 'topic', 'subject'), name='sparring_once', violation_error_message='Sparringen er allerede skrevet i loggen.'),
        ),
    ]
