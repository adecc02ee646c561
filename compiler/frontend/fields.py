"""Which methods of the policy touch which of its fields, read off the text."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.generators import CHANGING
from ppc.compiler.frontend.values import constants
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.store import reference_counts
from ppc.compiler.frontend.values.values import EITHER, Bounded, EnumMember, Instance, Num, Ref, Static, UserClass, Value
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Path = tuple[Any, ...]
Walks = dict[Any, tuple[list[ast.AST], list[ast.Attribute]]]  # function -> its nodes, found once for all evaluations


def foresee(ev: Evaluator, policy: Ref, cls: UserClass, walks: Walks, stays: constants.Stays) -> dict[Path, sh.Shape]:
    """Fields that methods other than ``__init__`` assign are state in all likelihood, and a field that holds a string
    or a member of an enum will take the others that are assigned to it: saves rounds."""
    memo: dict[Path, sh.Shape] = {}
    assigned = _assigned(cls, walks, {"__init__"})
    only_init = _only_from_init(cls, walks, ev.entries)
    content = ev.heap[policy.id]
    for name, value in content.fields.items():
        if name not in assigned or name in only_init or (constants.is_constant(value) and stays(name, value)):
            continue
        path = ("heap", policy.id, "field", name)
        if isinstance(value, Num):
            memo[path] = _foreseen(ev, value, assigned[name])
        elif isinstance(value, EnumMember) or (isinstance(value, Static) and isinstance(value.value, str)):
            found = [_named_value(ev, node) for node in assigned[name]]
            if None in found and isinstance(value, EnumMember):  # a helper sets it to what it is given: any member
                owner = ev.frames[0].locals.get(value.owner)
                found += list(owner.attributes.values()) if isinstance(owner, UserClass) else []
            shape = sh.shape_of(ev, value)
            for other in found:
                if isinstance(other, EnumMember | Static):
                    shape = sh.join(shape, sh.shape_of(ev, other))
            if isinstance(shape, sh.ChoiceShape):
                memo[path] = shape
    used = _called(cls, walks, ev.entries)
    memo.update(_containers(ev, _changed(ev, walks, used | set(ev.entries))))
    for id, helper in ev.heap.items():
        if id == policy.id or not isinstance(helper, Instance) or helper.cls.kind == "library":
            continue
        # Methods that only ``__init__`` calls leave numbers that steps may count on.
        fields_of = _assigned(helper.cls, walks, {"__init__", *helper.cls.methods.keys() - used})
        for name, value in helper.fields.items():
            if name in fields_of and isinstance(value, Num) and not (constants.is_constant(value) and stays(name, value)):
                memo["heap", id, "field", name] = _foreseen(ev, value, fields_of[name])
    return memo


def _containers(ev: Evaluator, changed: set[str]) -> dict[Path, sh.Shape]:
    """Containers of run-time length in fields with one of the names ``changed``, where nothing else refers to them."""
    found: dict[Path, sh.Shape] = {}
    counts: Counter[int] | None = None
    for owner in list(ev.heap.values()):
        if not isinstance(owner, Instance):
            continue
        for name, value in owner.fields.items():
            content = ev.heap[value.id] if isinstance(value, Ref) and name in changed else None
            if isinstance(value, Ref) and isinstance(content, Bounded) and content.element is not None:
                counts = counts or reference_counts(ev.snapshot())
                if counts[value.id] == 1:
                    found["heap", value.id, "structure", "items"] = sh.shape_of(ev, value)
    return found


def _changed(ev: Evaluator, walks: Walks, names: set[str]) -> set[str]:
    """Fields that methods with one of ``names`` change through a method of theirs or an index."""
    changed: set[str] = set()
    for cls in {i.cls for i in ev.heap.values() if isinstance(i, Instance) and i.cls.kind != "library"}:
        for name, (_, function) in cls.methods.items():
            if name not in names or function is None:
                continue
            for n in _nodes(walks, function.node):
                by_method = type(n) is ast.Attribute and n.attr in CHANGING
                by_index = type(n) is ast.Subscript and not isinstance(n.ctx, ast.Load)
                if (by_method or by_index) and type(n.value) is ast.Attribute:  # type: ignore[attr-defined]
                    changed.add(n.value.attr)  # type: ignore[attr-defined]
    return changed


def _foreseen(ev: Evaluator, value: Num, assigned: list[ast.AST | None]) -> sh.Shape:
    """The shape of a field that holds a number: a float becomes NumPy's as soon as it is computed from observations."""
    shape = sh.shape_of(ev, value)
    if shape == sh.NumShape(F64, False) and not all(isinstance(node, ast.Constant) for node in assigned):
        return sh.NumShape(F64, EITHER)
    return shape


def _assigned(cls: UserClass, walks: Walks, but: set[str]) -> dict[str, list[ast.AST | None]]:
    """Field -> what methods other than ``but`` assign to it, None where that is not a plain value."""
    assigned: dict[str, list[ast.AST | None]] = {}
    for name, (_, function) in cls.methods.items():
        if name in but or function is None:
            continue
        stored = [n for n in _attributes(walks, function.node) if isinstance(n.ctx, ast.Store)]
        own = [n for n in stored if isinstance(n.value, ast.Name) and n.value.id == "self"]
        if own:
            statements = [n for n in _nodes(walks, function.node) if type(n) is ast.Assign]
            values = {id(n.targets[0]): n.value for n in statements if len(n.targets) == 1}
            for n in own:
                assigned.setdefault(n.attr, []).append(values.get(id(n)))
    return assigned


def _called(cls: UserClass, walks: Walks, entries: tuple[str, ...]) -> set[str]:
    """Names of attributes that methods of the policy read which an episode reaches."""
    called: set[str] = set()
    waiting = list(entries)
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        method = cls.find_method(name)
        if name in seen or method is None:
            continue
        seen.add(name)
        found = {n.attr for n in _attributes(walks, method[1].node) if isinstance(n.ctx, ast.Load)}
        called |= found
        waiting += found
    return called


def _nodes(walks: Walks, function: ast.FunctionDef | ast.Lambda) -> list[ast.AST]:
    """All nodes of a method."""
    return _walked(walks, function)[0]


def _attributes(walks: Walks, function: ast.FunctionDef | ast.Lambda) -> list[ast.Attribute]:
    """All attributes in a method."""
    return _walked(walks, function)[1]


def _walked(walks: Walks, function: ast.FunctionDef | ast.Lambda) -> tuple[list[ast.AST], list[ast.Attribute]]:
    found = walks.get(function)
    if found is None:
        nodes = syntax.walk(function)
        found = walks[function] = nodes, [n for n in nodes if type(n) is ast.Attribute]
    return found


def _only_from_init(cls: UserClass, walks: Walks, entries: tuple[str, ...]) -> set[str]:
    """Fields assigned only by helpers that ``__init__`` alone calls."""
    called: dict[str, set[str]] = {}
    stores: dict[str, set[str]] = {}
    for name, (_, function) in cls.methods.items():
        if function is None:
            continue
        attributes = _attributes(walks, function.node)
        called[name] = {n.attr for n in attributes if isinstance(n.ctx, ast.Load)}
        stores[name] = {n.attr for n in attributes if isinstance(n.ctx, ast.Store)}
    reachable, stack = set(), list(entries)
    while stack:
        name = stack.pop()
        if name in reachable or name not in called:
            continue
        reachable.add(name)
        stack += [m for m in called[name] if m in called]
    later = set().union(*(stores[n] for n in reachable)) if reachable else set()
    return set().union(*stores.values()) - later if stores else set()


def _named_value(ev: Evaluator, node: ast.AST | None) -> Value:
    """The string or the enum's member that ``node`` names, or None."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return Static(node.value)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        owner = ev.frames[0].locals.get(node.value.id)
        if isinstance(owner, UserClass):
            member = owner.attributes.get(node.attr)
            return member if isinstance(member, EnumMember) else None
    return None


def not_reset(cls: UserClass, state: set[str]) -> list[str]:
    """Fields among ``state`` that Python would keep from one episode to the next: ``reset`` does not name them.

    Empty where the class has no ``reset``: then an episode begins with a fresh object in Python as well.
    """
    if cls.find_method("reset") is None:
        return []
    named: set[str] = set()
    order, seen = cls.order(), set()
    waiting = [("reset", 0)]  # methods, each with the first class that may have it
    while waiting:
        name, first = waiting.pop()
        at = next((i for i, c in enumerate(order) if i >= first and c.methods.get(name, (None, None))[1] is not None), None)
        if at is None or (name, at) in seen:
            continue
        seen.add((name, at))
        for node in syntax.walk(order[at].methods[name][1].node):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
                named.add(node.attr)
                waiting.append((node.attr, 0))
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Call) and _is_super(node.value.func):
                waiting.append((node.attr, at + 1))
    return sorted(state - named)


def _is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "super"
