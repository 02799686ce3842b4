"""The ten duties of one theme, as one reader may see them."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from dialogues.models import (
    Agreement,
    AgreementItem,
    Conversation,
    Duty,
    OwnView,
    StatusChange,
    Task,
)
from dialogues.models.duties import DutyStatus
from dialogues.models.guide import CO_PLAYER
from dialogues.queries.duties import (
    are_apart,
    bearers,
    is_between_the_two,
    is_left_behind,
    is_overdue,
    leaders,
    new_duty,
    offered_statuses,
    status_today,
)
from dialogues.queries.pairs import is_set_by_earlier_pair
from dialogues.rules.duties import READERS
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.web.access import is_allowed
from roles.models import RoleKey, RolePoint, User
from themes.models import LEADING, Theme
from themes.pages.readers import named_for
from themes.queries.assignments import those_with


@dataclass
class TrackedDuty:
    """A duty with what the reader may see of it; ``newer`` is a later version of its text."""

    duty: Duty
    mine: OwnView | None
    theirs: OwnView | None
    proposal: StatusChange | None
    reader: User
    newer: RolePoint | None = None
    # Whether there may be a next step that is the two leaders' alone.
    is_plan_closed: bool = False

    @property
    def url(self) -> str:
        return self.duty.get_absolute_url()

    @cached_property
    def status(self) -> DutyStatus:
        """The joint status of today's two; what an earlier pair set is told as theirs."""
        return status_today(self.duty)

    @property
    def is_apart(self) -> bool:
        """Whether the reader may know of two views that stand apart."""
        return bool(self.mine and self.theirs) and are_apart(self.mine.status, self.theirs.status)

    @cached_property
    def bearers(self) -> list[User]:
        return bearers(self.duty)

    @property
    def asked(self) -> str:
        """Who is asked first, by name."""
        return get_text_list([person.name for person in self.bearers], _("og"))

    @property
    def is_asked_of(self) -> str:
        """Whom the duty's question is for, as the reader meets it."""
        if self.duty.key != CO_PLAYER:
            return _("Spørg hinanden")
        is_mine = self.reader == self.duty.theme.reference_leader
        return _("Spørg dig selv") if is_mine else _("Spørg referencelederen")

    @property
    def question(self) -> str:
        """The duty's question; ``is_asked_of`` says whom it is for, so the text need not."""
        addressee = f"{_('Til referencelederen')}:"
        return capfirst(self.duty.point.question.removeprefix(addressee).strip())

    @property
    def offered(self) -> list[DutyStatus]:
        """What the reader's own view can be."""
        return offered_statuses(self.duty.point)

    @property
    def waits_for_me(self) -> bool:
        return self.proposal is not None and self.proposal.proposed_by_id != self.reader.pk

    @property
    def is_between_the_two(self) -> bool:
        """Whether the next step is the two leaders' alone."""
        return is_between_the_two(self.duty.point)

    @property
    def is_left_to_assessment(self) -> bool:
        """Whether the joint status is the reference leader's assessment, and no matter for two."""
        return self.duty.status == DutyStatus.NOT_RELEVANT

    @property
    def is_left_behind(self) -> bool:
        return is_left_behind(self.duty) and not self.earlier

    @property
    def is_overdue(self) -> bool:
        return is_overdue(self.duty) and not self.earlier

    @cached_property
    def earlier(self) -> str:
        """Names of the earlier pair that set the joint status and next step; else empty.

        They ask for nothing until one of today's leaders takes them over.
        """
        if not is_set_by_earlier_pair(self.duty):
            return ""
        two = (self.duty.network_leader, self.duty.reference_leader)
        return get_text_list([one.name for one in two if one], _("og"))


class TenDuties:
    """All ten duties; the two leaders also see the open proposals and what the other thinks."""

    def __init__(self, theme: Theme, user: User) -> None:
        """``theme`` comes with its ``holders`` (``ThemeQuerySet.with_people``)."""
        self.theme, self.user = theme, user
        self.is_leader = is_allowed(user, "dialogues.see_shared", theme)
        self.may_write = is_allowed(user, "dialogues.track_duty", Duty(theme=theme))

    @cached_property
    def leaders(self) -> list[User]:
        return leaders(self.theme)

    def takers(self, duty: Duty) -> list[User]:
        """Who can take the duty's next step: those who may read it."""
        return self.leaders if is_between_the_two(duty.point) else self.people

    def assesses(self, duty: Duty) -> bool:
        """Whether it hangs on the reader's own assessment if the duty is relevant at all."""
        return duty.point.is_conditional and self.user == self.theme.reference_leader

    @property
    def people(self) -> list[User]:
        """Who reads the joint status: the two leaders, each co-driver."""
        return those_with(self.theme, *READERS)

    @cached_property
    def partner(self) -> User | None:
        """The other leader, of a leader who reads."""
        others = [one for one in self.leaders if one.pk != self.user.pk]
        return others[0] if self.is_leader and others else None

    @property
    def missing_role(self) -> str:
        """The role that nobody holds, of a leader who stands alone."""
        is_vacant = self.theme.network_leader is None
        role = RoleKey.NETWORK_LEADER if is_vacant else RoleKey.REFERENCE_LEADER
        return str(role.label)

    @property
    def readers(self) -> str:
        """Who else can read the joint status."""
        return named_for(self.user, self.people)

    @cached_property
    def lines(self) -> list[TrackedDuty]:
        """The ten in order; one that has no row yet is unsaved and "not talked about"."""
        duties = {one.key: one for one in _duties(self.user, self.theme)}
        current = {one.key: one for one in _current_points()}
        for key in current.keys() - duties.keys():
            duties[key] = new_duty(self.theme, current[key])
        ordered = sorted(duties.values(), key=lambda duty: duty.point.order)
        return [self._line(duty, current.get(duty.key)) for duty in ordered]

    def line(self, key: str) -> TrackedDuty | None:
        return next((line for line in self.lines if line.duty.key == key), None)

    @property
    def statuses(self) -> list[str]:
        return [line.status for line in self.lines]

    @property
    def has_earlier(self) -> bool:
        """Whether something still stands as an earlier pair's."""
        return any(line.earlier for line in self.lines)

    @property
    def links(self) -> list[str]:
        return [line.url for line in self.lines]

    @property
    def names(self) -> list[str]:
        return [line.duty.point.name for line in self.lines]

    @property
    def waiting(self) -> list[TrackedDuty]:
        """The duties where the other leader has proposed something to the reader."""
        return [line for line in self.lines if line.waits_for_me]

    def _line(self, duty: Duty, current: RolePoint | None) -> TrackedDuty:
        duty.theme = self.theme
        may_read = is_allowed(self.user, "dialogues.read_plan", duty)
        if not may_read:
            duty.next_step, duty.responsible, duty.due_on = "", None, None
        is_old = current is not None and current.pk != duty.point_id
        return TrackedDuty(
            duty,
            self._views.get((duty.pk, self.user.pk)),
            self._views.get((duty.pk, self.partner.pk)) if self.partner else None,
            self._proposals.get(duty.pk),
            self.user,
            current if is_old else None,
            not may_read,
        )

    @cached_property
    def _views(self) -> dict[tuple[int, int], OwnView]:
        if not self.is_leader:
            return {}
        rows = _own_views(self.user, self.theme)
        return {(row.duty_id, row.person_id): row for row in rows}

    @cached_property
    def _proposals(self) -> dict[int, StatusChange]:
        if not self.is_leader:
            return {}
        return {row.duty_id: row for row in _waiting_changes(self.theme)}

    @cached_property
    def _held(self) -> list[tuple[set[int], bool]]:
        """The talks held on the theme: between which two, and whether they came to agree."""
        return [({one, other}, is_agreed) for one, other, is_agreed in _held_talks(self.theme)]

    @property
    def has_talked(self) -> bool:
        """Whether the two leaders of today have held a conversation: then each view is open."""
        two = {self.user.pk, self.partner.pk} if self.partner else set()
        return any(two == pair for pair, _is_agreed in self._held)

    @property
    def has_begun(self) -> bool:
        """Whether a talk has been held on the theme: until then no duty can be discussed."""
        return bool(self._held)

    @property
    def has_agreed(self) -> bool:
        """Whether an agreement has been approved on the theme, so that the ten can be gone over."""
        return any(is_agreed for _pair, is_agreed in self._held)


@compiled
def _duties(user: User, theme: Theme) -> QuerySet[Duty]:
    rows = Duty.objects.visible_to(user).filter(theme=theme)
    return rows.select_related("point", "responsible", *LEADING)


@compiled
def _current_points() -> QuerySet[RolePoint]:
    return RolePoint.objects.duties().current()


@compiled
def _own_views(user: User, theme: Theme) -> QuerySet[OwnView]:
    return OwnView.objects.visible_to(user).filter(duty__theme=theme)


@compiled
def _waiting_changes(theme: Theme) -> QuerySet[StatusChange]:
    return StatusChange.objects.waiting().filter(duty__theme=theme).select_related("proposed_by")


@compiled
def _held_talks(theme: Theme) -> QuerySet[Conversation, tuple[int, int, bool]]:
    approved = Agreement.objects.filter(conversation=OuterRef("pk"), approved_at__isnull=False)
    rows = Conversation.objects.held().filter(theme=theme)
    return rows.values_list("network_leader", "reference_leader", Exists(approved))


def tasks(duty: Duty, user: User) -> list[Task]:
    """What was promised about the duty in the talks that the reader was part of."""
    return _tasks(user, duty.theme, duty.key)


@compiled
def _tasks(user: User, theme: Theme, key: str) -> QuerySet[Task]:
    rows = Task.objects.visible_to(user).filter(conversation__theme=theme, point__key=key)
    return rows.select_related("owner")


def approved_items(theme: Theme, user: User) -> QuerySet[AgreementItem]:
    """What the approved agreements on the theme say, of those that the person may read."""
    papers = Agreement.objects.visible_to(user).filter(approved_at__isnull=False)
    rows = AgreementItem.objects.filter(agreement__in=papers.filter(conversation__theme=theme))
    return rows.exclude(text="")


def agreed(duty: Duty, user: User) -> list[AgreementItem]:
    """What the approved agreements say about the duty, the newest first."""
    return _agreed_items(duty.theme, user, duty.key)


@compiled
def _agreed_items(theme: Theme, user: User, key: str) -> QuerySet[AgreementItem]:
    two = (f"agreement__conversation__{role}" for role in LEADING)
    rows = approved_items(theme, user).filter(point__key=key).select_related(*two)
    return rows.order_by("-agreement__approved_at")
