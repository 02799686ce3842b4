"""Who may do what, asked in views: one line, one answer."""

from collections.abc import Callable

import rules
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied


def permission(name: str) -> Callable[[Callable[..., bool]], rules.Predicate]:
    """Register the predicate below as the rule of that name."""

    def register(function: Callable[..., bool]) -> rules.Predicate:
        predicate = rules.predicate(function)
        rules.add_perm(name, predicate)
        return predicate

    return register


def demand(user: AbstractBaseUser, permission: str, obj: object = None) -> None:
    """Raise ``PermissionDenied`` (403) unless the rule lets the user do it to the object."""
    if not is_allowed(user, permission, obj):
        raise PermissionDenied


def is_allowed(user: AbstractBaseUser, permission: str, obj: object = None) -> bool:
    """Ask the rule itself, so that not even a superuser passes what the rule forbids."""
    return user.is_active and rules.has_perm(permission, user, obj)
