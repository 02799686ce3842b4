"""The secretariat's matrix: one row a theme, its talk and its ten duties (FEATURES F11.2).

Rows are read as tuples, since nobody edits them here (DESIGN 6).
"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.models import Conversation, Duty, Reflection
from roles.models import RoleKey, User
from themes.models import Assignment, Offer, Theme

Status = Conversation.Status


@dataclass(frozen=True)
class Talk:
    """What the secretariat may know of a theme's newest conversation: states and dates."""

    invitation: str
    network_leader_form: str
    reference_leader_form: str
    talk: str
    agreement: str


@dataclass(frozen=True)
class Row:
    """A theme's line in the matrix; an empty leader is a vacancy."""

    title: str
    slug: str
    phase: str
    network_leader: str
    reference_leader: str
    talk: Talk | None
    statuses: tuple[str, ...]
    # Who is proposed and has yet to answer.
    network_leader_proposed: str = ""
    reference_leader_proposed: str = ""


def rows(themes: QuerySet[Theme], user: User) -> list[Row]:
    """The matrix of those themes, in a constant number of queries."""
    themes = list(themes.select_related("phase"))
    keys = [theme.pk for theme in themes]
    holders, proposed = _holders(keys), _proposed(keys, user)
    talks = _talks(keys, user)
    statuses = Duty.objects.visible_to(user).statuses(keys)
    return [
        Row(
            theme.title,
            theme.slug,
            theme.phase.name,
            holders.get((theme.pk, RoleKey.NETWORK_LEADER.value), ""),
            holders.get((theme.pk, RoleKey.REFERENCE_LEADER.value), ""),
            talks.get(theme.pk),
            statuses.get(theme.pk, ()),
            proposed.get((theme.pk, RoleKey.NETWORK_LEADER.value), ""),
            proposed.get((theme.pk, RoleKey.REFERENCE_LEADER.value), ""),
        )
        for theme in themes
    ]


def _holders(themes: list[int]) -> dict[tuple[int, str], str]:
    held = Assignment.objects.active().filter(theme__in=themes)
    rows = held.values_list("theme_id", "role_id", "person__name")
    return {(theme, role): name for theme, role, name in rows}


def _proposed(themes: list[int], user: User) -> dict[tuple[int, str], str]:
    rows = Offer.objects.visible_to(user).waiting().filter(theme__in=themes)
    rows = rows.values_list("theme_id", "role_id", "person__name")
    return {(theme, role): name for theme, role, name in rows}


def _talks(themes: list[int], user: User) -> dict[int, Talk]:
    found = Conversation.objects.filter(theme__in=themes).order_by("created_at", "pk")
    newest = {row["theme_id"]: row for row in found.progress(user)}
    written = Reflection.objects.filter(conversation__in=[r["pk"] for r in newest.values()])
    forms = {(r["conversation_id"], r["author_id"]): r for r in written.progress(user)}
    return {theme: _talk(row, forms) for theme, row in newest.items()}


def _talk(row: dict, forms: dict[tuple[int, int], dict]) -> Talk:
    return Talk(
        invitation=_invitation(row),
        network_leader_form=_form(forms.get((row["pk"], row["network_leader_id"]))),
        reference_leader_form=_form(forms.get((row["pk"], row["reference_leader_id"]))),
        talk=_day(row["held_at"] or row["scheduled_at"]),
        agreement=_agreement(row),
    )


def _invitation(row: dict) -> str:
    if row["status"] == Status.CANCELLED:
        return _("aflyst")
    if row["wants_other_time"]:
        return _("ønsker anden tid")
    if row["status"] == Status.INVITED:
        return _("venter på svar")
    return _("tid aftalt")


def _form(row: dict | None) -> str:
    """Empty once the talk is held: then what counts is what came of it."""
    if row is None or row["status"] == Reflection.Status.LOCKED:
        return ""
    return Reflection(status=row["status"], is_oral=row["is_oral"]).progress


def _agreement(row: dict) -> str:
    if row["approved_at"]:
        return _day(row["approved_at"])
    waits = {Status.HELD: _("skrives"), Status.SUMMARISED: _("til godkendelse")}
    return waits.get(row["status"], "")


def _day(moment: object) -> str:
    return date_format(timezone.localdate(moment), "j. b") if moment else ""
