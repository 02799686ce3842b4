"""Editing a theme, and telling what is new on it."""

from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.text import slugify

from referenceledelse.core.db.saving import fill, is_already, locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check
from roles.models import Unit, User
from themes.models import Theme, ThemeType, ThemeUpdate

DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
SLUG_LENGTH = 80
# Addresses below /temaer/ that are pages of their own.
RESERVED = frozenset(
    {
        "dagsordener",
        "foreslaa",
        "forslag",
        "ideer",
        "kapital",
        "kort",
        "ledere",
        "runder",
        "spillebaner",
        "vaerdi",
    }
)
# A button pressed twice, or a page sent again, comes within this time.
DOUBLE = timedelta(minutes=1)

type Units = list[Unit] | models.QuerySet[Unit] | None


class ThemeFields(TypedDict, total=False):
    """What can be written about a theme; what is left out stays as it is."""

    title: str
    type: ThemeType
    challenge: str
    why_cross_cutting: str
    ambition: str
    outside_partners: str
    starts_on: date | None
    ends_on: date | None
    contact: User | None
    parent: Theme | None


def slug_for(title: str) -> str:
    """An address that nobody has yet, made from the title; it stays when the title changes."""
    base = slugify(title.translate(DANISH))[:SLUG_LENGTH].strip("-_") or "tema"
    taken = set(Theme.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= RESERVED
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def add_theme(*, theme: Theme, by: User) -> Theme:
    """Make a theme that was decided on elsewhere; it stands as accepted at once."""
    demand(by, "roles.administer")
    create(theme)
    return theme


def create(theme: Theme, slug: str = "") -> None:
    """Insert the theme; where another took the same address just before, try the next.

    A ``slug`` that was chosen is kept.
    """
    while True:
        theme.slug = slug or slug_for(theme.title)
        try:
            with transaction.atomic():
                theme.save(force_insert=True)
        except IntegrityError:
            if slug or not Theme.objects.filter(slug=theme.slug).exists():
                raise
        else:
            return


@transaction.atomic
def edit_theme(
    *,
    theme: Theme,
    version: int,
    by: User,
    units: Units = None,
    note: str = "",
    **fields: Unpack[ThemeFields],
) -> Theme:
    """Save the fields as the theme's next version, and the note as what is new.

    ``units`` left out stay as they are. The same edit sent twice is saved once. The phase is not
    edited: it changes at a gate (``pass_gate``).
    """
    row = locked(theme)
    demand(by, "themes.edit_theme", row)
    if not is_saved(row, units, fields):
        row.refuse_stale(version)
        rewrite(row, units, fields)
    if note:
        tell(row, by, note)
    return row


def is_saved(row: Theme, units: Units, fields: ThemeFields) -> bool:
    """Whether the theme already is what the fields and units would make it."""
    return is_already(row, fields) and (units is None or set(units) == set(row.units.all()))


def rewrite(row: Theme, units: Units, fields: ThemeFields) -> None:
    """Save the locked theme's next version; the verb around it has asked its own rule."""
    fill(row, fields)
    check(row)
    row.save_next(*fields)
    if units is not None:
        row.units.set(units)


@transaction.atomic
def write_update(*, theme: Theme, by: User, text: str) -> ThemeUpdate:
    """Tell what is new; the same text sent twice in a minute is told once."""
    row = locked(theme)
    demand(by, "themes.write_update", row)
    return tell(row, by, text)


def tell(theme: Theme, by: User, text: str) -> ThemeUpdate:
    """Write the line of news; the verb around it has asked its own rule."""
    since = timezone.now() - DOUBLE
    same = theme.updates.filter(author=by, text=text, created_at__gte=since).first()
    return same or ThemeUpdate.objects.create(theme=theme, author=by, text=text)
