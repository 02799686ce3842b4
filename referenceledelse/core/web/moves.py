"""The states that a row goes through: a table of all the moves that there are.

A verb that changes the state, and what goes along, calls ``go_to``. One that keeps what someone
typed calls ``refuse_move`` and then ``save_checked``, which tells a fault beside its field.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar, Self

from referenceledelse.core.web.errors import UnknownMove


class Moving:
    """For a ``Versioned`` row; ``ALLOWED`` holds for each state those that it can go to."""

    # The field that holds the state.
    STATE: ClassVar[str] = "status"
    ALLOWED: ClassVar[Mapping[str, Collection[str]]]

    def can_go_to(self, state: str) -> bool:
        return state in self.ALLOWED[getattr(self, self.STATE)]

    def refuse_move(self, state: str, said: str | Callable[[], str]) -> None:
        """Raise ``UnknownMove``, which tells ``said``, where no way leads to the state."""
        if not self.can_go_to(state):
            raise UnknownMove(said() if callable(said) else said)

    def go_to(self, state: str, said: str | Callable[[], str], **changes: Any) -> Self:
        """Save the locked row as its next version, in the state and with what goes along.

        Raises ``UnknownMove`` as ``refuse_move`` does.
        """
        self.refuse_move(state, said)
        self.save_next(**changes, **{self.STATE: state})
        return self
