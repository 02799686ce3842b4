"""The half-yearly confirmation as one of the two sees it: the ten, and the one that is next."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models import OwnView, Sitting, SittingDuty
from dialogues.queries.duties import are_apart, status_today
from dialogues.queries.follow_ups import confirmation_on
from roles.models import User
from themes.models import Theme


def open_sittings(theme: Theme, user: User) -> QuerySet[Sitting]:
    """The sitting that the present two have open; the theme comes with its ``holders``."""
    rows = Sitting.objects.visible_to(user).filter(
        theme=theme,
        network_leader=theme.network_leader,
        reference_leader=theme.reference_leader,
        confirmed_at=None,
        dropped_at=None,
    )
    return rows.select_related("finished_by")


def sitting_page(theme: Theme, user: User, key: str) -> dict[str, Any]:
    """Where the two are, for the template; ``key`` is the duty that the reader asked for."""
    pair = (theme.network_leader, theme.reference_leader)
    row = open_sittings(theme, user).first() if all(pair) else None
    lines = _lines(row, theme) if row else []
    left = [one for one in lines if not one.status]
    here = _here(lines, left, key) if row and row.finished_at is None else None
    confirmed = Sitting.objects.visible_to(user).filter(theme=theme, confirmed_at__isnull=False)
    return {
        "theme": theme,
        "sitting": row,
        "lines": lines,
        "left": _("Ingen tilbage") if not left else _left(len(left)),
        "is_ready": not left,
        "here": here,
        **(_views(user, here) if here else {"views": [], "is_apart": False}),
        "partner": next((one for one in pair if one and one != user), None),
        "has_pair": all(pair),
        "last": confirmed.first(),
        "due_on": confirmation_on(theme, *pair) if all(pair) else None,
    }


def _lines(row: Sitting, theme: Theme) -> list[SittingDuty]:
    """The ten of the sitting, each duty with its ``status_today``."""
    lines = list(row.duties.select_related("duty__point", "said_by"))
    for line in lines:
        line.duty.theme = theme
        line.duty.status_today = status_today(line.duty)
    return lines


def _here(lines: list[SittingDuty], left: list[SittingDuty], key: str) -> SittingDuty | None:
    """The duty that is asked for, else the next that nothing has been said of."""
    return next((one for one in lines if one.duty.key == key), None) or next(iter(left), None)


def _left(count: int) -> str:
    return ngettext("%(n)s tilbage", "%(n)s tilbage", count) % {"n": count}


def _views(user: User, line: SittingDuty) -> dict[str, Any]:
    """How each of the two sees the duty, as far as the reader may see it, and whether apart."""
    pair = (line.sitting.network_leader_id, line.sitting.reference_leader_id)
    rows = OwnView.objects.visible_to(user).filter(duty=line.duty, person__in=pair)
    views = list(rows.select_related("person"))
    is_apart = bool(views) and are_apart(views[0].status, views[-1].status)
    return {"views": views, "is_apart": is_apart}
