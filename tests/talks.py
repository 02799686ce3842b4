"""Conversations of the cast in each state, reached the way people reach it: through services."""

from datetime import timedelta

from django.utils import timezone

from dialogues.models import Agreement, Conversation, Reflection
from dialogues.services import agreements, conversations, invitations, questions, reflections
from roles.models import User
from tests.cast import Cast


def draft_talk(cast: Cast) -> Conversation:
    """Anna has begun to write to Bo."""
    questions.load_question_sets()
    return invitations.draft_invitation(theme=cast.theme, by=cast.anna)


def invited_talk(cast: Cast) -> Conversation:
    """Anna has suggested two times."""
    talk = draft_talk(cast)
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    invitations.write_invitation(
        conversation=talk,
        version=talk.version,
        by=cast.anna,
        times=[noon + timedelta(days=7), noon + timedelta(days=8)],
        message="Vil du tale med mig om temaet?",
        place="Rådhuset",
    )
    return invitations.send_invitation(conversation=talk, by=cast.anna)


def agreed_talk(cast: Cast) -> Conversation:
    """Bo has taken the first time."""
    talk = invited_talk(cast)
    first = talk.proposed_times.first()
    return invitations.accept_time(conversation=talk, by=cast.bo, proposed_time=first.pk)


def reflection_of(talk: Conversation, person: User) -> Reflection:
    """The person's own reflection, whatever its state."""
    return talk.reflections.get(author=person)


def write(talk: Conversation, person: User, text: str) -> Reflection:
    """The person has written the text to every free question."""
    row = reflection_of(talk, person)
    keys = talk.question_set.questions.filter(kind="text").values_list("pk", flat=True)
    texts = {("answer", key): text for key in keys}
    return reflections.save_reflection(reflection=row, by=person, texts=texts)


def submit(talk: Conversation, person: User) -> Reflection:
    """The person has handed the reflection in."""
    return reflections.submit(reflection=reflection_of(talk, person), by=person)


def revealed_talk(cast: Cast) -> Conversation:
    """Both have handed in what they wrote, and read each other."""
    talk = agreed_talk(cast)
    for person in (cast.anna, cast.bo):
        write(talk, person, f"Fra {person.name}")
        submit(talk, person)
    return talk


def started_talk(cast: Cast) -> Conversation:
    """The two have opened the guide; Anna leads."""
    return conversations.start(conversation=agreed_talk(cast), by=cast.anna)


def held_talk(cast: Cast) -> Conversation:
    """The talk is over, and the agreement is drafted."""
    return conversations.hold(conversation=started_talk(cast), by=cast.anna)


def summarised_talk(cast: Cast) -> Conversation:
    """The agreement is sent for approval."""
    talk = held_talk(cast)
    row = agreement_of(talk)
    agreements.send_for_approval(agreement=row, version=row.version, by=cast.anna)
    talk.refresh_from_db()
    return talk


def approved_talk(cast: Cast) -> Conversation:
    """Both have approved."""
    talk = summarised_talk(cast)
    row = agreement_of(talk)
    for person in (cast.anna, cast.bo):
        agreements.approve(agreement=row, version=row.version, by=person)
    talk.refresh_from_db()
    return talk


def follow_up(cast: Cast) -> Conversation:
    """Anna has invited Bo again, after a talk that was held."""
    values = {"theme": cast.theme, "by": cast.anna, "kind": "followup"}
    talk = invitations.draft_invitation(**values)
    times = [timezone.localtime() + timedelta(days=9)]
    talk = invitations.write_invitation(
        conversation=talk, version=talk.version, by=cast.anna, times=times
    )
    return invitations.send_invitation(conversation=talk, by=cast.anna)


def agreement_of(talk: Conversation) -> Agreement:
    """The newest edition."""
    return talk.agreements.first()
