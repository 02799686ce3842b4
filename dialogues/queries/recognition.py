"""How far what the two leaders say of a duty before a talk lies apart."""

from dialogues.models import Recognition

Level = Recognition.Level

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


def answers_apart(one: str, other: str) -> int:
    """How far two answers lie apart; 0 where they go together, or one was left out.

    The number puts duties in order and is never shown: nobody is measured here.
    """
    return _DISTANCES.get(frozenset((one, other)), 0)
