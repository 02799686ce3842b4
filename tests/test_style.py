"""The caps on length are kept by a test, not by hope."""

import ast
import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from statistics import median

import pytest
import rules
from django.apps import apps
from django.conf import settings

from tests.sources import kept

FILE, FUNCTION, VIEW, MEDIAN = 400, 40, 25, 10


# A paper of ours with its number: "DESIGN 4", "S4.2", "F6.9, F8.1", "(21.1)".
POINTER = re.compile(
    r"\b(?:FEATURES|SOURCE|DESIGN|STYLE)\b|\b[FS][0-9]+\.[0-9]"
    r"|[ (][FS][0-9]+[,)]|[(][0-9]+\.[0-9]+[)]\."
)


def sources() -> list[Path]:
    return [path for path in kept("*.py") if "/migrations/" not in str(path)]


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


def test_new_file_is_seen_before_anybody_adds_it(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)  # noqa: S607
    for name in ("new.py", "old.py", "made.py"):
        (tmp_path / name).touch()
    (tmp_path / ".gitignore").write_text("made.py", encoding="utf-8")
    subprocess.run(["git", "add", "old.py"], cwd=tmp_path, check=True)  # noqa: S607
    assert kept("*.py", root=tmp_path) == [Path("new.py"), Path("old.py")]


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


# A template is read beside the page it makes, so it fits on a screen.
TEMPLATE, TEMPLATE_LINE = 100, 120


def templates() -> dict[str, list[str]]:
    return {str(path): lines(path) for path in kept("templates/*.html")}


def test_no_template_is_too_long() -> None:
    found = {path: len(text) for path, text in templates().items()}
    assert len(found) > 300
    assert {path: n for path, n in found.items() if n > TEMPLATE} == {}


def test_no_line_of_a_template_is_too_long() -> None:
    found = {
        path: sum(len(line) > TEMPLATE_LINE for line in text) for path, text in templates().items()
    }
    assert {path: n for path, n in found.items() if n} == {}


def test_every_component_tells_its_context() -> None:
    """What stands in a component's place knows what to give it from its first comment."""
    found = {path: text for path, text in templates().items() if "/components/" in path}
    assert len(found) > 25
    missing = []
    for path, text in found.items():
        told = " ".join(takewhile(lambda line: line.startswith("{#"), text))
        if "Context:" not in told and "No context" not in told:
            missing.append(path)
    assert missing == []


@pytest.mark.parametrize("word", ["signals", "selectors", "managers", "mixins", "utils", "helpers"])
def test_no_room_has_a_name_that_says_nothing(word: str) -> None:
    assert [path for path in product() if path.stem == word] == []


@pytest.mark.parametrize("app", ["roles", "themes", "dialogues"])
def test_migrations_are_counted_and_say_what_changes(app: str) -> None:
    """Two branches that both made the next one are seen, and so is a name that Django made up."""
    names = sorted(path.stem for path in (settings.BASE_DIR / app / "migrations").glob("[!_]*.py"))
    assert [name[:5] for name in names] == [f"{n:04}_" for n in range(1, len(names) + 1)]
    made_up = re.compile(r"_(auto|alter|rename|remove|delete)_|_and_more$|[^a-z0-9_]")
    assert [name for name in names if made_up.search(name)] == []


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


def listed(column: int) -> list[set[str]]:
    """What each row of the words has in the column of its models, or of its files."""
    rows = (settings.BASE_DIR / "docs/words.md").read_text(encoding="utf-8").splitlines()
    cells = [row.strip("|").split("|") for row in rows if row.startswith("| ")]
    return [{name.strip() for name in row[column].split(",")} for row in cells[2:]]


MODELS, FILES = 3, 4


def test_every_file_of_a_layer_bears_the_name_of_a_thing() -> None:
    things = set().union(*listed(FILES))
    found = {in_app(path)[1]: str(path) for path in layered(*LAYERS)}
    assert len(found) > 100
    assert {path for name, path in found.items() if name not in things | {"__init__"}} == set()
    assert things - found.keys() - {""} == set()


def test_every_model_stands_in_a_file_of_its_thing() -> None:
    rows = list(zip(listed(MODELS), listed(FILES), strict=True))
    told = {(model, file) for models, files in rows for model in models for file in files}
    found = {
        (model.__name__, model.__module__.rpartition(".")[2])
        for app in ("roles", "themes", "dialogues")
        for model in apps.get_app_config(app).get_models()
    }
    assert len(found) > 70
    assert found - told == set()


def test_every_model_that_the_words_name_is_there() -> None:
    texts = [line for path in layered("models") for line in lines(path)]
    found = {line.partition("(")[0].removeprefix("class ") for line in texts}
    assert set().union(*listed(MODELS)) - {""} - found == set()


def is_rule(node: ast.stmt) -> bool:
    """A predicate: one that is registered, or that says who can."""
    if not isinstance(node, ast.FunctionDef):
        return False
    made_by = {ast.unparse(one).partition("(")[0] for one in node.decorator_list}
    return "permission" in made_by or node.name.startswith("can_")


def names(path: Path) -> set[str]:
    """Every name that the file calls something by."""
    nodes = list(ast.walk(ast.parse("\n".join(lines(path)))))
    found = {node.id for node in nodes if isinstance(node, ast.Name)}
    return found | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def asked_in(path: Path) -> Path:
    """Where the rules of the file are asked; an app's own are asked as its first thing."""
    thing = path.parts[-3] if path.stem == "__init__" else path.stem
    return Path("tests", path.parts[-3], "rules", f"test_{thing}.py")


def rules_in(text: str) -> set[str]:
    return {node.name for node in ast.parse(text).body if is_rule(node)}


def test_every_rule_is_asked_by_its_own_name() -> None:
    rules_of = {path: rules_in("\n".join(lines(path))) for path in layered("rules")}
    asked = {path: names(asked_in(path)) for path, some in rules_of.items() if some}
    assert sum(map(len, rules_of.values())) > 130
    missing = {f"{path}:{name}" for path in asked for name in rules_of[path] - asked[path]}
    assert missing == set()


def test_a_rule_is_known_by_its_name_or_by_its_permission() -> None:
    text = """
@permission("themes.see_it")
def is_seen(user): ...
@rules.predicate
def can_see(user): ...
def is_closed(theme): ...
"""
    assert rules_in(text) == {"is_seen", "can_see"}


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


def test_every_view_leaves_what_pages_share_to_the_one_that_makes_it() -> None:
    """``pageflow`` tells a refusal, and ``way_back`` makes the way back.

    The way in for the first of all has no page to tell it on.
    """
    own = re.compile(r"except .*\b(?:Refused|Stale|Clash)\b|[\"']parents[\"']")
    views = [path for path in layered("views") if path.name != "ways.py"]
    found = {str(path) for path in views if own.search("\n".join(lines(path)))}
    assert found == {"roles/views/entrance.py"}


def test_no_comment_points_to_a_paper_that_is_not_here() -> None:
    """A rule of the municipality's leaflet names it in words, with the number of the duty."""
    here = Path(__file__).relative_to(settings.BASE_DIR)
    words = kept("*.py", "*.html", "*.md", "*.toml", "*.css", "*.js", "Makefile")
    found = [
        f"{path}:{number} {line.strip()}"
        for path in words
        if path != here
        for number, line in enumerate(lines(path), 1)
        if POINTER.search(line)
    ]
    assert len(words) > 500
    assert found == []


@pytest.mark.parametrize(
    "line", ["as DESIGN 4 says", "(SOURCE S4.8)", "found (F3.7, F8.4)", "own views (21.1).", "(F5)"]
)
def test_a_pointer_is_known_as_one(line: str) -> None:
    assert POINTER.search(line)


NAMED = re.compile(r"(?<![\w./\"'])((?:roles|themes|dialogues|referenceledelse)(?:\.\w+)+)")


def told_names(path: Path) -> Iterator[str]:
    """The modules, classes and functions of ours that comments and docstrings name."""
    text = "\n".join(lines(path))
    if path.suffix == ".html":
        told = re.findall(r"{#.*?#}", text)
    else:
        told = re.findall(r"#.*|``[^`]+``", text)
    for comment in told:
        yield from NAMED.findall(comment)


def is_there(name: str) -> bool:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for attribute in parts[length:]:
            found = getattr(found, attribute, None)
        return found is not None
    return False


def test_what_a_comment_names_is_there() -> None:
    """Rules are named like modules (``themes.edit_theme``), so those are known too."""
    named = {
        (str(path), name)
        for path in [*kept("*.html"), *product()]
        for name in told_names(path)
        if not name.endswith(("_", ".xlsx")) and not rules.perm_exists(name)
    }
    assert len(named) > 60
    assert {(path, name) for path, name in named if not is_there(name)} == set()


# A path, a name (``visible_to``), or a name in a class or file (``queries/duties.are_apart``).
IN_DOCS = re.compile(r"`([A-Za-z][\w./]*)(?:\([^`]*\))?`")


def is_in_code(name: str, code: dict[str, str]) -> bool:
    if any(f"/{name.strip('/')}{end}" in f"/{path}" for path in code for end in ("/", ".py", "")):
        return True
    owner, _, last = name.rpartition(".")
    word = re.compile(rf"(?<![\w.]){re.escape(name)}\b")
    ending = re.compile(rf"\b{last}\b")
    owning = re.compile(rf"^class {owner.partition('.')[0]}\b", re.M)

    def has(path: str, text: str) -> bool:
        in_file = any(f"/{owner}{end}" in f"/{path}" for end in ("/", ".py"))
        return bool(owner and (in_file or owning.search(text)) and ending.search(text))

    return any(word.search(text) or has(path, text) for path, text in code.items())


def code_of(path: Path) -> str:
    """What a machine reads, but for this file; of all else that it is there."""
    is_read = path.suffix not in (".md", ".po", ".png") and path.name != "test_style.py"
    return "\n".join(lines(path)) if is_read else ""


def test_what_the_docs_name_is_there() -> None:
    named = {
        (str(path), name)
        for path in kept("docs/*.md", "README.md", "CONTRIBUTING.md")
        for name in IN_DOCS.findall("\n".join(lines(path)))
    }
    code = {str(path): code_of(path) for path in kept("*")}
    assert len(named) > 150
    assert {(path, name) for path, name in named if not is_in_code(name, code)} == set()
