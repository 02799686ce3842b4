"""The caps on length are kept by a test, not by hope (STYLE)."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from django.conf import settings

FILE, FUNCTION, VIEW, MEDIAN = 400, 40, 25, 10


def sources() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "*.py"],  # noqa: S607
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(name) for name in listed.stdout.split() if "/migrations/" not in name]


def lines(path: Path) -> list[str]:
    return (settings.BASE_DIR / path).read_text(encoding="utf-8").splitlines()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function's name and how many lines it has."""
    for node in ast.walk(ast.parse("\n".join(lines(path)))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path}:{node.name}", node.end_lineno - node.lineno + 1


def is_view(path: Path) -> bool:
    return path.stem == "views" or path.parent.name == "views"


def product() -> list[Path]:
    return [path for path in sources() if path.parts[0] not in ("tests", "scripts")]


def test_no_file_is_too_long() -> None:
    found = {str(path): len(lines(path)) for path in sources()}
    assert {path: n for path, n in found.items() if n > FILE} == {}


def test_no_function_is_too_long() -> None:
    found = dict(f for path in sources() for f in functions(path))
    assert {name: n for name, n in found.items() if n > FUNCTION} == {}


def test_no_view_is_too_long() -> None:
    found = dict(f for path in product() if is_view(path) for f in functions(path))
    assert {name: n for name, n in found.items() if n > VIEW} == {}


def test_the_usual_function_is_short() -> None:
    assert median(n for path in product() for _, n in functions(path)) <= MEDIAN


@pytest.mark.parametrize("word", ["signals", "selectors", "managers", "mixins", "utils", "helpers"])
def test_no_room_has_a_name_that_says_nothing(word: str) -> None:
    assert [path for path in product() if path.stem == word] == []


LAYERS = {"models", "queries", "rules", "services", "pages", "sheets", "forms", "views", "admin"}
APPS = [Path("roles"), Path("themes"), Path("dialogues"), Path("referenceledelse/overview")]
# What stands beside the layers of an app, and beside the folders of the project.
BESIDE = {"__init__", "apps", "changelog", "urls"}
WIRING = BESIDE | {"asgi", "context", "middleware", "settings", "wsgi"}
FOLDERS = {"core", "demo", "formats", "management", "overview", "templatetags"}
PARTS = {"db", "files", "svg", "text", "web"}
WRITES = {"save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create"}
WRITES |= {"update_or_create", "save_next"}


def in_app(path: Path) -> tuple[str, ...] | None:
    """The path below its app; nothing for what is in none."""
    app = next((app for app in APPS if path.is_relative_to(app)), None)
    return path.relative_to(app).with_suffix("").parts if app else None


def layered(*layers: str) -> list[Path]:
    return [path for path in product() if (parts := in_app(path)) and parts[0] in layers]


def test_every_module_stands_in_the_grid() -> None:
    def is_placed(path: Path) -> bool:
        parts = in_app(path)
        if parts is not None:
            return parts[0] in LAYERS | {"templatetags"} or parts in {(name,) for name in BESIDE}
        if path.parts[0] != "referenceledelse":
            return True
        _project, first, *more = path.with_suffix("").parts
        if first == "core":
            return more[0] in PARTS | {"__init__"}
        return first in FOLDERS if more else first in WIRING

    assert [str(path) for path in product() if not is_placed(path)] == []


def test_every_file_of_a_layer_bears_the_name_of_a_thing() -> None:
    rows = (settings.BASE_DIR / "docs/words.md").read_text(encoding="utf-8").splitlines()
    cells = [row.strip("|").split("|") for row in rows if row.startswith("| ")]
    things = {name.strip() for row in cells for name in row[4].split(",")}
    found = {in_app(path)[1]: str(path) for path in layered(*LAYERS)}
    assert len(found) > 100
    assert {path for name, path in found.items() if name not in things | {"__init__"}} == set()
    assert things - found.keys() - {"", "files", "---"} == set()


def test_answers_pages_and_sheets_know_no_request_and_save_nothing() -> None:
    found = []
    for path in layered("queries", "pages", "sheets"):
        for node in ast.walk(ast.parse("\n".join(lines(path)))):
            if isinstance(node, ast.ImportFrom) and node.module == "django.http":
                found.append(f"{path}:{node.lineno} knows of requests")
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr in WRITES:
                found.append(f"{path}:{node.lineno} {ast.unparse(node.func)}")
    assert found == []
