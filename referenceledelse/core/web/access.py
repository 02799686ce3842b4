"""Who may do what, asked in views and by every verb: one line, one answer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import rules
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied

_is_system = ContextVar("is_system", default=False)


def permission(name: str) -> Callable[[Callable[..., bool]], rules.Predicate]:
    """Register the predicate below as the rule of that name."""

    def register(function: Callable[..., bool]) -> rules.Predicate:
        predicate = rules.predicate(function)
        rules.add_perm(name, predicate)
        return predicate

    return register


@contextmanager
def as_system() -> Iterator[None]:
    """Let a verb be done by nobody (``by=None``) inside: for commands that no person runs.

    Anywhere else ``None`` may nothing, so that no view passes a rule by leaving out who asks.
    """
    token = _is_system.set(True)
    try:
        yield
    finally:
        _is_system.reset(token)


def demand(user: AbstractBaseUser | None, permission: str, obj: object = None) -> None:
    """Raise ``PermissionDenied`` (403) unless the rule lets the user do it to the object."""
    if not is_allowed(user, permission, obj):
        raise PermissionDenied


def is_allowed(user: AbstractBaseUser | None, permission: str, obj: object = None) -> bool:
    """Ask the rule itself, so that not even a superuser passes what the rule forbids.

    Who does not work here today may nothing, whatever the rule says; no rule asks it again.
    """
    if user is None:
        return _is_system.get()
    return user.is_active and user.is_working and rules.has_perm(permission, user, obj)
