"""Whether the texts that the two leaders meet are there, in both languages."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dialogues.models import QuestionSet
from dialogues.models.questions import Occasion
from referenceledelse.overview.pages.setup.point import (
    SetupPoint,
    State,
    admin_page,
    list_line,
    named,
    rows_line,
    state_of,
)
from roles.models import Role, RolePoint

DUTIES = 10


def talk_lines() -> Iterator[SetupPoint]:
    yield from _role_texts()
    yield from _question_sets()


def _role_texts() -> Iterator[SetupPoint]:
    current = RolePoint.objects.current()
    yield SetupPoint(
        (_("De ti opgaver er beskrevet"), _("De ti opgaver er ikke beskrevet")),
        _("Samtalen og opgavehjulet bygger på alle ti."),
        state_of(current.duties().count() == DUTIES, State.MISSING),
        url=admin_page(RolePoint),
    )
    yield rows_line(
        (_("Hver rolle har mindst ét punkt"), _("Nogle roller har ingen punkter")),
        _("Uden punkter kan man ikke se på rollens side, hvad rollen indebærer."),
        Role.objects.exclude(pk__in=current.values("role")),
        state=State.MISSING,
    )
    yield rows_line(
        (_("Rollernes tekster findes på engelsk"), _("Nogle roller mangler tekst på engelsk")),
        _("Uden engelsk tekst får brugere af de engelske sider den danske."),
        Role.objects.filter(_empty("name_en", "summary_en", "purpose_en")),
    )
    yield rows_line(
        (
            _("Rollernes punkter findes på engelsk"),
            _("Nogle af rollernes punkter mangler på engelsk"),
        ),
        _("Uden engelsk tekst får brugere af de engelske sider den danske."),
        current.filter(_empty("name_en", "text_en")),
    )


def _empty(*names: str) -> Q:
    return Q(*((name, "") for name in names), _connector=Q.OR)


def _question_sets() -> Iterator[SetupPoint]:
    published = QuestionSet.objects.filter(is_published=True).order_by("kind", "-number")
    newest: dict[str, QuestionSet] = {}
    for row in published.prefetch_related("questions"):
        newest.setdefault(row.kind, row)
    url = admin_page(QuestionSet)
    missing = [capfirst(str(one.label)) for one in Occasion if one not in newest]
    yield list_line(
        (
            _("Hver slags samtale har et udgivet spørgsmålssæt"),
            _("Nogle slags samtaler mangler et udgivet spørgsmålssæt"),
        ),
        _("Ingen kan invitere til en samtale uden spørgsmål."),
        [(name, url) for name in missing],
        url,
        State.MISSING,
    )
    danish_only = [row for row in newest.values() if _lacks_english(row)]
    yield list_line(
        (
            _("De udgivne spørgsmål findes på engelsk"),
            _("Nogle udgivne spørgsmål mangler på engelsk"),
        ),
        _("Uden engelsk tekst får brugere af de engelske sider den danske."),
        named(danish_only),
        url,
    )


def _lacks_english(row: QuestionSet) -> bool:
    asked: Iterable = row.questions.all()
    sides = ("network_leader_en", "reference_leader_en")
    return not row.name_en or any(not getattr(one, side) for one in asked for side in sides)
