"""Lists in fields to which steps append and from which nothing is ever taken: an episode that is long enough fills them.

What does not fit is dropped with a fault, long after the policy compiled; a note says so at once. Names of fields are looked at
only: where a list may be shortened under another name, nothing is said.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import Instance, Ref, UserClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ppc.compiler.frontend.evaluator import Evaluator

_ADDING = {"append", "appendleft", "extend", "insert"}
_READING = {"index", "count", "copy", "sort", "reverse", "items", "values", "keys"}
_READERS = {"len", "sum", "max", "min", "sorted", "list", "tuple", "set", "enumerate", "zip", "any", "all", "reversed", "bool"}
_MODULES = {"np", "numpy", "math", "statistics"}

Field = tuple[str, int]  # the name of a field, and how many indices follow it


def tell(ev: Evaluator, policy: Ref) -> None:
    """Notes of the lists of a compiled policy that only grow."""
    lines = {s.span.line for s in ev.out.sites if s.code == "capacity"}
    if not lines:
        return
    found: dict[Field, ast.AST] = {}
    shortened: set[Field] = set()
    for cls in dict.fromkeys(i.cls for i in ev.heap.values() if isinstance(i, Instance) and i.cls.kind != "library"):
        for method in _methods(cls, cls is ev.heap[policy.id].cls):
            _look(method, found, shortened)
    for field, node in found.items():
        rooms = [] if field in shortened else list(_rooms(sh.shape_of(ev, policy), field))
        if rooms and ev.literals.span(node).line in lines:
            ev.span = ev.literals.span(node)
            ev.warn(
                "PPC908",
                f"the list '{field[0]}' only grows: it holds {min(rooms)} items, and what comes then is dropped with a fault",
                "use deque(maxlen=n) or take items out, keep a sum and a count, or ask for more room with a last line "
                "# ppc: capacity=2048"
                + (
                    " (an eighth of it for a list inside of another container)"
                    if min(rooms) < budgets.container_capacity()
                    else ""
                ),
                severity="note",
            )


def _methods(cls: UserClass, is_policy: bool) -> Iterator[ast.AST]:
    for name, (_, function) in cls.methods.items():
        if function is not None and name != "__init__" and not (is_policy and name == "reset"):
            yield function.node


def _look(method: ast.AST, found: dict[Field, ast.AST], shortened: set[Field]) -> None:
    """What a method does with fields."""
    nodes = syntax.walk(method)
    parents = {child: node for node in nodes for child in syntax.children(node)}
    for node in nodes:
        if type(node) is not ast.Attribute or (type(parents[node]) is ast.Call and parents[node].func is node):  # type: ignore[attr-defined]
            continue
        item, depth = _item(node, parents)
        above = parents[item]
        if _is_added_to(item, parents):
            if not _is_bounded(node.attr, item, parents):
                found.setdefault((node.attr, depth), item)
        elif isinstance(above, ast.For | ast.comprehension | ast.Assign) and _is_named_to_read(item, above, nodes, parents):
            continue
        elif isinstance(above, ast.For | ast.comprehension) or not _is_read(item, above, parents):
            inside = depth + isinstance(above, ast.For | ast.comprehension)
            shortened.update((node.attr, d) for d in range(inside, inside + 4))  # what is in it as well


def _is_named_to_read(
    item: ast.expr, above: ast.For | ast.comprehension | ast.Assign, nodes: list[ast.AST], parents: dict[ast.AST, ast.AST]
) -> bool:
    """Whether what is assigned or gone through has a name that is read only."""
    targets = above.targets if isinstance(above, ast.Assign) else [above.target]
    source = above.value if isinstance(above, ast.Assign) else above.iter
    target = targets[0]
    if source is not item or len(targets) > 1 or not isinstance(target, ast.Name):
        return False
    uses = [n for n in nodes if isinstance(n, ast.Name) and n.id == target.id and isinstance(n.ctx, ast.Load)]
    found = [_item(n, parents)[0] for n in uses]
    return all(_is_read(n, parents[n], parents) for n in found)


def _item(node: ast.expr, parents: dict[ast.AST, ast.AST]) -> tuple[ast.expr, int]:
    """A field with the indices that follow it, and how many these are."""
    depth = 0
    while True:
        above = parents[node]
        call = parents.get(above)
        if isinstance(above, ast.Subscript) and above.value is node and not isinstance(above.slice, ast.Slice):
            node = above
        elif isinstance(above, ast.Attribute) and above.attr in ("setdefault", "get") and isinstance(call, ast.Call):
            node = call
        else:
            return node, depth
        depth += 1


def _is_added_to(item: ast.expr, parents: dict[ast.AST, ast.AST]) -> bool:
    above = parents[item]
    if isinstance(above, ast.Attribute):
        return above.attr in _ADDING
    return isinstance(above, ast.Call) and above.args[:1] == [item] and _name(above.func) == "heappush"


def _is_bounded(name: str, node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a condition asks for the field before something is added."""
    while node in parents:
        node = parents[node]
        test = node.test if isinstance(node, ast.If | ast.While | ast.IfExp) else None
        if test is not None and any(isinstance(n, ast.Attribute) and n.attr == name for n in syntax.walk(test)):
            return True
    return False


def _is_read(item: ast.expr, above: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a use of a list leaves it as it is, and gives it no other name."""
    if not isinstance(getattr(item, "ctx", None) or ast.Load(), ast.Load):
        return False
    if isinstance(above, ast.Attribute):
        return above.attr in _READING or not isinstance(parents[above], ast.Call)
    if isinstance(above, ast.Subscript):
        return isinstance(above.ctx, ast.Load)
    if isinstance(above, ast.Call):
        function = above.func
        of_module = (
            isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id in _MODULES
        )
        return of_module or (isinstance(function, ast.Name) and function.id in _READERS)
    if isinstance(above, ast.If | ast.While | ast.IfExp):
        return above.test is item
    return isinstance(above, ast.For | ast.comprehension | ast.Compare | ast.BinOp | ast.UnaryOp | ast.Starred)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _rooms(shape: sh.Shape, field: Field) -> Iterator[int]:
    """The capacities of the lists in fields of one name."""
    if isinstance(shape, sh.InstanceShape):
        for name, part in shape.fields:
            if name == field[0]:
                yield from _at(part, field[1])
    if isinstance(shape, sh.OptionalShape | sh.MaybeShape):
        yield from _rooms(shape.inner, field)
    elif isinstance(shape, sh.BoundedShape):
        yield from _rooms(shape.element, field)
    elif isinstance(shape, sh.InstanceShape | sh.ListShape | sh.DictShape | sh.TupleShape):
        for part in sh.parts_of(shape):
            yield from _rooms(part, field)


def _at(shape: sh.Shape, depth: int) -> Iterator[int]:
    if isinstance(shape, sh.OptionalShape | sh.MaybeShape):
        yield from _at(shape.inner, depth)
    elif depth == 0:
        if isinstance(shape, sh.BoundedShape) and shape.kind in ("list", "deque") and not shape.maxlen:
            yield shape.capacity
    elif isinstance(shape, sh.BoundedShape):
        entry = shape.element
        yield from _at(entry.items[1] if shape.kind == "dict" and isinstance(entry, sh.TupleShape) else entry, depth - 1)
    elif isinstance(shape, sh.ListShape | sh.DictShape):
        for part in sh.parts_of(shape):
            yield from _at(part, depth - 1)
