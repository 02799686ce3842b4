"""Sessions in the database, found with SQL that is compiled once."""

from collections.abc import Callable
from functools import cache

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

from referenceledelse.core.db.compiled import by_key


class SessionStore(db.SessionStore):
    """Django's own store, but for how it finds the row."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        row = _find()(self.session_key)
        if row is not None and row.expire_date > timezone.now():
            return row
        self._session_key = None
        return None


@cache
def _find() -> Callable[[object], AbstractBaseSession | None]:
    return by_key(SessionStore.get_model_class().objects.all())
