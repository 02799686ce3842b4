"""A co-driver beside themselves: the days on which the person also leads the theme go."""

from datetime import timedelta

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q


def end_doubles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let each person have one role on a theme at a time; to lead goes before to drive along."""
    rows = apps.get_model("themes", "Assignment").objects
    for row in rows.filter(role="co_driver").order_by("starts_on", "pk"):
        others = rows.filter(theme=row.theme_id, person=row.person_id).exclude(pk=row.pk)
        others = others.filter(~Q(role="co_driver") | Q(pk__lt=row.pk))
        for other in others.order_by("starts_on", "pk"):
            if _is_apart(row, other):
                continue
            if row.starts_on < other.starts_on:
                row.ends_on = other.starts_on - timedelta(days=1)
            elif other.ends_on and (row.ends_on is None or row.ends_on > other.ends_on):
                row.starts_on = other.ends_on + timedelta(days=1)
            else:
                apps.get_model("themes", "HolderChange").objects.filter(leaving=row).delete()
                row.delete()
                break
            row.save(update_fields=["starts_on", "ends_on"])


def _is_apart(row: object, other: object) -> bool:
    ends_before = row.ends_on is not None and row.ends_on < other.starts_on
    return ends_before or (other.ends_on is not None and other.ends_on < row.starts_on)


class Migration(migrations.Migration):
    dependencies = [("themes", "0008_knowledge")]

    operations = [migrations.RunPython(end_doubles, migrations.RunPython.noop)]
