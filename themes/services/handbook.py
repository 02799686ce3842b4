"""The handbook's pages: the first ones, and each next version."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from referenceledelse.access import demand
from referenceledelse.actor import acting
from roles.models import User
from themes.models import HandbookPage, Phase

PAGES = Path(__file__).parent.parent / "handbook.toml"


@transaction.atomic
def load_handbook() -> None:
    """Make the pages that are missing; whatever someone has edited stays."""
    known = set(HandbookPage.objects.values_list("slug", flat=True))
    phases = {phase.key: phase for phase in Phase.objects.all()}
    rows = tomllib.loads(PAGES.read_text(encoding="utf-8"))["page"]
    HandbookPage.objects.bulk_create(_page(row, phases) for row in rows if row["slug"] not in known)


def _page(row: dict[str, Any], phases: dict[str, Phase]) -> HandbookPage:
    texts = {name: value.strip() for name, value in row.items() if isinstance(value, str)}
    role, phase = texts.pop("role", None), texts.pop("phase", "")
    return HandbookPage(order=row["order"], role_id=role, phase=phases.get(phase), **texts)


@transaction.atomic
def keep_page(*, page: HandbookPage, by: User, version: int | None = None) -> HandbookPage:
    """Save a new page, or the next version of one that was opened at ``version``.

    Raises ``Stale`` where another saved meanwhile.
    """
    demand(by, "roles.administer")
    if version is not None:
        page.version = HandbookPage.locked(page.pk, version).version + 1
    with acting(by):
        page.save()
    return page
