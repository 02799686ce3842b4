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

# What is not named here follows. A test asks for an answer where only one such row can be, unless
# it is once between two of ``OPPOSITE``, and for each key that is not made by ``someone``.
OF_A_PERSON = {
    "account.EmailAddress.user": ENDS,
    "admin.LogEntry.user": FOLLOWS,
    "auditlog.LogEntry.actor": FOLLOWS,
    "dialogues.AgendaPoint.author": FOLLOWS,
    "dialogues.Approval.person": FOLLOWS,
    "dialogues.News.person": ONCE,
    "dialogues.OwnView.person": FOLLOWS,
    "dialogues.PrivateNote.author": FOLLOWS,
    "dialogues.PulseAnswer.person": FOLLOWS,
    "dialogues.Reflection.author": FOLLOWS,
    "dialogues.TakenBack.person": FOLLOWS,
    "dialogues.Task.owner": FOLLOWS,
    "dialogues.WorkItem.person": ONCE,
    "roles.AccountChange.into": ENDS,
    "roles.AccountChange.person": ENDS,
    "roles.SignUp.person": FOLLOWS,
    "roles.Upload.owner": ENDS,
    "roles.User_groups.user": ENDS,
    "roles.User_user_permissions.user": ENDS,
    "themes.Arena.owner": FOLLOWS,
    "themes.Assignment.person": FOLLOWS,
    "themes.Follow.person": ONCE,
    "themes.FreedResources.person": FOLLOWS,
    "themes.Member.person": FOLLOWS,
    "themes.Ownership.leader": FOLLOWS,
    "themes.Seen.person": ONCE,
}
OF_A_UNIT = {
    "roles.Unit.parent": FOLLOWS,
    "themes.IdeaPlace.unit": ONCE,
    "themes.Theme_units.unit": ONCE,
}
ANSWERS: dict[type[models.Model], dict[str, str]] = {User: OF_A_PERSON, Unit: OF_A_UNIT}

# The two sides of a row: accounts that stand on either side of one belong to two people. What the
# two leaders share (``OfPair``) stands here.
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


def answer_for(relation: models.ForeignObjectRel) -> str:
    """What becomes of the rows that point at an account or a unit through the relation."""
    return ANSWERS[relation.model].get(name_of(relation), FOLLOWS)


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
