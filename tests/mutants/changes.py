"""Small changes to a file, each of which should make some test fail.

A change replaces one node of the file's syntax tree with another: a condition that always holds, a
filter that is left out, a role too many. Only what stands in functions is changed, since the rest
has been run by the time anyone asks.
"""

import ast
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import singledispatch

type Place = tuple[ast.AST, str, int | None]
type Swap = tuple[ast.AST, ast.AST]

COMPARED = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
TURNED = {"max": "min", "min": "max", "any": "all", "all": "any", "sorted": "list"}
# What narrows, orders or joins rows, beside the words of the product's own querysets.
ROWS = {"filter", "exclude", "order_by", "distinct", "annotate"}
CHOOSES = {"filter", "exclude", "get", "create", "update", "update_or_create", "get_or_create"}
# Told apart only by a test that has one who is the one and not the other.
LIKE = {
    "is_secretariat": "is_superuser",
    "is_working": "is_active",
    "network_leader_id": "reference_leader_id",
    "reference_leader_id": "network_leader_id",
}
ASKS_ROLES = {"holds", "holds_or_secretariat", "those_with"}
ROLES = {"NETWORK_LEADER", "REFERENCE_LEADER", "CO_DRIVER"}
GROUPS = {"*LEADING": {"NETWORK_LEADER", "REFERENCE_LEADER"}}
SPEAKS = {"Refused", "Stale"}
# What is read while a module is imported, and what only readers of the code read.
ASIDE = {"decorator_list", "returns", "annotation", "args", "type_params"}


@dataclass(frozen=True, eq=False)
class Change:
    """One node, where it hangs in its tree, and what takes its place."""

    function: str
    old: ast.AST
    new: ast.AST
    place: Place

    def __str__(self) -> str:
        return " → ".join(" ".join(ast.unparse(one).split()) for one in (self.old, self.new))

    @property
    def lines(self) -> range:
        return range(self.old.lineno, self.old.end_lineno + 1)

    def make(self) -> None:
        """Hang the new node into the tree, for good."""
        parent, field, index = self.place
        if index is None:
            setattr(parent, field, self.new)
        else:
            getattr(parent, field)[index] = self.new
        ast.copy_location(self.new, self.old)
        ast.fix_missing_locations(parent)


def changes_in(tree: ast.Module, words: set[str]) -> list[Change]:
    """Every change that is known for the file; the words are what the product's rows answer to."""
    return [
        Change(name, old, new, places[id(old)])
        for name, function in _functions(tree)
        for places in [{id(node): place for node, place in _below(function)}]
        for node in [function, *(node for node, _place in _below(function))]
        for old, new in [*swaps(node), *_without_rows(node, words)]
    ]


def _functions(node: ast.AST, within: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions and methods of a file by their names; those within a function are its part."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield f"{within}{child.name}", child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{within}{child.name}.")


def _below(node: ast.AST) -> Iterator[tuple[ast.AST, Place]]:
    """Every node that runs when the function does, and where it hangs."""
    for field, value in ast.iter_fields(node):
        if field in ASIDE and not isinstance(node, ast.Call):
            continue
        many = isinstance(value, list)
        for index, child in enumerate(value if many else [value]):
            if isinstance(child, ast.AST):
                yield child, (node, field, index if many else None)
                yield from _below(child)


def _without[T: ast.AST](node: T, field: str) -> Iterator[tuple[ast.AST, T]]:
    """The node without each one in the list, and that one."""
    parts = getattr(node, field)
    for index, part in enumerate(parts):
        new = copy(node)
        setattr(new, field, parts[:index] + parts[index + 1 :])
        yield part, new


def _settled(test: ast.expr, *answers: bool) -> Iterator[Swap]:
    """The question answered beforehand; still asked where it names something, or its elders."""
    names = any(
        isinstance(node, ast.NamedExpr) or (isinstance(node, ast.Name) and node.id == "super")
        for node in ast.walk(test)
    )
    for answer in answers:
        told: ast.expr = ast.Constant(answer)
        if names:
            told = ast.BoolOp(ast.Or() if answer else ast.And(), [test, told])
        yield test, told


@singledispatch
def swaps(node: ast.AST) -> Iterator[Swap]:
    """What may be changed at this node, and into what."""
    yield from ()


@swaps.register
def _(node: ast.FunctionDef) -> Iterator[Swap]:
    if isinstance(node.returns, ast.Name) and node.returns.id == "bool":
        for part in ast.walk(node):
            if isinstance(part, ast.Return) and not isinstance(part.value, ast.Constant):
                yield from _settled(part.value, True, False)


@swaps.register(ast.If)
@swaps.register(ast.IfExp)
def _(node: ast.If | ast.IfExp) -> Iterator[Swap]:
    yield from _settled(node.test, True, False)


@swaps.register
def _(node: ast.While) -> Iterator[Swap]:
    yield from _settled(node.test, False)


@swaps.register
def _(node: ast.comprehension) -> Iterator[Swap]:
    for test in node.ifs:
        yield from _settled(test, True)


@swaps.register
def _(node: ast.BoolOp) -> Iterator[Swap]:
    for _part, new in _without(node, "values"):
        yield node, new if len(new.values) > 1 else new.values[0]


@swaps.register
def _(node: ast.UnaryOp) -> Iterator[Swap]:
    yield node, node.operand


@swaps.register
def _(node: ast.BinOp) -> Iterator[Swap]:
    if isinstance(node.op, ast.BitOr | ast.BitAnd):
        yield node, node.left
        yield node, node.right
    elif isinstance(node.op, ast.Add | ast.Sub):
        other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield node, ast.BinOp(node.left, other, node.right)


@swaps.register
def _(node: ast.Compare) -> Iterator[Swap]:
    for index, sign in enumerate(node.ops):
        new = copy(node)
        new.ops = [*node.ops[:index], COMPARED[type(sign)](), *node.ops[index + 1 :]]
        yield node, new
    for group in node.comparators:
        if isinstance(group, ast.Tuple | ast.Set | ast.List) and len(group.elts) > 1:
            yield from ((group, new) for _part, new in _without(group, "elts"))


@swaps.register
def _(node: ast.Constant) -> Iterator[Swap]:
    if isinstance(node.value, bool):
        yield node, ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield node, ast.Constant(node.value + 1)


@swaps.register
def _(node: ast.Attribute) -> Iterator[Swap]:
    if node.attr in LIKE and isinstance(node.ctx, ast.Load):
        yield node, ast.Attribute(node.value, LIKE[node.attr], node.ctx)


@swaps.register
def _(node: ast.Expr) -> Iterator[Swap]:
    if isinstance(node.value, ast.Call):
        yield node, ast.Pass()


@swaps.register(ast.Assign)
@swaps.register(ast.AugAssign)
def _(node: ast.Assign | ast.AugAssign) -> Iterator[Swap]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if isinstance(node, ast.AugAssign) or isinstance(targets[0], ast.Attribute):
        yield node, ast.Pass()


@swaps.register
def _(node: ast.Call) -> Iterator[Swap]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if isinstance(node.func, ast.Name) and name in TURNED:
        yield node, ast.Call(ast.Name(TURNED[name], ast.Load()), node.args, node.keywords)
    if name in ASKS_ROLES:
        yield from _other_roles(node)
    if name in CHOOSES and len(node.args) + len(node.keywords) > 1:
        if name != "get":
            yield from ((node, new) for _part, new in _without(node, "args"))
        yield from ((node, new) for _part, new in _without(node, "keywords"))
    if name[:1].isupper() and name not in SPEAKS:
        yield from ((node, new) for _part, new in _without(node, "keywords"))


def _other_roles(node: ast.Call) -> Iterator[Swap]:
    """The question about roles with one role fewer, and with one more."""
    told: set[str] = set()
    for part, new in _without(node, "args"):
        name = ast.unparse(part).removesuffix(".value").rpartition(".")[2]
        group = GROUPS.get(name, ROLES) if isinstance(part, ast.Starred) else {name} & ROLES
        if group:
            told |= group
            yield node, new
    for role in sorted(ROLES - told):
        new = copy(node)
        new.args = [*node.args, ast.Constant(role.lower())]
        yield node, new


def _without_rows(node: ast.AST, words: set[str]) -> Iterator[Swap]:
    """The rows as they were before they were narrowed or put in order."""
    is_chained = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    # To order by nothing changes no rows.
    is_narrowed = is_chained and (node.args or node.keywords or node.func.attr in words)
    if is_narrowed and node.func.attr in ROWS | words:
        yield node, node.func.value
