"""Functions under ``functools.lru_cache`` or ``cache``, and cached properties.

What they gave for known arguments while ``__init__`` runs, they give again, so that a recursion over few arguments is not
evaluated once for each way to them. In a step they are evaluated anew, which is the same as long as they read nothing that
steps change and change nothing themselves: what they read is noted, and looked through when all that steps change is known.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.module_variables import MODULE_CELL
from ppc.compiler.frontend.values import containers
from ppc.compiler.frontend.values.places import changes
from ppc.compiler.frontend.values.store import content_values, objects_in, references
from ppc.compiler.frontend.values.values import (
    Bounded,
    DictObject,
    EnumMember,
    Instance,
    ListObject,
    NDArray,
    Num,
    Observation,
    Ref,
    Static,
    Tuple,
    UserClass,
    UserFunction,
    Value,
)
from ppc.compiler.ir.types import F64
from ppc.compiler.source import Span

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_CACHES = ("lru_cache", "cache", "cached_property")
_HELP = "remove the decorator, or pass what changes as an argument"


class Memo:
    """What cached functions gave, by function and arguments. ``block`` is where ``__init__`` and the module begin: what was
    emitted straight into it holds from there on, while what branches and loops compute is theirs."""

    def __init__(self, block: object) -> None:
        self.block = block
        self.results: dict[Any, Value] = {}

    def key(self, ev: Evaluator, function: UserFunction, locals_: dict[str, Value]) -> Any:
        """What a call is remembered by, or None where it is not."""
        if ev.stage != "derive" or ev.out.block is not self.block or ev.trying or not is_cached(function):
            return None
        if not are_known(locals_):
            return None
        arguments = tuple((name, _key(ev, value)) for name, value in locals_.items())
        return function.node, id(function.closure), arguments

    def find(self, ev: Evaluator, key: Any) -> Value:
        """What the call gave before, or None."""
        value = self.results.get(key)
        return value if value is not None and all(i in ev.heap for i in references(value)) else None

    def remember(self, ev: Evaluator, key: Any, value: Value) -> None:
        if ev.out.block is self.block:
            self.results[key] = value


def is_cached(function: UserFunction) -> bool:
    """Whether a function remembers what it gave."""
    if function.cached:
        return True
    node = function.node
    if not isinstance(node, ast.FunctionDef) or not node.decorator_list:
        return False
    names = (d.func if isinstance(d, ast.Call) else d for d in node.decorator_list)
    return any((n.attr if isinstance(n, ast.Attribute) else getattr(n, "id", "")) in _CACHES for n in names)


def would_miss(ev: Evaluator, function: UserFunction, locals_: dict[str, Value]) -> bool:
    """Whether a cached function calls itself in a loop with what the loop's turns would tell: these are to be known."""
    return bool(ev.loops) and ev.stage == "derive" and is_cached(function) and not are_known(locals_)


def check(ev: Evaluator, function: UserFunction) -> None:
    """Refuses a cached function that reads or assigns variables which change: Python would give what was right once."""
    if ev.stage == "derive" or not is_cached(function):
        return
    for node in syntax.walk(function.node):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == MODULE_CELL:
            message = f"'{function.name}' is cached, but uses the variable '{node.attr}', which changes"
            help = "remove the decorator, or pass the variable as an argument"
            raise Unsupported("PPC105", message, ev.place(function.node), help)


def are_known(locals_: dict[str, Value]) -> bool:
    """Whether the arguments of a call are known when the policy is compiled, whatever its parameters are."""
    return all(map(_is_known, locals_.values()))


def _is_known(value: Value) -> bool:
    if isinstance(value, Num):
        return value.static is not None and (value.type is not F64 or not value.deps)
    if isinstance(value, Tuple):
        return all(map(_is_known, value.items))
    return isinstance(value, Static | EnumMember | Ref)


def _key(ev: Evaluator, value: Value) -> Any:
    if isinstance(value, Ref):
        return "object", value.id
    if isinstance(value, Tuple):
        return tuple(_key(ev, v) for v in value.items)
    return containers.static_key(ev, value)


# --- in steps: what a function may not have read ----------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """Something that a cached function read: a field of an object, or a name (``field`` is None), with the containers in it."""

    function: str
    span: Span
    name: str
    field: tuple[Any, ...] | None
    inside: frozenset[int]


@dataclass(eq=False)
class Caching:
    """The cached functions that are being evaluated in a step, the inner one last, and all that such functions read."""

    names: list[str] = field(default_factory=list)
    by_value: set[int] = field(default_factory=set)  # arguments that count by what they hold
    reads: dict[Read, None] = field(default_factory=dict)


def outlasts(ev: Evaluator, function: UserFunction) -> bool:
    """Whether a step calls a function that remembers what it gave in other steps."""
    made_here = function.identity is not None and function.identity[0] == ev.stage
    return ev.stage != "derive" and is_cached(function) and not made_here


def call(ev: Evaluator, function: UserFunction, locals_: dict[str, Value], run: Callable[[], Value]) -> Value:
    """Evaluates a cached function anew, where Python may know what it gives."""
    caching = ev.caching
    _check_arguments(ev, function, locals_.values())
    caching.by_value.update(v.id for v in locals_.values() if isinstance(v, Ref) and _is_by_value(ev, v))
    before = ev.snapshot()
    caching.names.append(function.name)
    try:
        result = run()
    finally:
        caching.names.pop()
    if any(ev.heap.get(i) is not content for i, content in before.heap.items()):
        after = ev.snapshot()
        if any(path[0] == "heap" for path, _ in changes(before, after, lambda name: False)):
            message = (
                f"'{function.name}' is cached, but changes things: Python would change them in the first of its calls only"
            )
            raise Unsupported("PPC105", message, ev.place(function.node), "remove the decorator")
    ev.frozen_aliases.update(i for i in objects_in(ev.heap, result) if i not in before.heap)  # the cache has them as well
    return result


def _check_arguments(ev: Evaluator, function: UserFunction, arguments: Iterable[Value]) -> None:
    for value in arguments:
        content = ev.heap.get(value.id) if isinstance(value, Ref) else None
        mapping = isinstance(content, DictObject | Bounded) and content.kind in ("dict", "list", "deque")
        if mapping or isinstance(content, ListObject) or isinstance(value, NDArray | Observation):
            message = f"'{function.name}' is cached, and an argument is a list, dictionary or array: Python raises a TypeError"
            raise Unsupported("PPC105", message, ev.place(function.node), "remove the decorator, or pass a tuple")


def _is_by_value(ev: Evaluator, value: Ref) -> bool:
    """Whether two objects that hold the same are the same argument."""
    content = ev.heap.get(value.id)
    return isinstance(content, Instance) and (content.cls.kind == "dataclass" or content.cls.find_method("__eq__") is not None)


def note_field(ev: Evaluator, base: Value, name: str, value: Value) -> None:
    """A cached function, or one that it calls, reads a field."""
    caching = ev.caching
    if isinstance(base, Ref) and base.id in caching.by_value:
        return
    path = ("heap", base.id, "field", name) if isinstance(base, Ref) else ("pool",)
    _note(ev, name, path, value)


def note_name(ev: Evaluator, name: str, value: Value) -> None:
    """A cached function, or one that it calls, reads a variable from around it."""
    if not isinstance(value, UserFunction | UserClass):
        _note(ev, name, None, value)


def _note(ev: Evaluator, name: str, path: tuple[Any, ...] | None, value: Value) -> None:
    caching = ev.caching
    inside: set[int] = set()
    todo = list(references(value))
    while todo:
        id = todo.pop()
        content = ev.heap.get(id)
        if id in inside or isinstance(content, Instance):
            continue  # what is read of an object is noted when it is read
        inside.add(id)
        todo += [i for v in content_values(content) for i in references(v)]
    caching.reads[Read(caching.names[-1], ev.span, name, path, frozenset(inside))] = None


def check_reads(ev: Evaluator, state: Collection[tuple[Any, ...]], entered: Collection[int]) -> None:
    """Refuses what cached functions read of what steps change. ``entered`` are the objects that a step begins with."""
    if not ev.caching.reads:
        return
    changing = {path[1] for path in state if path[0] == "heap" and path[2] != "field"} | set(entered)
    for read in ev.caching.reads:
        of_state = read.field is not None and (read.field in state or read.field[0] == "pool" or read.field[1] in changing)
        if of_state or read.inside & changing:
            message = (
                f"'{read.function}' is cached, but uses '{read.name}', which changes: Python would give what was right once"
            )
            raise Unsupported("PPC105", message, read.span, _HELP)
