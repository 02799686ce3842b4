"""The handbook's pages: the first ones, and each next version."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import save_by
from referenceledelse.core.text.shipped import takes_new_text, texts_in
from referenceledelse.core.web.access import demand
from roles.models import User
from themes.models import HandbookPage, Phase

PAGES = Path(__file__).parent.parent / "handbook.toml"
# What is compared to tell whether somebody has edited a page since it shipped.
TEXTS = tuple(
    f"{field}_{language}" for field in ("title", "text", "source") for language in ("da", "en")
)


@transaction.atomic
def load_handbook() -> None:
    """Make what is missing, and take in this release's texts; whatever someone has edited stays."""
    known = HandbookPage.objects.in_bulk(field_name="slug")
    phases = {phase.key: phase for phase in Phase.objects.all()}
    rows = shipped_pages()
    HandbookPage.objects.bulk_create(_page(row, phases) for row in rows if row["slug"] not in known)
    for row in rows:
        page = known.get(row["slug"])
        if page and takes_new_text(page, TEXTS, row.get("earlier", [])):
            new = {name: value.strip() for name, value in texts_in(row, TEXTS).items()}
            save_by(None, page, version=page.version + 1, updated_at=timezone.now(), **new)


def shipped_pages() -> list[dict[str, Any]]:
    """The pages as the file has them."""
    return tomllib.loads(PAGES.read_text(encoding="utf-8"))["page"]


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
