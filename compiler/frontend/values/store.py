"""The evaluator's store (locals of all frames and the heap) and how stores are joined where control flow meets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend.emitter import OpenBlock
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values import instances
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import (
    Bounded,
    Buffer,
    Choice,
    DictObject,
    EnumMember,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    NumberText,
    Observation,
    Optional,
    Poison,
    Ref,
    Static,
    Tuple,
    Value,
)
from ppc.compiler.ir.nodes import Array, Copy, Read, Variable

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


@dataclass
class Snapshot:
    """Locals of every frame and the heap; contents are shared with the live store, which replaces and never changes."""

    frames: list[dict[str, Value]]
    heap: dict[int, Any]
    borrows: tuple[Any, ...] = ()


@dataclass
class Way:
    """One way into a join: the block at whose end it arrives, and its store. ``value`` is a returned value."""

    block: OpenBlock
    store: Snapshot
    value: Value = None


def same(a: Value, b: Value) -> bool:
    """True when both are surely the same value."""
    if a is b:
        return True
    if a is None or b is None:
        return False
    if isinstance(a, Num) and isinstance(b, Num):
        if a.type is not b.type or a.numpy is not b.numpy or a.literal != b.literal:
            return False
        if a.whose is not b.whose and (a.whose is None or b.whose is None or not same(a.whose.python, b.whose.python)):
            return False
        if a.constant and b.constant:
            return a.static == b.static and (a.static != 0 or str(a.static) == str(b.static))
        x, y = a._expr, b._expr
        if isinstance(x, Read) and isinstance(y, Read):
            return x.variable is y.variable
        return a.atomic and b.atomic and x == y
    if isinstance(a, Ref) and isinstance(b, Ref):
        return a.id == b.id
    if isinstance(a, Static) and isinstance(b, Static):
        return type(a.value) is type(b.value) and bool(a.value == b.value)
    if isinstance(a, EnumMember):
        return bool(a == b)
    if isinstance(a, Tuple) and isinstance(b, Tuple):
        return len(a.items) == len(b.items) and all(same(x, y) for x, y in zip(a.items, b.items, strict=True))
    if isinstance(a, NDArray) and isinstance(b, NDArray):
        return (
            a.buffer.id == b.buffer.id
            and a.dtype is b.dtype
            and a.strides == b.strides
            and same(a.offset, b.offset)
            and len(a.shape) == len(b.shape)
            and all(x.size == y.size and same(x.length, y.length) for x, y in zip(a.shape, b.shape, strict=True))
        )
    if isinstance(a, NumberText):
        return isinstance(b, NumberText) and (a.pieces, a.words) == (b.pieces, b.words) and all(map(same, a.numbers, b.numbers))
    if isinstance(a, Optional | Maybe) and type(a) is type(b):
        return same(a.present, b.present) and same(a.value, b.value)
    if isinstance(a, Choice) and isinstance(b, Choice):
        return (
            same(a.index, b.index)
            and len(a.options) == len(b.options)
            and all(same(x, y) for x, y in zip(a.options, b.options, strict=True))
        )
    if isinstance(a, Observation) and isinstance(b, Observation):
        return same(a.array, b.array)
    key = sh.known_key(a)
    return key is not None and key == sh.known_key(b)


def references(value: Value) -> list[int]:
    """Heap ids that a value refers to directly."""
    if type(value) is Num or value is None:
        return []
    if isinstance(value, Ref):
        return [value.id]
    if isinstance(value, NDArray):
        return [value.buffer.id]
    if isinstance(value, Observation):
        return [value.array.buffer.id]
    if isinstance(value, Tuple):
        return [i for v in value.items for i in references(v)]
    if isinstance(value, Optional | Maybe):
        return references(value.value)
    if isinstance(value, Choice):
        return [i for v in value.options for i in references(v)]
    return []


def content_values(content: Any) -> list[Value]:
    if isinstance(content, Instance):
        return list(content.fields.values())
    if isinstance(content, ListObject):
        return list(content.items)
    if isinstance(content, DictObject):
        return list(content.items.values())
    return []


def reference_count(store: Snapshot, target: int) -> int:
    """How many places of a store refer to heap object ``target``."""
    values = [v for frame in store.frames for v in frame.values()]
    for content in store.heap.values():
        values += content_values(content)
    return sum(references(v).count(target) for v in values)


class Joiner:
    """Joins the stores of several ways; registers what each way has to assign and emits that at the end."""

    def __init__(self, ev: Evaluator, ways: list[Way]) -> None:
        self.ev, self.ways = ev, ways
        self.pending: list[tuple[Any, list[Variable], list[Value]]] = []

    def run(self, values: bool = False) -> Value:
        """Makes the joined store the live one; returns the joined ``value`` of the ways when asked."""
        ev, ways = self.ev, self.ways
        heap: dict[int, Any] = {}
        differing: dict[int, None] = {}
        first = ways[0].store.heap
        for way in ways:
            other = way.store.heap
            heap.update(other)
            if way is not ways[0]:
                differing.update(dict.fromkeys(id for id, c in first.items() if other.get(id) is not c))
        ev.heap = heap
        for id in sorted(differing):
            if all(id in way.store.heap for way in ways):
                ev.heap[id] = self.content(id, [way.store.heap[id] for way in ways])
        depth = min(len(way.store.frames) for way in ways)
        for i in range(depth):
            base, *others = frames = [way.store.frames[i] for way in ways]
            target = ev.frames[i].locals = dict(base)
            names, changed = dict.fromkeys(base), set[str]()
            for f in others:
                names.update(dict.fromkeys(f))
                changed.update(n for n, v in f.items() if base.get(n) is not v)
                changed.update(base.keys() - f.keys())
            for name in names if changed else ():
                if name in changed:
                    target[name] = self.merge([f.get(name) for f in frames], name)
        result = self.merge([way.value for way in ways], "result") if values else None
        if ways[0].store.borrows:
            from ppc.compiler.frontend.values import borrows

            borrows.join(ev, ways, self.merge)
        else:
            ev.borrows = ()
        merged_heap, merged_frames = ev.heap, [f.locals for f in ev.frames]
        block = ev.out.block
        for k, way in enumerate(ways):
            ev.out.block = way.block
            ev.heap = {**merged_heap, **way.store.heap}
            for shape, variables, column in self.pending:
                instances.fill(ev, shape, iter(variables), column[k])
        ev.out.block = block
        ev.heap = merged_heap
        for frame, local in zip(ev.frames, merged_frames, strict=True):
            frame.locals = local
        return result

    def merge(self, column: list[Value], hint: str) -> Value:
        """The joined value of one place; None in the column says that a way has not assigned it."""
        first = column[0]
        if all(same(first, v) for v in column[1:]):
            return first
        ev = self.ev
        shape = None
        missing = False
        for way, value in zip(self.ways, column, strict=True):
            if value is None:
                missing = True
                continue
            ev_heap, ev.heap = ev.heap, {**ev.heap, **way.store.heap}
            s = sh.shape_of(ev, value)
            ev.heap = ev_heap
            shape = s if shape is None else sh.join(shape, s)
        if missing and not isinstance(shape, sh.PoisonShape):
            shape = shape if isinstance(shape, sh.MaybeShape) else sh.MaybeShape(shape)
        if isinstance(shape, sh.PoisonShape):
            return Poison(shape.reason)
        slots = instances.Slots(lambda h, t: ev.out.variable(h, t))
        result = instances.instantiate(ev, shape, slots, hint)
        self.pending.append((shape, slots.variables, column))
        self._guard_aliases(column, result)
        return result

    def _guard_aliases(self, column: list[Value], result: Value) -> None:
        """A copy was made of objects that may be known by other names: in-place writes to any of them are errors."""
        if isinstance(result, Choice):
            return  # refers to the objects themselves
        involved = []
        for way, value in zip(self.ways, column, strict=True):
            stand_ins = {i for b in way.store.borrows for i in references(b.value)}
            for id in references(value) if value is not None else []:
                if id in stand_ins or reference_count(way.store, id) > 1:
                    involved.append(id)
        if involved:
            self.ev.frozen_aliases.update(involved, references(result))

    def content(self, id: int, contents: list[Any]) -> Any:
        first = contents[0]
        kinds = {type(c) for c in contents}
        if kinds == {Instance}:
            names = dict.fromkeys(n for c in contents for n in c.fields)
            return Instance(first.cls, {n: self._keep([c.fields.get(n) for c in contents], n) for n in names})
        if kinds == {ListObject} and len({len(c.items) for c in contents}) == 1:
            columns = zip(*(c.items for c in contents), strict=True)
            return ListObject(tuple(self._keep(list(col), f"item_{i}") for i, col in enumerate(columns)))
        if kinds == {DictObject} and len({tuple(c.items) for c in contents}) == 1:
            entries = {k: self._keep([c.items[k] for c in contents], sh.key_text(k)) for k in first.items}
            return replace(first, items=entries)
        if kinds == {Buffer}:
            return self._buffer(contents)
        if kinds <= {ListObject, Bounded} or kinds <= {DictObject, Bounded}:
            return self._bounded(id, contents)
        raise Unsupported("PPC405", "an object has different structures on different ways through the code")

    def _keep(self, column: list[Value], hint: str) -> Value:
        return column[0] if all(v is column[0] for v in column[1:]) else self.merge(column, hint)

    def _buffer(self, contents: list[Buffer]) -> Buffer:
        first = contents[0]
        if all(c.elements is not None for c in contents):
            columns = zip(*(c.elements for c in contents if c.elements is not None), strict=True)
            joined = tuple(self._keep(list(col), "element") for col in columns)
            return Buffer(first.dtype, first.size, joined, None, first.single)
        if all(c.variable is not None and c.variable is first.variable for c in contents):
            return first
        ev = self.ev
        target = ev.out.variable("array", Array(first.dtype, max(first.size, 1)))
        from ppc.compiler.frontend.values import array_writes

        block, heap = ev.out.block, ev.heap
        for way, content in zip(self.ways, contents, strict=True):
            ev.out.block = way.block
            if content.variable is not None:
                ev.out.emit(Copy(target, content.variable, ev.span))
            else:
                array_writes.spill(ev, content, target)
        ev.out.block, ev.heap = block, heap
        return Buffer(first.dtype, first.size, None, target, first.single)

    def _bounded(self, id: int, contents: list[Any]) -> Bounded:
        ev = self.ev
        first = contents[0]
        if all(isinstance(c, Bounded) and c.columns == first.columns and c.element == first.element for c in contents):
            start = self.merge([c.start for c in contents], "start")
            length = self.merge([c.length for c in contents], "length")
            joined: Bounded = replace(first, start=start, length=length)
            return joined
        # Different storage: a fresh container that every way copies into.
        column = []
        for way, content in zip(self.ways, contents, strict=True):
            ref = Ref(ev.next_id())
            way.store.heap[ref.id] = content
            column.append(ref)
        merged = self.merge(column, "items")
        if isinstance(merged, Poison):
            raise Unsupported("PPC402", f"a list cannot be joined: {merged.reason}", help="keep its elements of one type")
        fresh: Bounded = ev.heap[merged.id]
        return fresh
