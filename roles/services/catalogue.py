"""The verbs of the catalogue: role texts made, and published anew."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import fill, is_already, save_by
from referenceledelse.core.text.shipped import takes_new_text
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Stale
from roles.models import Role, RolePoint, User

CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue.toml"


# What is compared to tell whether somebody has edited a text since it shipped.
ROLE_TEXTS = tuple(
    f"{field}_{language}"
    for field in ("name", "summary", "purpose", "source")
    for language in ("da", "en")
)
POINT_TEXTS = ("kind", "bearer", *RolePoint.TEXTS)


@transaction.atomic
def load_catalogue() -> int:
    """Create what is missing, and take in this release's texts; whatever someone has edited stays.

    A point whose texts are those of an earlier release gets these as its next version, so that
    running themes keep the version they began with. Gives how many rows were made.
    """
    made = 0
    for row in shipped_roles():
        points, earlier = row.pop("point", []), row.pop("earlier", [])
        role, is_new = Role.objects.select_for_update().get_or_create(
            key=row.pop("key"), defaults=row
        )
        if takes_new_text(role, ROLE_TEXTS, earlier):
            save_by(None, role, **row)
        made += is_new + _load_points(role, points)
    return made


def shipped_roles() -> list[dict[str, Any]]:
    """The roles as the file has them, each with its points."""
    return tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["role"]


def _load_points(role: Role, rows: list[dict[str, Any]]) -> int:
    known = {point.key: point for point in role.points.current()}
    missing, made = [], 0
    for row in rows:
        earlier, point = row.pop("earlier", []), known.get(row["key"])
        if point is None:
            missing.append(RolePoint(role=role, **row))
        elif takes_new_text(point, POINT_TEXTS, earlier):
            _publish(point, row)
            made += 1
        elif point.order != row["order"]:
            # The order is not the municipality's to edit; a new point may have come in between.
            RolePoint.objects.filter(pk=point.pk).update(order=row["order"])
    return made + len(RolePoint.objects.bulk_create(missing))


@transaction.atomic
def revise_point(*, point: RolePoint, by: User, **texts: str) -> RolePoint:
    """Publish changed texts as the point's next version.

    Running themes keep the version they began with. ``texts`` holds the fields
    that change; without a change the point is given back as it is. Raises ``Stale`` where someone
    published another version after the given one.
    """
    demand(by, "roles.administer")
    # The role is what every writer locks: the current version itself changes hands.
    Role.objects.select_for_update().get(pk=point.role_id)
    row = RolePoint.objects.get(role=point.role_id, key=point.key, is_current=True)
    if is_already(row, texts):
        return row
    if row.pk != point.pk:
        raise Stale(_("En anden har gemt en nyere udgave af punktet, siden du åbnede siden."))
    return _publish(row, texts, by)


def _publish(row: RolePoint, changes: Mapping[str, Any], by: User | None = None) -> RolePoint:
    """Keep the current version for the themes that began with it, and make the next one."""
    save_by(by, row, is_current=False)
    row.pk, row.version, row.is_current, row._state.adding = None, row.version + 1, True, True
    fill(row, changes)
    with acting(by):
        row.save(force_insert=True)
    return row
