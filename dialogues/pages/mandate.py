"""What the pages of the mandate show one reader, and where each part leads."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from dialogues.models import Agreement, MandatePart
from dialogues.models.mandate import part_address
from dialogues.queries.mandate import (
    LINE_MANAGER,
    REFERENCE_LEADER,
    Mandate,
    PartProgress,
    is_current_pair,
    mandate,
)
from dialogues.rules.mandate import right_to_begin
from referenceledelse.core.web.access import is_allowed
from roles.models import Role, RoleKey, RolePoint, User
from themes.models import Assignment, Theme
from themes.pages.readers import named_for

PEOPLE = ("network_leader", "counterpart", "reopened_by")


@dataclass(frozen=True)
class ShownPart:
    """A part with what the reader may read of it, and the reader's way into it."""

    part: PartProgress
    row: MandatePart | None = None
    agreement: Agreement | None = None
    url: str = ""
    action: str = ""
    # Whether the part waits for the reader.
    is_mine: bool = False


def mandate_seen_by(user: User, theme: Theme) -> Mandate | None:
    """The theme's mandate, for those who may know how far it is."""
    found = mandate(theme)
    return found if is_allowed(user, "dialogues.see_mandate", found) else None


def lines(user: User, found: Mandate) -> list[ShownPart]:
    """Each part as the reader stands to it."""
    return [_line(user, found, part) for part in found.parts]


def _line(user: User, found: Mandate, part: PartProgress) -> ShownPart:
    if part.role == REFERENCE_LEADER:
        return _conversation(user, found, part)
    if part.row is None:
        return _not_begun(user, found, part)
    rows = MandatePart.objects.visible_to(user).filter(theme=found.theme, role=part.role)
    pair = {"network_leader": found.network_leader, "counterpart": part.person}
    row = rows.filter(**pair).select_related("theme", *PEOPLE).order_by("-edition").first()
    if row is None:
        return ShownPart(part)
    waits = row.agreed_at is None and user in row.waits_for and not found.theme.is_closed
    action = what_to_do(user, row) if waits else _("Læs")
    return ShownPart(part, row, url=row.get_absolute_url(), action=action, is_mine=waits)


def what_to_do(user: User, row: MandatePart) -> str:
    """What the reader, whose yes is missing, does next about a part."""
    is_new = user == row.counterpart and row.read_at is None and row.edition == 1
    if is_new and not row.has_agreed(row.other(user)):
        return _("Læs om din rolle")
    return _("Læs og sig ja") if row.is_written else _("Skriv aftalen")


def _not_begun(user: User, found: Mandate, part: PartProgress) -> ShownPart:
    if part.person is None or not is_allowed(user, right_to_begin(part.role), found):
        return ShownPart(part)
    url = part_address("begin_part", found.theme, part.role, part.person.pk)
    is_offer = user == part.person
    action = _("Tilbyd en samtale om tid, penge eller en vikar") if is_offer else _("Inviter")
    return ShownPart(part, url=url, action=action, is_mine=part.is_required)


def _conversation(user: User, found: Mandate, part: PartProgress) -> ShownPart:
    """The reference leader's part is the collaboration agreement of the two."""
    rows = Agreement.objects.visible_to(user).filter(conversation=part.conversation or 0)
    row = rows.filter(approved_at__isnull=False).order_by("-edition").first()
    if part.agreed_at and row:
        url = reverse("dialogues:agreement", args=[part.conversation])
        return ShownPart(part, agreement=row, url=url, action=_("Læs"))
    if part.conversation and user in (found.network_leader, part.person):
        url = reverse("dialogues:conversation", args=[part.conversation])
        return ShownPart(part, url=url, action=_("Åbn samtalen"), is_mine=True)
    is_host = found.network_leader == user and not found.theme.is_closed
    if part.conversation is None and part.person and is_host:
        url = reverse("dialogues:new", args=[found.theme.slug])
        return ShownPart(part, url=url, action=_("Inviter"), is_mine=True)
    return ShownPart(part)


def document(user: User, row: MandatePart) -> dict[str, Any]:
    """One part: what it says, what the reader may do with it, and its other editions."""
    rows = MandatePart.objects.visible_to(user).filter(theme=row.theme, role=row.role)
    pair = {"network_leader": row.network_leader, "counterpart": row.counterpart}
    is_newest = not rows.filter(**pair, edition__gt=row.edition).exists()
    names = ("write_part", "agree_part", "reopen_part")
    may = {
        f"may_{name}": is_newest and is_allowed(user, f"dialogues.{name}", row) for name in names
    }
    others = rows.exclude(pk=row.pk).select_related("theme", *PEOPLE)
    return {
        "part": row,
        "is_party": row.is_party(user),
        "is_own_role": user == row.counterpart and row.agreed_at is None,
        "partner": row.other(user),
        "is_over": is_newest and not row.theme.is_closed and not is_current_pair(row),
        "has_two_hats": has_two_hats(row),
        "readers": _readers(user, row),
        "readers_later": named_for(None, _others_on_the_theme(row)),
        "editions": others.order_by("-created_at", "-pk"),
        **role_texts(row.role),
        **may,
    }


def role_texts(key: str) -> dict[str, Any]:
    """What the counterpart reads before the talk: the text of the own role."""
    points = RolePoint.objects.current().filter(role__key=key)
    return {"role": Role.objects.get(key=key), "points": points.order_by("order")}


def has_two_hats(row: MandatePart) -> bool:
    """Whether the line manager is also the theme's reference leader."""
    held = Assignment.objects.active().filter(theme=row.theme, person=row.counterpart)
    return row.role == LINE_MANAGER and held.filter(role=RoleKey.REFERENCE_LEADER).exists()


def _readers(user: User, row: MandatePart) -> str:
    """Who else can read what stands there."""
    people = [row.network_leader, row.counterpart]
    if row.agreed_at and MandatePart.objects.of_today().filter(pk=row.pk).exists():
        people += _others_on_the_theme(row)
    if row.agreed_at:
        return named_for(user, people)
    return get_text_list([one.name for one in people if one != user], _("og"))


def _others_on_the_theme(row: MandatePart) -> list[User]:
    """Who reads the part once it is agreed, beside its two and the secretariat."""
    held = Assignment.objects.active().filter(theme=row.theme).select_related("person")
    people = [one.person for one in held.order_by("role__order", "pk")]
    return [one for one in people if not row.is_party(one)]
