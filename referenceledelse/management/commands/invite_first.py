"""``manage.py invite_first gry@kommune.dk "Gry Holm"``: let the first of the secretariat in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from referenceledelse.core.web.access import as_system
from referenceledelse.core.web.errors import Refused
from roles.services.entrance import LIFE, invite_first


class Command(BaseCommand):
    help = "Print a link, good once and for half an hour, where the person chooses a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument(
            "--site", default=_site(), help="where the site is seen, %(default)s by default"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            with as_system():
                token = invite_first(email=options["email"], name=options["name"], by=None)
        except (ValidationError, Refused) as error:
            raise CommandError(error.message) from error
        site = options["site"].rstrip("/")
        self.stderr.write(
            f"Good once, for {LIFE.seconds // 60} minutes. Open it as {options['name']}:"
        )
        self.stdout.write(f"{site}{reverse('roles:entrance', args=[token])}")


def _site() -> str:
    """The first address that the settings name."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    named = [*settings.CSRF_TRUSTED_ORIGINS, *(f"https://{host}" for host in hosts)]
    return next(iter(named), "http://localhost:8000")
