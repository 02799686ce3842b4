"""Where a conversation is on its way, and what it waits for, seen by one of its two parties."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dialogues.models import Agreement, Conversation, Reflection
from referenceledelse.core.db.compiled import compiled
from roles.models import User

Status = Conversation.Status
OPEN_FORMS = (Reflection.Status.EMPTY, Reflection.Status.DRAFT)


@dataclass(frozen=True)
class WaitingMatter:
    """Something that waits for the reader: what, the button, where it leads, and by when."""

    title: str
    action: str
    url: str
    due_on: date | None = None
    # The other leader has said "ready" and waits.
    is_awaited: bool = False


@dataclass(frozen=True)
class Milestone:
    """A stop on the way: its name, whether it is done, current or upcoming, and a few words."""

    name: str
    state: str
    words: str
    url: str = ""


class Journey:
    """A conversation as one of its parties stands in it; asks nothing of the database itself."""

    def __init__(
        self,
        row: Conversation,
        user: User,
        forms: dict[int, dict],
        *,
        has_approved: bool,
    ) -> None:
        """``forms`` holds each side's progress by its author's key (``Reflection.progress``)."""
        self.row, self.user, self.has_approved = row, user, has_approved
        self.other = row.other(user)
        self.mine, self.theirs = forms.get(user.pk), forms.get(self.other.pk)
        self.is_host = user.pk == row.invited_by_id
        # The network leader is expected to reflect; the reference leader may.
        self.leads_network = user.pk == row.network_leader_id

    @property
    def day(self) -> date | None:
        return timezone.localdate(self.row.scheduled_at) if self.row.scheduled_at else None

    @property
    def is_revealed(self) -> bool:
        """Whether the other's text is open to the reader."""
        return bool(self.theirs and self.theirs["revealed_at"])

    def waiting(self) -> list[WaitingMatter]:
        """What waits for the reader now, the most pressing first."""
        if self.row.why_over:
            return []
        return [*self._conversation(), *self._invitation(), *self._reflection()]

    def _invitation(self) -> Iterator[WaitingMatter]:
        row, name = self.row, {"name": self.other.name}
        if row.status == Status.DRAFT:
            title = _("Gør invitationen til %(name)s færdig") % name
            if row.ready_at:
                title = _("%(name)s er klar. Gør invitationen færdig.") % name
            url = self._address("invitation")
            yield WaitingMatter(title, _("Skriv videre"), url, is_awaited=row.ready_at is not None)
        elif row.status == Status.INVITED and self.is_host and row.wants_other_time:
            title = _("%(name)s beder om et andet tidspunkt") % name
            url = self._address("invitation")
            yield WaitingMatter(title, _("Foreslå nye tidspunkter"), url, is_awaited=True)
        elif row.status == Status.INVITED and not self.is_host and not row.wants_other_time:
            title = _("%(name)s inviterer dig til en samtale") % name
            url = self._address("conversation")
            yield WaitingMatter(title, _("Svar på invitationen"), url, is_awaited=True)

    def _reflection(self) -> Iterator[WaitingMatter]:
        if not self.row.is_ahead or not self.mine or not self.theirs:
            return
        name = {"name": self.other.name}
        if self.is_revealed:
            title = _("Du og %(name)s kan nu læse hinandens refleksioner") % name
            yield self._waiting(title, _("Læs svarene"), "reveal", self.day)
        elif self.mine["status"] in OPEN_FORMS:
            if not self.mine["is_oral"]:
                # No due date: the reference leader may skip it, and nobody has to write.
                title = _("Du kan forberede dig til samtalen med %(name)s")
                if self.leads_network:
                    title = _("Forbered dig til samtalen med %(name)s")
                yield self._waiting(title % name, _("Skriv din refleksion"), "preparation")
        elif self.theirs["is_oral"] and not self.mine["revealed_at"]:
            title = _("%(name)s vil svare mundtligt. Må %(name)s læse dine svar?") % name
            yield self._waiting(title, _("Tag stilling"), "preparation", self.day)

    def _conversation(self) -> Iterator[WaitingMatter]:
        row, name = self.row, {"name": self.other.name}
        today = timezone.localdate()
        if row.status == Status.TIME_AGREED and self.day <= today:
            title = _("Samtalen med %(name)s er i dag") % name
            if self.day < today:
                title = _("Er samtalen med %(name)s holdt?") % name
            yield self._waiting(title, _("Åbn samtalen"), "conversation", self.day)
        elif row.status == Status.IN_PROGRESS:
            title = _("Samtalen med %(name)s er i gang") % name
            yield WaitingMatter(
                title, _("Fortsæt samtalen"), self._address("guide", row.current_step)
            )
        elif row.status == Status.HELD:
            title = _("Skriv samarbejdsaftalen med %(name)s færdig") % name
            yield self._waiting(title, _("Skriv videre"), "summary")
        elif row.status == Status.SUMMARISED and not self.has_approved:
            title = _("Samarbejdsaftalen med %(name)s venter på din godkendelse") % name
            yield self._waiting(title, _("Læs og godkend"), "agreement")

    def _waiting(
        self, title: str, action: str, view: str, due_on: date | None = None
    ) -> WaitingMatter:
        return WaitingMatter(title, action, self._address(view), due_on)

    def _address(self, view: str, *more: str) -> str:
        return reverse(f"dialogues:{view}", args=[self.row.pk, *more])

    def waits_for_other(self) -> str:
        """What the other is to do before the reader can go on; empty where nothing is."""
        row, name = self.row, {"name": self.other.name}
        if row.why_over:
            return ""
        if row.status == Status.INVITED and self.is_host and not row.wants_other_time:
            return _("%(name)s skal svare på invitationen.") % name
        if row.status == Status.INVITED and not self.is_host and row.wants_other_time:
            return _("%(name)s skal foreslå nye tidspunkter.") % name
        if row.status == Status.SUMMARISED and self.has_approved:
            return _("%(name)s skal godkende samarbejdsaftalen.") % name
        return ""

    @staticmethod
    def _is_in(form: dict | None) -> bool:
        return bool(form) and (form["is_oral"] or form["status"] not in OPEN_FORMS)

    def milestones(self) -> list[Milestone]:
        """The whole way, from the invitation to the duties that are followed."""
        row = self.row
        return [
            self._milestone(_("Invitation"), Status.INVITED, self._time_words()),
            self._preparation(),
            *self._opened(),
            self._milestone(_("Samtalen"), Status.IN_PROGRESS, self._talk_words(), "guide"),
            self._milestone(
                _("Samarbejdsaftalen"), Status.SUMMARISED, self._agreement_words(), "agreement"
            ),
            Milestone(
                _("Opgaverne følges"),
                "current" if row.approved_at else "upcoming",
                "",
                reverse("dialogues:duties", args=[row.theme.slug]) if row.approved_at else "",
            ),
        ]

    def _milestone(self, name: str, status: str, words: str, view: str = "") -> Milestone:
        done_with = {
            Status.INVITED: bool(self.row.scheduled_at),
            Status.IN_PROGRESS: bool(self.row.held_at),
            Status.SUMMARISED: bool(self.row.approved_at),
        }
        at = {Status.DRAFT: Status.INVITED, Status.HELD: Status.SUMMARISED}
        state = "done" if done_with[status] else "upcoming"
        if state == "upcoming" and at.get(self.row.status, self.row.status) == status:
            state = "current"
        url = ""
        if view == "guide" and self.row.started_at:
            url = self._address("guide", self.row.current_step)
        elif view == "agreement" and self.row.held_at:
            url = self._address("agreement")
        return Milestone(name, state, words, url)

    def _preparation(self) -> Milestone:
        name = _("Forberedelse")
        if not self.mine or not self.theirs:
            return Milestone(name, "upcoming", _("Hver for sig, før I deler jeres refleksioner"))
        is_over = self.is_revealed or not self.row.is_ahead
        is_done = is_over or (self._is_in(self.mine) and self._is_in(self.theirs))
        told = [(_("Du"), progress(self.mine)), (self.other.name, progress(self.theirs))]
        words = " ".join(f"{name}: {how_far}." for name, how_far in told if how_far)
        state = "done" if is_done else "current"
        if is_over:
            words = ""
        elif not words:
            words = _("Før I mødes") if self.leads_network else _("Frivillig, før I mødes")
        return Milestone(name, state, words, self._address("preparation"))

    def _opened(self) -> Iterator[Milestone]:
        """No stop where the two met without opening for each other."""
        name = capfirst(_("delt med hinanden"))
        if self.is_revealed:
            yield Milestone(name, "done", "", self._address("reveal"))
        elif self.row.is_ahead or self.row.status == Status.DRAFT:
            yield Milestone(name, "upcoming", "")

    def _time_words(self) -> str:
        if self.row.scheduled_at:
            moment = timezone.localtime(self.row.scheduled_at)
            return date_format(moment, _("l j. F Y \\k\\l. H.i"))
        return ""

    def _talk_words(self) -> str:
        moment = self.row.held_at
        if moment:
            day = date_format(timezone.localdate(moment))
            return _("Holdt %(day)s") % {"day": day}
        return _("Jeres samarbejde og jeres aftaler") if self.row.is_open else ""

    def _agreement_words(self) -> str:
        if self.row.approved_at:
            day = date_format(timezone.localdate(self.row.approved_at))
            return _("Godkendt af begge %(day)s") % {"day": day}
        return ""


def progress(form: dict) -> str:
    """What may be told of a form before the reveal: under way, submitted or oral; else nothing."""
    return Reflection(status=form["status"], is_oral=form["is_oral"]).progress


def journeys(user: User, rows: Iterable[Conversation]) -> list[Journey]:
    """The person's conversations with all that their pages need, in two queries."""
    rows = list(rows)
    if not rows:
        return []
    keys = [row.pk for row in rows]
    forms: dict[int, dict[int, dict]] = {}
    for form in _forms(user, keys):
        forms.setdefault(form["conversation_id"], {})[form["author_id"]] = form
    approved = set(_approved(user, keys))
    return [
        Journey(row, user, forms.get(row.pk, {}), has_approved=row.pk in approved) for row in rows
    ]


@compiled
def _forms(user: User, conversations: list[int]) -> QuerySet[Reflection, dict[str, Any]]:
    return Reflection.objects.filter(conversation__in=conversations).progress(user)


@compiled
def _approved(user: User, conversations: list[int]) -> QuerySet[Agreement, int]:
    """The conversations whose agreement the person has approved, and the other has not."""
    rows = Agreement.objects.filter(conversation__in=conversations, approvals__person=user)
    return rows.filter(approved_at=None).values_list("conversation_id", flat=True)
