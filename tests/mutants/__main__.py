"""Which files are changed, and which tests are near: ``python -m tests.mutants [file…]``."""

import argparse
import ast
import os
import subprocess
import sys
from pathlib import Path

THINGS = "agreements reflections drafts duties stances partnership notes contributions nominations"
GUARDING = ["rules/*.py", "queries/**/*.py", *(f"services/{one}.py" for one in THINGS.split())]
APPS = ("roles", "themes", "dialogues", "referenceledelse/overview")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="all that guard something, by default")
    parser.add_argument("--changed", metavar="COMMIT", help="only what has changed since")
    parser.add_argument("--seconds", default="inf", help="when to stop")
    parser.add_argument("--tests", default="", help="instead of those that are near")
    asked = parser.parse_args()
    files = latest_first(set(asked.files) or guarding())
    if asked.changed:
        changed = git("diff", "--name-only", asked.changed)
        files = [path for path in files if path in changed]
    tests = asked.tests.split() or sorted({str(test) for path in files for test in near(path)})
    if not (files and tests):
        print("Nothing to change, or no test near")
        return 0
    options = ["--kept", "-q", "-p", "no:xdist", "-p", "tests.mutants.plugin"]
    options += ["--seconds", asked.seconds, *(f"--mutate={path}" for path in files)]
    os.environ.pop("DATABASE_URL", None)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *options, *tests])  # noqa: S606


def git(*words: str) -> list[Path]:
    done = subprocess.run(  # noqa: S603
        ["git", *words],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(line) for line in done.stdout.splitlines() if line]


def guarding() -> set[Path]:
    """Every file that says who may, or what is so, or guards what someone wrote."""
    return {path for app in APPS for pattern in GUARDING for path in Path(app).glob(pattern)}


def latest_first(files: set[Path]) -> list[Path]:
    """Those of the apps, in the order in which they changed last; what is not kept yet first."""
    known = git("log", "--format=", "--name-only", "--", *APPS)
    ours = [path for path in files if app_of(path)]
    return sorted(ours, key=lambda path: (known.index(path) if path in known else -1, path))


def app_of(path: Path) -> Path | None:
    return next((Path(app) for app in APPS if path.is_relative_to(app)), None)


def near(path: Path) -> set[Path]:
    """The tests in the folder that mirrors the file's, those called as it, those that import it.

    A rule is asked straight, by tests that draw no page.
    """
    app = app_of(path)
    layer, thing = path.relative_to(app).parts[:2]
    thing = thing.removesuffix(".py")
    if layer == "rules":
        return set(Path("tests").glob("*/rules/test_*.py"))
    module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    found = set(Path("tests", app.name, layer).glob("test_*.py"))
    found |= set(Path("tests", app.name).glob(f"test_*{thing.rstrip('s')}*.py"))
    found |= {test for test in IMPORTED if module in IMPORTED[test]}
    return found | ({Path("tests/test_strangers.py")} if layer == "services" else set())


def imported(test: Path) -> set[str]:
    """Everything of ours that the test imports, by its full name."""
    nodes = ast.walk(ast.parse(test.read_text("utf-8")))
    lines = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    names = {f"{line.module}.{name.name}" for line in lines for name in line.names}
    return names | {line.module for line in lines}


IMPORTED = {
    test: imported(test) for test in Path("tests").rglob("test_*.py") if "browser" not in test.parts
}

if __name__ == "__main__":
    sys.exit(main())
