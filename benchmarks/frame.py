"""What the measurements of pages share: a database full of themes, and pages asked turn by turn."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def demo() -> Iterator[None]:
    """The demo in a database of its own, or in the one that DATABASE_URL names."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/pages.sqlite3")
        os.environ |= {"DEBUG": "1", "DEMO": "1", "ALLOWED_HOSTS": "testserver"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "referenceledelse.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("demo", verbosity=0)
        from django.conf import settings

        settings.DEBUG = False
        yield


def add_themes(until: int) -> list:
    """New themes of all types and phases, until so many run; the new ones."""
    from themes.models import Phase, Theme, ThemeType

    kinds, phases = list(ThemeType.objects.all()), list(Phase.objects.exclude(key="closed"))
    rows = [
        Theme(
            title=f"Et tema om noget vigtigt, nummer {n}",
            slug=f"maalt-{n}",
            type=kinds[n % len(kinds)],
            phase=phases[1 + n % (len(phases) - 1)],
            challenge="Noget, som ingen kan løse alene.",
        )
        for n in range(until - Theme.objects.running().count())
    ]
    return Theme.objects.bulk_create(rows)


def measure(
    pages: dict[str, str], person: Any, rounds: int, forget: Callable[[], None] = lambda: None
) -> dict[str, tuple[float, int]]:
    """The median of each page in milliseconds, and its length in bytes.

    ``forget`` empties what the process remembers beside the cache.
    """
    from django.core.cache import cache
    from django.test import Client

    client = Client()
    client.force_login(person)
    taken: dict[str, list[float]] = {name: [] for name in pages}
    length: dict[str, int] = {}
    for _ in range(rounds):
        for name, page in pages.items():
            cache.clear()
            forget()
            begun = time.perf_counter()
            answer = client.get(page)
            taken[name].append((time.perf_counter() - begun) * 1000)
            assert answer.status_code == 200, page  # noqa: S101
            length[name] = len(answer.content)
    return {name: (median(times), length[name]) for name, times in taken.items()}
