"""``manage.py compile_locale``: translations, without the system's gettext."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile every locale/*/LC_MESSAGES/django.po that is newer than its .mo."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                if compile_if_stale(source):
                    self.stdout.write(f"Compiled {source.relative_to(folder)}")


def compile_if_stale(source: Path) -> bool:
    """Write the .mo beside the .po, unless the one there is as new; whether it was written."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    polib.pofile(str(source), encoding="utf-8").save_as_mofile(str(target))
    return True
