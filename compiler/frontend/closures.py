"""What a nested function or a lambda takes along from around it, and so which functions of one text are the same one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.errors import Restart, Unsupported
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import FUNCTION_FIELDS, Bound, Instance, Ref, UserFunction, Value

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

HELP = "make the function in __init__, or keep the numbers that it uses in fields"


def identity(ev: Evaluator, node: ast.FunctionDef | ast.Lambda, closure: Any, has_defaults: bool) -> Any:
    """What tells a function from others of the same text: None where nothing that differs is taken along."""
    if closure is None:
        return None
    if not has_defaults:
        policy = ev.frames[0].locals.get(" policy")
        taken = [_around(closure, name) for name in free_names(ev, node)]
        if all(v is _OUTSIDE or (isinstance(v, Ref) and v == policy) for v in taken):
            return None
    return (ev.stage, ev.next_id())


_OUTSIDE = object()  # of a name that no function around binds


def _around(frame: Any, name: str) -> Any:
    """What the functions around bind ``name`` to."""
    while frame is not None:
        if name in frame.locals:
            return frame.locals[name]
        if frame.function is not None and name in _bound(frame.function):
            return None  # later on
        frame = frame.closure
    return _OUTSIDE


def free_names(ev: Evaluator, node: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
    """The names that a function reads and does not bind itself."""
    found = ev.free_names.get(id(node))
    if found is None:
        own = _bound(node)
        found = ev.free_names[id(node)] = frozenset(n.id for n in syntax.walk(node) if type(n) is ast.Name and n.id not in own)
    return found


def _bound(node: ast.AST) -> set[str]:
    nodes = syntax.walk(node)
    outer = {name for n in nodes if isinstance(n, ast.Nonlocal) for name in n.names}
    names = {n.arg for n in nodes if isinstance(n, ast.arg)}
    names |= {n.id for n in nodes if type(n) is ast.Name and isinstance(n.ctx, ast.Store)}
    names |= {n.name for n in nodes[1:] if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    return names - outer


def place_for_fields(ev: Evaluator, function: UserFunction) -> None:
    """Makes room for what code assigns to a function of the module, ``policy.total = 0.0``."""
    if ev.frame.is_module and function.node in ev.container_memo.get(_WITH_FIELDS, ()):
        ev.frames[0].locals[_room(function)] = ev.allocate(Instance(FUNCTION_FIELDS, {}))


def fields_of(ev: Evaluator, value: Value, to_assign: bool = False) -> Value:
    """The object with the fields of a function that code assigns some to, else ``value``."""
    if not isinstance(value, UserFunction):
        return value
    found = ev.frames[0].locals.get(_room(value))
    if found is None and to_assign and ev.recovery is None and value.closure is None and value.owner is None:
        ev.container_memo.setdefault(_WITH_FIELDS, set()).add(value.node)
        raise Restart  # the object must be there when the episode begins
    return value if found is None else found


_WITH_FIELDS = "functions with fields"


def _room(function: UserFunction) -> str:
    return f" fields of {function.name} {function.node.lineno}"


def refuse_in_state(shape: sh.Shape, name: str) -> None:
    """A function that a step made knows the variables of that step: the next one would call it with its own."""
    if isinstance(shape, sh.KnownShape):
        _check(shape.value, name)
    elif isinstance(shape, sh.ChoiceShape):
        for option in shape.options:
            _check(option.value, name)
    elif isinstance(shape, sh.OptionalShape | sh.MaybeShape):
        refuse_in_state(shape.inner, name)
    elif isinstance(shape, sh.TupleShape | sh.ListShape):
        for item in shape.items:
            refuse_in_state(item, name)
    elif isinstance(shape, sh.DictShape):
        for _, item in shape.items:
            refuse_in_state(item, name)
    elif isinstance(shape, sh.InstanceShape):
        for _, item in shape.fields:
            refuse_in_state(item, name)
    elif isinstance(shape, sh.BoundedShape):
        refuse_in_state(shape.element, name)


def _check(value: Value, name: str) -> None:
    function = value.function if isinstance(value, Bound) else value
    if isinstance(function, UserFunction) and function.identity is not None and function.identity[0] != "derive":
        raise Unsupported("PPC304", f"'{name}' keeps a function that was made in this step for the next one", help=HELP)
