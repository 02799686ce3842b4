"""The municipality's types and phases, as they are before anyone edits them."""

import tomllib
from pathlib import Path

from django.db import transaction

from themes.models import Phase, ThemeType

DEFAULTS = Path(__file__).parent.parent / "defaults.toml"


@transaction.atomic
def load_defaults() -> None:
    """Make the types and phases that are missing; whatever someone has edited stays."""
    texts = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    for model, rows in ((ThemeType, texts["type"]), (Phase, texts["phase"])):
        known = set(model.objects.values_list("key", flat=True))
        model.objects.bulk_create(model(**row) for row in rows if row["key"] not in known)
