"""What waits for a person, as a short list with one button each.

Every function takes the person and gives the steps of one kind, in a constant number of queries.
"""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dialogues.models import (
    Acknowledgement,
    Conversation,
    Duty,
    News,
    Pulse,
    Sitting,
    StatusChange,
    Task,
)
from dialogues.pages.conversations import journeys
from dialogues.queries.duties import DONE, who_is_asked
from dialogues.queries.follow_ups import confirmations, next_talk_on, ready_for_next_talk
from dialogues.queries.pairs import (
    both_lead,
    first_talks_held,
    is_set_by_earlier_pair,
    set_by_earlier_pair,
)
from dialogues.queries.succession import TasksLeft, changes
from referenceledelse.core.db.compiled import compiled
from referenceledelse.overview.pages.steps.step import NextStep, soon
from roles.models import RoleKey, User
from themes.models import LEADING, Assignment, Theme
from themes.models.running import runs

Status = Conversation.Status


TOLD = {
    News.Kind.CANCELLED: (gettext_lazy("%(name)s har aflyst jeres samtale"), "conversation"),
    News.Kind.FORESTALLED: (
        gettext_lazy("%(name)s inviterede dig først, så din kladde blev ikke sendt"),
        "conversation",
    ),
    News.Kind.MOVED: (gettext_lazy("%(name)s har flyttet jeres samtale"), "conversation"),
    News.Kind.CHANGED: (
        gettext_lazy("%(name)s har rettet i samarbejdsaftalen, efter at du godkendte den"),
        "agreement",
    ),
    News.Kind.WITHDRAWN: (
        gettext_lazy("%(name)s har rettet i samarbejdsaftalen og taget sin godkendelse tilbage"),
        "agreement",
    ),
    News.Kind.REOPENED: (gettext_lazy("%(name)s har genåbnet jeres samarbejdsaftale"), "agreement"),
}


def news_of_talks(user: User) -> Iterator[NextStep]:
    """What the other did with a conversation of theirs, until it is seen."""
    for row in _unseen(user):
        title, page = TOLD[News.Kind(row.kind)]
        url = reverse(f"dialogues:{page}", args=[row.conversation_id])
        theme = row.conversation.theme.title
        yield NextStep(title % {"name": row.by.name}, theme, url, _("Se, hvad der er sket"))


@compiled
def _unseen(user: User) -> QuerySet[News]:
    return News.objects.visible_to(user).unseen().select_related("by", "conversation__theme")


def conversation_steps(user: User, told: Collection[str]) -> Iterator[NextStep]:
    for journey in journeys(user, _conversations(user)):
        for wait in journey.waiting():
            if wait.url not in told:
                said = (wait.title, journey.row.theme.title, wait.url, wait.action)
                yield NextStep(*said, due_on=wait.due_on, is_awaited=wait.is_awaited)


@compiled
def _conversations(user: User) -> QuerySet[Conversation]:
    rows = Conversation.objects.visible_to(user).waiting()
    return rows.select_related("theme__phase", "network_leader", "reference_leader")


def proposed_statuses(user: User) -> Iterator[NextStep]:
    for change in _proposals(user):
        title = _("%(name)s foreslår “%(status)s” for %(duty)s") % {
            "name": change.proposed_by.name,
            "status": change.get_to_status_display(),
            "duty": change.duty.point.name,
        }
        theme, url = change.duty.theme.title, change.duty.get_absolute_url()
        yield NextStep(title, theme, url, _("Tag stilling"), is_awaited=True)


@compiled
def _proposals(user: User) -> QuerySet[StatusChange]:
    led = Assignment.objects.active().filter(person=user, role__in=LEADING)
    rows = StatusChange.objects.waiting().filter(duty__theme__in=led.values("theme"))
    rows = rows.exclude(proposed_by=user)
    return rows.select_related("duty__theme", "duty__point", "proposed_by")


def invitations_to_write(user: User) -> Iterator[NextStep]:
    themes = _themes_as_network_leader(user)
    begun = {tuple(pair) for pair in _begun(user)} if themes else set()
    ready = {tuple(pair) for pair in _ready(user)} if themes else set()
    for theme in themes:
        partner = theme.reference_leader
        if partner and (theme.pk, partner.pk) not in begun:
            is_ready = (theme.pk, partner.pk) in ready
            title = _("Inviter %(name)s til en opstartssamtale")
            if is_ready:
                title = _("%(name)s er klar. Inviter til en samtale.")
            url = reverse("dialogues:new", args=[theme.slug])
            told = (title % {"name": partner.name}, theme.title, url, _("Skriv invitationen"))
            yield NextStep(*told, is_awaited=is_ready)


@compiled
def _themes_as_network_leader(user: User) -> QuerySet[Theme]:
    mine = Assignment.objects.active().filter(person=user, role=RoleKey.NETWORK_LEADER)
    return Theme.objects.running().filter(pk__in=mine.values("theme")).with_people()


@compiled
def _begun(user: User) -> QuerySet[Conversation, tuple[int, int]]:
    rows = Conversation.objects.filter(network_leader=user).exclude(status=Status.CANCELLED)
    rows = rows.exclude(status=Status.DRAFT, invited_by=None)
    return rows.values_list("theme_id", "reference_leader_id")


@compiled
def _ready(user: User) -> QuerySet[Conversation, tuple[int, int]]:
    return Conversation.objects.ready(user).values_list("theme_id", "reference_leader_id")


def next_talks(user: User) -> Iterator[NextStep]:
    """Either of the two invites again when the time comes."""
    for row in _ready_for_next(user):
        day = next_talk_on(row)
        if day <= soon():
            name = {"name": row.other(user).name}
            title = _("Inviter %(name)s til en opfølgningssamtale") % name
            url = reverse("dialogues:new", args=[row.theme.slug]) + "?slags=followup"
            yield NextStep(title, row.theme.title, url, _("Skriv invitationen"), day)


@compiled
def _ready_for_next(user: User) -> QuerySet[Conversation]:
    rows = ready_for_next_talk(user)
    return rows.select_related("theme", "network_leader", "reference_leader")


def steps_between_the_two(user: User) -> Iterator[NextStep]:
    """An acknowledgement that is not read, and a pulse that waits for the person's answers."""
    for row in _acknowledgements(user):
        title = _("%(name)s har sendt dig en anerkendelse") % {"name": row.reference_leader.name}
        url = reverse("dialogues:acknowledgement", args=[row.theme.slug])
        yield NextStep(title, row.theme.title, url, _("Læs anerkendelsen"))
    for row in _pulses(user):
        title = _("Tag pulsen på partnerskabet med %(name)s") % {"name": row.other(user).name}
        url = reverse("dialogues:pulse", args=[row.theme.slug])
        yield NextStep(title, row.theme.title, url, _("Svar"))


@compiled
def _acknowledgements(user: User) -> QuerySet[Acknowledgement]:
    rows = Acknowledgement.objects.visible_to(user).filter(network_leader=user, read_at=None)
    return rows.select_related("theme", "reference_leader")


@compiled
def _pulses(user: User) -> QuerySet[Pulse]:
    rows = Pulse.objects.visible_to(user).filter(runs(), both_lead(), revealed_at=None)
    rows = rows.exclude(answers__person=user)
    return rows.select_related("theme", "network_leader", "reference_leader")


def sittings_under_way(user: User) -> Iterator[NextStep]:
    """A sitting that waits for the person's yes, and pairs whose half-year is nearly over."""
    rows = _finished_sittings(user)
    for row in (row for row in rows if row.finished_by_id != user.pk):
        title = _("%(name)s beder dig bekræfte alle ti opgaver") % {"name": row.finished_by.name}
        url = reverse("dialogues:sitting", args=[row.theme.slug])
        yield NextStep(title, row.theme.title, url, _("Se og bekræft"), is_awaited=True)
    # A finished sitting only waits for a yes: nobody is asked to begin another.
    under_way = {row.theme_id for row in rows}
    for theme, due_on in confirmations(user):
        if due_on <= soon() and theme.pk not in under_way:
            url = reverse("dialogues:sitting", args=[theme.slug])
            title = _("Gennemgå alle ti opgaver sammen")
            yield NextStep(title, theme.title, url, _("Begynd"), due_on)


@compiled
def _finished_sittings(user: User) -> QuerySet[Sitting]:
    rows = Sitting.objects.visible_to(user).filter(runs(), both_lead(), dropped_at=None)
    rows = rows.filter(confirmed_at=None).exclude(finished_at=None)
    return rows.select_related("theme", "finished_by")


def successions(user: User) -> Iterator[NextStep]:
    # As a list, since PostgreSQL may take minutes over a subquery that it has no statistics for.
    themes = _themes_ever_led(user)
    if not themes:
        return
    met = set(_met(themes))
    for change in changes(user, themes):
        # Nothing asks the one who followed before the two have met.
        if user == change.successor and change.theme.pk not in met:
            continue
        title = _succession_title(user, change)
        url = reverse("dialogues:succession", args=[change.theme.slug])
        yield NextStep(title, change.theme.title, url, _("Vælg"))


@compiled
def _themes_ever_led(user: User) -> QuerySet[Assignment, int]:
    led = Assignment.objects.filter(person=user, role__in=LEADING)
    return led.values_list("theme_id", flat=True).distinct()


@compiled
def _met(themes: Collection[int]) -> QuerySet[Conversation, int]:
    rows = first_talks_held().filter(theme__in=themes)
    return rows.values_list("theme_id", flat=True)


def _succession_title(user: User, change: TasksLeft) -> str:
    """In the words of the one who takes over, or of who gives on."""
    count = len(change.tasks)
    if user == change.successor:
        taken = ngettext(
            "Overtag et gøremål fra %(name)s",
            "Overtag %(n)s gøremål fra %(name)s",
            count,
        )
        return taken % {"n": count, "name": change.predecessor.name}
    given = ngettext(
        "Giv et gøremål videre til %(name)s",
        "Giv %(n)s gøremål videre til %(name)s",
        count,
    )
    return given % {"n": count, "name": change.successor.name}


def tasks_to_do(user: User) -> Iterator[NextStep]:
    """What the person has promised; what stands from an earlier pair waits to be taken over."""
    for task in _tasks(user, soon()):
        theme = task.conversation.theme.title
        yield NextStep(task.text, theme, reverse("dialogues:tasks"), _("Se gøremålet"), task.due_on)


@compiled
def _tasks(user: User, until: date) -> QuerySet[Task]:
    tasks = Task.objects.waiting().filter(owner=user, due_on__lte=until)
    tasks = tasks.exclude(set_by_earlier_pair("conversation__theme"))
    return tasks.select_related("conversation__theme")


def planned_duties(user: User) -> Iterator[NextStep]:
    """Next steps that the person has taken, or that fall to the person as bearer."""
    for duty in _due_duties(user, soon()):
        if user in who_is_asked(duty) and not is_set_by_earlier_pair(duty):
            title, theme = duty.next_step or duty.point.name, duty.theme.title
            yield NextStep(title, theme, duty.get_absolute_url(), _("Se opgaven"), duty.due_on)


@compiled
def _due_duties(user: User, until: date) -> QuerySet[Duty]:
    duties = Duty.objects.visible_to(user).filter(due_on__lte=until).exclude(status__in=DONE)
    duties = duties.filter(theme__in=Theme.objects.running().led_by(user))
    themes = Prefetch("theme", Theme.objects.with_people())
    return duties.select_related("point", "responsible").prefetch_related(themes)


def proposals_to_answer(user: User) -> Iterator[NextStep]:
    for theme in _own_drafts(user):
        url = reverse("themes:proposal", args=[theme.slug])
        yield NextStep(
            _("Du har et forslag, du ikke har sendt"), theme.title, url, _("Skriv videre")
        )


@compiled
def _own_drafts(user: User) -> QuerySet[Theme]:
    return Theme.objects.filter(proposed_by=user, status=Theme.Status.DRAFT)
