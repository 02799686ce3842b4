"""What each leader is asked of a duty before a talk."""

from django.utils.translation import gettext_lazy as _

from dialogues.models import Recognition
from roles.models import RoleKey

Level = Recognition.Level
type Choices = list[tuple[str, str]]


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
