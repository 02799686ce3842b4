"""The verbs of people: the secretariat's group, languages and own pages."""

from collections.abc import Sequence
from copy import copy

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone

from referenceledelse.core.db.bulk import Statement, updates
from referenceledelse.core.db.logbook import log_changes
from referenceledelse.core.db.saving import locked, save_by
from referenceledelse.core.web.access import demand
from roles.models import SECRETARIAT_GROUP, Unit, User

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
    ("themes", "handbookpage"): EDITED,
    ("themes", "phase"): ("change", "view"),
    ("themes", "thresholds"): ("change", "view"),
    ("themes", "themeupdate"): EDITED,
    ("themes", "assignment"): (*EDITED, "delete"),
    ("dialogues", "questionset"): (*EDITED, "delete"),
    ("dialogues", "question"): (*EDITED, "delete"),
    ("dialogues", "conversation"): ("view",),
    ("dialogues", "reflection"): ("view",),
    ("dialogues", "mandatepart"): ("view",),
    ("auditlog", "logentry"): ("view",),
    ("dialogues", "supportcontact"): ("change", "view"),
    ("roles", "course"): EDITED,
    ("roles", "coursesession"): EDITED,
}


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
    row = locked(person)
    demand(by, "roles.keep_person", row)
    if is_member:
        row.groups.add(ensure_secretariat_group())
    else:
        row.groups.remove(*row.groups.filter(name=SECRETARIAT_GROUP))
    save_by(by, row, is_staff=is_member or row.is_superuser)
    person.is_staff = row.is_staff


def set_language(*, person: User, by: User, language: str) -> None:
    """Save the person's language; raises ``ValueError`` for an unknown one."""
    demand(by, "roles.edit_person", person)
    person.language = User.Language(language).value
    person.save(update_fields=["language"])


def edit_own_page(*, person: User, by: User, phone: str, language: str) -> None:
    """What a person decides about the own page; the rest belongs to the base organisation."""
    demand(by, "roles.edit_person", person)
    person.phone, person.language = phone, User.Language(language).value
    person.save(update_fields=["phone", "language"])


def mark_duties_read(*, by: User) -> None:
    """Note that the person has opened the ten duties; the first time counts."""
    demand(by, "roles.edit_person", by)
    if by.duties_read_at is None:
        by.duties_read_at = timezone.now()
        by.save(update_fields=["duties_read_at"])


type Moves = Sequence[tuple[User, Unit | None]]


@transaction.atomic
def move_people(*, moves: Moves, by: User | None) -> None:
    """Let each person belong to the unit.

    Whatever changes a person's unit comes here: the administration and the imports. The day is
    remembered, so that whoever assigned the person can be asked to look again; who is placed in
    a first unit does not move.
    """
    keys = [one.pk for one, _unit in moves]
    for stored in User.objects.select_for_update().in_bulk(keys).values():
        demand(by, "roles.keep_person", stored)
    for statement in moving(moves, by):
        statement.run()


def moving(moves: Moves, by: User | None) -> list[Statement]:
    """The statements of ``move_people``, for imports; the caller checks the rule."""
    today = timezone.localdate()
    changed = [(copy(person), person, unit) for person, unit in moves]
    for before, person, unit in changed:
        person.unit = unit
        if before.unit_id not in (None, person.unit_id):
            person.moved_on = today
    rows = [person for _before, person, _unit in changed]
    pairs = [(before, person) for before, person, _unit in changed]
    return [updates(rows, ["unit", "moved_on"], late=["unit"]), log_changes(pairs, by, ["unit"])]
