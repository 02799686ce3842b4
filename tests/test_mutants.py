"""``make mutants`` is to be trusted: it fails for what no test notices, and for nothing else."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.mutants.changes import changes_in
from tests.mutants.source import EQUAL, row_words

EXPLAINED = tomllib.loads(EQUAL.read_text("utf-8"))["equal"]
WORDS = row_words()


def run(files: str, tests: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "tests.mutants", *files.split(), "--tests", tests]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.once
def test_a_run_ends_well_where_tests_of_several_files_notice_each_change() -> None:
    done = run(
        "roles/rules/sign_in.py roles/rules/training.py",
        "tests/roles/rules/test_sign_in.py tests/roles/rules/test_training.py",
    )
    assert " noticed" in done.stdout
    assert (done.returncode, "nothing changed" in done.stdout) == (0, False), done.stdout


@pytest.mark.once
@pytest.mark.parametrize("file", sorted({one["file"] for one in EXPLAINED}))
def test_what_is_explained_is_still_a_change(file: str) -> None:
    tree = ast.parse(Path(file).read_text("utf-8"))
    known = {(change.function, str(change)) for change in changes_in(tree, WORDS)}
    ours = [one for one in EXPLAINED if one["file"] == file]
    assert {(one["function"], change) for one in ours for change in one["changes"]} <= known
