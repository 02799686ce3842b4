"""Who lives in the demo municipality, and what each is in the middle of.

Reads how far things are, never what anyone wrote; the same few queries however many people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models import Conversation, Reflection, StatusChange, Task
from referenceledelse.core.text.order import alphabetical
from referenceledelse.demo import DOMAIN
from roles.models import SECRETARIAT_GROUP, RoleKey, Unit, User
from themes.models import LEADING, Assignment, Theme

Status = Conversation.Status
# What waits for the person, for the other, for nobody.
MINE, THEIRS, CALM = range(3)

type Word = tuple[int, str]


@dataclass(frozen=True)
class Resident:
    """A person of the list: the roles held today, and one line on what is going on."""

    person: User
    roles: tuple[str, ...]
    line: str

    @property
    def role_keys(self) -> str:
        return " ".join(self.roles) or "employee"


@dataclass(frozen=True)
class ResidentGroup:
    key: str
    title: str
    people: list[Resident]


def find(pk: str) -> User | None:
    """The person of the demo with that key, if there is one who can sign in."""
    if not pk.isdecimal() or len(pk) > 18:
        return None
    return _residents().filter(pk=pk).first()


def _residents() -> Iterable[User]:
    return User.objects.working().filter(email__endswith=f"@{DOMAIN}", is_superuser=False)


def groups() -> list[ResidentGroup]:
    """Everyone once, under the first role that the person holds; empty groups left out."""
    titles = {
        RoleKey.NETWORK_LEADER: _("Netværksledere"),
        RoleKey.REFERENCE_LEADER: _("Referenceledere"),
        RoleKey.SECRETARIAT: _("Sekretariatet"),
        RoleKey.CO_DRIVER: _("Co-drivere"),
        RoleKey.LINE_MANAGER: _("Personaleledere"),
        "employee": _("Medarbejdere"),
    }
    found: dict[str, list[Resident]] = {key: [] for key in titles}
    town = Town()
    for person in _residents().select_related("unit"):
        resident = town.resident(person)
        found[next((key for key in titles if key in resident.roles), "employee")].append(resident)
    return [ResidentGroup(str(key), titles[key], people) for key, people in found.items() if people]


class Town:
    """All that the lines are made of, fetched once."""

    def __init__(self) -> None:
        self.assignments = defaultdict(list)
        held = Assignment.objects.active().filter(theme__in=Theme.objects.accepted())
        for row in held.select_related("theme__phase").order_by(
            "role", alphabetical("theme__title")
        ):
            self.assignments[row.person_id].append(row)
        self.led = {(a.theme_id, a.role_id) for a in chain(*self.assignments.values())}
        begun = Conversation.objects.order_by("created_at", "pk")
        self.conversations = {(c.theme_id, pk): c for c in begun for pk in _readers(c)}
        self.reflections = {
            (r["conversation_id"], r["author_id"]): r["status"]
            for r in Reflection.objects.values("conversation_id", "author_id", "status")
        }
        self.approved = set(
            Conversation.objects.filter(agreements__approved_at=None).values_list(
                "pk", "agreements__approvals__person"
            )
        )
        self.proposers = dict(
            StatusChange.objects.waiting().values_list("duty__theme", "proposed_by")
        )
        late = Task.objects.waiting().filter(due_on__lt=timezone.localdate())
        self.late = set(late.values_list("owner", "conversation__theme"))
        self.units = defaultdict(list)
        managed = Unit.objects.exclude(manager=None).annotate(size=Count("people"))
        for unit in managed.order_by("pk"):
            self.units[unit.manager_id].append(unit)
        self.secretariat = set(
            User.objects.filter(groups__name=SECRETARIAT_GROUP).values_list("pk", flat=True)
        )
        self.proposals = defaultdict(list)
        for theme in Theme.objects.exclude(proposed_by=None).order_by("-created_at"):
            self.proposals[theme.proposed_by_id].append(theme)

    def resident(self, person: User) -> Resident:
        lines = sorted(self._lines(person), key=lambda line: line[0])
        line = lines[0][1] if lines else _("Arbejder i %(unit)s") % {"unit": person.unit or "–"}
        return Resident(person, self._roles(person), line)

    def _roles(self, person: User) -> tuple[str, ...]:
        roles = {row.role_id for row in self.assignments[person.pk]}
        if self.units[person.pk]:
            roles.add(RoleKey.LINE_MANAGER)
        if person.pk in self.secretariat:
            roles.add(RoleKey.SECRETARIAT)
        return tuple(str(key) for key in RoleKey.values if key in roles)

    def _lines(self, person: User) -> Iterator[Word]:
        if person.pk in self.secretariat:
            yield MINE, self._inbox()
        for row in self.assignments[person.pk]:
            urgency, state = self._state(person, row)
            words = {"role": RoleKey(row.role_id).label, "theme": row.theme.title}
            line = capfirst(_("%(role)s på “%(theme)s”") % words)
            yield urgency, f"{line}: {state}" if state else line
        for unit in self.units[person.pk][:1]:
            words = {"unit": unit.name, "count": unit.size}
            yield (
                CALM,
                ngettext(
                    "Personaleleder i %(unit)s med %(count)d medarbejder",
                    "Personaleleder i %(unit)s med %(count)d medarbejdere",
                    unit.size,
                )
                % words,
            )
        for theme in self.proposals[person.pk][:1]:
            yield _proposal(theme)

    def _inbox(self) -> str:
        proposals = chain(*self.proposals.values())
        waiting = sum(theme.status == Theme.Status.PROPOSED for theme in proposals)
        if not waiting:
            return _("Hjælper netværksledere og referenceledere")
        return ngettext(
            "Har %(count)d forslag at svare på", "Har %(count)d forslag at svare på", waiting
        ) % {"count": waiting}

    def _state(self, person: User, row: Assignment) -> Word:
        if row.role_id not in LEADING:
            return CALM, ""
        if row.theme.is_closed:
            return CALM, _("temaet er afsluttet")
        is_host = row.role_id == RoleKey.NETWORK_LEADER
        for role, words in (
            (RoleKey.REFERENCE_LEADER, _("der mangler en referenceleder")),
            (RoleKey.NETWORK_LEADER, _("der mangler en netværksleder")),
        ):
            if (row.theme_id, role) not in self.led:
                return THEIRS, words
        conversation = self.conversations.get((row.theme_id, person.pk))
        if conversation is None:
            mine, theirs = _("har ikke inviteret endnu"), _("er ikke inviteret endnu")
            return (MINE, mine) if is_host else (CALM, theirs)
        if conversation.status in (Status.APPROVED, Status.CLOSED):
            return self._follow_up(person, row.theme_id)
        if conversation.status == Status.TIME_AGREED:
            return _preparing(self.reflections.get((conversation.pk, person.pk), ""), is_host)
        if conversation.status == Status.SUMMARISED:
            return _approving((conversation.pk, person.pk) in self.approved)
        # The two may have changed places since they talked.
        return _talking(conversation, conversation.invited_by_id == person.pk)

    def _follow_up(self, person: User, theme: int) -> Word:
        if theme in self.proposers:
            if self.proposers[theme] == person.pk:
                return THEIRS, _("venter på svar på et forslag til ny status")
            return MINE, _("skal svare på et forslag til ny status")
        if (person.pk, theme) in self.late:
            return MINE, _("et gøremål er over tiden")
        return CALM, _("aftalen er godkendt, og opgaverne følges")


def _readers(conversation: Conversation) -> tuple[int, ...]:
    """The two parties; of a draft only its author."""
    if conversation.status == Status.DRAFT:
        return (conversation.invited_by_id,)
    return conversation.network_leader_id, conversation.reference_leader_id


def _preparing(status: str, is_network_leader: bool) -> Word:
    """The reference leader may write before the talk, and need not."""
    if status == Reflection.Status.REVEALED:
        return CALM, _("de to har delt deres refleksioner")
    if status == Reflection.Status.SUBMITTED:
        return THEIRS, _("har sendt sin refleksion")
    if not is_network_leader:
        return CALM, _("kan skrive sin refleksion")
    return MINE, _("skal skrive sin refleksion")


def _approving(has_approved: bool) -> Word:
    if has_approved:
        return THEIRS, _("venter på den andens godkendelse")
    return MINE, _("skal godkende samarbejdsaftalen")


def _talking(conversation: Conversation, is_host: bool) -> Word:
    if conversation.status == Status.INVITED and conversation.wants_other_time:
        told = (
            (MINE, _("skal foreslå nye tidspunkter")),
            (THEIRS, _("har bedt om et andet tidspunkt")),
        )
    else:
        told = {
            Status.DRAFT: ((MINE, _("invitationen er en kladde")),),
            Status.INVITED: (
                (THEIRS, _("invitationen venter på svar")),
                (MINE, _("skal svare på invitationen")),
            ),
            Status.IN_PROGRESS: ((MINE, _("er midt i samtalen")),) * 2,
            Status.HELD: ((MINE, _("skal skrive samarbejdsaftalen færdig")),) * 2,
            Status.CANCELLED: (
                (MINE, _("fik nej til samtalen")),
                (CALM, _("har sagt nej til samtalen")),
            ),
        }[conversation.status]
    return told[0 if is_host else 1]


def _proposal(theme: Theme) -> Word:
    """How far the proposal is; its title is nobody else's while its author writes it."""
    told = {
        Theme.Status.DRAFT: (CALM, _("Har en kladde til et forslag")),
        Theme.Status.REVISE: (MINE, _("Skal rette et forslag, før det kan besvares")),
        Theme.Status.PROPOSED: (CALM, _("Har foreslået “%(theme)s” og venter på svar")),
        Theme.Status.ACCEPTED: (CALM, _("Foreslog temaet “%(theme)s”")),
        Theme.Status.DECLINED: (CALM, _("Fik afvist forslaget “%(theme)s”")),
    }
    urgency, words = told[theme.status]
    return urgency, words % {"theme": theme.title}
