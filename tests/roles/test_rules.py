"""Who asks a rule: a person, nobody, or the system."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from referenceledelse.core.web.access import as_system, demand, is_allowed
from tests.cast import Cast


def test_nobody_may_anything_but_as_the_system() -> None:
    with as_system():
        demand(None, "roles.administer")
    for nobody in (None, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            demand(nobody, "roles.administer")


def test_system_gives_no_person_more(cast: Cast) -> None:
    with as_system():
        assert not is_allowed(cast.eva, "roles.administer")


def test_who_runs_the_site_is_changed_by_their_own_kind(cast: Cast) -> None:
    may = {
        name: [
            is_allowed(getattr(cast, name), "roles.keep_person", p) for p in (cast.eva, cast.root)
        ]
        for name in ("eva", "finn", "gry", "root")
    }
    nobody = [False, False]
    assert may == {"eva": nobody, "finn": nobody, "gry": [True, False], "root": [True, True]}
