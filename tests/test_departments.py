"""Which department a unit belongs to: filter, coverage, map and matrix of leaders agree."""

import pytest
from django.test import Client

from referenceledelse.overview.pages import map as drawing
from roles.models import Unit, User
from tests import rooms
from tests.cast import Cast
from themes.models import Theme

OUTSIDE = "Uden for afdelingerne"


def moved(cast: Cast, case: str) -> tuple[Unit, str]:
    """A unit in a base organisation of that shape, and the department that it belongs to."""
    top, care = Unit.objects.get(parent=None), Unit.objects.get(name="Ældre og Omsorg")
    if case == "no top":
        Unit.objects.update(parent=None)
        return Unit.objects.get(name="Lyngvig Kommune"), "Lyngvig Kommune"
    if case == "a second top with units":
        other = Unit.objects.create(name="Havnen")
        return Unit.objects.create(name="Kajen", parent=other), "Kajen"
    if case == "a second top alone":
        return Unit.objects.create(name="Havnen"), OUTSIDE
    deep = Unit.objects.create(name="Nord", parent=Unit.objects.create(name="Plejen", parent=care))
    if case == "moved":
        Unit.objects.filter(pk=deep.parent_id).update(
            parent=Unit.objects.create(name="Børn og Unge", parent=top)
        )
        return deep, "Børn og Unge"
    units = {"the top itself": (top, OUTSIDE), "the department itself": (care, care.name)}
    return units.get(case, (deep, care.name))


CASES = (
    "the top itself",
    "the department itself",
    "deep below",
    "no top",
    "a second top with units",
    "a second top alone",
    "moved",
)


def in_filter(client: Client, cast: Cast) -> set[str]:
    """The departments under which the overview lists the theme."""
    choices = client.get("/sekretariat/").context["filters"].fields["unit"].choices
    found = set()
    for key, name in choices[1:]:
        page = client.get(f"/sekretariat/?unit={key}").content.decode()
        found |= {str(name)} if cast.theme.title in page else set()
    return found


def in_coverage(client: Client) -> set[str]:
    lines = client.get("/sekretariat/daekning/").context["coverage"].by_unit
    return {line.name for line in lines}


def on_map(client: Client, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The rows of the map of many themes that have a dot."""
    rows: list = []
    monkeypatch.setattr(drawing, "READABLE", 0)
    monkeypatch.setattr(drawing, "dots", lambda drawn: rows.extend(drawn) or "")
    client.get("/temaer/kort/")
    return {node.name for node, found in rows if found}


def in_matrix(client: Client) -> set[str]:
    """The departments whose leaders the matrix of leaders counts."""
    context = client.get("/temaer/ledere/").context
    [line] = context["lines"]
    names = [unit.name if unit else OUTSIDE for unit in context["departments"]]
    return {name for name, one in zip(names, line.cells, strict=True) if one.contacted}


@pytest.mark.parametrize("case", CASES)
def test_unit_belongs_to_one_department_everywhere(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    unit, department = moved(cast, case)
    cast.other_theme.assignments.all().delete()
    Theme.objects.filter(pk=cast.other_theme.pk).update(status=Theme.Status.DECLINED)
    User.objects.filter(pk=cast.bo.pk).update(unit=unit)
    cast.theme.units.set([unit])
    row = rooms.ownership(cast, last_contact_on=rooms.today())
    User.objects.filter(pk=row.leader_id).update(unit=unit)
    client.force_login(cast.gry)
    assert in_filter(client, cast) == {department}
    assert in_coverage(client) == {department}
    assert on_map(client, monkeypatch) == {department}
    assert in_matrix(client) == {department}
