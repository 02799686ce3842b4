"""Sessions in the database, found with SQL that is compiled once."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from referenceledelse.core.db.compiled import compiled


class SessionStore(db.SessionStore):
    """Django's own store, but for how it finds the row."""

    def _get_session_from_db(self) -> Session | None:
        for row in _alive(self.session_key, timezone.now()):
            return row
        self._session_key = None
        return None


@compiled
def _alive(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(pk=key, expire_date__gt=now)
