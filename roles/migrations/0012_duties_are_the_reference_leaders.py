"""The reference leader is the subject of all ten duties: nobody else answers for one of them."""

from typing import Any

from django.db import migrations, models

DUTIES = (
    "strategic_link",
    "arenas",
    "sparring",
    "capital",
    "ownership",
    "co_player",
    "value",
    "lab_to_practice",
    "political_interplay",
    "partnership",
)
BEARERS = ("reference_leader", "reference_leader_helps", "jointly", "co_responsible")


def give_back(apps: Any, schema_editor: Any) -> None:
    """A duty that the network leader was to answer for is one that the reference leader helps with.

    One that a third person was to answer for is the reference leader's.
    """
    points = apps.get_model("roles", "RolePoint").objects.filter(key__in=DUTIES)
    points.filter(bearer="network_leader").update(bearer="reference_leader_helps")
    points.exclude(bearer__in=BEARERS).update(bearer="reference_leader")


class Migration(migrations.Migration):

    dependencies = [
        ("roles", "0011_danish_words"),
    ]

    operations = [
        migrations.RunPython(give_back, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='rolepoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key__in', DUTIES), _negated=True), ('bearer__in', BEARERS), _connector='OR'), name='role_point_duty_is_the_reference_leaders', violation_error_message='Referencelederen har en rolle i alle ti opgaver.'),
        ),
    ]
