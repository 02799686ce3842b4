"""Fill in the texts and types that are missing: roles, duties, types, phases, questions."""

from typing import Any

from django.core.management.base import BaseCommand

from dialogues.services.questions import load_question_sets
from dialogues.services.support import load_contact
from roles.services import ensure_secretariat_group, load_catalogue
from themes.services import load_defaults


class Command(BaseCommand):
    help = "Fill in the texts and types that are missing; what someone has edited stays."

    def handle(self, *args: Any, **options: Any) -> None:
        load_catalogue()
        load_defaults()
        load_question_sets()
        load_contact()
        ensure_secretariat_group()
