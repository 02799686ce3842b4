"""Which themes a leader has a line on, or may speak about since they touch the own unit."""

from roles.models import User
from roles.queries.units import below, parents
from themes.models import Ownership, Theme


def touched_units(theme: Theme) -> set[int]:
    """The units that the theme touches, and every unit below them."""
    return below(theme.units.values_list("pk", flat=True), parents())


def may_have_line(leader: User, theme: Theme) -> bool:
    """Whether the person stands on the theme's list, or leads in a unit that it touches."""
    if Ownership.objects.filter(theme=theme, leader=leader).exists():
        return True
    return leader.leader_level is not None and leader.unit_id in touched_units(theme)


def themes_to_speak_about(leader: User) -> list[tuple[Theme, Ownership | None]]:
    """Running themes with the leader's line, or without one where they touch the own unit.

    Those that the leader holds a role on are left out; three queries.
    """
    lines = Ownership.objects.filter(leader=leader).select_related("theme__phase")
    found: dict[int, tuple[Theme, Ownership | None]] = {
        row.theme_id: (row.theme, row) for row in lines.filter(theme__in=Theme.objects.running())
    }
    if leader.leader_level is not None and leader.unit_id:
        over, unit, above = [], leader.unit_id, parents()
        while unit is not None:
            over.append(unit)
            unit = above.get(unit)
        near = Theme.objects.running().filter(units__in=over).distinct()
        near = near.exclude(pk__in=Theme.objects.led_by(leader).values("pk"))
        found |= {one.pk: (one, None) for one in near if one.pk not in found}
    return sorted(found.values(), key=lambda pair: (pair[0].title, pair[0].pk))
