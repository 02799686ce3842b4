"""What a service raises when it will not do what it was asked."""


class Refused(Exception):
    """A rule of the domain says no; the message is for the person who asked.

    ``status`` is the HTTP answer that tells the same: 409, since the request was well formed
    and what it met was not.
    """

    status = 409

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnknownMove(Refused):
    """No such transition exists from the state the thing is in."""


class Stale(Refused):
    """Someone saved another version after the one this change was made from."""
