"""The verbs of the floor: role texts, the secretariat's group, languages and own pages."""

import tomllib
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _

from referenceledelse.actor import acting
from referenceledelse.errors import Stale
from roles.models import SECRETARIAT_GROUP, Role, RolePoint, User

CATALOGUE = Path(__file__).resolve().parent / "catalogue.toml"

# What the secretariat does in the admin: model, and the verbs of Django's permissions.
EDITED = ("add", "change", "view")
SECRETARIAT_MAY = {
    ("roles", "user"): EDITED,
    ("roles", "unit"): (*EDITED, "delete"),
    ("roles", "role"): ("change", "view"),
    ("roles", "rolepoint"): ("change", "view"),
    ("themes", "theme"): EDITED,
    ("themes", "themetype"): EDITED,
    ("themes", "round"): ("view", "add", "change", "delete"),
    ("themes", "themequestion"): ("view", "add", "change"),
    ("themes", "strategicagenda"): ("view", "add", "change"),
    ("themes", "committee"): ("view", "add", "change"),
    ("themes", "phase"): ("change", "view"),
    ("themes", "themeupdate"): EDITED,
    ("themes", "assignment"): (*EDITED, "delete"),
    ("dialogues", "questionset"): (*EDITED, "delete"),
    ("dialogues", "question"): (*EDITED, "delete"),
    ("dialogues", "conversation"): ("view",),
    ("dialogues", "reflection"): ("view",),
    ("auditlog", "logentry"): ("view",),
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
    permissions = Permission.objects.filter(codename__in={name for _app, name in wanted})
    group.permissions.set(
        p
        for p in permissions.select_related("content_type")
        if (p.content_type.app_label, p.codename) in wanted
    )
    return group


@transaction.atomic
def set_secretariat(*, person: User, is_member: bool, by: User) -> None:
    """Let the person work in the secretariat, or no longer; the admin opens and closes with it."""
    row = User.objects.select_for_update().get(pk=person.pk)
    if is_member:
        row.groups.add(ensure_secretariat_group())
    else:
        row.groups.remove(*row.groups.filter(name=SECRETARIAT_GROUP))
    row.is_staff = is_member or row.is_superuser
    with acting(by):
        row.save(update_fields=["is_staff"])
    person.is_staff = row.is_staff


@transaction.atomic
def revise_point(*, point: RolePoint, by: User, **texts: str) -> RolePoint:
    """Publish changed texts as the point's next version.

    Running themes keep the version they began with (FEATURES F2.2). ``texts`` holds the fields
    that change; without a change the point is given back as it is. Raises ``Stale`` where someone
    published another version after the given one.
    """
    # The role is what every writer locks: the current version itself changes hands.
    Role.objects.select_for_update().get(pk=point.role_id)
    row = RolePoint.objects.get(role=point.role_id, key=point.key, is_current=True)
    if all(getattr(row, name) == text for name, text in texts.items()):
        return row
    if row.pk != point.pk:
        raise Stale(_("En anden har gemt en nyere udgave af punktet, siden du åbnede siden."))
    with acting(by):
        row.is_current = False
        row.save(update_fields=["is_current"])
        row.pk, row.version, row.is_current, row._state.adding = None, row.version + 1, True, True
        for name, text in texts.items():
            setattr(row, name, text)
        row.save(force_insert=True)
    return row


def set_language(*, person: User, language: str) -> None:
    """Speak the language to the person from now on; raises ``ValueError`` for one unknown."""
    person.language = User.Language(language).value
    person.save(update_fields=["language"])


def edit_own_page(*, person: User, phone: str, language: str) -> None:
    """What a person decides about the own page; the rest belongs to the base organisation."""
    person.phone, person.language = phone, User.Language(language).value
    person.save(update_fields=["phone", "language"])
