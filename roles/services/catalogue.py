"""The verbs of the catalogue: role texts made, and published anew."""

import tomllib
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from referenceledelse.access import demand
from referenceledelse.actor import acting
from referenceledelse.errors import Stale
from referenceledelse.saving import fill, is_already, save_by
from roles.models import Role, RolePoint, User

CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue.toml"


@transaction.atomic
def load_catalogue() -> int:
    """Create the roles and points that are missing; whatever someone has edited stays."""
    created = 0
    for row in tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["role"]:
        points = row.pop("point", [])
        role, is_new = Role.objects.get_or_create(key=row.pop("key"), defaults=row)
        created += is_new
        known = set(role.points.values_list("key", flat=True))
        missing = [RolePoint(role=role, **p) for p in points if p["key"] not in known]
        created += len(RolePoint.objects.bulk_create(missing))
    return created


@transaction.atomic
def revise_point(*, point: RolePoint, by: User, **texts: str) -> RolePoint:
    """Publish changed texts as the point's next version.

    Running themes keep the version they began with (FEATURES F2.2). ``texts`` holds the fields
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
    save_by(by, row, is_current=False)
    row.pk, row.version, row.is_current, row._state.adding = None, row.version + 1, True, True
    fill(row, texts)
    with acting(by):
        row.save(force_insert=True)
    return row
