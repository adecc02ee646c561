"""Methods of library objects: lists, dictionaries, deques, strings and arrays."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import assignment, comparisons, conversions, expressions, loops, set_order, strings
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.iteration import Lazy, key_value, known
from ppc.compiler.frontend.library import (
    counters,
    list_methods,
    numerics_library,
    numpy_library,
    set_operations,
    string_methods,
)
from ppc.compiler.frontend.library.arguments import arguments
from ppc.compiler.frontend.values import arrays, containers, mappings
from ppc.compiler.frontend.values.values import (
    NONE,
    Bound,
    Bounded,
    Builtin,
    Choice,
    DictObject,
    Handle,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    Observation,
    Optional,
    Ref,
    Static,
    Tuple,
    UserClass,
    Value,
    const,
)

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Method = Callable[..., Value]


def find(ev: Evaluator, base: Value, name: str) -> Value | None:
    """The method ``base.name`` of a library object, or None."""

    if isinstance(base, Optional | Maybe):
        base = conversions.present(ev, base)
    if isinstance(base, Observation):
        if name in ev.signature.offsets():
            return None
        base = base.array
    table: dict[str, Method] = {}
    if isinstance(base, NDArray):
        table = numpy_library.METHODS
    elif isinstance(base, Num):
        table = numpy_library.SCALAR_METHODS
    elif strings.is_textual(base):
        return string_methods.find(base, name)
    elif isinstance(base, Choice):
        return None
    elif isinstance(base, Tuple):
        table = _TUPLE
    elif isinstance(base, Ref):
        content = ev.heap[base.id]
        if isinstance(content, ListObject):
            table = _LIST
        elif isinstance(content, DictObject):
            table = _DICT
        elif isinstance(content, Bounded):
            table = _MAPPING if content.kind in ("dict", "set") else _BOUNDED if content.kind != "tuple" else _BOUNDED_TUPLE
        if isinstance(content, DictObject | Bounded) and content.kind == "set" and name in set_operations.METHODS:
            table = set_operations.METHODS
        elif counters.is_counter(content) and name in counters.METHODS:
            table = counters.METHODS
        elif isinstance(content, Instance) and name == "__call__":
            method = content.cls.find_method(name)
            return Bound(base, method[1]) if method is not None else None
    method_function = table.get(name)
    if method_function is None:
        return None
    receiver = base
    key = receiver.id if isinstance(receiver, Ref) else id(receiver)
    return Builtin(name, lambda ev, args, kwargs: method_function(ev, receiver, args, kwargs), key)


def super_call(ev: Evaluator, node: ast.Call) -> Value | None:
    """``super().method`` inside of a method."""
    func = node.func
    assert isinstance(func, ast.Attribute)
    inner = func.value
    if not (isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "super"):
        return None
    owner = ev.frame.owner
    if not isinstance(owner, UserClass):
        raise Unsupported("PPC101", "super() outside of a method")
    receiver = next(iter(ev.frame.locals.values()))
    of = receiver if isinstance(receiver, UserClass) else _class_of(ev, receiver, owner)
    order = of.order()
    following = order[order.index(owner) + 1 :] if owner in order else owner.order()[1:]
    for base in following:
        if func.attr in base.methods:
            kind, function = base.methods[func.attr]
            return function if kind == "staticmethod" else Bound(receiver, function)
    if func.attr in ("__init__", "reset"):
        return Builtin(func.attr, lambda ev, args, kwargs: NONE)
    raise Unsupported("PPC214", f"the base classes have no method '{func.attr}'")


def _class_of(ev: Evaluator, receiver: Value, owner: UserClass) -> UserClass:
    if isinstance(receiver, Handle):
        return receiver.cls
    cls: UserClass = ev.heap[receiver.id].cls if isinstance(receiver, Ref) else owner
    return cls


# --- lists -----------------------------------------------------------------------------------------------


def _items(ev: Evaluator, ref: Ref) -> tuple[Value, ...]:
    items: tuple[Value, ...] = ev.heap[ref.id].items
    return items


def _append(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (item,) = arguments(args, kwargs, "item", of="append")
    containers.mutable(ev, ref)
    if isinstance(ev.heap[ref.id], Bounded):
        containers.push(ev, ref, item)
    elif len(_items(ev, ref)) >= budgets.UNROLL_TRIPS * 4:
        raise Unsupported("PPC804", "a list of known length grows too long", help="use an array")
    else:
        ev.heap[ref.id] = ListObject((*_items(ev, ref), ev.keep(item, "item")))
    return NONE


def list_extend(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value] | None = None) -> Value:
    """``list.extend`` and ``+=``."""
    from ppc.compiler.frontend.iteration import sequence

    containers.mutable(ev, ref)
    seq = sequence(ev, args[0])
    if seq.count is None and isinstance(ev.heap[ref.id], ListObject):
        containers.to_bounded(ev, ref)
    if isinstance(ev.heap[ref.id], Bounded):

        def body(index: Num) -> bool:
            containers.push(ev, ref, seq.item(index))
            return True

        loops.iterate(ev, seq, body, ("extend", ev.span, ev.call_path), None)
        return NONE
    ev.heap[ref.id] = ListObject((*_items(ev, ref), *conversions.static_items(ev, args[0])))
    return NONE


def _list_pop(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (index,) = arguments(args, kwargs, "index", {"index": const(-1)}, "pop")
    items = _items(ev, ref)
    containers.mutable(ev, ref)
    if not items:
        ev.fault("index", const(True), "pop from an empty list")
        return const(0.0)
    position = arrays.checked_index(ev, index, len(items))
    if position.static is None:
        containers.to_bounded(ev, ref)
        return list_methods.pop(ev, ref, [position], {})
    i = ar.static_int(ev, position, "the index of pop()")
    ev.heap[ref.id] = ListObject(items[:i] + items[i + 1 :])
    return items[i]


def _list_clear(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    containers.mutable(ev, ref)
    ev.heap[ref.id] = ListObject(())
    return NONE


def _list_copy(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    return ev.allocate(ListObject(_items(ev, ref)))


def _list_reverse(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    containers.mutable(ev, ref)
    ev.heap[ref.id] = ListObject(_items(ev, ref)[::-1])
    return NONE


def _index_in(ev: Evaluator, items: tuple[Value, ...], item: Value) -> Num:
    position, found = const(0), const(False)
    item = ev.keep(item, "item")
    for i in range(len(items) - 1, -1, -1):
        hit = comparisons.same_item(ev, items[i], item)
        hit = hit if hit.constant else ev.hold(hit, "hit")
        position = ar.select(hit, const(i), position)
        found = ar.disjunction(found, hit)
    if not found.constant:
        comparisons.refuse_nan(item)
    ev.fault("value", ar.logical_not(found), "the item is not in the list")
    return ev.hold(position, "position")


def _list_index(ev: Evaluator, ref: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (item,) = arguments(args, kwargs, "item", of="index")
    items = ref.items if isinstance(ref, Tuple) else _items(ev, ref)
    return _index_in(ev, items, item)


def _list_count(ev: Evaluator, ref: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (item,) = arguments(args, kwargs, "item", of="count")
    items = ref.items if isinstance(ref, Tuple) else _items(ev, ref)
    total = const(0)
    for x in items:
        total = ev.hold(ar.binary("iadd", total, ar.to_i64(comparisons.same_item(ev, x, item))), "count")
    if not total.constant:
        comparisons.refuse_nan(item)
    return total


_LIST: dict[str, Method] = {
    "append": _append,
    "extend": list_extend,
    "pop": _list_pop,
    "clear": _list_clear,
    "copy": _list_copy,
    "reverse": _list_reverse,
    "index": _list_index,
    "count": _list_count,
    **list_methods.LIST,
}
_TUPLE: dict[str, Method] = {"index": _list_index, "count": _list_count}


# --- lists and deques of run-time length -----------------------------------------------------------------


def _appendleft(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (item,) = arguments(args, kwargs, "item", of="appendleft")
    containers.push(ev, ref, item, left=True)
    return NONE


def _popleft(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    return containers.pop(ev, ref, True)


def _bounded_clear(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    containers.mutable(ev, ref)
    ev.heap[ref.id] = dataclasses.replace(ev.heap[ref.id], start=const(0), length=const(0))
    return NONE


def _bounded_reverse(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    containers.mutable(ev, ref)
    return numerics_library.call(ev, "reverse", [ref])


_BOUNDED: dict[str, Method] = {
    "reverse": _bounded_reverse,
    "append": _append,
    "extend": list_extend,
    **list_methods.BOUNDED,
    "appendleft": _appendleft,
    "popleft": _popleft,
    "clear": _bounded_clear,
}


_BOUNDED_TUPLE: dict[str, Method] = {name: list_methods.BOUNDED[name] for name in ("index", "count")}


# --- dictionaries and strings ----------------------------------------------------------------------------


def _dict_items(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    return Lazy(known(ev, tuple(Tuple((key_value(k), v)) for k, v in ev.heap[ref.id].items.items())))


def _dict_keys(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    return Lazy(known(ev, tuple(key_value(k) for k in ev.heap[ref.id].items)))


def _dict_values(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    return Lazy(known(ev, tuple(ev.heap[ref.id].items.values())))


def _dict_get(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    key, default = arguments(args, kwargs, "key default", {"default": NONE}, "get")
    content: DictObject = ev.heap[ref.id]
    if isinstance(key, Choice):
        return conversions.per_option(ev, key, lambda o: _dict_get(ev, ref, [o, default], {}))
    if not mappings.is_known_key(key):
        if not content.items:
            return default
        key = ev.keep(key, "key")
        present = containers.contains(ev, ref, key)
        return expressions.conditional(ev, present, lambda: containers.dict_get(ev, content, key), lambda: default)
    return content.items.get(containers.static_key(ev, key), default)


def _dict_copy(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    return ev.allocate(dataclasses.replace(ev.heap[ref.id]))


def update(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """``d.update(other, name=value)`` and ``s.update(one, other)``."""
    if ev.heap[ref.id].kind == "dict" and len(args) > 1:
        raise Unsupported("PPC213", "update() of a dictionary takes one mapping or iterable")
    for a in args:
        containers.mutable(ev, ref)
        mappings.update(ev, ref, a)
    for name, value in kwargs.items():
        assignment.set_item(ev, ref, Static(name), ev.keep(value, name))
    return NONE


def _set_add(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    key = ev.keep(args[0], "key")
    if not mappings.is_known_key(key):
        mappings.to_bounded(ev, ref)
        mappings.put(ev, ref, key)
        return NONE
    containers.mutable(ev, ref)
    content = ev.heap[ref.id]
    ev.heap[ref.id] = dataclasses.replace(content, items={**content.items, containers.static_key(ev, key): const(True)})
    return NONE


def _remove(required: bool) -> Method:
    def run(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
        mappings.to_bounded(ev, ref)
        mappings.remove(ev, ref, args[0], required)
        return NONE

    return run


def _dict_pop(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    if ev.heap[ref.id].kind == "set":
        set_order.note(ev, ref)
        mappings.to_bounded(ev, ref)
        return mappings.pop_item(ev, ref, const(False))
    if not args:
        raise Unsupported("PPC213", "pop() of a dictionary needs a key", help="write d.pop(next(iter(d))) for the first one")
    mappings.to_bounded(ev, ref)
    return mappings.pop_or_default(ev, ref, args[0], args[1] if len(args) > 1 else None)


def _pop_item(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (last,) = arguments(args, kwargs, "last", {"last": const(True)}, "popitem")
    mappings.to_bounded(ev, ref)
    return mappings.pop_item(ev, ref, conversions.truth_of(ev, last))


def _move_to_end(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    key, last = arguments(args, kwargs, "key last", {"last": const(True)}, "move_to_end")
    if not (isinstance(last, Num) and last.static):
        raise Unsupported("PPC103", "move_to_end() to the front is not supported", help="keep a deque of the keys")
    mappings.to_bounded(ev, ref)
    key = ev.keep(key, "key")
    mappings.put(ev, ref, key, mappings.remove(ev, ref, key, True))
    return NONE


def _setdefault(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    key, default = arguments(args, kwargs, "key default", {"default": NONE}, "setdefault")
    mappings.to_bounded(ev, ref)
    key = ev.keep(key, "key")
    missing = ar.logical_not(mappings.contains(ev, ev.heap[ref.id], key))

    def insert() -> bool:
        mappings.put(ev, ref, key, default)
        return True

    ev.branch(ev.hold(missing, "missing"), insert, lambda: True)
    return mappings.get(ev, ref, key)


def _clear_known(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    containers.mutable(ev, ref)
    ev.heap[ref.id] = dataclasses.replace(ev.heap[ref.id], items={})
    return NONE


def _mapping_view(part: str) -> Method:
    return lambda ev, ref, args, kwargs: mappings.view(ev, ref, part)


def _mapping_get(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    key, default = arguments(args, kwargs, "key default", {"default": NONE}, "get")
    return mappings.get_default(ev, ref, key, default)


def _mapping_add(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    mappings.put(ev, ref, args[0])
    return NONE


def _mapping_copy(ev: Evaluator, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> Value:
    content: Bounded = ev.heap[ref.id]
    made = ev.allocate(DictObject({}, content.kind, content.default))
    mappings.to_bounded(ev, made)
    mappings.update(ev, made, ref)
    return made


_DICT: dict[str, Method] = {
    "items": _dict_items,
    "keys": _dict_keys,
    "values": _dict_values,
    "get": _dict_get,
    "copy": _dict_copy,
    "update": update,
    "add": _set_add,
    "clear": _clear_known,
    "pop": _dict_pop,
    "popitem": _pop_item,
    "move_to_end": _move_to_end,
    "setdefault": _setdefault,
    "discard": _remove(False),
    "remove": _remove(True),
}


_MAPPING: dict[str, Method] = {
    "items": _mapping_view("items"),
    "keys": _mapping_view("keys"),
    "values": _mapping_view("values"),
    "get": _mapping_get,
    "add": _mapping_add,
    "update": update,
    "copy": _mapping_copy,
    "clear": _bounded_clear,
    "pop": _dict_pop,
    "popitem": _pop_item,
    "move_to_end": _move_to_end,
    "setdefault": _setdefault,
    "discard": _remove(False),
    "remove": _remove(True),
}
