"""The demo's themes, as the tests of what it tells look at them."""

from roles.models import User
from themes.models import Gate, Phase, Theme
from themes.queries.assignments import leading

type Pair = tuple[User, User]


def pairs() -> dict[Theme, Pair]:
    """The accepted themes with both leaders, a closed one with those it ended with."""
    found = {}
    for theme in Theme.objects.accepted().select_related("type", "phase"):
        pair = leading(theme)
        if len(pair) == 2:
            found[theme] = (pair["network_leader"], pair["reference_leader"])
    return found


def slugs(themes: list[Theme]) -> list[str]:
    return sorted(theme.slug for theme in themes)


def entered(theme: Theme) -> dict[str, object]:
    """Since when the theme has been in each phase that it has come to."""
    gates = Gate.objects.filter(theme=theme).order_by("passed_on")
    return {Phase.STARTUP: theme.starts_on} | {g.to_phase.key: g.passed_on for g in gates}
