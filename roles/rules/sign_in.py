"""Who may be signed in."""

from collections.abc import Callable

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, Expression, OuterRef

from referenceledelse.core.db.compiled import compiled
from roles.models import SECRETARIAT_GROUP, User, UserQuerySet

# What else every page asks of who is signed in: each app says its own here.
CARRIED: dict[str, Callable[[], Expression]] = {}


@compiled
def _people(key: int) -> UserQuerySet:
    managed = User.objects.managed_by(OuterRef("pk"))
    grouped = User.groups.through.objects.filter(user=OuterRef("pk"), group__name=SECRETARIAT_GROUP)
    more = {name: made() for name, made in CARRIED.items()}
    return User.objects.annotate(
        is_line_manager=Exists(managed), is_secretariat=Exists(grouped), **more
    ).filter(pk=key)


class PersonBackend(AuthenticationBackend):
    """Signs in by e-mail, and lets nobody stay signed in beyond the last working day."""

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and user.is_working

    def get_user(self, user_id: int) -> User | None:
        """The person, fetched with what every page's menu asks for."""
        return next(filter(self.user_can_authenticate, _people(user_id)), None)
