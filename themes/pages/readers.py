"""Who else may read what stands on a page, by name, for the sentence beside it."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from roles.models import User
from themes.models import Theme
from themes.queries.assignments import those_with


def named_for(user: User | None, people: Iterable[User]) -> str:
    """The people but ``user``, each once, and the secretariat."""
    return named_among(user, people, _("sekretariatet"))


def named_among(user: User | None, people: Iterable[User | None], *more: str) -> str:
    """The people but ``user``, each once, and who else is named in words; empty for nobody."""
    names = [one.name for one in people if one is not None and one != user]
    return get_text_list([*dict.fromkeys(names), *more], _("og"))


def saved_for(user: User, theme: Theme, *roles: str) -> str:
    """That it is saved, and who of those with the roles can see it now."""
    names = named_among(user, those_with(theme, *roles))
    said = _("Det er gemt. %(names)s kan nu se det.") if names else _("Det er gemt.")
    return said % {"names": names}


def answering(leader: User | None) -> str:
    """Who answers what an employee asks or proposes: the network leader, else the secretariat."""
    return leader.name if leader else _("Sekretariatet")
