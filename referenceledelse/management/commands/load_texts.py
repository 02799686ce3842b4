"""Fill in the texts and types that are missing: roles, duties, types, phases, questions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dialogues.services import questions, support
from referenceledelse.core.text.shipped import digest, texts_in
from roles.services import catalogue, ensure_secretariat_group
from themes.services import handbook, load_defaults


class Command(BaseCommand):
    help = (
        "Fill in the texts and types that are missing, and take in this release's texts; what "
        "someone has edited stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--digests",
            action="store_true",
            help="Tell the digest of each shipped text, to note as earlier before it is changed.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["digests"]:
            for name, texts in shipped():
                self.stdout.write(f"{digest(texts)}  {name}")
            return
        catalogue.load_catalogue()
        load_defaults()
        questions.load_question_sets()
        support.load_contact()
        ensure_secretariat_group()


def shipped() -> list[tuple[str, dict[str, str]]]:
    """Each text as the files have it today, with the name that it has there."""
    found = []
    for role in catalogue.shipped_roles():
        found.append((role["key"], texts_in(role, catalogue.ROLE_TEXTS)))
        found += [(p["key"], texts_in(p, catalogue.POINT_TEXTS)) for p in role["point"]]
    found += [(row["kind"], questions.all_texts(row)) for row in questions.shipped_sets()]
    found += [(row["slug"], texts_in(row, handbook.TEXTS)) for row in handbook.shipped_pages()]
    return found
