"""What waits for a person, as a short list with one button each (FEATURES F11.1).

Every function takes the person and gives the steps of one kind, in a constant number of queries.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Agreement, Conversation, Duty, Reflection, StatusChange, Task
from roles.models import RoleKey, User
from themes.models import LEADING, Assignment, Theme

Status = Conversation.Status
SOON = timedelta(days=14)
FAR = date.max


@dataclass(frozen=True)
class Step:
    """One thing that waits: what, about which theme, the button, and by when if there is a date."""

    title: str
    theme: str
    url: str
    action: str
    due_on: date | None = None

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


def next_steps(user: User) -> list[Step]:
    """All that waits for the person: what is late first, then in the order of the work."""
    steps = [
        *_conversation_steps(user),
        *_proposed_statuses(user),
        *_invitations_to_write(user),
        *_tasks(user),
        *_planned_duties(user),
        *_proposals(user),
    ]
    return sorted(steps, key=lambda step: (not step.is_overdue, step.due_on or FAR))


def _conversation_steps(user: User) -> Iterator[Step]:
    conversations = list(
        Conversation.objects.visible_to(user)
        .open()
        .select_related("theme", "network_leader", "reference_leader")
    )
    mine, others = _reflections(user, conversations)
    approved = _approved_by(user, conversations)
    for row in conversations:
        yield from _invitation_step(user, row)
        yield from _reflection_step(user, row, mine.get(row.pk), others.get(row.pk))
        yield from _talk_step(user, row, approved)


def _reflections(user: User, conversations: list[Conversation]) -> tuple[dict, dict]:
    rows = Reflection.objects.filter(conversation__in=conversations).progress(user)
    mine = {r["conversation_id"]: r for r in rows if r["author_id"] == user.pk}
    others = {r["conversation_id"]: r for r in rows if r["author_id"] != user.pk}
    return mine, others


def _approved_by(user: User, conversations: list[Conversation]) -> set[int]:
    rows = Agreement.objects.filter(
        conversation__in=conversations, approvals__person=user, approved_at=None
    )
    return set(rows.values_list("conversation_id", flat=True))


def _invitation_step(user: User, row: Conversation) -> Iterator[Step]:
    is_host, name = user.pk == row.network_leader_id, row.other(user).name
    if row.status == Status.DRAFT:
        title = _("Gør invitationen til %(name)s færdig") % {"name": name}
        yield _step(row, title, _("Skriv videre"), "invitation")
    elif row.status == Status.INVITED and is_host and row.wants_other_time:
        title = _("%(name)s beder om en anden tid") % {"name": name}
        yield _step(row, title, _("Foreslå nye tider"), "invitation")
    elif row.status == Status.INVITED and not is_host and not row.wants_other_time:
        title = _("%(name)s inviterer dig til en samtale") % {"name": name}
        yield _step(row, title, _("Svar på invitationen"), "conversation")


def _reflection_step(
    user: User, row: Conversation, mine: dict | None, other: dict | None
) -> Iterator[Step]:
    if not row.is_ahead or not mine or not other:
        return
    due = _day(row)
    name = row.other(user).name
    if other["revealed_at"]:
        title = _("%(name)s og du har åbnet jeres refleksioner") % {"name": name}
        yield _step(row, title, _("Læs svarene"), "reveal", due)
    elif mine["status"] in (Reflection.Status.EMPTY, Reflection.Status.DRAFT):
        if not mine["is_oral"]:
            title = _("Forbered dig til samtalen med %(name)s") % {"name": name}
            yield _step(row, title, _("Skriv din refleksion"), "preparation", due)
    elif other["is_oral"] and not mine["shares_anyway"]:
        title = _("%(name)s tager det mundtligt. Vil du vise dine svar?") % {"name": name}
        yield _step(row, title, _("Tag stilling"), "preparation", due)


def _talk_step(user: User, row: Conversation, approved: set[int]) -> Iterator[Step]:
    name = row.other(user).name
    if row.status == Status.TIME_AGREED and _day(row) <= timezone.localdate():
        title = _("Samtalen med %(name)s er i dag") % {"name": name}
        if _day(row) < timezone.localdate():
            title = _("Samtalen med %(name)s skulle have været holdt") % {"name": name}
        yield _step(row, title, _("Åbn samtalen"), "conversation", _day(row))
    elif row.status == Status.IN_PROGRESS:
        title = _("Samtalen med %(name)s er i gang") % {"name": name}
        url = reverse("dialogues:guide", args=[row.pk, row.current_step])
        yield Step(title, row.theme.title, url, _("Fortsæt samtalen"))
    elif row.status == Status.HELD:
        title = _("Skriv samarbejdsaftalen færdig med %(name)s") % {"name": name}
        yield _step(row, title, _("Skriv videre"), "summary")
    elif row.status == Status.SUMMARISED and row.pk not in approved:
        title = _("Samarbejdsaftalen med %(name)s venter på din godkendelse") % {"name": name}
        yield _step(row, title, _("Læs og godkend"), "agreement")


def _step(
    row: Conversation, title: str, action: str, view: str, due_on: date | None = None
) -> Step:
    return Step(title, row.theme.title, reverse(f"dialogues:{view}", args=[row.pk]), action, due_on)


def _day(row: Conversation) -> date | None:
    return timezone.localdate(row.scheduled_at) if row.scheduled_at else None


def _led(user: User) -> Iterable[int]:
    return (
        Assignment.objects.active()
        .filter(person=user, role__in=LEADING, theme__in=Theme.objects.running())
        .values("theme")
    )


def _proposed_statuses(user: User) -> Iterator[Step]:
    changes = (
        StatusChange.objects.filter(outcome=StatusChange.Outcome.OPEN, duty__theme__in=_led(user))
        .exclude(proposed_by=user)
        .select_related("duty__theme", "duty__point", "proposed_by")
    )
    for change in changes:
        title = _("%(name)s foreslår “%(status)s” for %(duty)s") % {
            "name": change.proposed_by.name,
            "status": change.get_to_status_display(),
            "duty": change.duty.point.name,
        }
        yield Step(
            title, change.duty.theme.title, change.duty.get_absolute_url(), _("Tag stilling")
        )


def _invitations_to_write(user: User) -> Iterator[Step]:
    mine = Assignment.objects.active().filter(person=user, role=RoleKey.NETWORK_LEADER)
    talks = Conversation.objects.filter(network_leader=user).exclude(status=Status.CANCELLED)
    begun = set(talks.values_list("theme_id", "reference_leader_id"))
    themes = Theme.objects.running().filter(pk__in=mine.values("theme")).with_people()
    for theme in themes:
        partner = theme.reference_leader
        if partner and (theme.pk, partner.pk) not in begun:
            title = _("Inviter %(name)s til en opstartssamtale") % {"name": partner.name}
            url = reverse("dialogues:new", args=[theme.slug])
            yield Step(title, theme.title, url, _("Skriv invitationen"))


def _tasks(user: User) -> Iterator[Step]:
    horizon = timezone.localdate() + SOON
    tasks = Task.objects.open().filter(owner=user, due_on__lte=horizon)
    for task in tasks.select_related("conversation__theme"):
        theme = task.conversation.theme.title
        yield Step(task.text, theme, reverse("dialogues:tasks"), _("Se gøremålet"), task.due_on)


def _planned_duties(user: User) -> Iterator[Step]:
    horizon = timezone.localdate() + SOON
    done = (Duty.Status.IN_PLACE, Duty.Status.NOT_RELEVANT)
    duties = Duty.objects.filter(Q(responsible=user), due_on__lte=horizon).exclude(status__in=done)
    for duty in duties.filter(theme__in=Theme.objects.running()).select_related("theme", "point"):
        title = duty.next_step or duty.point.name
        yield Step(title, duty.theme.title, duty.get_absolute_url(), _("Se opgaven"), duty.due_on)


def _proposals(user: User) -> Iterator[Step]:
    for theme in Theme.objects.filter(proposed_by=user, status=Theme.Status.DRAFT):
        url = reverse("themes:proposal", args=[theme.slug])
        yield Step(_("Du har et forslag, som ikke er sendt"), theme.title, url, _("Skriv videre"))
