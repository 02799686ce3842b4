"""The verbs of the floor: role texts, the secretariat's group, languages and own pages."""

import tomllib
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from roles.models import SECRETARIAT_GROUP, Role, RolePoint, User

CATALOGUE = Path(__file__).resolve().parent / "catalogue.toml"

# What the secretariat does in the admin: model, and the verbs of Django's permissions.
EDITED = ("add", "change", "view")
SECRETARIAT_MAY = {
    ("roles", "user"): EDITED,
    ("roles", "unit"): (*EDITED, "delete"),
    ("roles", "role"): ("change", "view"),
    ("roles", "rolepoint"): EDITED,
    ("themes", "theme"): EDITED,
    ("themes", "themetype"): EDITED,
    ("themes", "phase"): EDITED,
    ("themes", "themeupdate"): EDITED,
    ("themes", "assignment"): (*EDITED, "delete"),
    ("dialogues", "questionset"): (*EDITED, "delete"),
    ("dialogues", "question"): (*EDITED, "delete"),
    ("dialogues", "conversation"): ("view",),
    ("dialogues", "reflection"): ("view",),
}


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
def ensure_secretariat_group() -> Group:
    """The group whose members are the secretariat, with what it may do in the admin."""
    group = Group.objects.get_or_create(name=SECRETARIAT_GROUP)[0]
    wanted = {
        (app, f"{verb}_{model}")
        for (app, model), verbs in SECRETARIAT_MAY.items()
        for verb in verbs
    }
    permissions = Permission.objects.filter(codename__in={name for _, name in wanted})
    group.permissions.set(
        p
        for p in permissions.select_related("content_type")
        if (p.content_type.app_label, p.codename) in wanted
    )
    return group


@transaction.atomic
def revise_point(*, point: RolePoint, by: User, **texts: object) -> RolePoint:
    """Publish changed texts as the point's next version.

    Running themes keep the version they began with (FEATURES F2.2). ``texts`` holds the fields
    that change. Without a change the point is given back as it is.
    """
    row = RolePoint.objects.select_for_update().get(role=point.role, key=point.key, is_current=True)
    if all(getattr(row, name) == text for name, text in texts.items()):
        return row
    RolePoint.objects.filter(pk=row.pk).update(is_current=False)
    row.pk, row.version, row._state.adding = None, row.version + 1, True
    for name, text in texts.items():
        setattr(row, name, text)
    row.save()
    return row


def set_language(*, person: User, language: str) -> None:
    """Speak the language to the person from now on."""
    person.language = User.Language(language).value
    person.save(update_fields=["language"])


def edit_own_page(*, person: User, phone: str, language: str) -> None:
    """What a person decides about the own page; the rest belongs to the base organisation."""
    person.phone, person.language = phone, language
    person.save(update_fields=["phone", "language"])
