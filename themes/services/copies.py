"""Copies to begin from: a round, a theme, a page of the handbook.

A button pressed twice finds the copy that the first press made.
"""

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.text import slugify

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check
from roles.models import User
from themes.models import HandbookPage, Round, Theme
from themes.services.handbook import keep_page
from themes.services.proposals import propose_theme
from themes.services.themes import DANISH

THEME_TEXTS = ("type", *Theme.TEXTS, "outside_partners")
PAGE_TEXTS = ("role", "phase", "order", "text_da", "text_en", "source_da", "source_en")
SLUG = 50


@transaction.atomic
def copy_round(*, source: Round, name: str, by: User) -> Round:
    """A round with the same forum and the same days of the year, the next year that is free."""
    demand(by, "themes.begin_round")
    locked(source)
    if same := Round.objects.filter(name_da=name, deadline__gt=source.deadline).first():
        return same
    later = relativedelta(years=1)
    while Round.objects.filter(deadline=source.deadline + later).exists():
        later += relativedelta(years=1)
    days = {name: getattr(source, name) + later for name in ("deadline", "decides_on")}
    forum = {"forum_da": source.forum_da, "forum_en": source.forum_en}
    row = Round(name_da=name, **days, **forum)
    check(row)
    with acting(by):
        row.save()
    return row


def copy_theme(*, source: Theme, name: str, by: User) -> Theme:
    """A draft of one's own with the theme's texts: no people, no records, no history."""
    demand(by, "roles.administer")
    told = {field: getattr(source, field) for field in THEME_TEXTS}
    return propose_theme(by=by, title=name, units=list(source.units.all()), **told)


@transaction.atomic
def copy_page(*, source: HandbookPage, name: str, by: User) -> HandbookPage:
    """A page with the same text that is not shown yet, and stands at no particular place."""
    demand(by, "roles.administer")
    locked(source)
    told = {field: getattr(source, field) for field in PAGE_TEXTS}
    if same := HandbookPage.objects.filter(title_da=name, is_shown=False, **told).first():
        return same
    row = HandbookPage(title_da=name, slug=_free_slug(name), is_shown=False, **told)
    check(row)
    return keep_page(page=row, by=by)


def _free_slug(name: str) -> str:
    base = slugify(name.translate(DANISH))[:SLUG].strip("-_") or "side"
    taken = set(HandbookPage.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
