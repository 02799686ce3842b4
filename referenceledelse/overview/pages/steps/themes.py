"""What waits for a person in the rooms of the themes.

Every function takes the person and the themes that the person leads as reference leader or as
network leader, and gives the steps of one kind in one query.
"""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

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
        held = Assignment.objects.active().filter(person=user, role__in=LEADING)
        rows = list(held.filter(theme__in=Theme.objects.running()).values_list("theme", "role"))
        self.as_network_leader = [pk for pk, role in rows if role == RoleKey.NETWORK_LEADER]
        self.with_new = [pk for pk, role in rows if role == RoleKey.REFERENCE_LEADER]
        self.as_reference_leader = [pk for pk in self.with_new if pk not in new]
        self.new = new


def theme_steps(user: User, led: Led) -> Iterator[NextStep]:
    """All that waits for the person in the rooms."""
    yield from _reasons_to_read(user, led)
    yield from _partners_who_stopped(led)
    yield from _handovers_to_answer(user)
    yield from _handovers_to_confirm(user, led)
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
    rows = Assignment.objects.lasting().filter(runs(), person=user, why_read_at=None)
    told = Q(theme__in=led.new, role=RoleKey.REFERENCE_LEADER, starts_on__lte=timezone.localdate())
    for row in rows.exclude(told).exclude(why="").select_related("theme", "role")[:MOST]:
        title = _("Du er udpeget som %(role)s. Læs begrundelsen") % {"role": row.role.name.lower()}
        url = reverse("themes:assignments", args=[row.theme.slug])
        yield NextStep(title, row.theme.title, url, _("Læs begrundelsen"))


def _handovers_to_answer(user: User) -> Iterator[NextStep]:
    rows = Handover.objects.visible_to(user).waiting().filter(receiver=user, accepted_at=None)
    for row in rows.select_related("idea__theme", "asked_by")[:MOST]:
        told = {"name": row.asked_by.name, "idea": row.idea.title}
        title = _("%(name)s spørger, om du vil overtage idéen “%(idea)s”") % told
        args = [row.idea.theme.slug, row.idea_id, row.pk]
        url = reverse("themes:answer_handover", args=args)
        yield NextStep(title, row.idea.theme.title, url, _("Svar"), is_awaited=True)


def _partners_who_stopped(led: Led) -> Iterator[NextStep]:
    """The other leader is gone, nobody follows, and the secretariat has not been asked yet."""
    for mine, role in (
        (led.as_network_leader, RoleKey.REFERENCE_LEADER.value),
        (led.with_new, RoleKey.NETWORK_LEADER.value),
    ):
        same = {"theme": OuterRef("pk"), "role": role}
        themes = Theme.objects.vacant(role).filter(pk__in=mine)
        asked = Exists(LeaderRequest.objects.waiting().filter(**same))
        themes = themes.exclude(Exists(Assignment.objects.lasting().filter(**same)))
        rows = Assignment.objects.filter(theme__in=themes.exclude(asked), role=role)
        rows = rows.select_related("theme", "person", "role").order_by("starts_on", "pk")
        last = {row.theme_id: row for row in rows}
        for row in list(last.values())[:MOST]:
            words = {"name": row.person.name, "role": row.role.name.lower()}
            title = _("%(name)s er ikke længere %(role)s. Rollen er ledig") % words
            url = reverse("themes:assignments", args=[row.theme.slug])
            yield NextStep(title, row.theme.title, url, _("Se rollerne"))


def _handovers_to_confirm(user: User, led: Led) -> Iterator[NextStep]:
    rows = Handover.objects.visible_to(user).waiting().exclude(accepted_at=None)
    rows = rows.filter(idea__theme__in=led.as_reference_leader).exclude(receiver=user)
    for row in rows.select_related("idea__theme", "receiver")[:MOST]:
        told = {"name": row.receiver.name, "idea": row.idea.title}
        title = _("Bekræft, at %(name)s overtager “%(idea)s”") % told
        url = row.idea.get_absolute_url()
        yield NextStep(title, row.idea.theme.title, url, _("Se og bekræft"), is_awaited=True)


def _handovers_without_receiver(user: User, led: Led) -> Iterator[NextStep]:
    rows = Handover.objects.visible_to(user).without_receiver()
    rows = rows.filter(idea__theme__in=led.as_network_leader)
    for row in rows.select_related("idea__theme", "receiver")[:MOST]:
        told = {"name": row.receiver.name, "idea": row.idea.title}
        title = _("%(name)s arbejder her ikke længere. “%(idea)s” skal have en ny modtager") % told
        url = reverse("themes:ask_receiver", args=[row.idea.theme.slug, row.idea_id])
        yield NextStep(title, row.idea.theme.title, url, _("Find en modtager"))


def _arenas(themes: Collection[int]) -> Iterator[NextStep]:
    rows = ArenaUse.objects.waiting().filter(theme__in=themes)
    for row in rows.select_related("theme", "arena", "created_by")[:MOST]:
        title = _("%(name)s beder om en spillebane") % {"name": row.created_by.name}
        url = reverse("themes:answer_arena", args=[row.theme.slug, row.pk])
        yield NextStep(title, row.theme.title, url, _("Svar"), is_awaited=True)


def _agendas_to_set(user: User, led: Led) -> Iterator[NextStep]:
    """A new agenda that another proposes: where one is needed, the reference leader sets it."""
    rows = AgendaLink.objects.visible_to(user).filter(theme__in=led.as_reference_leader)
    rows = rows.filter(agenda__status=StrategicAgenda.Status.PROPOSED)
    rows = rows.exclude(agenda__proposed_by=user)
    for row in rows.select_related("theme", "agenda__proposed_by").order_by("pk")[:MOST]:
        told = {"name": row.agenda.proposed_by.name, "title": row.agenda.title}
        title = _("%(name)s foreslår en ny dagsorden: “%(title)s”") % told
        url = reverse("themes:set_proposed", args=[row.theme.slug, row.pk])
        yield NextStep(title, row.theme.title, url, _("Læs forslaget"))


def _assessments(themes: Collection[int]) -> Iterator[NextStep]:
    wishes = AssessmentRequest.objects.waiting().filter(theme__in=themes)
    for row in wishes.select_related("theme", "created_by")[:MOST]:
        title = _("%(name)s beder dig vurdere det politiske samspil") % {"name": row.created_by}
        url = reverse("themes:assess", args=[row.theme.slug])
        yield NextStep(title, row.theme.title, url, _("Vurder"), is_awaited=True)


def _contacts(themes: Collection[int]) -> Iterator[NextStep]:
    """Whom the network leaders look for."""
    rows = ContactRequest.objects.waiting().filter(theme__in=themes)
    for row in rows.select_related("theme", "asked_by").order_by("asked_at")[:MOST]:
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


def _contacts_not_found(user: User) -> Iterator[NextStep]:
    """What the person asked for, where the reference leader knows nobody right now."""
    rows = ContactRequest.objects.unread_by(user)
    for row in rows.select_related("theme", "answered_by")[:MOST]:
        told = {"name": row.answered_by.name, "words": row.words}
        title = _("%(name)s kender ingen lige nu: “%(words)s”") % told
        url = row.get_absolute_url()
        yield NextStep(title, row.theme.title, url, _("Læs svaret"), is_told=True)


def _assessments_due(led: Led) -> Iterator[NextStep]:
    """The days that the reference leader set, where the network leader has not asked anyway."""
    due = Assessment.objects.filter(theme__in=led.as_reference_leader).due()
    due = due.exclude(theme__in=AssessmentRequest.objects.waiting().values("theme"))
    for row in due.select_related("theme")[:MOST]:
        title = _("Vurder det politiske samspil igen")
        url = reverse("themes:assess", args=[row.theme.slug])
        yield NextStep(title, row.theme.title, url, _("Vurder"), row.next_review_on)


def _deadlines(user: User, led: Led) -> Iterator[NextStep]:
    """Money to apply for: the applicant's, and the reference leader's who answers for it."""
    mine = Q(applicant=user) | Q(theme__in=led.as_reference_leader)
    rows = Funding.objects.visible_to(user).filter(mine, theme__in=Theme.objects.running())
    rows = rows.filter(status=Funding.Status.PLANNED, deadline__lte=soon())
    for row in rows.select_related("theme").order_by("deadline")[:MOST]:
        title = _("Søg %(source)s om penge til %(need)s") % {"source": row.source, "need": row.need}
        url = row.get_absolute_url()
        yield NextStep(title, row.theme.title, url, _("Se behov og frister"), row.deadline)


def _ideas_to_look_at(led: Led) -> Iterator[NextStep]:
    rows = Idea.objects.filter(theme__in=[*led.as_network_leader, *led.as_reference_leader])
    for row in rows.to_look_at().select_related("theme").order_by("look_again_on")[:MOST]:
        title = _("Se på idéen “%(idea)s” igen") % {"idea": row.title}
        url = row.get_absolute_url()
        yield NextStep(title, row.theme.title, url, _("Se idéen"), row.look_again_on)


def _leaders_to_contact(user: User) -> Iterator[NextStep]:
    rows = Ownership.objects.visible_to(user).filter(next_by=user, next_contact_on__lte=soon())
    rows = rows.filter(runs(), works("leader")).select_related("theme", "leader")
    for row in rows.order_by("next_contact_on")[:MOST]:
        title = _("Tal med %(name)s om temaet") % {"name": row.leader.name}
        url = row.get_absolute_url()
        yield NextStep(title, row.theme.title, url, _("Se lederen"), row.next_contact_on)


def _proposals_to_revise(user: User) -> Iterator[NextStep]:
    rows = Theme.objects.filter(proposed_by=user, status=Theme.Status.REVISE)
    for row in rows[:MOST]:
        url = reverse("themes:proposal", args=[row.slug])
        yield NextStep(
            _("Sekretariatet beder dig rette dit forslag"), row.title, url, _("Ret forslaget")
        )
