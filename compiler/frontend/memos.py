"""Functions under ``functools.lru_cache`` or ``cache``: what they gave for known arguments while ``__init__`` runs, they give
again, so that a recursion over few arguments is not evaluated once for each way to them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.module_variables import MODULE_CELL
from ppc.compiler.frontend.values import containers
from ppc.compiler.frontend.values.store import references
from ppc.compiler.frontend.values.values import EnumMember, Num, Ref, Static, Tuple, UserFunction, Value
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_CACHES = ("lru_cache", "cache")


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
