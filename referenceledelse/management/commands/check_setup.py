"""``manage.py check_setup``: what is missing or odd, as the secretariat's page tells it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.functional import Promise

from referenceledelse.overview.setup import Line, State, check_setup

MARKS = {State.FINE: "ok", State.ODD: "?", State.MISSING: "!"}


class Command(BaseCommand):
    help = "Tell what is missing or odd in the set-up; ends with 1 where something is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("da"):
            lines = check_setup()
            self._tell(lines)
        if any(line.state == State.MISSING for line in lines):
            sys.exit(1)

    def _tell(self, lines: list[Line]) -> None:
        group: Promise | None = None
        for line in lines:
            if line.group != group:
                group = line.group
                self.stdout.write(f"\n{group}")
            self.stdout.write(f"  {MARKS[line.state]:>2}  {line.title}")
            if not line.is_fine:
                self._tell_more(line)

    def _tell_more(self, line: Line) -> None:
        names = ", ".join(name for name, _url in line.found)
        more = f" … +{line.more}" if names and line.more > 0 else ""
        for said in (line.why, f"{names}{more}", line.setting or line.url):
            if said:
                self.stdout.write(f"      {said}")
