"""Freeing hours, money or a substitute for someone's part in a network."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from referenceledelse.core.db.saving import is_already, locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check, save_checked
from roles.models import User
from themes.models import FreedResources, MemberRequest, Theme
from themes.services.gifts import is_new_again


@transaction.atomic
def free_resources(
    *, theme: Theme, person: User, by: User, version: int = 0, **fields: Any
) -> FreedResources:
    """Save what is freed for the person's part in the network; the first time has version 0.

    Raises ``Stale`` where it was saved in another window, and ``Refused``.
    """
    row = locked(theme, "phase")
    demand(by, "themes.free_resources", FreedResources(theme=row, person=person))
    rows = FreedResources.objects.select_for_update().filter(theme=row, person=person)
    stored = rows.first()
    if stored is None:
        freed = FreedResources(theme=row, person=person, manager=by, **fields)
        check(freed)
        freed.save()
        _takes_back_a_no(freed)
        return freed
    if not is_already(stored, fields):
        stored.refuse_stale(version)
        save_checked(stored, by, {**fields, "manager": by, "freed_at": timezone.now()})
        is_new_again(stored)
        _takes_back_a_no(stored)
    return stored


def _takes_back_a_no(freed: FreedResources) -> None:
    """Who frees something no longer says that nothing can be given."""
    rows = MemberRequest.objects.filter(theme=freed.theme_id, person=freed.person_id)
    no = {"not_now_by": None, "not_now_words": "", "is_to_talk": False}
    rows.filter(state__in=MemberRequest.OPEN).update(**no)
