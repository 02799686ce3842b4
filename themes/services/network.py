"""Following a theme."""

from django.db import transaction

from referenceledelse.access import demand
from roles.models import User
from themes.models import Follow, Theme


@transaction.atomic
def follow(*, theme: Theme, by: User) -> None:
    """Hear what is new on the theme from now on."""
    _demand(theme, by)
    Follow.objects.get_or_create(theme=theme, person=by)


@transaction.atomic
def unfollow(*, theme: Theme, by: User) -> None:
    """Hear no more."""
    _demand(theme, by)
    Follow.objects.filter(theme=theme, person=by).delete()


def _demand(theme: Theme, by: User) -> None:
    demand(by, "themes.follow", Theme.objects.select_for_update().get(pk=theme.pk))
