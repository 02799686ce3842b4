"""A co-driver beside themselves: the days on which the person also leads the theme go."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model, Q


def end_doubles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let each person have one role on a theme at a time; to lead goes before to drive along."""
    rows = apps.get_model("themes", "Assignment").objects
    drives = Q(role="co_driver")
    done: list[int] = []
    for row in list(rows.filter(drives).order_by("starts_on", "pk")):
        others = rows.filter(~drives | Q(pk__in=done), theme=row.theme_id, person=row.person_id)
        spans = [(row.starts_on, row.ends_on or date.max)]
        for other in others.values_list("starts_on", "ends_on"):
            spans = [left for span in spans for left in _without(span, *other)]
        if spans:
            done += [_keep(row, span) for span in spans]
        else:
            apps.get_model("themes", "HolderChange").objects.filter(leaving=row).delete()
            row.delete()


def _keep(row: Model, span: tuple[date, date]) -> int:
    """Save the row for the days; the next time for other days, as another row."""
    row.starts_on, row.ends_on = span[0], None if span[1] == date.max else span[1]
    row.save()
    pk, row.pk = row.pk, None
    row._state.adding = True
    return pk


def _without(span: tuple[date, date], start: date, end: date | None) -> Iterator[tuple[date, date]]:
    """What is left of the days when those of another are taken out."""
    first, last = span
    if start > last or (end and end < first):
        yield span
        return
    if first < start:
        yield first, start - timedelta(days=1)
    if end and end < last:
        yield end + timedelta(days=1), last


class Migration(migrations.Migration):
    dependencies = [("themes", "0008_knowledge")]

    operations = [migrations.RunPython(end_doubles, migrations.RunPython.noop)]
