"""Which themes a leader has a line on, or may speak about since they touch the own unit."""

from roles.models import User
from roles.queries.units import below, parents
from themes.models import LEVELS, Ownership, Theme


def touched_units(theme: Theme) -> set[int]:
    """The units that the theme touches, and every unit below them."""
    return below(theme.units.values_list("pk", flat=True), parents())


def _is_asked(leader: User) -> bool:
    """Whether themes that touch the own unit need the person's ownership: at levels 4 and 5."""
    return leader.leader_level in LEVELS and leader.unit_id is not None


def may_have_line(leader: User, theme: Theme) -> bool:
    """Whether the person has a line of their own: the one answer for the rule, the door, the start.

    Who stands on the theme's list has, at any level; so has a leader at levels 4 and 5 in a unit
    that it touches, but for those who hold a role on it.
    """
    if Ownership.objects.filter(theme=theme, leader=leader).exists():
        return True
    if not _is_asked(leader) or leader.unit_id not in touched_units(theme):
        return False
    return not Theme.objects.led_by(leader).filter(pk=theme.pk).exists()


def themes_to_speak_about(leader: User) -> list[tuple[Theme, Ownership | None]]:
    """The running themes of ``may_have_line``, with the line where there is one; three queries."""
    lines = Ownership.objects.filter(leader=leader).select_related("theme__phase")
    found: dict[int, tuple[Theme, Ownership | None]] = {
        row.theme_id: (row.theme, row) for row in lines.filter(theme__in=Theme.objects.running())
    }
    if _is_asked(leader):
        over, unit, above = [], leader.unit_id, parents()
        while unit is not None:
            over.append(unit)
            unit = above.get(unit)
        near = Theme.objects.running().filter(units__in=over).distinct()
        near = near.exclude(pk__in=Theme.objects.led_by(leader).values("pk"))
        found |= {one.pk: (one, None) for one in near if one.pk not in found}
    return sorted(found.values(), key=lambda pair: (pair[0].title, pair[0].pk))
