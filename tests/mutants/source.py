"""A file that is changed, and where its functions are in memory."""

import ast
import gc
import os
import tomllib
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

from django.apps import apps

from tests.mutants.changes import Change, changes_in

EQUAL = Path(__file__).with_name("equal.toml")


class Source:
    """A file, every change that is known for it, and its functions as they run."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.full = os.path.abspath(path)
        self.tree = ast.parse(path.read_text(encoding="utf-8"), self.full)
        self.changes = changes_in(self.tree, row_words())
        import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
        everything = gc.get_objects()
        self.functions = [one for one in everything if type(one) is FunctionType and self.has(one)]
        kept = [one for one in everything if type(one) in (FunctionType, _lru_cache_wrapper)]
        kept = [one for one in kept if hasattr(one, "cache_clear")]
        self.kept = [one for one in kept if self.has(getattr(one, "__wrapped__", None))]

    def has(self, function: object) -> bool:
        code = getattr(function, "__code__", None)
        return code is not None and code.co_filename == self.full

    def codes(self) -> set[CodeType]:
        return {code for function in self.functions for code in codes(function.__code__)}

    def told(self, change: Change) -> str:
        return f"{self.path}:{change.old.lineno} {change.function}: {change}"

    def explained(self) -> set[tuple[str, str]]:
        """The changes that change nothing, each by its function."""
        told = tomllib.loads(EQUAL.read_text(encoding="utf-8")).get("equal", [])
        ours = [one for one in told if one["file"] == str(self.path)]
        return {(one["function"], change) for one in ours for change in one["changes"]}

    def put(self, change: Change) -> None:
        """Make the change, and let the functions run it, also below their decorators."""
        change.make()
        compiled = codes(compile(self.tree, self.full, "exec"))
        changed = {(code.co_qualname, code.co_firstlineno): code for code in compiled}
        for function in self.functions:
            code = function.__code__
            function.__code__ = changed[code.co_qualname, code.co_firstlineno]
        self.forget()

    def forget(self) -> None:
        """Let nothing stand that the functions have answered before."""
        for one in self.kept:
            one.cache_clear()


def codes(code: CodeType) -> Iterator[CodeType]:
    """The code, and that of each function within it."""
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from codes(one)


def row_words() -> set[str]:
    """What the product's own querysets call their rows."""
    kinds = {kind for one in apps.get_models() for kind in type(one._default_manager.all()).mro()}
    ours = [kind for kind in kinds if not kind.__module__.startswith(("django.", "tree_queries"))]
    return {name for kind in ours for name in vars(kind) if not name.startswith("_")}
