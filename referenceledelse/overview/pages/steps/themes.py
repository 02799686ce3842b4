"""What waits for a person in the rooms of the themes.

Every function takes the person and the themes that the person leads as reference leader or as
network leader, and gives the steps of one kind in one query.
"""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.compiled import compiled
from referenceledelse.overview.pages.steps.step import MOST, NextStep, soon
from roles.models import RoleKey, User
from themes.models import (
    LEADING,
    AgendaLink,
    ArenaUse,
    Assessment,
    AssessmentRequest,
    Assignment,
    ContactRequest,
    Funding,
    Handover,
    Idea,
    LeaderRequest,
    Ownership,
    StrategicAgenda,
    Theme,
)
from themes.models.running import runs, works


class Led:
    """The running themes that the person leads, by the role that the person holds.

    Nothing is asked of a reference leader on a theme that is ``new``: first the two talk.
    """

    def __init__(self, user: User, new: Collection[int] = ()) -> None:
        rows = _led(user)
        self.as_network_leader = [pk for pk, role in rows if role == RoleKey.NETWORK_LEADER]
        self.with_new = [pk for pk, role in rows if role == RoleKey.REFERENCE_LEADER]
        self.as_reference_leader = [pk for pk in self.with_new if pk not in new]
        self.new = new


@compiled
def _led(user: User) -> QuerySet[Assignment, tuple[int, str]]:
    """The running themes that the person leads today, each with the role."""
    held = Assignment.objects.active().filter(person=user, role__in=LEADING)
    return held.filter(theme__in=Theme.objects.running()).values_list("theme", "role")


def theme_steps(user: User, led: Led) -> Iterator[NextStep]:
    """All that waits for the person in the rooms."""
    yield from _reasons_to_read(user, led)
    yield from _partners_who_stopped(led)
    yield from _handovers(user, led)
    yield from _handovers_without_receiver(user, led)
    yield from _agendas_to_set(user, led)
    yield from wishes_for(led.as_reference_leader)
    yield from _assessments_due(led)
    yield from _deadlines(user, led)
    yield from _ideas_to_look_at(led)
    yield from _leaders_to_contact(user)
    yield from _proposals_to_revise(user)
    yield from _contacts_not_found(user)


def wishes_for(themes: Collection[int]) -> Iterator[NextStep]:
    """What the network leaders of these themes ask of their reference leader."""
    yield from _arenas(themes)
    yield from _assessments(themes)
    yield from _contacts(themes)


def _reasons_to_read(user: User, led: Led) -> Iterator[NextStep]:
    """Who was appointed without being asked first reads why; the welcome tells it where new."""
    for row in _unread_reasons(user, led.new):
        title = _("Du er udpeget som %(role)s. Læs begrundelsen") % {"role": row.role.name.lower()}
        url = reverse("themes:assignments", args=[row.theme.slug])
        yield NextStep(title, row.theme.title, url, _("Læs begrundelsen"))


@compiled
def _unread_reasons(user: User, new: Collection[int]) -> QuerySet[Assignment]:
    rows = Assignment.objects.lasting().filter(runs(), person=user, why_read_at=None)
    told = Q(theme__in=new, role=RoleKey.REFERENCE_LEADER, starts_on__lte=timezone.localdate())
    return rows.exclude(told).exclude(why="").select_related("theme", "role")[:MOST]


def _partners_who_stopped(led: Led) -> Iterator[NextStep]:
    """The other leader is gone, nobody follows, and the secretariat has not been asked yet."""
    for mine, role in (
        (led.as_network_leader, RoleKey.REFERENCE_LEADER),
        (led.with_new, RoleKey.NETWORK_LEADER),
    ):
        last = {row.theme_id: row for row in _earlier_holders(mine, role)}
        for row in list(last.values())[:MOST]:
            words = {"name": row.person.name, "role": row.role.name.lower()}
            title = _("%(name)s er ikke længere %(role)s. Rollen er ledig") % words
            url = reverse("themes:assignments", args=[row.theme.slug])
            yield NextStep(title, row.theme.title, url, _("Se rollerne"))


@compiled
def _earlier_holders(themes: Collection[int], role: RoleKey) -> QuerySet[Assignment]:
    """Who held the role where nobody does, or will, or is asked for; the last one last."""
    same = {"theme": OuterRef("pk"), "role": role.value}
    vacant = Theme.objects.vacant(role.value).filter(pk__in=themes)
    asked = Exists(LeaderRequest.objects.waiting().filter(**same))
    vacant = vacant.exclude(Exists(Assignment.objects.lasting().filter(**same)))
    rows = Assignment.objects.filter(theme__in=vacant.exclude(asked), role=role.value)
    return rows.select_related("theme", "person", "role").order_by("starts_on", "pk")


def _handovers(user: User, led: Led) -> Iterator[NextStep]:
    """Those that the person is asked to take, and then those to confirm; one query."""
    rows = _waiting_handovers(user, led.as_reference_leader)
    yield from _handovers_to_answer([row for row in rows if row.receiver_id == user.pk])
    yield from _handovers_to_confirm([row for row in rows if row.receiver_id != user.pk])


@compiled
def _waiting_handovers(user: User, led: Collection[int]) -> QuerySet[Handover]:
    to_answer = Q(receiver=user, accepted_at=None)
    to_confirm = ~Q(receiver=user) & Q(accepted_at__isnull=False, idea__theme__in=led)
    rows = Handover.objects.visible_to(user).waiting().filter(to_answer | to_confirm)
    return rows.select_related("idea__theme", "asked_by", "receiver")


def _handovers_to_answer(rows: list[Handover]) -> Iterator[NextStep]:
    for row in rows[:MOST]:
        told = {"name": row.asked_by.name, "idea": row.idea.title}
        title = _("%(name)s spørger, om du vil overtage idéen “%(idea)s”") % told
        args = [row.idea.theme.slug, row.idea_id, row.pk]
        url = reverse("themes:answer_handover", args=args)
        yield NextStep(title, row.idea.theme.title, url, _("Svar"), is_awaited=True)


def _handovers_to_confirm(rows: list[Handover]) -> Iterator[NextStep]:
    for row in rows[:MOST]:
        told = {"name": row.receiver.name, "idea": row.idea.title}
        title = _("Bekræft, at %(name)s overtager “%(idea)s”") % told
        url = row.idea.get_absolute_url()
        yield NextStep(title, row.idea.theme.title, url, _("Se og bekræft"), is_awaited=True)


def _handovers_without_receiver(user: User, led: Led) -> Iterator[NextStep]:
    for row in _without_receiver(user, led.as_network_leader):
        told = {"name": row.receiver.name, "idea": row.idea.title}
        title = _("%(name)s arbejder her ikke længere. “%(idea)s” skal have en ny modtager") % told
        url = reverse("themes:ask_receiver", args=[row.idea.theme.slug, row.idea_id])
        yield NextStep(title, row.idea.theme.title, url, _("Find en modtager"))


@compiled
def _without_receiver(user: User, themes: Collection[int]) -> QuerySet[Handover]:
    rows = Handover.objects.visible_to(user).without_receiver().filter(idea__theme__in=themes)
    return rows.select_related("idea__theme", "receiver")[:MOST]


def _arenas(themes: Collection[int]) -> Iterator[NextStep]:
    for row in _arenas_asked_for(themes):
        title = _("%(name)s beder om en spillebane") % {"name": row.created_by.name}
        url = reverse("themes:answer_arena", args=[row.theme.slug, row.pk])
        yield NextStep(title, row.theme.title, url, _("Svar"), is_awaited=True)


@compiled
def _arenas_asked_for(themes: Collection[int]) -> QuerySet[ArenaUse]:
    rows = ArenaUse.objects.waiting().filter(theme__in=themes)
    return rows.select_related("theme", "arena", "created_by")[:MOST]


def _agendas_to_set(user: User, led: Led) -> Iterator[NextStep]:
    """A new agenda that another proposes: where one is needed, the reference leader sets it."""
    for row in _proposed_agendas(user, led.as_reference_leader):
        told = {"name": row.agenda.proposed_by.name, "title": row.agenda.title}
        title = _("%(name)s foreslår en ny dagsorden: “%(title)s”") % told
        url = reverse("themes:set_proposed", args=[row.theme.slug, row.pk])
        yield NextStep(title, row.theme.title, url, _("Læs forslaget"))


@compiled
def _proposed_agendas(user: User, themes: Collection[int]) -> QuerySet[AgendaLink]:
    rows = AgendaLink.objects.visible_to(user).filter(theme__in=themes)
    rows = rows.filter(agenda__status=StrategicAgenda.Status.PROPOSED)
    rows = rows.exclude(agenda__proposed_by=user)
    return rows.select_related("theme", "agenda__proposed_by").order_by("pk")[:MOST]


def _assessments(themes: Collection[int]) -> Iterator[NextStep]:
    for row in _assessments_asked_for(themes):
        title = _("%(name)s beder dig vurdere det politiske samspil") % {"name": row.created_by}
        url = reverse("themes:assess", args=[row.theme.slug])
        yield NextStep(title, row.theme.title, url, _("Vurder"), is_awaited=True)


@compiled
def _assessments_asked_for(themes: Collection[int]) -> QuerySet[AssessmentRequest]:
    rows = AssessmentRequest.objects.waiting().filter(theme__in=themes)
    return rows.select_related("theme", "created_by")[:MOST]


def _contacts(themes: Collection[int]) -> Iterator[NextStep]:
    """Whom the network leaders look for."""
    for row in _contacts_asked_for(themes):
        told = {"name": row.asked_by.name, "words": row.words}
        title = _("%(name)s leder efter en kontakt: %(words)s") % told
        slug = row.theme.slug
        person, leader = (
            f"{reverse(f'themes:introduce_{whom}', args=[slug])}?fra=start"
            for whom in ("person", "leader")
        )
        yield NextStep(
            title,
            row.theme.title,
            person,
            _("Introducer en person"),
            beside=(_("Introducer en leder"), leader),
            hide_url=reverse("themes:know_nobody", args=[slug, row.pk]),
            hide=_("Jeg kender ingen lige nu"),
            is_awaited=True,
        )


@compiled
def _contacts_asked_for(themes: Collection[int]) -> QuerySet[ContactRequest]:
    rows = ContactRequest.objects.waiting().filter(theme__in=themes)
    return rows.select_related("theme", "asked_by").order_by("asked_at")[:MOST]


def _contacts_not_found(user: User) -> Iterator[NextStep]:
    """What the person asked for, where the reference leader knows nobody right now.

    It is a colleague's answer to the person alone, and so never folded away.
    """
    for row in _unread_answers(user):
        told = {"name": row.answered_by.name, "words": row.words}
        title = _("%(name)s kender ingen lige nu: “%(words)s”") % told
        url = row.get_absolute_url()
        yield NextStep(title, row.theme.title, url, _("Læs svaret"), is_given=True)


@compiled
def _unread_answers(user: User) -> QuerySet[ContactRequest]:
    rows = ContactRequest.objects.unread_by(user)
    return rows.select_related("theme", "answered_by")[:MOST]


def _assessments_due(led: Led) -> Iterator[NextStep]:
    """The days that the reference leader set, where the network leader has not asked anyway."""
    for row in _due(led.as_reference_leader):
        title = _("Vurder det politiske samspil igen")
        url = reverse("themes:assess", args=[row.theme.slug])
        yield NextStep(title, row.theme.title, url, _("Vurder"), row.next_review_on)


@compiled
def _due(themes: Collection[int]) -> QuerySet[Assessment]:
    due = Assessment.objects.filter(theme__in=themes).due()
    due = due.exclude(theme__in=AssessmentRequest.objects.waiting().values("theme"))
    return due.select_related("theme")[:MOST]


def _deadlines(user: User, led: Led) -> Iterator[NextStep]:
    """Money to apply for: the applicant's, and the reference leader's who answers for it."""
    for row in _to_apply_for(user, led.as_reference_leader):
        title = _("Søg %(source)s om penge til %(need)s") % {"source": row.source, "need": row.need}
        url = row.get_absolute_url()
        yield NextStep(title, row.theme.title, url, _("Se behov og frister"), row.deadline)


@compiled
def _to_apply_for(user: User, themes: Collection[int]) -> QuerySet[Funding]:
    mine = Q(applicant=user) | Q(theme__in=themes)
    rows = Funding.objects.visible_to(user).filter(mine, theme__in=Theme.objects.running())
    rows = rows.filter(status=Funding.Status.PLANNED, deadline__lte=soon())
    return rows.select_related("theme").order_by("deadline")[:MOST]


def _ideas_to_look_at(led: Led) -> Iterator[NextStep]:
    for row in _to_look_at([*led.as_network_leader, *led.as_reference_leader]):
        title = _("Se på idéen “%(idea)s” igen") % {"idea": row.title}
        url = row.get_absolute_url()
        yield NextStep(title, row.theme.title, url, _("Se idéen"), row.look_again_on)


@compiled
def _to_look_at(themes: Collection[int]) -> QuerySet[Idea]:
    rows = Idea.objects.filter(theme__in=themes).to_look_at()
    return rows.select_related("theme").order_by("look_again_on")[:MOST]


def _leaders_to_contact(user: User) -> Iterator[NextStep]:
    for row in _planned_contacts(user):
        title = _("Tal med %(name)s om temaet") % {"name": row.leader.name}
        url = row.get_absolute_url()
        yield NextStep(title, row.theme.title, url, _("Se lederen"), row.next_contact_on)


@compiled
def _planned_contacts(user: User) -> QuerySet[Ownership]:
    rows = Ownership.objects.visible_to(user).filter(next_by=user, next_contact_on__lte=soon())
    rows = rows.filter(runs(), works("leader")).select_related("theme", "leader")
    return rows.order_by("next_contact_on")[:MOST]


def _proposals_to_revise(user: User) -> Iterator[NextStep]:
    for row in _to_revise(user):
        url = reverse("themes:proposal", args=[row.slug])
        yield NextStep(
            _("Sekretariatet beder dig rette dit forslag"), row.title, url, _("Ret forslaget")
        )


@compiled
def _to_revise(user: User) -> QuerySet[Theme]:
    return Theme.objects.filter(proposed_by=user, status=Theme.Status.REVISE)[:MOST]
