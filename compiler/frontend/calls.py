"""Calls: user functions are inlined, classes are instantiated, library functions are evaluated."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import (
    absent_items,
    attributes,
    chosen,
    classes,
    closures,
    conversions,
    memos,
    quantifiers,
    recovery,
    recursion,
    subscripts,
)
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import functional_library, introspection, methods
from ppc.compiler.frontend.values.values import (
    NONE,
    Bound,
    Builtin,
    Choice,
    DictObject,
    Handle,
    Instance,
    Maybe,
    Optional,
    Poison,
    Ref,
    Static,
    Tuple,
    UserClass,
    UserFunction,
    Value,
)
from ppc.compiler.source import NO_SPAN

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


_RECURSION = 16  # calls of a function within each other, where run-time numbers may decide how many there are


# Functions that look at nothing but the items of their arguments.
_OF_ITEMS = frozenset(("len", "sum", "list", "tuple", "set", "sorted", "enumerate", "any", "all"))


def make_function(ev: Evaluator, node: ast.FunctionDef | ast.Lambda, owner: UserClass | None) -> UserFunction:
    """A function value; defaults are evaluated now, as Python does."""
    defaults = tuple(ev.keep(ev.evaluate(d), "default") for d in node.args.defaults)
    kw_defaults = tuple(None if d is None else ev.keep(ev.evaluate(d), "default") for d in node.args.kw_defaults)
    closure = None if ev.frame.is_module or owner is not None else ev.frame
    name = node.name if isinstance(node, ast.FunctionDef) else "<lambda>"
    identity = closures.identity(ev, node, closure, bool(defaults or kw_defaults))
    return UserFunction(node, name, owner, closure, defaults, kw_defaults, identity)


def decorated(ev: Evaluator, node: ast.FunctionDef, function: UserFunction) -> UserFunction:
    """What the policy's own decorators make of a function."""
    for decorator in reversed(node.decorator_list):
        text = classes.decorator_name(decorator)
        if classes.is_neutral(text) or classes.is_method_kind(text) or text == f"{node.name}.setter":
            continue
        made = call(ev, ev.evaluate(decorator), [function], {}, decorator)
        if not isinstance(made, UserFunction):
            ev.span = ev.place(decorator)
            raise Unsupported(
                "PPC105", f"the decorator '{text}' does not return a function", help="return a nested function from it"
            )
        function = made
    return function


def call_expression(ev: Evaluator, node: ast.Call) -> Value:
    """Evaluates a call."""

    if isinstance(node.func, ast.Attribute):
        special = methods.super_call(ev, node)
        if special is not None:
            function: Value = special
        elif node.func.attr == "update" and isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "__dict__":
            function = introspection.updating(ev.evaluate(node.func.value.value))
        else:
            receiver = ev.evaluate(node.func.value)
            saved = ev.span
            ev.span = ev.place(node.func)
            found = methods.find(ev, receiver, node.func.attr)
            ev.span = saved
            if found is None:
                found = attributes.get(ev, receiver, node.func.attr)
            function = found
    else:
        function = ev.evaluate(node.func)
        decided = quantifiers.quantified(ev, node, function)
        if decided is not None:
            return decided
    args: list[Value] = []
    eager = isinstance(function, Builtin) and not function.name.startswith(_LAZY)
    for a in node.args:
        if type(a) is ast.GeneratorExp:
            (ev.run_through.add if eager else ev.run_through.discard)(a)
        if isinstance(a, ast.Starred):
            if type(a.value) is ast.GeneratorExp:
                ev.run_through.add(a.value)
            items = ev.evaluate(a.value)
            columns = _columns(ev, items) if len(node.args) == 1 and _is_zip(function) else None
            if columns is not None:
                return columns
            args += conversions.static_items(ev, items)
        else:
            only_items = isinstance(function, Builtin) and function.name in _OF_ITEMS
            args.append(absent_items.evaluate(ev, a, function.name != "len") if only_items else ev.evaluate(a))
    kwargs: dict[str, Value] = {}
    for k in node.keywords:
        if k.arg is None:
            source = ev.evaluate(k.value)
            content = ev.heap[source.id] if isinstance(source, Ref) else None
            if not isinstance(content, DictObject):
                raise Unsupported("PPC102", "only a dictionary can be passed with **")
            kwargs.update({str(key): v for key, v in content.items.items()})
        else:
            kwargs[k.arg] = ev.evaluate(k.value)
    return call(ev, function, args, kwargs, node)


_LAZY = ("next", "iter", "zip", "enumerate", "map", "filter", "itertools.")  # what asks for items one by one


def _columns(ev: Evaluator, rows: Value) -> Value | None:
    from ppc.compiler.frontend.library import iterables

    return iterables.transposed(ev, rows)


def _is_zip(function: Value) -> bool:
    return isinstance(function, Builtin) and function.name == "zip"


def call(ev: Evaluator, function: Value, args: list[Value], kwargs: dict[str, Value], node: ast.AST | None = None) -> Value:
    """Calls any callable value."""
    if isinstance(function, Optional | Maybe):
        function = conversions.present(ev, function)
    if isinstance(function, Builtin):
        user, ev.user = ev.user, object()
        try:
            return function.call(ev, args, kwargs)
        finally:
            ev.user = user
    if isinstance(function, Bound):
        return call_user(ev, function.function, [function.receiver, *args], kwargs, node)
    if isinstance(function, UserFunction):
        return call_user(ev, function, args, kwargs, node)
    if isinstance(function, UserClass):
        return classes.instantiate(ev, function, args, kwargs, node)
    if isinstance(function, Choice):
        return _call_chosen(ev, function, [ev.keep(a, "argument") for a in args], kwargs, node)
    if isinstance(function, Ref):
        content = ev.heap[function.id]
        if isinstance(content, Instance) and content.cls is functional_library.PARTIAL:
            return functional_library.call_partial(ev, content, args, kwargs)

        found = methods.find(ev, function, "__call__")
        if found is not None:
            return call(ev, found, args, kwargs, node)

    if isinstance(function, Handle):
        method = function.cls.find_method("__call__")
        if method is not None:
            return call_user(ev, method[1], [function, *args], kwargs, node)
    if subscripts.is_type_name(function):  # TypeVar("T"), NewType(…)
        return function
    raise Unsupported("PPC212", "this is not a function", help="call a function, a method or a class")


def _call_chosen(ev: Evaluator, choice: Choice, args: list[Value], kwargs: dict[str, Value], node: ast.AST | None) -> Value:
    """Calls the chosen one of several functions, and only that: what the others would change stays as it is."""
    return chosen.each(ev, choice, lambda o: call(ev, o, args, kwargs, node))


def call_user(
    ev: Evaluator, function: UserFunction, args: list[Value], kwargs: dict[str, Value], node: ast.AST | None
) -> Value:
    """Inlines a function of the policy."""
    locals_ = bind(ev, function, args, kwargs)
    depth = sum(1 for f in ev.frames if f.function is function.node)
    deep = depth > _RECURSION and not (ev.stage == "derive" and memos.are_known(locals_))
    if deep or len(ev.frames) > budgets.CALL_DEPTH or (depth and memos.would_miss(ev, function, locals_)):
        return recursion.too_deep(ev, function, depth, node)
    memos.check(ev, function)
    key = ev.memo.key(ev, function, locals_)
    known = None if key is None else ev.memo.find(ev, key)
    if known is not None:
        return known
    if memos.outlasts(ev, function):
        return memos.call(ev, function, locals_, lambda: _inline(ev, function, locals_, node))
    result = _inline(ev, function, locals_, node)
    if key is not None:
        ev.memo.remember(ev, key, result)
    return result


def _inline(ev: Evaluator, function: UserFunction, locals_: dict[str, Value], node: ast.AST | None) -> Value:
    """What a function gives for its ``locals_``, which hold the arguments."""
    from ppc.compiler.frontend.evaluator import Frame

    frame = Frame(function.name, locals_, None, function.closure, False, function.owner, function.node)
    path, chain = ev.call_path, ev.call_span
    saved_span = ev.span
    targets, ev.targets = ev.targets, []
    user, ev.user = ev.user, None
    with ev.exits() as exits:
        frame.exits = exits
        ev.frames.append(frame)
        ev.call_path = (*path, id(node))
        ev.call_span = None if saved_span is NO_SPAN else saved_span
        try:
            if isinstance(function.node, ast.Lambda):
                alive, value = True, ev.keep(ev.evaluate(function.node.body), "result")
            else:
                alive, value = ev.block(function.node.body), NONE
            reached, result = ev.arrive(exits, alive, value if alive else None, returning=True)
        finally:
            ev.frames.pop()
            ev.call_path, ev.call_span, ev.span = path, chain, saved_span
            ev.targets, ev.user = targets, user
    if ev.trying and isinstance(result, Maybe):
        result = result.value  # where it is not there, an exception was raised
    if isinstance(result, Poison):
        recovery.unknown(result.reason)
    return result if reached and result is not None else NONE


def bind(ev: Evaluator, function: UserFunction, args: list[Value], kwargs: dict[str, Value]) -> dict[str, Value]:
    """Arguments to the names of a function, with Python's rules."""
    a = function.node.args
    positional = [*a.posonlyargs, *a.args]
    name = function.name
    out: dict[str, Value] = {}
    for parameter, value in zip(positional, args, strict=False):
        out[parameter.arg] = ev.keep(value, parameter.arg)
    extra = args[len(positional) :]
    if a.vararg is not None:
        out[a.vararg.arg] = Tuple(tuple(ev.keep(v, a.vararg.arg) for v in extra))
    elif extra:
        raise Unsupported("PPC213", f"'{name}' takes {len(positional)} arguments, {len(args)} are given")
    rest: dict[str, Value] = {}
    names = {p.arg for p in positional} | {p.arg for p in a.kwonlyargs}
    for k, v in kwargs.items():
        if k in out and k in names:
            raise Unsupported("PPC213", f"'{name}' gets the argument '{k}' twice")
        if k not in names:
            if a.kwarg is None:
                raise Unsupported("PPC213", f"'{name}' has no argument '{k}'")
            rest[k] = ev.keep(v, k)
        else:
            out[k] = ev.keep(v, k)
    if a.kwarg is not None:
        out[a.kwarg.arg] = ev.allocate(DictObject(rest))
    first_default = len(positional) - len(function.defaults)
    for i, parameter in enumerate(positional):
        if parameter.arg not in out:
            if i < first_default:
                raise Unsupported("PPC213", f"'{name}' misses its argument '{parameter.arg}'")
            out[parameter.arg] = function.defaults[i - first_default]
    for parameter, default in zip(a.kwonlyargs, function.kw_defaults, strict=True):
        if parameter.arg not in out:
            if default is None:
                raise Unsupported("PPC213", f"'{name}' misses its argument '{parameter.arg}'")
            out[parameter.arg] = default
    return out


def static_text(value: Value) -> str | None:
    return value.value if isinstance(value, Static) and isinstance(value.value, str) else None
