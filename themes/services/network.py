"""Following a theme."""

from django.db import transaction

from referenceledelse.access import demand
from roles.models import User
from themes.models import Follow, Theme


@transaction.atomic
def follow(*, theme: Theme, by: User) -> None:
    """Hear what is new on the theme from now on."""
    demand(by, "themes.follow", theme)
    Follow.objects.get_or_create(theme=theme, person=by)


def unfollow(*, theme: Theme, by: User) -> None:
    """Hear no more."""
    demand(by, "themes.follow", theme)
    Follow.objects.filter(theme=theme, person=by).delete()
