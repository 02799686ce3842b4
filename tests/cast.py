"""One fixed cast of test people: who they are says what they may."""

from dataclasses import dataclass, field
from itertools import count

from django.contrib.auth.models import Group
from django.utils import timezone

from roles.models import SECRETARIAT_GROUP, RoleKey, Unit, User
from roles.services import load_catalogue
from tests.copied import Copied
from themes.models import Assignment, Phase, Theme, ThemeType
from themes.services import load_defaults

_number = count(1)


def make_person(name: str, **fields: object) -> User:
    """A person who can sign in; the password is the same for all."""
    email = f"{name.split()[0].lower()}{next(_number)}@example.org"
    return User.objects.create_user(email, "en lang adgangskode", name=name, **fields)


def make_theme(title: str = "Færre ensomme ældre", **fields: object) -> Theme:
    """An accepted theme in its first phase."""
    values = {
        "title": title,
        "slug": f"tema-{next(_number)}",
        "type": ThemeType.objects.get(key="welfare"),
        "phase": Phase.objects.get(key="network"),
        "challenge": "Mange ældre er alene hele dagen.",
        "starts_on": timezone.localdate(),
    } | fields
    return Theme.objects.create(**values)


def assign(theme: Theme, role: str, person: User, **fields: object) -> Assignment:
    """The person holds the role on the theme, from today unless said otherwise."""
    return Assignment.objects.create(theme=theme, role_id=role, person=person, **fields)


@dataclass
class Cast:
    """Anna and Bo lead the theme; Clara and Dan lead the other; the rest are around them."""

    anna: User  # network leader of the theme
    bo: User  # reference leader of the theme
    clara: User  # network leader of the other theme
    dan: User  # reference leader of the other theme
    eva: User  # employee without a role
    finn: User  # line manager of Anna's unit
    gry: User  # secretariat
    root: User  # superuser
    theme: Theme = field(repr=False)
    other_theme: Theme = field(repr=False)


def _make() -> dict[str, int]:
    """Make the cast; gives its keys by the names of ``Cast``."""
    load_catalogue()
    load_defaults()
    top = Unit.objects.create(name="Lyngvig Kommune")
    unit = Unit.objects.create(name="Ældre og Omsorg", parent=top)
    people = {
        "anna": make_person("Anna Netsø", unit=unit),
        "bo": make_person("Bo Refsgaard", unit=top, leader_level=2),
        "clara": make_person("Clara Netager", unit=unit),
        "dan": make_person("Dan Refning", unit=top, leader_level=2),
        "eva": make_person("Eva Sten", unit=unit),
        "finn": make_person("Finn Leder", unit=top, leader_level=3),
        "gry": make_person("Gry Sekretær", unit=top, is_staff=True),
        "root": make_person("Rie Rod", is_staff=True, is_superuser=True),
    }
    people["gry"].groups.add(Group.objects.get_or_create(name=SECRETARIAT_GROUP)[0])
    Unit.objects.filter(pk=unit.pk).update(manager=people["finn"])
    theme, other = make_theme(), make_theme("Unge uden job")
    theme.units.add(unit)
    assign(theme, RoleKey.NETWORK_LEADER, people["anna"])
    assign(theme, RoleKey.REFERENCE_LEADER, people["bo"])
    assign(other, RoleKey.NETWORK_LEADER, people["clara"])
    assign(other, RoleKey.REFERENCE_LEADER, people["dan"])
    keys = {name: person.pk for name, person in people.items()}
    return keys | {"theme": theme.pk, "other_theme": other.pk}


_made = Copied(_make)


def make_cast() -> Cast:
    """The municipality in its smallest form; made from the same texts as the real one."""
    keys = _made.put()
    people = User.objects.select_related("unit__parent").in_bulk(keys.values())
    themes = Theme.objects.in_bulk([keys["theme"], keys["other_theme"]])
    rows = {name: (themes if "theme" in name else people)[key] for name, key in keys.items()}
    return Cast(**rows)
