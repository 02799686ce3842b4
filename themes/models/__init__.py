"""What: the network themes, and all that happens on them."""

from themes.models.arenas import Arena, ArenaUse
from themes.models.assignments import LEADING, ROLES, Assignment
from themes.models.capital import Allocation, Funding, NoOutsideMoney
from themes.models.committees import CaseKind, Committee, Interplay
from themes.models.contributions import Contribution
from themes.models.encouragements import Encouragement
from themes.models.examples import Example, ExampleEdition
from themes.models.freed import FreedResources
from themes.models.gifts import Seen
from themes.models.handbook import HandbookPage
from themes.models.handovers import Handover
from themes.models.holder_changes import HolderChange
from themes.models.idea_places import IdeaPlace
from themes.models.ideas import IN_BASE, Idea, IdeaStep, IdeaTest, Stage
from themes.models.introductions import ContactRequest
from themes.models.leader_requests import LeaderRequest
from themes.models.member_requests import MemberRequest
from themes.models.network import Follow, Member, NetworkMeeting
from themes.models.offers import Offer
from themes.models.ownership import LEVELS, Ownership
from themes.models.phases import Gate, Phase, Review
from themes.models.politics import Assessment, AssessmentRequest, CommitteeMeeting
from themes.models.records import Record
from themes.models.rounds import Round, ThemeAnswer, ThemeQuestion
from themes.models.strategy import AgendaLink, Initiative, NoNewAgenda, StrategicAgenda
from themes.models.themes import Theme, ThemeQuerySet, ThemeUpdate
from themes.models.thresholds import Thresholds
from themes.models.types import ThemeType
from themes.models.value import ValueStory

__all__ = [
    "IN_BASE",
    "LEADING",
    "LEVELS",
    "ROLES",
    "AgendaLink",
    "Allocation",
    "Arena",
    "ArenaUse",
    "Assessment",
    "AssessmentRequest",
    "Assignment",
    "CaseKind",
    "Committee",
    "CommitteeMeeting",
    "ContactRequest",
    "Contribution",
    "Encouragement",
    "Example",
    "ExampleEdition",
    "Follow",
    "FreedResources",
    "Funding",
    "Gate",
    "HandbookPage",
    "Handover",
    "HolderChange",
    "Idea",
    "IdeaPlace",
    "IdeaStep",
    "IdeaTest",
    "Initiative",
    "Interplay",
    "LeaderRequest",
    "Member",
    "MemberRequest",
    "NetworkMeeting",
    "NoNewAgenda",
    "NoOutsideMoney",
    "Offer",
    "Ownership",
    "Phase",
    "Record",
    "Review",
    "Round",
    "Seen",
    "Stage",
    "StrategicAgenda",
    "Theme",
    "ThemeAnswer",
    "ThemeQuerySet",
    "ThemeQuestion",
    "ThemeType",
    "ThemeUpdate",
    "Thresholds",
    "ValueStory",
]
