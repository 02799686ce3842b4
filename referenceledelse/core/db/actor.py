"""Who the change log names."""

from collections.abc import Iterator
from contextlib import contextmanager

from auditlog.context import auditlog_value, set_actor
from django.contrib.auth.models import AbstractBaseUser


@contextmanager
def acting(by: AbstractBaseUser) -> Iterator[None]:
    """Let the change log name the person as the one who changes what is saved inside.

    The library's own ``set_actor`` forgets the request's actor when it stands inside a request.
    """
    outer = auditlog_value.get({"actor": None, "signal_duid": None})
    try:
        with set_actor(by):
            yield
    finally:
        auditlog_value.set(outer)
