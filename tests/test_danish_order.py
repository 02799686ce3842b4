"""Names stand in Danish order, on both databases and wherever rows are sorted."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from referenceledelse.core.text.order import alphabetical, danish_key
from roles.models import Unit
from tests.cast import Cast

PACKAGES = ("referenceledelse", "roles", "themes", "dialogues")
NAMES = (
    "abel Bo",
    "Abelone",
    "Anders-Bo",
    "anna",
    "Anna 10",
    "Anna 2",
    "Émile",
    "Emma",
    "Erik",
    "Müller",
    "Mynte",
    "Zita",
    "ægir",
    "Ærø",
    "Østergaard",
    "Åbo",
    "Aage",
    "åse",
)


def test_hard_names_stand_as_in_a_danish_list(cast: Cast) -> None:
    Unit.objects.bulk_create(Unit(name=name) for name in reversed(NAMES))
    rows = Unit.objects.filter(name__in=NAMES)
    assert tuple(rows.order_by(alphabetical("name")).values_list("name", flat=True)) == NAMES
    assert tuple(rows.values_list("name", flat=True)) == NAMES
    assert tuple(sorted(NAMES, key=danish_key)) == NAMES
    assert rows.order_by(alphabetical("-name")).first().name == NAMES[-1]


def text_fields() -> set[str]:
    """The fields that hold words people read, not keys, addresses or states."""
    fields = (f for model in apps.get_models() for f in model._meta.concrete_fields)
    own = (f for f in fields if f.model.__module__.partition(".")[0] in PACKAGES)
    words = (f for f in own if isinstance(f, models.CharField | models.TextField))
    return {f.name for f in words if not f.choices and not f.primary_key} - NOT_WORDS


NOT_WORDS = {"key", "slug", "duty", "kind", "password", "public_key", "step", "purpose"}


def orderings(tree: ast.AST) -> Iterator[ast.AST]:
    """What rows are ordered by: in calls, in a model's or an admin's ``ordering``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "order_by":
            yield from node.args
        elif _sets_ordering(node):
            yield node.value


def _sets_ordering(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return getattr(node.targets[0], "id", "") == "ordering"
    return isinstance(node, ast.keyword) and node.arg == "ordering"


def words_in(node: ast.AST) -> Iterator[str]:
    """The fields that are named outside the helper."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("alphabetical",):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from words_in(child)


def test_nothing_is_ordered_by_the_codes_of_letters() -> None:
    words, found = text_fields(), []
    assert {"name", "title", "name_da"} <= words
    for path in (p for name in PACKAGES for p in Path(settings.BASE_DIR, name).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in orderings(ast.parse(path.read_text(encoding="utf-8"))):
            found += [
                f"{path.relative_to(settings.BASE_DIR)}:{node.lineno} {name}"
                for name in words_in(node)
                if name.removeprefix("-").rpartition("__")[2] in words
            ]
    assert found == []
