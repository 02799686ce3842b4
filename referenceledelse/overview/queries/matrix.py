"""The secretariat's matrix: one row a theme, its pair's way and its ten duties.

Rows are read as tuples, since nobody edits them here. States and dates alone: no text of a
conversation comes this far.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Conversation, Reflection
from dialogues.models.questions import ConversationKind
from dialogues.queries.conversations import has_talked
from dialogues.queries.duties import statuses_today
from dialogues.queries.mandate import NETWORK_LEADER, REFERENCE_LEADER, PartCount, counts
from dialogues.queries.pairs import between_todays_pair
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text.localized import localized
from referenceledelse.overview.queries.pairs import NEEDS, Holders, holders, people
from roles.models import User
from themes.models import LEADING, Offer, Theme

Status = Conversation.Status


class Invitation(TextChoices):
    """What has become of an invitation."""

    NO_PAIR = "no_pair", _("venter på begge ledere")
    NONE = "none", _("ikke inviteret")
    WAITS = "waits", _("venter på svar")
    OTHER_TIME = "other_time", _("ønsker andet tidspunkt")
    ACCEPTED = "accepted", _("tidspunkt aftalt")
    CANCELLED = "cancelled", _("aflyst")


class ReflectionState(TextChoices):
    """How far one side's reflection is; never what it says, and never that there is none.

    To prepare is voluntary: whoever leaves it out looks like one who has no talk ahead.
    """

    NONE = "none", "–"
    DRAFT = "draft", _("i gang")
    IN = "in", _("sendt")
    ORAL = "oral", _("mundtligt")


class Written(TextChoices):
    """How far the agreement is."""

    NONE = "none", "–"
    DRAFT = "writing", _("skrives")
    SENT = "sent", _("til godkendelse")
    APPROVED = "approved", _("godkendt")


@dataclass(frozen=True)
class ConversationState:
    """What the secretariat may know of a pair's conversations: states and dates."""

    kind: str = ""
    invitation: str = Invitation.NONE.value
    invited_on: date | None = None
    network_leader_form: str = ReflectionState.NONE.value
    reference_leader_form: str = ReflectionState.NONE.value
    scheduled_on: date | None = None
    held_on: date | None = None
    agreement: str = Written.NONE.value
    approved_on: date | None = None
    # The conversation whose approved agreement the secretariat may read.
    approved: int | None = None

    @property
    def has_pair(self) -> bool:
        return self.invitation != Invitation.NO_PAIR


NO_TALK = ConversationState()
# Nobody can invite before both leaders are there.
NO_PAIR = ConversationState(invitation=Invitation.NO_PAIR.value)


@dataclass(frozen=True)
class MatrixRow:
    """A theme's line in the matrix; an empty leader is a vacancy."""

    title: str
    slug: str
    phase_key: str
    phase: str
    since: date
    network_leader: str
    reference_leader: str
    conversation: ConversationState
    mandate: PartCount
    statuses: tuple[str, ...]
    # Whether a talk was held on the theme, by this pair or an earlier one.
    has_talked: bool = False
    # Who is proposed and has yet to answer.
    network_leader_proposed: str = ""
    reference_leader_proposed: str = ""


def rows(themes: QuerySet[Theme], user: User) -> list[MatrixRow]:
    """The matrix of those themes, in a constant number of queries."""
    found = list(themes.annotate(has_talked=has_talked()).values_list(*THEME))
    keys = [theme[0] for theme in found]
    held = holders(keys)
    proposed = _proposed(keys, user)
    met = _between(keys, held, user)
    conversations = _conversations(met, user)
    statuses = statuses_today(user, keys)
    needs = {pk: (manager, driver) for pk, *_told, manager, driver in found}
    mandates = counts(keys, needs, people(held), met)
    return [
        MatrixRow(
            title=title,
            slug=slug,
            phase_key=phase_key,
            phase=localized(phase_da, phase_en),
            since=since,
            network_leader=_name(held, pk, NETWORK_LEADER),
            reference_leader=_name(held, pk, REFERENCE_LEADER),
            conversation=conversations.get(pk, NO_TALK) if _has_pair(held, pk) else NO_PAIR,
            mandate=mandates[pk],
            statuses=statuses.get(pk, ()),
            has_talked=talked,
            network_leader_proposed=proposed.get((pk, NETWORK_LEADER), ""),
            reference_leader_proposed=proposed.get((pk, REFERENCE_LEADER), ""),
        )
        for pk, title, slug, since, phase_key, phase_da, phase_en, talked, *_needs in found
    ]


# What is read of a theme, in this order.
THEME = (
    "pk",
    "title",
    "slug",
    "phase_since",
    "phase__key",
    "phase__name_da",
    "phase__name_en",
    "has_talked",
    *NEEDS,
)


def _proposed(themes: list[int], user: User) -> dict[tuple[int, str], str]:
    return {(theme, role): name for theme, role, name in _offers(user, themes)}


@compiled
def _offers(user: User, themes: Collection[int]) -> QuerySet[Offer, tuple[int, str, str]]:
    rows = Offer.objects.visible_to(user).waiting().filter(theme__in=themes)
    return rows.values_list("theme_id", "role_id", "person__name")


def _has_pair(held: Holders, theme: int) -> bool:
    return all((theme, role) in held for role in LEADING)


def _name(held: Holders, theme: int, role: str) -> str:
    holder = held.get((theme, role))
    return holder.name if holder else ""


def _between(themes: list[int], held: Holders, user: User) -> list[dict]:
    """The conversations of each theme's two leaders of today, the latest at the end."""
    return between_todays_pair(_talks(user, themes), people(held))


@compiled
def _talks(user: User, themes: Collection[int]) -> QuerySet[Conversation, dict]:
    rows = Conversation.objects.filter(theme__in=themes).order_by("created_at", "pk")
    return rows.progress(user)


def _conversations(between: list[dict], user: User) -> dict[int, ConversationState]:
    """The way of each theme's two leaders, as far as it has come."""
    conversations: dict[int, list[dict]] = {}
    for row in between:
        conversations.setdefault(row["theme_id"], []).append(row)
    newest = [rows[-1]["pk"] for rows in conversations.values()]
    written = _reflections(user, newest)
    forms = {(row["conversation_id"], row["author_id"]): row for row in written}
    return {theme: _conversation(rows, forms) for theme, rows in conversations.items()}


@compiled
def _reflections(user: User, conversations: Collection[int]) -> QuerySet[Reflection, dict]:
    return Reflection.objects.filter(conversation__in=conversations).progress(user)


def _conversation(rows: list[dict], forms: dict[tuple[int, int], dict]) -> ConversationState:
    newest = rows[-1]
    held = next((row for row in reversed(rows) if row["held_at"]), None)
    approved = next((row for row in reversed(rows) if row["approved_at"]), None)
    return ConversationState(
        kind=newest["kind"],
        invitation=_invitation(newest),
        invited_on=_day(newest["invited_at"]),
        network_leader_form=_form(forms.get((newest["pk"], newest["network_leader_id"]))),
        reference_leader_form=_form(forms.get((newest["pk"], newest["reference_leader_id"]))),
        scheduled_on=None if newest["held_at"] else _day(newest["scheduled_at"]),
        held_on=_day(held["held_at"]) if held else None,
        agreement=_agreement(newest, approved),
        approved_on=_day(approved["approved_at"]) if approved else None,
        approved=approved["pk"] if approved else None,
    )


def _invitation(row: dict) -> str:
    if row["status"] == Status.CANCELLED:
        return Invitation.CANCELLED.value
    if row["wants_other_time"]:
        return Invitation.OTHER_TIME.value
    if row["status"] == Status.INVITED:
        return Invitation.WAITS.value
    return Invitation.ACCEPTED.value


def _form(row: dict | None) -> str:
    """A reflection that is locked says what it was: handed in or taken orally."""
    if row is None:
        return ReflectionState.NONE.value
    if row["is_oral"]:
        return ReflectionState.ORAL.value
    if row["submitted_at"]:
        return ReflectionState.IN.value
    is_begun = row["status"] == Reflection.Status.DRAFT
    return (ReflectionState.DRAFT if is_begun else ReflectionState.NONE).value


def _agreement(newest: dict, approved: dict | None) -> str:
    """Under way in the newest talk; else approved or none."""
    under_way = {Status.HELD: Written.DRAFT, Status.SUMMARISED: Written.SENT}
    if newest["status"] in under_way:
        return under_way[newest["status"]].value
    return (Written.APPROVED if approved else Written.NONE).value


def _day(moment: object) -> date | None:
    return timezone.localdate(moment) if moment else None


def kind_label(kind: str) -> str:
    """What sort of conversation it is, in words; nothing for the first one."""
    return "" if kind in ("", ConversationKind.KICKOFF) else str(ConversationKind(kind).label)
