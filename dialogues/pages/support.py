"""What the pages of a request show of it, and to whom."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from dialogues.models import SupportMessage, SupportRequest
from roles.models import User
from roles.queries.secretariat import secretariat


def thread(row: SupportRequest, reader: User, *, seen: int | None = None) -> dict[str, Any]:
    """What was said, for the template; with ``seen``, what others wrote after that is marked."""
    said = list(_said(row, reader).select_related("author"))
    for one in said:
        one.is_new = seen is not None and one.pk > seen and one.author_id != reader.pk
    return {
        "row": row,
        "said": said,
        "has_met": any(one.is_new for one in said),
        "times": list(row.times.all()),
        "readers": readers(reader, row.author),
    }


def newest(row: SupportRequest, reader: User) -> int:
    """The newest message that stands on the reader's screen."""
    return _said(row, reader).order_by("-pk").values_list("pk", flat=True).first() or 0


def readers(reader: User, *others: User) -> str:
    """Who else can read a request: the one who asks, and the secretariat by name."""
    people = {one.pk: one.name for one in (*others, *secretariat())}
    people.pop(reader.pk, None)
    return get_text_list(list(people.values()), _("og")) or _("sekretariatet")


def _said(row: SupportRequest, reader: User) -> QuerySet[SupportMessage]:
    return SupportMessage.objects.visible_to(reader).filter(request=row)
