"""Who may be signed in."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, Expression, OuterRef
from django.utils import timezone

from referenceledelse.core.db.compiled import by_key
from roles.models import SECRETARIAT_GROUP, User, UserQuerySet

# What else every page asks of who is signed in: each app says its own here.
CARRIED: dict[str, Callable[[], Expression]] = {}


def _people() -> UserQuerySet:
    managed = User.objects.managed_by(OuterRef("pk"))
    grouped = User.groups.through.objects.filter(user=OuterRef("pk"), group__name=SECRETARIAT_GROUP)
    more = {name: made() for name, made in CARRIED.items()}
    return User.objects.annotate(
        is_line_manager=Exists(managed), is_secretariat=Exists(grouped), **more
    )


@lru_cache(maxsize=1)
def _find(_today: date) -> Callable[[object], User | None]:
    """Compiled again each day, since who works today is in it."""
    return by_key(_people())


class PersonBackend(AuthenticationBackend):
    """Signs in by e-mail, and lets nobody stay signed in beyond the last working day."""

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and user.is_working

    def get_user(self, user_id: int) -> User | None:
        """The person, fetched with what every page's menu asks for."""
        row = _find(timezone.localdate())(user_id)
        return row if row and self.user_can_authenticate(row) else None
