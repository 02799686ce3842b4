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
