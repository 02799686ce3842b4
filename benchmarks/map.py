"""What the map of 300 themes costs beside the list of themes, in one run and turn by turn.

    python benchmarks/map.py

Fills a database of its own (or the one that DATABASE_URL names, which must be empty) and asks
through Django's test client; the numbers are medians in milliseconds, and how often the list the
map takes.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
THEMES, ROUNDS = 300, 40
PAGES = {"the list of themes": "/temaer/", "the map": "/temaer/kort/"}


def fill() -> None:
    """300 themes, each with two leaders and two units, among the demo's."""
    from roles.models import Unit, User
    from themes.models import Assignment, Phase, Theme, ThemeType

    people, units = list(User.objects.all()), list(Unit.objects.all())
    kinds, phases = list(ThemeType.objects.all()), list(Phase.objects.exclude(key="closed"))
    rows = [
        Theme(
            title=f"Et tema om noget vigtigt, nummer {n}",
            slug=f"maalt-{n}",
            type=kinds[n % len(kinds)],
            phase=phases[1 + n % (len(phases) - 1)],
            challenge="Noget, som ingen kan løse alene.",
        )
        for n in range(THEMES - Theme.objects.running().count())
    ]
    Theme.objects.bulk_create(rows)
    through = Theme.units.through
    through.objects.bulk_create(
        through(theme=row, unit=units[(n * 7 + k * 5) % len(units)])
        for n, row in enumerate(rows)
        for k in range(2)
    )
    Assignment.objects.bulk_create(
        Assignment(theme=row, role_id=role, person=people[(n * 3 + k) % len(people)])
        for n, row in enumerate(rows)
        for k, role in enumerate(("network_leader", "reference_leader"))
    )


def measure() -> dict[str, float]:
    from django.core.cache import cache
    from django.test import Client

    from referenceledelse import maps
    from roles.models import User

    client = Client()
    client.force_login(User.objects.filter(is_staff=True).first())
    taken: dict[str, list[float]] = {name: [] for name in PAGES}
    for _ in range(ROUNDS):
        for name, page in PAGES.items():
            cache.clear()
            # A picture that is drawn before is remembered; what is measured is drawing it.
            maps._dots.cache_clear()
            maps._network.cache_clear()
            begun = time.perf_counter()
            assert client.get(page).status_code == 200, page  # noqa: S101
            taken[name].append((time.perf_counter() - begun) * 1000)
    return {name: median(times) for name, times in taken.items()}


def main() -> int:
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/map.sqlite3")
        os.environ |= {"DEBUG": "1", "DEMO": "1", "ALLOWED_HOSTS": "testserver"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "referenceledelse.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("demo", verbosity=0)
        from django.conf import settings

        settings.DEBUG = False
        fill()
        found = measure()
    usual = found["the list of themes"]
    for name, taken in found.items():
        print(f"{name:20} {taken:7.1f} ms  {taken / usual:4.2f} times the list")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
