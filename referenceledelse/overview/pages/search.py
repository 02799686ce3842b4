"""One search over what a person may read: themes, people, ideas, stories, roles and handbook."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, Model, QuerySet, When
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text import search as searching
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.text.search import containing
from roles.models import Role, RolePoint, User
from themes.models import HandbookPage, Idea, Theme, ValueStory

# Hits are counted up to this many.
MOST = 500
SHOWN, PAGE = 5, 20
ROLE_TEXTS = ("name", "text", "example", "role__name", "role__summary", "role__purpose")


@dataclass(frozen=True)
class Hit:
    """Something found: where it is, what it is called, and the words around what was asked."""

    url: str
    title: str
    where: str = ""
    excerpt: list[tuple[str, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class HitKind:
    """One group of the answer: how its rows are found and read, and how one is told."""

    key: str
    name: Promise
    find: Callable[[User, str], QuerySet]
    read: Callable[[list[int]], Iterable[Model]]
    tell: Callable[[Any, str], Hit]


@dataclass(frozen=True)
class HitGroup:
    """What was found of one kind: a page of it, and how many there are."""

    kind: HitKind
    page: Page
    hits: list[Hit]

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than were counted."""
        return self.count >= MOST


def _themes(user: User, text: str) -> QuerySet[Theme]:
    return searching.find(Theme.objects.visible_to(user), text, *Theme.SEARCHED)


@compiled
def _read_themes(keys: Collection[int]) -> QuerySet[Theme]:
    return Theme.objects.filter(pk__in=keys).select_related("phase")


def _theme(row: Theme, text: str) -> Hit:
    return Hit(row.get_absolute_url(), row.title, row.phase.name, _first(_texts(row), text))


def _people(user: User, text: str) -> QuerySet[User]:
    rows = User.objects.visible_to(user)
    asked = " ".join(searching.words(text))
    if not asked:
        return rows.none()
    return rows.filter(containing(asked, "name", "job_title", "email", "unit__name")).order_by(
        "-is_active", alphabetical("name"), "pk"
    )


@compiled
def _read_people(keys: Collection[int]) -> QuerySet[User]:
    return User.objects.filter(pk__in=keys).select_related("unit")


def _person(row: User, text: str) -> Hit:
    where = ", ".join(str(part) for part in (row.job_title, row.unit) if part)
    return Hit(row.get_absolute_url(), row.name, where)


def _ideas(user: User, text: str) -> QuerySet[Idea]:
    return searching.find(Idea.objects.visible_to(user), text, *Idea.SEARCHED)


@compiled
def _read_ideas(keys: Collection[int]) -> QuerySet[Idea]:
    return Idea.objects.filter(pk__in=keys).select_related("theme")


def _idea(row: Idea, text: str) -> Hit:
    found = _first(_texts(row), text)
    return Hit(row.get_absolute_url(), row.title, row.theme.title, found)


def _stories(user: User, text: str) -> QuerySet[ValueStory]:
    return searching.find(ValueStory.objects.visible_to(user), text, *ValueStory.SEARCHED)


@compiled
def _read_stories(keys: Collection[int]) -> QuerySet[ValueStory]:
    return ValueStory.objects.filter(pk__in=keys).select_related("theme")


def _story(row: ValueStory, text: str) -> Hit:
    found = _first(_texts(row), text)
    return Hit(row.get_absolute_url(), row.title, row.theme.title, found)


def _points(user: User, text: str) -> QuerySet[RolePoint]:
    """Points of the role pages, in the language the person reads; the role's own words too."""
    asked = " ".join(searching.stems(searching.words(text)))
    if not asked:
        return RolePoint.objects.none()
    rows = RolePoint.objects.current().filter(role__in=Role.objects.visible_to(user))
    return _told(rows, asked, *ROLE_TEXTS)


@compiled
def _read_points(keys: Collection[int]) -> QuerySet[RolePoint]:
    return RolePoint.objects.filter(pk__in=keys).select_related("role")


def _told(rows: QuerySet, asked: str, *names: str) -> QuerySet:
    """The rows that hold the words in the language the person reads."""
    told = {f"told_{name}": _read(name) for name in names}
    return rows.annotate(**told).filter(containing(asked, *told))


def _read(name: str) -> F | Case:
    """The text as ``Localized`` shows it: the Danish where the English is not filled in."""
    danish, english = f"{name}_da", f"{name}_en"
    if get_language() != "en":
        return F(danish)
    return Case(When(**{english: "", "then": F(danish)}), default=F(english))


def _point(row: RolePoint, text: str) -> Hit:
    texts = (row.text, row.example, row.role.summary, row.role.purpose)
    return Hit(row.get_absolute_url(), row.name, row.role.name, _first(texts, text))


def _pages(user: User, text: str) -> QuerySet[HandbookPage]:
    asked = " ".join(searching.stems(searching.words(text)))
    rows = HandbookPage.objects.visible_to(user)
    return _told(rows, asked, "title", "text") if asked else rows.none()


@compiled
def _read_pages(keys: Collection[int]) -> QuerySet[HandbookPage]:
    return HandbookPage.objects.filter(pk__in=keys).select_related("role")


def _page(row: HandbookPage, text: str) -> Hit:
    where = row.role.name if row.role else ""
    return Hit(row.get_absolute_url(), row.title, where, _first((row.text,), text))


def _texts(row: Theme | Idea | ValueStory) -> list[str]:
    """What the row says beside its title."""
    return [getattr(row, name) for name in row.SEARCHED if name != "title"]


def _first(texts: Iterable[str], text: str) -> list[tuple[str, bool]]:
    """What stands around the words in the first text that holds one, or how the first begins."""
    found = (searching.excerpt(one, text) for one in texts)
    begins = [(Truncator(next(iter(texts))).chars(2 * searching.AROUND), False)]
    return next((pieces for pieces in found if pieces), begins)


KINDS = (
    HitKind("temaer", _("Temaer"), _themes, _read_themes, _theme),
    HitKind("personer", _("Personer"), _people, _read_people, _person),
    HitKind("ideer", _("Idéer"), _ideas, _read_ideas, _idea),
    HitKind("fortaellinger", _("Værdifortællinger"), _stories, _read_stories, _story),
    HitKind("roller", _("Roller"), _points, _read_points, _point),
    HitKind("haandbog", _("Håndbog"), _pages, _read_pages, _page),
)


def search(user: User, text: str, *, only: str = "", number: str | None = None) -> list[HitGroup]:
    """What each kind holds, or the one kind alone and page by page; two queries for each."""
    kinds = [kind for kind in KINDS if kind.key == only] or list(KINDS)
    size = PAGE if len(kinds) == 1 else SHOWN
    return [_group(kind, user, text, size, number) for kind in kinds]


def _group(kind: HitKind, user: User, text: str, size: int, number: str | None) -> HitGroup:
    """The words are looked for once, for keys; the rows of the page are read by their keys."""
    rows = kind.find(user, text)
    keys = list(rows.values_list("pk", flat=True)[:MOST])
    page = Paginator(keys, size).get_page(number)
    found = {row.pk: row for row in kind.read(page.object_list)} if keys else {}
    hits = [kind.tell(found[key], text) for key in page.object_list if key in found]
    return HitGroup(kind, page, hits)
