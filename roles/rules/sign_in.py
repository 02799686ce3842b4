"""Who may be signed in."""

from collections.abc import Callable
from datetime import date

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, Expression, OuterRef

from referenceledelse.core.db.daily import daily
from roles.models import User, UserQuerySet

# What else every page asks of who is signed in: each app says its own here.
CARRIED: dict[str, Callable[[], Expression]] = {}


@daily
def _people(_today: date) -> UserQuerySet:
    managed = User.objects.managed_by(OuterRef("pk"))
    more = {name: made() for name, made in CARRIED.items()}
    return User.objects.annotate(is_line_manager=Exists(managed), **more)


class PersonBackend(AuthenticationBackend):
    """Signs in by e-mail, and lets nobody stay signed in beyond the last working day."""

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and user.is_working

    def get_user(self, user_id: int) -> User | None:
        """The person, fetched with what every page's menu asks for."""
        row = _people().filter(pk=user_id).first()
        return row if row and self.user_can_authenticate(row) else None
