"""``manage.py demo``: the invented municipality, ready to be shown."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Prepare the database and build the demo municipality, unless it is there already."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is built only where DEBUG and DEMO are both on.")
        # Cannot be imported where the demo is off.
        from referenceledelse.demo.build import build_once

        call_command("migrate", verbosity=0)
        call_command("load_texts", verbosity=0)
        if build_once():
            self.stdout.write("Built the demo municipality")
