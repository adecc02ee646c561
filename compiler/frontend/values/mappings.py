"""Dictionaries and sets with run-time keys: entries in insertion order, found by comparing keys one after the other.

A dictionary whose keys are all known stays a ``DictObject``; the first run-time key makes it one of these.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import set_order
from ppc.compiler.frontend.emitter import OpenFor, OpenIf
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.iteration import Lazy, Sequence, key_value, known
from ppc.compiler.frontend.values import borrows, columns, containers
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    DictObject,
    EnumMember,
    ListObject,
    Num,
    Ref,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Assign, Break, Const, Read
from ppc.compiler.ir.types import I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def is_known_key(value: Value) -> bool:
    """Whether a key is known when the policy is compiled."""
    if isinstance(value, Num):
        return value.static is not None
    if isinstance(value, Tuple):
        return all(is_known_key(v) for v in value.items)
    return isinstance(value, Static | EnumMember)


def to_bounded(ev: Evaluator, ref: Ref) -> None:
    """Gives a dictionary of known keys run-time ones, in place."""
    content = ev.heap[ref.id]
    if isinstance(content, Bounded):
        return
    assert isinstance(content, DictObject)
    if content.kind == "set":
        entries = [key_value(k) for k in set_order.in_order(list(content.items))]
    else:
        entries = [entry_of(content, key_value(k), v) for k, v in content.items.items()]
    capacity = max(budgets.container_capacity(), 2 * len(entries))
    made = containers.make_bounded(ev, entries, capacity, False, content.kind, ev.made_at.get(ref.id))
    ev.heap[ref.id] = dataclasses.replace(ev.heap[made.id], default=content.default)


def entry_of(content: Any, key: Value, value: Value) -> Value:
    """What an entry is stored as: the key of a set, key and value of a dictionary."""
    return key if content.kind == "set" else Tuple((key, value))


def _key(content: Bounded, entry: Value) -> Value:
    return entry if content.kind == "set" else entry.items[0]


def find(ev: Evaluator, content: Bounded, key: Value) -> Num:
    """The position of ``key``, or -1."""
    from ppc.compiler.frontend import comparisons, conversions

    held = ev.heap[key.id] if isinstance(key, Ref) else None
    if isinstance(held, ListObject) or (isinstance(held, DictObject | Bounded) and held.kind != "tuple"):
        raise Unsupported("PPC402", "a list, set or dictionary is no key", help="write tuple(...) around it")
    if content.element is None:
        return const(-1)
    found = ev.out.variable("found", I64)
    ev.out.emit(Assign(found, Const(I64, -1), ev.span))
    key = ev.keep(key, "key")
    length = ev.hold(content.length, "length")
    index = ev.index_variable("entry", content.capacity)
    loop = OpenFor(index, Const(I64, 0), length.expr, 1, [], content.capacity, ev.span)
    outer = ev.out.block
    ev.out.emit(loop)
    ev.out.block = loop.body
    here = Num(I64, Read(index))
    same = conversions.truth_of(ev, comparisons.equals(ev, _key(content, containers.read(ev, content, here)), key))
    hit = OpenIf(same.expr, [Assign(found, here.expr, ev.span), Break(ev.span)], [], ev.span)
    ev.out.emit(hit)
    ev.out.block = outer
    position = ev.out.temporary("position", I64, Read(found), ev.span)
    ev.ranges[position.variable.name] = (-1, content.capacity - 1)
    return Num(I64, position)


def contains(ev: Evaluator, content: Bounded, key: Value) -> Num:
    return ar.compare(ev, ">=", find(ev, content, key), const(0))


def get(ev: Evaluator, ref: Ref, key: Value) -> Value:
    """``d[key]``: a missing key faults, or makes a default entry."""
    from ppc.compiler.frontend.library import counters

    content: Bounded = ev.heap[ref.id]
    key = ev.keep(key, "key")
    if counters.is_counter(content):
        return get_default(ev, ref, key, const(0))
    if content.default is not None:
        return _get_or_default(ev, ref, key)
    position = find(ev, content, key)
    ev.fault("key", ar.compare(ev, "<", position, const(0)), "key not in the dictionary")
    return _value_at(ev, ref, position)


def _value_at(ev: Evaluator, ref: Ref, position: Num) -> Value:
    content: Bounded = ev.heap[ref.id]
    if content.element is None:
        return const(0.0)
    at = ev.hold(ar.maximum(ev, const(0), position), "position")
    return ev.keep(containers.read(ev, content, at, ref).items[1], "value")


def _get_or_default(ev: Evaluator, ref: Ref, key: Value) -> Value:
    from ppc.compiler.frontend import calls

    missing = ar.compare(ev, "<", find(ev, ev.heap[ref.id], key), const(0))

    def insert() -> bool:
        put(ev, ref, key, calls.call(ev, ev.heap[ref.id].default, [], {}))
        return True

    ev.branch(ev.hold(missing, "missing"), insert, lambda: True)
    content: Bounded = ev.heap[ref.id]
    return _value_at(ev, ref, find(ev, content, key))


def get_default(ev: Evaluator, ref: Ref, key: Value, default: Value) -> Value:
    """``d.get(key, default)``."""
    from ppc.compiler.frontend import expressions

    content: Bounded = ev.heap[ref.id]
    if content.element is None:
        return default
    position = find(ev, content, key)
    there = ev.hold(ar.compare(ev, ">=", position, const(0)), "there")
    return expressions.conditional(ev, there, lambda: _value_at(ev, ref, position), lambda: default)


def put(ev: Evaluator, ref: Ref, key: Value, value: Value = NONE) -> None:
    """``d[key] = value``, or ``s.add(key)``."""
    containers.mutable(ev, ref)
    key, value = ev.keep(key, "key"), ev.keep(value, "value")
    content = containers.widened(ev, ref, entry_of(ev.heap[ref.id], key, value))
    position = find(ev, content, key)
    new = ev.hold(ar.compare(ev, "<", position, const(0)), "new")
    full = ar.compare(ev, ">=", content.length, const(content.capacity))
    dropped = ev.hold(ar.conjunction(new, full), "dropped")
    ev.overflow(dropped, content.capacity, "keys")
    last = ar.minimum(ev, content.length, const(content.capacity - 1))
    where = ev.hold(ar.select(new, ev.hold(last, "last"), position), "where")
    outer = ev.out.block
    node = OpenIf(dropped.expr, [], [], ev.span)
    ev.out.emit(node)
    ev.out.block = node.orelse
    columns.write(ev, content.element, list(content.columns), where, entry_of(content, key, value))
    ev.out.block = outer
    if content.kind == "dict":
        borrows.replaced(ev, ref, where, entry_of(content, key, value))
    grown = ar.binary("iadd", content.length, const(1))
    grows = ar.conjunction(new, ar.logical_not(dropped))
    length = ev.hold(ar.select(ev.hold(grows, "grows"), grown, content.length), "length")
    ev.heap[ref.id] = dataclasses.replace(content, length=length)


def remove(ev: Evaluator, ref: Ref, key: Value, required: bool) -> Value:
    """``del d[key]``, ``d.pop(key)``, ``s.discard(key)``; later entries move up. Returns the value."""
    containers.mutable(ev, ref)
    content: Bounded = ev.heap[ref.id]
    if content.element is None:
        if required:
            ev.fault("key", const(True), "key not in the dictionary")
        return const(0.0)
    position = find(ev, content, key)
    there = ev.hold(ar.compare(ev, ">=", position, const(0)), "there")
    if required:
        ev.fault("key", ar.logical_not(there), "key not in the dictionary")
    value = NONE if content.kind == "set" else _value_at(ev, ref, position)
    last = ev.hold(ar.maximum(ev, const(0), ar.binary("isub", content.length, const(1))), "last")
    first = ev.hold(ar.select(there, position, last), "first")
    count = ev.hold(ar.maximum(ev, const(0), ar.binary("isub", last, first)), "count")
    columns.move_up(ev, content, first, count)
    borrows.expire(ev, ref)
    length = ev.hold(ar.select(there, last, content.length), "length")
    ev.heap[ref.id] = dataclasses.replace(content, length=length)
    return value


def pop_item(ev: Evaluator, ref: Ref, at_end: Num) -> Value:
    """``s.pop()``, the first item of a set, and ``d.popitem()``, the last or the first entry of a dictionary."""
    containers.mutable(ev, ref)
    content: Bounded = ev.heap[ref.id]
    ev.fault("key", ar.compare(ev, "<=", content.length, const(0)), "there is nothing to pop")
    if content.element is None:
        return const(0.0)
    last = ev.hold(ar.maximum(ev, const(0), ar.binary("isub", content.length, const(1))), "last")
    first = ev.hold(ar.select(at_end, last, const(0)), "first")
    item = ev.keep(containers.read(ev, content, first), "item")
    columns.move_up(ev, content, first, ev.hold(ar.binary("isub", last, first), "count"))
    borrows.expire(ev, ref)
    ev.heap[ref.id] = dataclasses.replace(content, length=last)
    return item


def view(ev: Evaluator, ref: Ref, part: str) -> Lazy:
    """``keys()``, ``values()`` and ``items()``."""
    content: Bounded = ev.heap[ref.id]
    if content.element is None:
        return Lazy(known(ev, ()))

    def item(i: Num) -> Value:
        entry = containers.read(ev, content, i, ref)
        if content.kind == "dict" and not isinstance(entry, Tuple):
            # Nothing was ever put in, keys were at most asked for: no turn will be made.
            return Tuple((const(0.0), const(0.0))) if part == "items" else const(0.0)
        if part == "items":
            return entry
        return _key(content, entry) if part == "keys" else entry.items[1]

    return Lazy(Sequence(item, None, True, content.length, content.capacity))


def pop_or_default(ev: Evaluator, ref: Ref, key: Value, default: Value | None) -> Value:
    """``d.pop(key[, default])``."""
    from ppc.compiler.frontend import expressions

    if default is None:
        return remove(ev, ref, key, True)
    key = ev.keep(key, "key")
    there = ev.hold(contains(ev, ev.heap[ref.id], key), "there")
    value = remove(ev, ref, key, False)
    return expressions.conditional(ev, there, lambda: value, lambda: default)


def update(ev: Evaluator, ref: Ref, source: Value) -> None:
    """``d.update(other)`` and ``s |= other``: a mapping, or an iterable of pairs or of keys."""
    from ppc.compiler.frontend import conversions
    from ppc.compiler.frontend.iteration import sequence

    source = conversions.present(ev, source)
    content = ev.heap[source.id] if isinstance(source, Ref) else None
    pairs = isinstance(content, DictObject | Bounded) and content.kind == "dict"
    if isinstance(content, DictObject):
        _update_known(ev, ref, content.items)
        return
    seq = view(ev, source, "items").sequence if pairs and isinstance(content, Bounded) else sequence(ev, source)
    if isinstance(ev.heap[ref.id], DictObject):
        entries = _known_entries(ev, ev.heap[ref.id].kind, seq)
        if entries is not None:
            _update_known(ev, ref, entries)
            return
        to_bounded(ev, ref)
    _put_all(ev, ref, seq, pairs)


def _update_known(ev: Evaluator, ref: Ref, entries: dict[Any, Value]) -> None:
    """Puts in what stands under known keys."""
    content = ev.heap[ref.id]
    if isinstance(content, DictObject):
        known_ones = dict.fromkeys(entries, const(True)) if content.kind == "set" else entries
        ev.heap[ref.id] = dataclasses.replace(content, items={**content.items, **known_ones})
        return
    for key, value in entries.items():
        put(ev, ref, key_value(key), value)


def _known_entries(ev: Evaluator, kind: str, seq: Sequence) -> dict[Any, Value] | None:
    """Keys and values of a sequence of keys or of pairs, where all the keys are known; else None."""
    from ppc.compiler.frontend import conversions

    if seq.count is None or seq.count > budgets.UNROLL_TRIPS:
        return None
    entries: dict[Any, Value] = {}
    for i in range(seq.count):
        item = seq.item(const(i))
        key, value = (item, const(True)) if kind == "set" else pair_of(conversions.static_items(ev, item))
        if not is_known_key(key):
            return None
        entries[containers.static_key(ev, key)] = ev.keep(value, "value")
    return entries


def pair_of(items: list[Value]) -> tuple[Value, Value]:
    """The key and the value of what is given for an entry of a dictionary."""
    if len(items) != 2:
        raise Unsupported("PPC402", f"an entry of a dictionary is made of 2 items, these are {len(items)}")
    return items[0], items[1]


def _put_all(ev: Evaluator, ref: Ref, seq: Sequence, pairs: bool) -> None:
    """Puts in what a sequence of pairs or of keys has, in a loop; a dictionary's own entries are pairs for a set as well."""
    from ppc.compiler.frontend import conversions, loops

    def body(index: Num) -> bool:
        entry = seq.item(index)
        if pairs or ev.heap[ref.id].kind == "dict":
            put(ev, ref, *pair_of(conversions.static_items(ev, entry)))
        else:
            put(ev, ref, entry)
        return True

    loops.iterate(ev, seq, body, ("update", ev.span, ev.call_path), None)
