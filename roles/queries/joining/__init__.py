"""What happens to everything that points at an account or a unit that is joined into another."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Q

from roles.models import Unit, User
from roles.queries.joining.relations import name_of, relations_to, rows_of

# The row is pointed at the one that stays; where a constraint forbids it, joining is refused.
FOLLOWS = "follows"
# As above; where both have such a row and only one can be, the one of who goes is deleted.
ONCE = "once"
# The row is deleted: rights are given to a person anew, and what waits is asked for anew.
ENDS = "ends"

# Every relation to a person, of every app; a test fails where one has no answer.
OF_A_PERSON = {
    "account.EmailAddress.user": ENDS,
    "admin.LogEntry.user": FOLLOWS,
    "auditlog.LogEntry.actor": FOLLOWS,
    "dialogues.Acknowledgement.network_leader": FOLLOWS,
    "dialogues.Acknowledgement.reference_leader": FOLLOWS,
    "dialogues.AgendaPoint.author": FOLLOWS,
    "dialogues.Agreement.reopened_by": FOLLOWS,
    "dialogues.AgreementEdit.by": FOLLOWS,
    "dialogues.Approval.person": FOLLOWS,
    "dialogues.Conversation.invited_by": FOLLOWS,
    "dialogues.Conversation.led_by": FOLLOWS,
    "dialogues.Conversation.network_leader": FOLLOWS,
    "dialogues.Conversation.reference_leader": FOLLOWS,
    "dialogues.ConversationPoint.changed_by": FOLLOWS,
    "dialogues.Duty.network_leader": FOLLOWS,
    "dialogues.Duty.reference_leader": FOLLOWS,
    "dialogues.Duty.responsible": FOLLOWS,
    "dialogues.FirstStep.author": FOLLOWS,
    "dialogues.FirstStep.network_leader": FOLLOWS,
    "dialogues.FirstStep.reference_leader": FOLLOWS,
    "dialogues.MandatePart.counterpart": FOLLOWS,
    "dialogues.MandatePart.network_leader": FOLLOWS,
    "dialogues.MandatePart.reopened_by": FOLLOWS,
    "dialogues.News.by": FOLLOWS,
    "dialogues.News.person": ONCE,
    "dialogues.OwnView.person": FOLLOWS,
    "dialogues.PrivateNote.author": FOLLOWS,
    "dialogues.Pulse.network_leader": FOLLOWS,
    "dialogues.Pulse.opened_by": FOLLOWS,
    "dialogues.Pulse.reference_leader": FOLLOWS,
    "dialogues.PulseAnswer.person": FOLLOWS,
    "dialogues.Reflection.author": FOLLOWS,
    "dialogues.Sitting.finished_by": FOLLOWS,
    "dialogues.Sitting.network_leader": FOLLOWS,
    "dialogues.Sitting.reference_leader": FOLLOWS,
    "dialogues.Sitting.started_by": FOLLOWS,
    "dialogues.SittingDuty.said_by": FOLLOWS,
    "dialogues.Sparring.created_by": FOLLOWS,
    "dialogues.Sparring.network_leader": FOLLOWS,
    "dialogues.Sparring.reference_leader": FOLLOWS,
    "dialogues.Stance.author": FOLLOWS,
    "dialogues.Stance.network_leader": FOLLOWS,
    "dialogues.Stance.reference_leader": FOLLOWS,
    "dialogues.StatusChange.answered_by": FOLLOWS,
    "dialogues.StatusChange.proposed_by": FOLLOWS,
    "dialogues.Stone.holder": FOLLOWS,
    "dialogues.Stone.network_leader": FOLLOWS,
    "dialogues.Stone.reference_leader": FOLLOWS,
    "dialogues.StoneStep.by": FOLLOWS,
    "dialogues.StoneStep.whom": FOLLOWS,
    "dialogues.Succession.predecessor": FOLLOWS,
    "dialogues.Succession.successor": FOLLOWS,
    "dialogues.SupportMessage.author": FOLLOWS,
    "dialogues.SupportRequest.author": FOLLOWS,
    "dialogues.SupportRequest.owner": FOLLOWS,
    "dialogues.TakenBack.person": FOLLOWS,
    "dialogues.Task.created_by": FOLLOWS,
    "dialogues.Task.network_leader": FOLLOWS,
    "dialogues.Task.owner": FOLLOWS,
    "dialogues.Task.reference_leader": FOLLOWS,
    "dialogues.WorkItem.claimed_by": FOLLOWS,
    "dialogues.WorkItem.cleared_by": FOLLOWS,
    "dialogues.WorkItem.person": ONCE,
    "dialogues.WorkStep.by": FOLLOWS,
    "roles.AccountChange.asked_by": FOLLOWS,
    "roles.AccountChange.into": ENDS,
    "roles.AccountChange.person": ENDS,
    "roles.Nomination.author": FOLLOWS,
    "roles.Nomination.handled_by": FOLLOWS,
    "roles.Nomination.nominee": FOLLOWS,
    "roles.SignUp.person": FOLLOWS,
    "roles.Unit.manager": FOLLOWS,
    "roles.Upload.owner": ENDS,
    "roles.User_groups.user": ENDS,
    "roles.User_user_permissions.user": ENDS,
    "themes.AgendaLink.created_by": FOLLOWS,
    "themes.Allocation.created_by": FOLLOWS,
    "themes.Allocation.given_by": FOLLOWS,
    "themes.Arena.owner": FOLLOWS,
    "themes.ArenaUse.created_by": FOLLOWS,
    "themes.Assessment.created_by": FOLLOWS,
    "themes.AssessmentRequest.created_by": FOLLOWS,
    "themes.Assignment.person": FOLLOWS,
    "themes.CommitteeMeeting.created_by": FOLLOWS,
    "themes.ContactRequest.answered_by": FOLLOWS,
    "themes.ContactRequest.asked_by": FOLLOWS,
    "themes.Contribution.answered_by": FOLLOWS,
    "themes.Contribution.author": FOLLOWS,
    "themes.Encouragement.manager": FOLLOWS,
    "themes.Encouragement.person": FOLLOWS,
    "themes.Example.author": FOLLOWS,
    "themes.ExampleEdition.approved_by": FOLLOWS,
    "themes.Follow.person": ONCE,
    "themes.FreedResources.manager": FOLLOWS,
    "themes.FreedResources.person": FOLLOWS,
    "themes.Funding.applicant": FOLLOWS,
    "themes.Funding.created_by": FOLLOWS,
    "themes.Funding.responsible": FOLLOWS,
    "themes.Gate.created_by": FOLLOWS,
    "themes.Handover.asked_by": FOLLOWS,
    "themes.Handover.confirmed_by": FOLLOWS,
    "themes.Handover.receiver": FOLLOWS,
    "themes.HolderChange.created_by": FOLLOWS,
    "themes.Idea.created_by": FOLLOWS,
    "themes.Idea.giver": FOLLOWS,
    "themes.IdeaPlace.created_by": FOLLOWS,
    "themes.IdeaStep.by": FOLLOWS,
    "themes.Initiative.contact": FOLLOWS,
    "themes.Initiative.created_by": FOLLOWS,
    "themes.Initiative.secured_by": FOLLOWS,
    "themes.LeaderRequest.answered_by": FOLLOWS,
    "themes.LeaderRequest.asked_by": FOLLOWS,
    "themes.Member.created_by": FOLLOWS,
    "themes.Member.introduced_by": FOLLOWS,
    "themes.Member.person": FOLLOWS,
    "themes.MemberRequest.answered_by": FOLLOWS,
    "themes.MemberRequest.introduced_by": FOLLOWS,
    "themes.MemberRequest.not_now_by": FOLLOWS,
    "themes.MemberRequest.person": FOLLOWS,
    "themes.NetworkMeeting.created_by": FOLLOWS,
    "themes.NoNewAgenda.created_by": FOLLOWS,
    "themes.NoOutsideMoney.created_by": FOLLOWS,
    "themes.Offer.person": FOLLOWS,
    "themes.Offer.proposed_by": FOLLOWS,
    "themes.Ownership.created_by": FOLLOWS,
    "themes.Ownership.heard_by": FOLLOWS,
    "themes.Ownership.introduced_by": FOLLOWS,
    "themes.Ownership.leader": FOLLOWS,
    "themes.Ownership.next_by": FOLLOWS,
    "themes.Review.created_by": FOLLOWS,
    "themes.Seen.person": ONCE,
    "themes.StrategicAgenda.proposed_by": FOLLOWS,
    "themes.StrategicAgenda.set_by": FOLLOWS,
    "themes.Theme.contact": FOLLOWS,
    "themes.Theme.proposed_by": FOLLOWS,
    "themes.ThemeAnswer.by": FOLLOWS,
    "themes.ThemeUpdate.author": FOLLOWS,
    "themes.ValueStory.created_by": FOLLOWS,
}
OF_A_UNIT = {
    "roles.Unit.parent": FOLLOWS,
    "roles.User.unit": FOLLOWS,
    "themes.Handover.unit": FOLLOWS,
    "themes.IdeaPlace.unit": ONCE,
    "themes.Initiative.unit": FOLLOWS,
    "themes.Theme_units.unit": ONCE,
}
ANSWERS: dict[type[models.Model], dict[str, str]] = {User: OF_A_PERSON, Unit: OF_A_UNIT}

# The two sides of a row: accounts that stand on either side of one belong to two people.
OPPOSITE = (
    ("dialogues.Acknowledgement", "network_leader", "reference_leader"),
    ("dialogues.Conversation", "network_leader", "reference_leader"),
    ("dialogues.FirstStep", "network_leader", "reference_leader"),
    ("dialogues.MandatePart", "network_leader", "counterpart"),
    ("dialogues.Pulse", "network_leader", "reference_leader"),
    ("dialogues.Sitting", "network_leader", "reference_leader"),
    ("dialogues.Sparring", "network_leader", "reference_leader"),
    ("dialogues.Stance", "network_leader", "reference_leader"),
    ("dialogues.StatusChange", "proposed_by", "answered_by"),
    ("dialogues.Stone", "network_leader", "reference_leader"),
    ("dialogues.Succession", "predecessor", "successor"),
    ("roles.Nomination", "author", "nominee"),
    ("themes.Encouragement", "manager", "person"),
    ("themes.MemberRequest", "answered_by", "person"),
    ("themes.MemberRequest", "introduced_by", "person"),
)
# Relations whose number of rows the secretariat may see before joining.
COUNTED = (
    "themes.Assignment.person",
    "roles.Unit.manager",
    "themes.Member.person",
    "roles.SignUp.person",
    "roles.Nomination.nominee",
    "roles.User.unit",
    "roles.Unit.parent",
    "themes.Theme_units.unit",
    "themes.Initiative.unit",
)


@dataclass(frozen=True)
class FollowingRows:
    """Rows of one kind that follow."""

    name: str
    number: int


def counted(row: User | Unit) -> list[FollowingRows]:
    """How much follows of what the secretariat may know about; a query per kind."""
    found = {name_of(relation): relation for relation in relations_to(type(row))}
    kinds = []
    for name in COUNTED:
        if name in found and (number := rows_of(found[name], row).count()):
            model = found[name].related_model
            model = model._meta.get_field("theme").related_model if "_units" in name else model
            label = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
            kinds.append(FollowingRows(str(label), number))
    return kinds


def are_opposed(one: User, other: User) -> bool:
    """Whether one row has the two on opposite sides, so they cannot be one."""
    for label, left, right in OPPOSITE:
        model = apps.get_model(label)
        sides = Q(**{left: one, right: other}) | Q(**{left: other, right: one})
        if model._base_manager.filter(sides).exists():
            return True
    return False
