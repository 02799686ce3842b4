"""The secretariat's pictures, each with its table beside.

All running themes are in them, whatever their round. Every number leads to its list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dialogues.models.duties import DutyStatus
from referenceledelse.core.svg import stacks
from referenceledelse.core.svg.charts import Bar, bars
from referenceledelse.core.svg.stacks import Segment, Stack
from referenceledelse.core.text.order import alphabetical
from referenceledelse.overview.queries.figures import age_counts, duty_counts, phase_counts
from referenceledelse.overview.queries.places import Places
from referenceledelse.overview.queries.rounds import ALL
from roles.models import User
from themes.models import Idea, Thresholds
from themes.pages.ideas import by_stage
from themes.queries.load import themes_led
from themes.queries.phases import Age, Ages

# So many leaders stand on a page, by name.
LEADERS = 25


@dataclass(frozen=True)
class Number:
    """A number in the table, and the list that it counts."""

    number: int
    url: str


@dataclass(frozen=True)
class FigureRow:
    """A line of the table; the name leads on where it has a page."""

    name: str
    numbers: Sequence[Number]
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture with its table; ``slug`` is that of the same table in ``sheets.exports.TABLES``."""

    slug: str
    title: str
    about: str
    first: str
    heads: Sequence[tuple[str, SafeString]]
    lines: Sequence[FigureRow]
    picture: SafeString


def address(**chosen: Any) -> str:
    """The matrix of all running themes, narrowed."""
    return f"{reverse('secretariat')}?{urlencode({'round': ALL, **chosen})}"


def duties(user: User) -> Figure:
    """How many themes have each of the ten duties where."""
    counts = duty_counts(user)
    rows = [
        Stack(name, tuple(_part(one, counts[key, one], duty=key, status=one) for one in DutyStatus))
        for key, name in Places(user).duties.items()
    ]
    title = _("De ti opgaver efter fælles status")
    about = _(
        "Viser temaer, hvor de to ledere er i gang med opgaverne. Hvert tema tæller én "
        "gang for hver opgave."
    )
    return _stacked("opgaver", title, about, _("Opgave"), rows)


def _part(kind: TextChoices, number: int, **chosen: str) -> Segment:
    return Segment(kind.value, str(kind.label), number, address(**chosen))


def _stacked(slug: str, title: str, about: str, first: str, rows: list[Stack]) -> Figure:
    parts = rows[0].parts if rows else ()
    return Figure(
        slug,
        title,
        about,
        first,
        [(capfirst(part.label), stacks.key(part.kind)) for part in parts],
        [
            FigureRow(row.name, [Number(part.number, part.url) for part in row.parts])
            for row in rows
        ],
        stacks.stacked(rows, title),
    )


def _barred(slug: str, title: str, about: str, first: str, rows: list[Bar], head: str) -> Figure:
    lines = [FigureRow(row.name, [Number(row.number, row.url)]) for row in rows]
    return Figure(
        slug, title, about, first, [(head, SafeString(""))], lines, bars(rows, stacks.WIDTH)
    )


def phases(user: User) -> Figure:
    """How many running themes are in each phase."""
    rows = [
        Bar(phase.name, number, address(phase=phase.key)) for phase, number in phase_counts(user)
    ]
    about = _("Temaer, der er i gang. Forslag og afsluttede temaer er ikke med.")
    return _barred("faser", _("Temaer efter fase"), about, _("Fase"), rows, _("Temaer"))


def ideas(user: User) -> Figure:
    """How many ideas stand on each stage, in all themes."""
    rows = by_stage(Idea.objects.visible_to(user))
    about = _("Idéer i alle temaer, også de afsluttede.")
    return _barred("ideer", _("Idéer efter trin"), about, _("Trin"), rows, _("Idéer"))


def ages(user: User) -> Figure:
    """How long themes have been in their phase, against its usual length."""
    limits = Ages()
    counts = age_counts(user, limits)
    rows = [
        Stack(
            phase.name,
            tuple(_part(age, counts[phase.pk, age], phase=phase.key, age=age) for age in Age),
        )
        for phase, _number in phase_counts(user)
    ]
    about = _(
        "Den sædvanlige længde af hver fase og type står i administrationen. Typens længde "
        "gælder kun temaer uden slutdato. Op til %(days)d dage mere vises som “lidt "
        "over”, derefter som “længere end sædvanligt”."
    ) % {"days": limits.limit}
    return _stacked(
        "alder", _("Tid i fasen, sammenlignet med den sædvanlige længde"), about, _("Fase"), rows
    )


def load(user: User, number: str | None) -> tuple[Figure, Page]:
    """How many running themes each leader leads; by name, since it is no ranking."""
    counts, limit = themes_led(), Thresholds.now().load_limit
    people = (
        User.objects.visible_to(user)
        .filter(pk__in=list(counts))
        .order_by(alphabetical("name"), "pk")
    )
    page = Paginator(people.values_list("pk", "name"), LEADERS).get_page(number)
    found = [(pk, name, counts[pk]) for pk, name in page.object_list]
    rows = [Bar(name, number, address(person=pk)) for pk, name, number in found]
    above = _("over grænsen på %(limit)d") % {"limit": limit}
    lines = [
        FigureRow(
            name,
            [Number(number, address(person=pk))],
            reverse("roles:person", args=[pk]),
            above if number > limit else "",
        )
        for pk, name, number in found
    ]
    about = _(
        "Temaer, som hver leder har i dag som netværksleder eller referenceleder. Navnene står "
        "efter alfabetet og vises kun for sekretariatet."
    )
    title, head = _("Temaer hos hver leder"), [(_("Temaer"), SafeString(""))]
    return Figure("ledere", title, about, _("Leder"), head, lines, bars(rows, stacks.WIDTH)), page
