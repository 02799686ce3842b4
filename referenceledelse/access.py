"""Who may do what, asked in views: one line, one answer."""

import rules
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied


def demand(user: AbstractBaseUser, permission: str, obj: object = None) -> None:
    """Raise ``PermissionDenied`` (403) unless the rule lets the user do it to the object."""
    if not is_allowed(user, permission, obj):
        raise PermissionDenied


def is_allowed(user: AbstractBaseUser, permission: str, obj: object = None) -> bool:
    """Ask the rule itself, so that not even a superuser passes what the rule forbids."""
    return user.is_active and rules.has_perm(permission, user, obj)
