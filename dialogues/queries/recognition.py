"""What each leader is asked of a duty before a talk, and how far apart the answers lie."""

from django.utils.translation import gettext_lazy as _

from dialogues.models import Recognition
from roles.models import RoleKey

Level = Recognition.Level
type Choices = list[tuple[str, str]]

_DISTANCES = {
    # The network leader relies on the reference leader, who is not there or not quite there yet.
    frozenset((Level.RELY, Level.NOT_YET)): 2,
    frozenset((Level.RELY, Level.PARTLY)): 1,
    frozenset((Level.LITTLE, Level.NOT_YET)): 1,
    # Older talks, before which both were asked about recognising themselves.
    frozenset((Level.YES, Level.NOT_YET)): 2,
    frozenset((Level.YES, Level.PARTLY)): 1,
    frozenset((Level.PARTLY, Level.NOT_YET)): 1,
}


def asked_of_duty(side: str, other: str = "") -> tuple[str, Choices]:
    """What one leader is asked about a duty, and the answers to choose from.

    The ten duties are the reference leader's, who says whether they are known from own field and
    competences. The network leader takes none of them over, and says how much help is needed.
    """
    if side == RoleKey.REFERENCE_LEADER:
        answers = [
            (Level.YES, _("Ja, det kan jeg")),
            (Level.PARTLY, _("Delvist")),
            (Level.NOT_YET, _("Ikke endnu")),
            (Level.TALK, _("Jeg vil gerne tale om opgaven")),
        ]
        return _("Kan du genkende dig selv og dine kompetencer i opgaven?"), answers
    name = {"name": other or _("referencelederen")}
    answers = [
        (Level.RELY, _("Jeg regner med %(name)s") % name),
        (Level.LITTLE, _("Jeg har brug for lidt hjælp")),
        (Level.NOT_NOW, _("Det har jeg ikke brug for hjælp til lige nu")),
        (Level.TALK, _("Jeg vil gerne tale om opgaven")),
        (Level.UNSURE, _("Jeg ved det ikke endnu")),
    ]
    return _("Hvad har du brug for fra %(name)s?") % name, answers


def answers_apart(one: str, other: str) -> int:
    """How far two answers lie apart; 0 where they go together, or one was left out.

    The number puts duties in order and is never shown: nobody is measured here.
    """
    return _DISTANCES.get(frozenset((one, other)), 0)
