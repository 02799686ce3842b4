"""What a service raises when it will not do what it was asked."""

from collections.abc import Mapping
from typing import Self


class Refused(Exception):
    """A rule of the domain says no; the message is for the person who asked.

    ``status`` is the HTTP answer that tells the same: 409, since the request was well formed
    and what it met was not. ``fields`` holds what was said about one field each, for a form to
    show beside it.
    """

    status = 409

    def __init__(self, message: str, fields: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fields = dict(fields or {})

    @classmethod
    def beside(cls, field: str, message: str) -> Self:
        """A refusal that is about one field."""
        return cls(message, {field: [message]})


class UnknownMove(Refused):
    """No such transition exists from the state the thing is in."""


class Stale(Refused):
    """Someone saved another version after the one this change was made from."""
