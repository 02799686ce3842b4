"""``manage.py check_setup``: what is missing or odd, as the secretariat's page tells it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from referenceledelse.overview.pages.setup import SetupPoint, State, grouped

MARKS = {State.FINE: "ok", State.ODD: "?", State.MISSING: "!"}


class Command(BaseCommand):
    help = "Tell what is missing or odd in the set-up; ends with 1 where something is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("da"):
            groups = grouped()
            for name, lines in groups:
                self.stdout.write(f"\n{name}")
                for line in lines:
                    self._tell(line)
        if any(line.state == State.MISSING for _name, lines in groups for line in lines):
            sys.exit(1)

    def _tell(self, line: SetupPoint) -> None:
        self.stdout.write(f"  {MARKS[line.state]:>2}  {line.title}")
        if line.is_fine:
            return
        names = ", ".join(name for name, _url in line.found)
        more = f" … +{line.more}" if names and line.more > 0 else ""
        for said in (line.why, f"{names}{more}", line.setting or line.url):
            if said:
                self.stdout.write(f"      {said}")
