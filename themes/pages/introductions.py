"""The introductions that wait on a theme, as one of its leaders sees them."""

from referenceledelse.core.web.access import is_allowed
from roles.models import User
from themes.models import ContactRequest, MemberRequest, Theme


def introductions(theme: Theme, user: User) -> list[MemberRequest]:
    """Those that the reader made or answers, each with ``may_answer``; the oldest first."""
    rows = MemberRequest.objects.visible_to(user).open().filter(theme=theme)
    rows = rows.exclude(introduced_by=None).exclude(person=user)
    rows = rows.select_related("person", "introduced_by").order_by("asked_at", "pk")
    answers = is_allowed(user, "themes.answer_member_request", MemberRequest(theme=theme))
    found = [row for row in rows if answers or row.introduced_by_id == user.pk]
    for row in found:
        row.theme = theme
        row.may_answer = answers and row.is_to_answer
    return found


def waiting_contact(theme: Theme, user: User) -> ContactRequest | None:
    """Whom the reader has asked the reference leader for, until the reference leader answers."""
    rows = ContactRequest.objects.waiting().filter(theme=theme, asked_by=user)
    return rows.select_related("theme").first()
