"""Who may be signed in."""

from allauth.account.auth_backends import AuthenticationBackend

from roles.models import User


class PersonBackend(AuthenticationBackend):
    """Signs in by e-mail, and lets nobody stay signed in beyond the last working day."""

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and user.is_working
