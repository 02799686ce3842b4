"""What the map of 300 themes costs beside the list of themes, in one run and turn by turn.

    python benchmarks/map.py

Fills a database of its own (or the one that DATABASE_URL names, which must be empty) and asks
through Django's test client; the numbers are medians in milliseconds, and how often the list the
map takes.
"""

from frame import add_themes, demo, measure

THEMES, ROUNDS = 300, 40
USUAL = "the list of themes"
PAGES = {USUAL: "/temaer/", "the map": "/temaer/kort/"}


def fill() -> None:
    """300 themes, each with two leaders and two units, among the demo's."""
    from roles.models import Unit, User
    from themes.models import Assignment, Theme

    people, units = list(User.objects.all()), list(Unit.objects.all())
    rows = add_themes(THEMES)
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


def main() -> None:
    with demo():
        from referenceledelse.core.svg import maps
        from roles.models import User

        def forget() -> None:
            """A picture that is drawn before is remembered; what is measured is drawing it."""
            maps._dots.cache_clear()
            maps._network.cache_clear()

        fill()
        found = measure(PAGES, User.objects.filter(is_staff=True).first(), ROUNDS, forget)
    for name, (taken, _length) in found.items():
        print(f"{name:20} {taken:7.1f} ms  {taken / found[USUAL][0]:4.2f} times the list")


if __name__ == "__main__":
    main()
