"""The evaluator's store (locals of all frames and the heap) and how stores are joined where control flow meets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.emitter import OpenBlock
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values import constants, instances, sums
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    Buffer,
    Choice,
    DictObject,
    EnumMember,
    Handle,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    NumberText,
    Observation,
    Optional,
    Poison,
    Range,
    Ref,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Array, Copy, Read, Variable
from ppc.compiler.ir.types import BOOL, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


@dataclass
class Snapshot:
    """Locals of every frame and the heap; contents are shared with the live store, which replaces and never changes."""

    frames: list[dict[str, Value]]
    heap: dict[int, Any]
    borrows: tuple[Any, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)  # see ``chosen``


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
    if isinstance(a, Range) and isinstance(b, Range):
        return same(a.start, b.start) and same(a.stop, b.stop) and same(a.step, b.step)
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
    if isinstance(a, Handle) and isinstance(b, Handle):
        return a.cls is b.cls and same(a.index, b.index)
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


def objects_in(heap: dict[int, Any], value: Value) -> list[int]:
    """Heap ids of a value and all below it."""
    found: list[int] = []
    stack = references(value)
    while stack:
        i = stack.pop()
        if i not in found and i in heap:
            found.append(i)
            stack += [r for v in content_values(heap[i]) for r in references(v)]
    return found


def reference_count(store: Snapshot, target: int, frames: int | None = None) -> int:
    """How many places of a store refer to heap object ``target``; of the first ``frames`` frames only."""
    values = [v for frame in store.frames[:frames] for v in frame.values()]
    for content in store.heap.values():
        values += content_values(content)
    return sum(references(v).count(target) for v in values)


def reference_counts(store: Snapshot) -> Counter[int]:
    """How many places of a store refer to each of its heap objects; what nothing leads to is no place."""
    counts: Counter[int] = Counter()
    stack = [i for frame in store.frames for v in frame.values() for i in references(v)]
    while stack:
        i = stack.pop()
        counts[i] += 1
        if counts[i] == 1:
            stack += [r for v in content_values(store.heap.get(i)) for r in references(v)]
    return counts


def _loop_names(ev: Evaluator, frame: Any) -> frozenset[str]:
    """Names of a frame that are read in loops over them only."""
    from ppc.compiler.frontend.liveness import loop_names

    if frame.function is None:
        return frozenset()
    found = ev.live_names.get(id(frame.function))
    if found is None:
        found = ev.live_names[id(frame.function)] = loop_names(frame.function)
    return found


class Joiner:
    """Joins the stores of several ways; registers what each way has to assign and emits that at the end.

    ``returning``: the last frame ends here, so that its names are none any more.
    """

    def __init__(self, ev: Evaluator, ways: list[Way], returning: bool = False) -> None:
        self.ev, self.ways = ev, ways
        self.frames = len(ev.frames) - returning
        self.stand_ins: list[tuple[Value, Num, Ref | tuple[Value, ...], bool]] = []
        self.in_heap = False  # whether what is being joined is a part of an object
        self.pending: list[tuple[Any, list[Variable], list[Value]]] = []
        self.put_in: list[tuple[int, Way, list[int]]] = []  # container, way, and objects that are items of it on that way

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
        ev.facts = {k: v for k, v in ways[0].store.facts.items() if all(way.store.facts.get(k) == v for way in ways)}
        self.in_heap = True
        for id in sorted(differing):
            if all(id in way.store.heap for way in ways):
                ev.heap[id] = self.content(id, [way.store.heap[id] for way in ways])
        self.in_heap = False
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
                if name not in changed:
                    continue
                column = [f.get(name) for f in frames]
                if any(type(v) is Ref for v in column) and name in _loop_names(ev, ev.frames[i]):
                    target.pop(name, None)  # nothing reads it before it is bound again
                    continue
                target[name] = self.merge(column, name)
        result = self.merge([way.value for way in ways], "result", named=False) if values else None
        from ppc.compiler.frontend.values import borrows

        if ways[0].store.borrows:
            borrows.join(ev, ways, self.merge)
        else:
            ev.borrows = ()
        for value, position, source, escaped in self.stand_ins:
            borrows.stand_in(ev, value, position, source, escaped)
        for id, way, inside in self.put_in:
            borrows.put_on_one_way(ev, way, Ref(id), inside)
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

    def merge(self, column: list[Value], hint: str, named: bool = True) -> Value:
        """The joined value of one place; None in the column says that a way has not assigned it. Not ``named``: it is in no
        place yet."""
        first = column[0]
        if all(same(first, v) for v in column[1:]):
            return first
        number = constants.one_of(column)
        if number is not None:
            return number
        ev = self.ev
        known = self._one_object(column, hint)
        if known is not None:
            return known
        shape = self._shape(column)
        if sums.is_mixed(shape) and any(references(v) for v in column):
            shape = self._shape(column, set.intersection(*(set(way.store.heap) for way in self.ways)))
        if isinstance(shape, sh.PoisonShape):
            return Poison(shape.reason)
        slots = instances.Slots(lambda h, t: ev.out.variable(h, t))
        result = instances.instantiate(ev, shape, slots, hint)
        self.pending.append((shape, slots.variables, column))
        if ev.copied:
            self._still_copies(column, result)
        self._stand_in(column, result, named)
        return result

    def _still_copies(self, column: list[Value], result: Value) -> None:
        """Items that are copies on a way are copies in the joined container."""
        noted: dict[int, Any] = {}
        for i in {i for value in column if value is not None for i in references(value)}:
            noted.update(self.ev.copied.get(i, {}))
        if noted:
            for i in references(result):
                self.ev.copied[i] = {**self.ev.copied.get(i, {}), **noted}

    def _shape(self, column: list[Value], known: set[int] | None = None) -> sh.Shape:
        """The joined shape of a column; objects among the ``known`` ones are themselves in it."""
        ev, shape = self.ev, None
        heap = ev.heap
        for way, value in zip(self.ways, column, strict=True):
            if value is None:
                continue
            ev.heap = {**heap, **way.store.heap}
            s = constants.shape_with(ev, value, sh.shape_of(ev, value, known))
            ev.heap = heap
            shape = s if shape is None else sh.join(shape, s)
        if None in column and not isinstance(shape, sh.PoisonShape):
            shape = shape if isinstance(shape, sh.MaybeShape) else sh.MaybeShape(shape)
        return shape

    def _one_object(self, column: list[Value], hint: str) -> Value:
        """The object that a place refers to on every way on which it refers to any, with a flag that tells those ways."""
        refs, present, wrappers = [], [], set[type]()
        for value in column:
            wrapper, inner, there = None, value, const(True)
            if value is None or value == NONE:
                wrapper, inner, there = (Maybe if value is None else Optional), None, const(False)
            elif isinstance(value, Maybe | Optional):
                wrapper, inner, there = type(value), value.value, value.present
            if inner is not None and not isinstance(inner, Ref):
                return None
            wrappers |= {wrapper} if wrapper else set()
            refs += [inner] if inner is not None else []
            present.append(there)
        if len(wrappers) != 1 or not refs or any(r.id != refs[0].id for r in refs):
            return None
        if any(refs[0].id not in way.store.heap for way in self.ways):
            return None
        flag = self.ev.out.variable(f"has_{hint}", BOOL)
        self.pending.append((sh.NumShape(BOOL, False), [flag], list(present)))
        result: Value = wrappers.pop()(Num(BOOL, Read(flag)), refs[0])
        return result

    def _stand_in(self, column: list[Value], result: Value, named: bool, elsewhere: bool = False) -> None:
        """``result``, a copy, stands for the objects of ``column`` that are known by other names as well. What changes through
        one name changes for the other. ``elsewhere``: on ways that have no object here, it stands for another as a part of
        what it is in."""
        values = [v.value if isinstance(v, Maybe | Optional) else v for v in column]
        inner = result.value if isinstance(result, Maybe | Optional) else result
        if isinstance(inner, Tuple):
            for i, part in enumerate(inner.items):
                parts = [v.items[i] if isinstance(v, Tuple) else None for v in values]
                self._stand_in(parts, part, named, elsewhere)
            return
        if isinstance(inner, Choice):
            self._options_stand_in(values, inner)
            return
        mine = references(inner)
        if not mine or all(v is None or v == NONE or references(v) == mine for v in values):
            return
        involved = {i for v in column if v is not None for i in references(v)}
        if involved & self.ev.frozen_aliases:
            self._freeze(column, result)
            return
        if self._same_container(values, inner):
            return
        items: list[Value] = []
        indices: list[Value] = []
        shared = False
        new: list[Value] = [None] * len(values)
        for i, (way, value) in enumerate(zip(self.ways, values, strict=True)):
            known = value is not None and value != NONE and self._is_known(way, value, named)
            shared |= known
            indices.append(const(len(items)))
            if value == NONE or (value is None and not elsewhere):
                items.append(NONE)
                continue
            if not known:
                items.append(result)
                new[i] = value
                continue
            borrow = self._borrow_of(way, value)
            if borrow is None:
                items.append(value)
            elif borrow.items and not borrow.stale:
                indices[-1] = ar.binary("iadd", const(len(items)), borrow.position)
                items += borrow.items
            elif all(any(b.key == borrow.key for b in w.store.borrows) for w in self.ways):
                items.append(value)
            else:  # an item of a container whose place is known on this way only
                if borrow.owner is not None:
                    from ppc.compiler.frontend.values import copies

                    copies.has_item(self.ev, borrow.owner, result)
                self._freeze(column, result)
                return
        if not shared:
            self._parts_stand_in(values, inner, elsewhere)
            return
        self._register(result, indices, tuple(items))
        if any(v is not None for v in new):
            self._parts_stand_in(new, inner, True)  # what a new object was made of may have names

    def _options_stand_in(self, values: list[Value], result: Choice) -> None:
        """The new objects among the options of ``result``, one for each class; the others are the objects themselves."""
        options = [o for o in result.options if isinstance(o, Ref)]
        known = {o.id for o in options if all(o.id in way.store.heap for way in self.ways)}
        for option in options:
            if option.id in known:
                continue
            cls = self.ev.heap[option.id].cls
            column: list[Value] = []
            for way, value in zip(self.ways, values, strict=True):
                of_class = [i for i in references(value) if i not in known and way.store.heap[i].cls == cls]
                column.append(Ref(of_class[0]) if of_class else None)
                if len(of_class) > 1 and any(self._is_known(way, Ref(i), True) for i in of_class):
                    self._freeze([value if w is way else None for w in self.ways], option)
            self._stand_in(column, option, True)

    def _register(self, result: Value, positions: list[Value], source: Ref | tuple[Value, ...]) -> None:
        position = self.ev.out.variable("which", I64)
        self.pending.append((sh.NumShape(I64, False), [position], positions))
        self.stand_ins.append((result, Num(I64, Read(position)), source, self.in_heap))

    def _same_container(self, values: list[Value], result: Value) -> bool:
        """Whether every way's object is an item of the same container; then so is ``result``."""
        positions: list[Value] = []
        owners: set[int] = set()
        for way, value in zip(self.ways, values, strict=True):
            if value is None or value == NONE:
                positions.append(const(0))
                continue
            b = self._borrow_of(way, value)
            if b is None or b.owner is None or b.stale or not (b.replaced.constant and not b.replaced.static):
                return False
            positions.append(b.position)
            owners.add(b.owner.id)
        if len(owners) != 1 or any(not owners <= way.store.heap.keys() for way in self.ways):
            return False
        self._register(result, positions, Ref(owners.pop()))
        return True

    def _is_known(self, way: Way, value: Value, named: bool) -> bool:
        """Whether another place than the joined one refers to an object of ``value``, which itself may stand for others."""
        for id in references(value):
            if reference_count(way.store, id, self.frames) > named or any(id in references(b.value) for b in way.store.borrows):
                return True
        return False

    def _borrow_of(self, way: Way, value: Value) -> Any:
        mine = references(value)
        for borrow in way.store.borrows:
            if references(borrow.value) == mine:
                return borrow
        return None

    def _parts_stand_in(self, values: list[Value], result: Value, elsewhere: bool = False) -> None:
        """The objects in new objects."""
        if not isinstance(result, Ref):
            return
        content = self.ev.heap[result.id]
        contents = [w.store.heap.get(v.id) if isinstance(v, Ref) else None for w, v in zip(self.ways, values, strict=True)]
        known = [c for c in contents if c is not None]
        if isinstance(content, Instance) and all(isinstance(c, Instance) for c in known):
            for name, part in content.fields.items():
                self._stand_in([None if c is None else c.fields.get(name) for c in contents], part, True, elsewhere)
        elif isinstance(content, ListObject) and all(isinstance(c, ListObject) for c in known):
            for i, part in enumerate(content.items):
                self._stand_in([None if c is None else c.items[i] for c in contents], part, True, elsewhere)
        elif isinstance(content, DictObject) and all(isinstance(c, DictObject) for c in known):
            for key, part in content.items.items():
                self._stand_in([None if c is None else c.items.get(key) for c in contents], part, True, elsewhere)
        else:  # copies in columns: their origin is lost
            for way, c in zip(self.ways, contents, strict=True):
                inside = [i for part in content_values(c) for i in references(part)]
                if any(reference_count(way.store, i, self.frames) > 1 for i in inside):
                    self._freeze(values, result)

    def _freeze(self, column: list[Value], result: Value) -> None:
        """What is known by several names from here on, though they are copies, may not be written any more."""
        from ppc.compiler.frontend.values import copies

        ev = self.ev
        ids = set(objects_in(ev.heap, result))
        for way, value in zip(self.ways, column, strict=True):
            if value is not None:
                ids.update(objects_in(way.store.heap, value))
                for b in reversed(way.store.borrows):  # what it stands for
                    ids.update(b.contents if ids & set(references(b.value)) else ())
        ev.frozen_aliases.update(ids)
        for i in references(result):
            ev.frozen_with[i] = ids.union(*(ev.frozen_with.get(k, ()) for k in ids))
        copies.joined(ev, self.ways, column, result)

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
            inside = [i for v in content_values(content) for i in objects_in(way.store.heap, v)]
            self.put_in += [(id, way, inside)] if inside else []
            ref = Ref(ev.next_id())
            way.store.heap[ref.id] = content
            column.append(ref)
        merged = self.merge(column, "items")
        if isinstance(merged, Poison):
            raise Unsupported("PPC402", f"a list cannot be joined: {merged.reason}", help="keep its elements of one type")
        fresh: Bounded = ev.heap[merged.id]
        return fresh
