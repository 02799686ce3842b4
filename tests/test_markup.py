"""Where text is called finished HTML, and why that is sound there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tests.sources import kept

# What makes HTML of its pieces and escapes each, and what takes its word for being safe.
ESCAPING = {"format_html", "format_html_join"}
TRUSTING = {
    "SafeData", "SafeString", "SafeText", "__html__", "html_safe", "mark_safe", "json_script",
}  # fmt: skip
IN_TEMPLATES = re.compile(r"\|\s*(?:safe|safeseq|escapejs|json_script)\b|\bautoescape\b")
IN_SCRIPTS = re.compile(
    r"\b(?:innerHTML|outerHTML|srcdoc|insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe"
    r"|document\.write|createContextualFragment|DOMParser|eval|Function)\b"
)

# By place: what stands there, and the reason.
TRUSTED = {
    "referenceledelse/core/svg/charts.py:capital_over_time": "no text at all",
    "referenceledelse/core/svg/charts.py:STRIPES": "a literal",
    "referenceledelse/overview/pages/matrix.py:body": "lines that are finished cells",
    "referenceledelse/overview/pages/matrix.py:_line": "finished cells",
    "referenceledelse/overview/pages/matrix.py:CellTemplate.of": "finished pieces, an escaped name",
    "referenceledelse/overview/pages/figures.py:_barred": "no text at all",
    "referenceledelse/overview/pages/figures.py:load": "no text at all",
    "referenceledelse/core/svg/pictures.py:_status": "a literal",
    "referenceledelse/core/svg/stacks.py:_part": "no text at all",
    "referenceledelse/core/svg/stacks.py:PATTERNS": "a literal",
    "referenceledelse/core/web/fields.py:NOTHING": "no text at all",
    "referenceledelse/core/web/widgets.py:attrs": "names from the code, escaped values",
    "referenceledelse/core/web/widgets.py:_escaped": "what escapes each piece of a control",
    "roles/admin/changelog.py:ChangeAdmin.changes_in_words": "a literal between escaped pieces",
    "static/app.js": "reads the whole page that the server answered with, to stay on it",
}

# By file: the places that escape each piece they put into a pattern, and what the pieces are.
ESCAPED = {
    "referenceledelse/core/svg/charts.py": (
        "bars capital_over_time _column _tick",
        "names and numbers",
    ),
    "referenceledelse/core/svg/maps.py": (
        "_network _line _box _dots _shape _dot _label",
        "names of units, themes and people",
    ),
    "referenceledelse/overview/pages/matrix.py": (
        "_title _link _cell _empty _side _mandate _duties",
        "a theme's title and phase, its leaders, and our own words",
    ),
    "referenceledelse/core/svg/pictures.py": (
        "_wheel _parts _turned _segments _shape _number _status _mark _sign",
        "names of the duties, and our own words",
    ),
    "referenceledelse/core/text/prose.py": (
        "prose _part",
        "paragraphs and lists that someone wrote",
    ),
    "referenceledelse/core/web/fields.py": (
        "group _hint_words _error_words _fieldset _label _words",
        "labels, hints and errors, beside a control that is drawn",
    ),
    "referenceledelse/core/svg/stacks.py": (
        "stacked _bar _part key",
        "names of types, phases and units",
    ),
    "referenceledelse/templatetags/ui.py": (
        "icon initials nav_link _sub_link _hidden_row",
        "initials of a name, an address and a signature, and our own words",
    ),
    "dialogues/forms/reflections.py": ("_label", "a duty's name before our own words"),
    "themes/admin/assignments/__init__.py": ("successor_link", "an address, and our own words"),
    "roles/admin/changelog.py": ("ChangeAdmin.changes_in_words", "texts before and after a change"),
}


def listed(*patterns: str) -> list[Path]:
    """The product's files of these names."""
    return [path for path in kept(*patterns) if path.parts[0] not in ("tests", "scripts")]


def text(path: Path) -> str:
    return (settings.BASE_DIR / path).read_text(encoding="utf-8")


def used(node: ast.AST, place: str = "") -> Iterator[tuple[str, str, ast.AST]]:
    """Each use of a name outside annotations and imports: where, which, and the node itself."""
    if isinstance(node, ast.Assign) and not place:
        place = getattr(node.targets[0], "id", "")
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        place = f"{place}.{node.name}".lstrip(".")
        yield place, node.name, node
    if isinstance(node, ast.Name | ast.Attribute):
        yield place, getattr(node, "attr", getattr(node, "id", "")), node
    if isinstance(node, ast.Call):
        yield place, f"{getattr(node.func, 'attr', getattr(node.func, 'id', ''))}()", node
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from used(child, place)


def renamed(tree: ast.AST) -> set[str]:
    """What is imported under another name, which would hide it from the list."""
    found = (
        one for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names
    )
    return {one.name for one in found if one.asname}


def trusting() -> set[str]:
    """Every place that calls something finished HTML without escaping it."""
    found = {str(path) for path in listed("*.html", "*.txt") if IN_TEMPLATES.search(text(path))}
    found |= {str(path) for path in listed("static/*.js") if IN_SCRIPTS.search(text(path))}
    for path in listed("*.py"):
        tree = ast.parse(text(path))
        assert not renamed(tree) & (TRUSTING | ESCAPING), path
        found |= {f"{path}:{place}" for place, name, _node in used(tree) if name in TRUSTING}
    return found


def test_every_place_that_trusts_has_its_reason() -> None:
    assert trusting() == set(TRUSTED)
    assert all(TRUSTED.values())


def test_every_place_that_escapes_has_its_reason() -> None:
    found = {
        (str(path), place)
        for path in listed("*.py")
        for place, name, _node in used(ast.parse(text(path)))
        if name in ESCAPING
    }
    told = {
        (path, place) for path, (places, _reason) in ESCAPED.items() for place in places.split()
    }
    assert found == told


def is_written(pattern: ast.expr, tree: ast.AST) -> bool:
    """Whether it is a literal, or a name that is given nothing but literals in its file."""
    if not isinstance(pattern, ast.Name):
        return isinstance(pattern, ast.Constant)
    stores = [n for n in ast.walk(tree) if isinstance(n, ast.Name | ast.arg)]
    stores = [n for n in stores if getattr(n, "id", getattr(n, "arg", "")) == pattern.id]
    stores = [n for n in stores if not isinstance(getattr(n, "ctx", None), ast.Load)]
    given = [n for n in ast.walk(tree) if isinstance(n, ast.Assign) and n.targets[0] in stores]
    return len(given) == len(stores) and all(isinstance(n.value, ast.Constant) for n in given)


def test_pieces_are_put_only_into_what_is_written_in_the_code() -> None:
    """The pattern itself is not escaped, so no text that someone may edit ever stands there."""
    for path in listed("*.py"):
        tree = ast.parse(text(path))
        for place, name, call in used(tree):
            if name in ("format_html()", "format_html_join()"):
                pattern = call.args[name == "format_html_join()"]
                assert is_written(pattern, tree), f"{path}:{place}"
