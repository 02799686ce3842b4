"""The kinds of records that stand in a theme's rooms, for the pages that they share."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.numbers import whole
from roles.models import RoleKey, User
from themes.forms.capital import AllocationForm, FundingForm, NotNeededForm
from themes.forms.ideas import IdeaForm
from themes.forms.network import MemberForm, NetworkMeetingForm
from themes.forms.ownership import OwnershipForm
from themes.forms.politics import CommitteeMeetingForm
from themes.forms.strategy import AgendaLinkForm, InitiativeForm
from themes.forms.value import ValueStoryForm
from themes.models import (
    AgendaLink,
    Allocation,
    Assessment,
    CommitteeMeeting,
    Funding,
    Idea,
    Initiative,
    Member,
    NetworkMeeting,
    NoNewAgenda,
    NoOutsideMoney,
    Ownership,
    Theme,
    ValueStory,
)
from themes.queries.assignments import leading
from themes.services.ideas import give_idea
from themes.views.records import RecordKind


def today(name: str) -> Any:
    """Sets the named day to today."""
    return lambda theme, request: {name: timezone.localdate()}


def given_today(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    """From today, and as a rule from the reference leader."""
    giver = leading(theme).get(RoleKey.REFERENCE_LEADER, request.user)
    return {"starts_on": timezone.localdate(), "given_by": giver}


def next_meeting(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    """Committee and day of the current assessment, if not a meeting yet."""
    rows = Assessment.objects.visible_to(request.user).filter(theme=theme, is_current=True)
    current = rows.exclude(committee=None).select_related("committee").first()
    if current is None:
        return {}
    told = {"committee": current.committee, "held_on": current.due_on}
    return {} if CommitteeMeeting.objects.filter(theme=theme, **told).exists() else told


def own(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    """An idea is the writer's own, unless another is named."""
    return {"giver": request.user}


def picked(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    """The leader whom the list's link named."""
    leader = linked_leader(request)
    return {"leader": leader} if leader else {}


def linked_leader(request: HttpRequest) -> User | None:
    """The colleague whom the address names."""
    rows = User.objects.visible_to(request.user).working()
    return rows.filter(pk=whole(request.GET.get("leder")) or 0).first()


KINDS = (
    RecordKind(
        name="member",
        path="netvaerk/medlemmer",
        model=Member,
        form=MemberForm,
        room="network",
        add=_("Tilføj et medlem"),
        edit=_("Ret medlemmet"),
        remove=_("Slet medlemmet"),
        begun=today("joined_on"),
    ),
    RecordKind(
        name="meeting",
        path="netvaerk/moeder",
        model=NetworkMeeting,
        form=NetworkMeetingForm,
        room="meetings",
        add=_("Planlæg eller notér et netværksmøde"),
        edit=_("Ret netværksmødet"),
        remove=_("Slet netværksmødet"),
        begun=today("held_on"),
    ),
    RecordKind(
        name="agenda_link",
        path="strategi/koblinger",
        model=AgendaLink,
        form=AgendaLinkForm,
        room="strategy",
        add=_("Kobl temaet til en dagsorden"),
        edit=_("Ret koblingen"),
        remove=_("Slet koblingen"),
        begun=today("state_on"),
    ),
    RecordKind(
        name="initiative",
        path="strategi/indsatser",
        model=Initiative,
        form=InitiativeForm,
        room="initiatives",
        add=_("Tilføj en beslægtet indsats"),
        edit=_("Ret indsatsen"),
        remove=_("Slet indsatsen"),
    ),
    RecordKind(
        name="no_new_agenda",
        path="strategi/ingen-ny-dagsorden",
        model=NoNewAgenda,
        form=NotNeededForm,
        room="strategy",
        add=_("Der er ikke brug for en ny dagsorden"),
        edit=_("Ret begrundelsen"),
        remove=_("Der er alligevel brug for en ny dagsorden"),
    ),
    RecordKind(
        name="no_outside_money",
        path="kapital/ingen-midler-udefra",
        model=NoOutsideMoney,
        form=NotNeededForm,
        room="capital",
        add=_("Der søges ikke midler udefra"),
        edit=_("Ret begrundelsen"),
        remove=_("Der søges alligevel midler udefra"),
    ),
    RecordKind(
        name="committee_meeting",
        path="politik/moeder",
        model=CommitteeMeeting,
        form=CommitteeMeetingForm,
        room="politics",
        add=_("Tilføj et møde med et udvalg"),
        edit=_("Ret mødet med udvalget"),
        remove=_("Slet mødet med udvalget"),
        begun=next_meeting,
    ),
    RecordKind(
        name="funding",
        path="kapital",
        model=Funding,
        form=FundingForm,
        room="capital",
        add=_("Tilføj et behov for kapital"),
        edit=_("Ret behovet"),
        remove=_("Slet behovet"),
    ),
    RecordKind(
        name="allocation",
        path="kapital/timer",
        model=Allocation,
        form=AllocationForm,
        room="capital",
        add=_("Stil medarbejdere eller timer til rådighed"),
        edit=_("Ret de afsatte timer"),
        remove=_("Slet de afsatte timer"),
        begun=given_today,
        seen_by=(RoleKey.NETWORK_LEADER.value,),
    ),
    RecordKind(
        name="ownership",
        path="ledere",
        model=Ownership,
        form=OwnershipForm,
        room="ownership",
        add=_("Tilføj en leder"),
        edit=_("Ret kontakten med lederen"),
        remove=_("Fjern lederen fra listen"),
        begun=picked,
    ),
    RecordKind(
        name="story",
        path="vaerdi",
        model=ValueStory,
        form=ValueStoryForm,
        room="value",
        add=_("Skriv en værdifortælling"),
        edit=_("Ret værdifortællingen"),
        remove=_("Slet værdifortællingen"),
    ),
    RecordKind(
        name="idea",
        path="ideer",
        model=Idea,
        form=IdeaForm,
        room="ideas",
        add=_("Giv temaet en idé"),
        edit=_("Ret idéen"),
        begun=own,
        added=give_idea,
        seen_by=(RoleKey.NETWORK_LEADER.value,),
    ),
)
