"""How items lie in the columns of a container: one array a leaf of their shape, an item's words side by side.

Scalars and short arrays are moved one by one; lists of run-time length and long arrays by loops.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values import instances, sums
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import (
    EITHER,
    NONE,
    SINGLE,
    TEXT,
    Bounded,
    Buffer,
    Choice,
    DictObject,
    Dim,
    Handle,
    Instance,
    ListObject,
    NDArray,
    Num,
    NumberText,
    Optional,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Array, Assign, Load, Read, Store, Variable
from ppc.compiler.ir.types import BOOL, I64, Scalar

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Leaf = list[Num] | Variable  # the words of a leaf, without those behind a list's last item, or the memory that holds them
_TABLE = 512  # words of a leaf in a table of known items
_ZERO = {"f64": 0.0, "i64": 0, "bool": False}


def leaves(ev: Evaluator, shape: sh.Shape, item: Value, most: int = budgets.SCALAR_ELEMENTS) -> list[Leaf]:
    """The run-time leaves of ``item``, widened to ``shape``, in the order of ``shapes.columns_of``.

    A list of known items has its words themselves where a leaf has at most ``most`` of them, else memory of its own.
    """
    from ppc.compiler.frontend.values import arrays

    if isinstance(shape, sh.NumShape):
        if not isinstance(item, Num):  # a member of an IntEnum
            from ppc.compiler.frontend import conversions

            item = conversions.as_number(ev, item)
        number: list[Leaf] = [[ar.coerce(ev, item, shape.type)]]
        return number if shape.numpy != EITHER else [*number, [ev.owners.ask(ar.is_python(item))]]
    if isinstance(shape, sh.KnownShape):
        return []
    if isinstance(shape, sh.ChoiceShape):
        return [[instances.choice_index(item, shape)]]
    if isinstance(shape, sh.HandleShape):
        return [[item.index]]
    if isinstance(shape, sh.TextShape):
        return [[n] for n in item.numbers]
    if in_memory(shape):
        return _leaves_of_known_items(ev, shape, item, most) or _spilled(ev, shape, item)
    if isinstance(shape, sh.ArrayShape):
        return [[ar.coerce(ev, e, shape.dtype) for e in arrays.elements(ev, item)]]
    if isinstance(shape, sh.DictShape | sh.InstanceShape):
        content = ev.heap[item.id]
        parts = content.items if isinstance(shape, sh.DictShape) else content.fields
        entries = shape.items if isinstance(shape, sh.DictShape) else shape.fields
        return [leaf for name, s in entries for leaf in leaves(ev, s, parts[name], most)]
    if isinstance(shape, sh.SumShape):
        return _leaves_of_sum(ev, shape, item, most)
    if isinstance(shape, sh.OptionalShape):
        if isinstance(item, Static) and item == NONE:
            return [[const(False)], *_zeros(ev, shape.inner)]
        if isinstance(item, Optional):
            return [[item.present], *leaves(ev, shape.inner, item.value, most)]
        return [[const(True)], *leaves(ev, shape.inner, item, most)]
    content = item if isinstance(item, Tuple) else ev.heap.get(getattr(item, "id", -1))
    values = getattr(content, "items", None)
    if not isinstance(values, tuple | list) or len(values) != len(shape.items):
        raise Unsupported("PPC304", "the items of this container have no single type", help="keep items of one type in it")
    return [leaf for s, v in zip(shape.items, values, strict=True) for leaf in leaves(ev, s, v, most)]


def _leaves_of_known_items(ev: Evaluator, shape: sh.Shape, item: Value, most: int) -> list[Leaf] | None:
    """Those of a short list or tuple whose length is known, without memory of its own; None for anything else."""
    content = item if isinstance(item, Tuple) else ev.heap.get(getattr(item, "id", -1))
    if (
        not isinstance(shape, sh.BoundedShape)
        or shape.kind not in ("list", "tuple")
        or not isinstance(content, Tuple | ListObject)
    ):
        return None
    kinds = [] if shape.element is None else sh.columns_of(shape.element) or []
    if len(content.items) > shape.capacity or any(words * shape.capacity > most for _, words in kinds):
        return None
    rows = [leaves(ev, shape.element, v, most) for v in content.items]
    if any(isinstance(leaf, Variable) for row in rows for leaf in row):
        return None
    columns: list[Leaf] = [[const(len(rows))]]
    for k, (kind, words) in enumerate(kinds):
        own = [leaf for row in rows if isinstance(leaf := row[k], list)]
        absent = const(_ZERO[kind.value])
        columns.append([n for leaf in own for n in [*leaf, *[absent] * (words - len(leaf))]])
    return columns


def _leaves_of_sum(ev: Evaluator, shape: sh.SumShape, item: Value, most: int) -> list[Leaf]:
    """Which part it is, and the leaves of all parts."""
    if isinstance(item, Choice):
        return _spilled(ev, shape, item)
    taken = sums.part_of(ev.heap, shape, item)
    parts = [leaves(ev, p, item, most) if i == taken else _zeros(ev, p) for i, p in enumerate(shape.parts)]
    return [[const(taken)], *(leaf for part in parts for leaf in part)]


def in_memory(shape: sh.Shape) -> bool:
    """Whether a leaf is moved by a loop."""
    if isinstance(shape, sh.ArrayShape):
        size = 1
        for s in shape.sizes:
            size *= s
        return any(shape.bounded) or size > budgets.SCALAR_ELEMENTS
    return isinstance(shape, sh.BoundedShape)


def _zeros(ev: Evaluator, shape: sh.Shape) -> list[Leaf]:
    """What lies in the columns where there is no item."""
    out: list[Leaf] = []
    for kind, words in sh.columns_of(shape) or []:
        if words <= budgets.SCALAR_ELEMENTS:
            out.append([const(_ZERO[kind.value])] * words)
        else:
            memory = ev.out.variable("nothing", Array(kind, words))
            ev.out.clear(memory, ev.span)
            out.append(memory)
    return out


def _spilled(ev: Evaluator, shape: sh.Shape, item: Value) -> list[Leaf]:
    """A value in variables of its own, which an instance of the shape has."""
    slots = instances.Slots(lambda hint, type: ev.out.variable(hint, type))
    instances.instantiate(ev, shape, slots, "item")
    instances.fill(ev, shape, iter(slots.variables), item)
    return [v if isinstance(v.type, Array) else [Num(v.type, Read(v))] for v in slots.variables]


def write(ev: Evaluator, element: sh.Shape, columns: list[Variable], position: Num, item: Value) -> None:
    """Puts an item of shape ``element`` (or one that widens to it) at a position of columns."""
    position = ev.hold(position, "position")
    kinds = sh.columns_of(element) or []
    for memory, (_, words), leaf in zip(columns, kinds, leaves(ev, element, item), strict=True):
        _write_leaf(ev, memory, words, position, leaf)


def _write_leaf(ev: Evaluator, memory: Variable, words: int, position: Num, leaf: Leaf) -> None:
    base = position if words == 1 else ev.hold(ar.binary("imul", position, const(words)), "base")
    if isinstance(leaf, Variable):
        assert isinstance(leaf.type, Array)
        with ev.counted(words, "w") as w:
            value = Load(leaf, w.expr, True)
            ev.out.emit(Store(memory, ar.binary("iadd", base, w).expr, value, True, ev.span))
        return
    for j, number in enumerate(leaf):
        where = base if j == 0 else ar.binary("iadd", base, const(j))
        ev.out.emit(Store(memory, where.expr, number.expr, True, ev.span))


def column(ev: Evaluator, items: list[list[Leaf]], k: int, kind: Scalar, words: int) -> Variable:
    """Memory with leaf ``k`` of every item: a table where all of it is known."""
    own = [item[k] for item in items]
    if all(isinstance(leaf, list) and all(n.constant for n in leaf) for leaf in own):
        rest = _ZERO[kind.value]
        rows = [[*(n.static for n in leaf), *[rest] * (words - len(leaf))] for leaf in own if isinstance(leaf, list)]
        return ev.out.table(kind, tuple(itertools.chain.from_iterable(rows)), "table")
    memory = ev.out.variable("items", Array(kind, max(len(own) * words, 1)))
    if any(isinstance(leaf, list) and len(leaf) < words for leaf in own):
        ev.out.clear(memory, ev.span)
    for i, leaf in enumerate(own):
        _write_leaf(ev, memory, words, const(i), leaf)
    return memory


def of_items(ev: Evaluator, shape: sh.Shape, items: tuple[Value, ...]) -> list[Variable]:
    """Columns of known items."""
    rows = [leaves(ev, shape, item, _TABLE) for item in items]
    return [column(ev, rows, k, kind, words) for k, (kind, words) in enumerate(sh.columns_of(shape) or [])]


def read(ev: Evaluator, shape: sh.Shape, columns: list[Variable], index: Num) -> Value:
    """The item at a run-time index (in range) of columns. Mutable items are copies."""
    position = iter(zip(columns, (words for _, words in sh.columns_of(shape) or []), strict=True))

    def build(s: sh.Shape) -> Value:
        if isinstance(s, sh.KnownShape):
            return s.value
        if isinstance(s, sh.TextShape):
            return NumberText(TEXT.what, s.pieces, s.words, tuple(build(sh.NumShape(I64, False)) for _ in s.words))
        if isinstance(s, sh.TupleShape):
            return Tuple(tuple(build(x) for x in s.items), ev.live_class(s.cls))
        if isinstance(s, sh.ListShape):
            return ev.allocate(ListObject(tuple(build(x) for x in s.items)), True)
        if isinstance(s, sh.DictShape):
            return ev.allocate(DictObject({k: build(x) for k, x in s.items}, s.kind, s.default), True)
        if isinstance(s, sh.InstanceShape):
            return ev.allocate(Instance(ev.live_class(s.cls), {k: build(x) for k, x in s.fields}))
        if isinstance(s, sh.SumShape):
            which = build(sh.NumShape(I64, False))
            return Choice(which, tuple(build(x) for x in s.parts))
        if isinstance(s, sh.OptionalShape):
            present = build(sh.NumShape(BOOL, False))
            return Optional(present, build(s.inner))
        if in_memory(s):
            return _read_memory(ev, s, position, index)
        memory, words = next(position)
        if isinstance(s, sh.ArrayShape):
            return _read_array(ev, s, memory, words, index)
        kind = I64 if isinstance(s, sh.ChoiceShape | sh.HandleShape) else s.type
        value = ev.hold(Num(kind, Load(memory, index.expr), numpy=getattr(s, "numpy", False)), "item")
        if isinstance(s, sh.HandleShape):
            return Handle(ev.live_class(s.cls), value)
        if isinstance(s, sh.ChoiceShape):
            return Choice(value, tuple(o.value for o in s.options))
        if isinstance(s, sh.NumShape) and s.numpy == EITHER:
            return instances.owned(ev, value, build(sh.NumShape(BOOL, False)))
        return value

    return build(shape)


def _read_array(ev: Evaluator, s: sh.ArrayShape, memory: Variable, words: int, index: Num) -> NDArray:
    from ppc.compiler.frontend.values import arrays

    base = ar.binary("imul", index, const(words)) if words != 1 else index
    origin = SINGLE if s.single else True
    elements = tuple(
        ev.hold(Num(s.dtype, Load(memory, ar.binary("iadd", base, const(j)).expr), numpy=origin), "element")
        for j in range(words)
    )
    buffer = ev.allocate(Buffer(s.dtype, words, elements, None, s.single))
    return NDArray(buffer, s.dtype, tuple(Dim(d) for d in s.sizes), arrays.contiguous_strides(s.sizes), const(0))


def _read_memory(ev: Evaluator, s: sh.Shape, position: Iterator[tuple[Variable, int]], index: Num) -> Value:
    slots = instances.Slots(lambda hint, type: ev.out.variable(hint, type))
    value = instances.instantiate(ev, s, slots, "item")
    for target in slots.variables:
        memory, words = next(position)
        if not isinstance(target.type, Array):
            ev.out.emit(Assign(target, Load(memory, index.expr), ev.span))
            continue
        base = ev.hold(ar.binary("imul", index, const(words)), "base")
        with ev.counted(words, "w") as w:
            ev.out.emit(Store(target, w.expr, Load(memory, ar.binary("iadd", base, w).expr), True, ev.span))
    return value


def convert(ev: Evaluator, content: Bounded, shape: sh.BoundedShape, columns: list[Variable]) -> None:
    """Copies items into columns of a wider shape, keeping their ring positions."""

    if content.capacity != shape.capacity and not (content.start.constant and content.start.static == 0):
        raise Unsupported("PPC402", "deques of different lengths meet here")
    with ev.counted(min(content.capacity, shape.capacity)) as i:
        write(ev, shape.element, columns, i, read(ev, content.element, list(content.columns), i))


def move_up(ev: Evaluator, content: Bounded, first: Num, count: Num) -> None:
    """``count`` items after position ``first`` move one place down (no ring)."""
    kinds = sh.columns_of(content.element) or []
    with ev.counted_to(count, content.capacity) as k:
        i = ev.hold(ar.binary("iadd", first, k), "i")
        for memory, (kind, words) in zip(content.columns, kinds, strict=True):
            base = ev.hold(ar.binary("imul", i, const(words)), "base") if words > 1 else i

            def move(j: Num, memory: Variable = memory, kind: Any = kind, words: int = words, base: Num = base) -> None:
                target = ar.binary("iadd", base, j)
                value = Num(kind, Load(memory, ar.binary("iadd", target, const(words)).expr))
                ev.out.emit(Store(memory, target.expr, value.expr, True, ev.span))

            if words > budgets.SCALAR_ELEMENTS:
                with ev.counted(words, "w") as w:
                    move(w)
            else:
                for j in range(words):
                    move(const(j))
