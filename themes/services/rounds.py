"""Beginning a round of proposals."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check
from roles.models import User
from themes.models import Round
from themes.services.defaults import coming_rounds

COPIED = ("forum_da", "forum_en")


def suggested_round() -> dict[str, Any]:
    """The municipality's next round after the last one, with the last one's forum."""
    last = Round.objects.order_by("-deadline").first()
    after = timezone.localdate()
    if last and last.deadline >= after:
        after = last.deadline + timedelta(days=1)
    row = coming_rounds(after)[0]
    for name in COPIED if last else ():
        setattr(row, name, getattr(last, name))
    names = ("name_da", "name_en", "deadline", "decides_on", *COPIED)
    return {name: getattr(row, name) for name in names}


def same_round(fields: dict[str, Any]) -> Round | None:
    """The round that a button pressed twice has begun already."""
    return Round.objects.filter(**fields).first()


@transaction.atomic
def begin_round(*, by: User, **fields: Any) -> Round:
    """Open a round for proposals; the same one sent twice is one. Raises ``Refused``."""
    demand(by, "themes.begin_round")
    locked(by)
    if same := same_round(fields):
        return same
    row = Round(**fields)
    check(row)
    with acting(by):
        row.save()
    return row
