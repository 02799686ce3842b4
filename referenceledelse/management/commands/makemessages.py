"""``manage.py makemessages``: Django's own, but it guesses nothing, and tells what is missing."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import makemessages


class Command(makemessages.Command):
    # A text that resembles another would be given the other's translation, marked "fuzzy".
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        missing = [
            f"{locale}: {entry.msgid!r} ({', '.join(name for name, _line in entry.occurrences)})"
            for locale in options["locale"] or []
            for entry in lacking(locale)
        ]
        if missing:
            raise CommandError("These lack their translation:\n" + "\n".join(missing))


def lacking(locale: str) -> list[polib.POEntry]:
    """The texts without a translation, and those that were once guessed at."""
    found = []
    for folder in settings.LOCALE_PATHS:
        file = polib.pofile(str(Path(folder) / locale / "LC_MESSAGES/django.po"), encoding="utf-8")
        found += [*file.untranslated_entries(), *file.fuzzy_entries()]
    return found
