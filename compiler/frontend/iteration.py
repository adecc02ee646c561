"""What can be iterated over: a length and an item at an index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import shapes as sh
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.ranges import interval
from ppc.compiler.frontend.values import (
    Bounded,
    DictObject,
    EnumMember,
    Instance,
    ListObject,
    NDArray,
    Num,
    Observation,
    Range,
    Ref,
    Static,
    Tuple,
    UserClass,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Array, Const, Load, Store
from ppc.compiler.ir.types import BOOL, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


@dataclass(eq=False)
class Sequence:
    """``count`` items, or up to ``bound`` of them with a run-time ``length``.

    ``item`` takes an index; a run-time one only if ``uniform``. ``cheap`` says that a residual loop suits it.
    """

    item: Callable[[Num], Value]
    count: int | None
    uniform: bool
    length: Num | None = None
    bound: int = 0
    proven: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Lazy:
    """zip, enumerate, reversed … as values."""

    sequence: Sequence


def sequence(ev: Evaluator, value: Value) -> Sequence:
    """Iteration over a value."""
    from ppc.compiler.frontend import arrays, containers

    if isinstance(value, Lazy):
        return value.sequence
    if isinstance(value, Observation):
        value = value.array
    if isinstance(value, Range):
        return _range(ev, value)
    if isinstance(value, NDArray):
        if not value.shape:
            raise Unsupported("PPC403", "a number cannot be iterated over")
        first = value.shape[0]
        array = value
        return Sequence(
            lambda i: arrays.item(ev, array, [i]),
            first.size if first.length is None else None,
            True,
            first.length,
            first.size,
        )
    if isinstance(value, Tuple):
        return known(ev, value.items)
    if isinstance(value, Static) and isinstance(value.value, str):
        return known(ev, tuple(Static(c) for c in value.value))
    if isinstance(value, Ref):
        content = ev.heap[value.id]
        if isinstance(content, ListObject):
            return known(ev, content.items)
        if isinstance(content, DictObject):
            return known(ev, tuple(key_value(k) for k in content.items))
        if isinstance(content, Bounded) and content.kind == "dict":
            from ppc.compiler.frontend import mappings

            return mappings.view(ev, content, "keys").sequence
        if isinstance(content, Bounded):
            return Sequence(
                lambda i: containers.read(ev, content, i), None, True, content.length, content.capacity, content.proven
            )
    if isinstance(value, UserClass) and value.kind == "enum":
        return known(ev, tuple(v for v in value.attributes.values() if isinstance(v, EnumMember)))
    raise Unsupported("PPC403", "this cannot be iterated over", help="iterate over a range, list, tuple or array")


def key_value(key: object) -> Value:
    """A dictionary key as a value."""
    if isinstance(key, bool | int | float):
        return const(key)
    if isinstance(key, tuple):
        return Tuple(tuple(key_value(k) for k in key))
    if isinstance(key, EnumMember):
        return key
    return Static(key)


def _range(ev: Evaluator, r: Range) -> Sequence:
    if all(x.static is not None for x in (r.start, r.stop, r.step)):
        start, stop, step = (ar.static_int(ev, x, "a bound of range()") for x in (r.start, r.stop, r.step))
        if step == 0:
            raise Unsupported("PPC404", "the step of range() is zero")
        count = len(range(start, stop, step))

        def item(i: Num) -> Num:
            if i.constant:
                return const(start + step * int(i.static))
            scaled = i if step == 1 else ar.binary("imul", i, const(step))
            return scaled if start == 0 else ar.binary("iadd", const(start), scaled)

        return Sequence(item, count, True, bound=count)
    step = ar.static_int(ev, r.step, "the step of range()")
    if step == 0:
        raise Unsupported("PPC404", "the step of range() is zero")
    span = ar.binary("isub", r.stop, r.start) if step > 0 else ar.binary("isub", r.start, r.stop)
    if abs(step) != 1:
        span = ar.binary("idiv", ar.binary("iadd", span, const(abs(step) - 1)), const(abs(step)))
    length = ev.hold(ar.maximum(ev, const(0), span), "count")
    first = ev.hold(r.start, "start")
    most = interval(length._expr, ev.ranges)[1]
    proven = most <= budgets.WHILE_BOUND

    def dynamic(i: Num) -> Num:
        scaled = i if step == 1 else ar.binary("imul", i, const(step))
        return ar.binary("iadd", first, scaled)

    return Sequence(dynamic, None, True, length, most if proven else budgets.WHILE_BOUND, proven)


def known(ev: Evaluator, items: tuple[Value, ...]) -> Sequence:
    """A sequence of values that are all at hand; uniform if a table of them can be indexed at run time."""
    shape = None
    for item in items:
        s = sh.shape_of(ev, item)
        shape = s if shape is None else sh.join(shape, s)
    from ppc.compiler.frontend.store import references

    uniform = shape is not None and len(items) > 1 and sh.columns_of(shape) is not None
    uniform = uniform and not any(references(item) for item in items)  # each turn has its own objects

    def get(i: Num) -> Value:
        if i.constant:
            return items[int(i.static)]
        return select_item(ev, items, i)

    return Sequence(get, len(items), uniform, bound=len(items))


def select_item(ev: Evaluator, items: tuple[Value, ...], index: Num) -> Value:
    """``items[index]`` for a run-time index within range."""
    shape = None
    for item in items:
        s = sh.shape_of(ev, item)
        shape = s if shape is None else sh.join(shape, s)
    leaves = sh.columns_of(shape)
    if shape is None or leaves is None or isinstance(shape, sh.PoisonShape):
        raise NeedsStatic(
            "PPC302",
            "items of different kinds are indexed by a run-time number",
            help="give the items one type and length",
        )
    from ppc.compiler.frontend.store import references

    ev.frozen_aliases.update(i for item in items for i in references(item))
    return read_columns(ev, shape, [column(ev, items, shape, k) for k in range(len(leaves))], index, True)


def flat_leaves(ev: Evaluator, shape: sh.Shape, item: Value) -> list[Num]:
    """The run-time leaves of ``item`` in ``shape``'s order, as scalars (arrays element by element)."""
    from ppc.compiler.frontend import arrays
    from ppc.compiler.frontend.values import NONE, Optional

    if isinstance(shape, sh.NumShape):
        return [ar.coerce(ev, item, shape.type)]
    if isinstance(shape, sh.DictShape | sh.InstanceShape):
        content = ev.heap[item.id]
        parts = content.items if isinstance(shape, sh.DictShape) else content.fields
        entries = shape.items if isinstance(shape, sh.DictShape) else shape.fields
        return [leaf for name, s in entries for leaf in flat_leaves(ev, s, parts[name])]
    if isinstance(shape, sh.KnownShape):
        return []
    if isinstance(shape, sh.ChoiceShape):
        return [sh.choice_index(item, shape)]
    if isinstance(shape, sh.ArrayShape):
        return [ar.coerce(ev, e, shape.dtype) for e in arrays.elements(ev, item)]
    if isinstance(shape, sh.OptionalShape):
        absent = isinstance(item, Static) and item == NONE
        inner = item.value if isinstance(item, Optional) else item
        present = item.present if isinstance(item, Optional) else const(not absent)
        if absent:
            leaves = [
                zero
                for kind, n in sh.columns_of(shape.inner) or []
                for zero in [const({"f64": 0.0, "i64": 0, "bool": False}[kind.value])] * n
            ]
        else:
            leaves = flat_leaves(ev, shape.inner, inner)
        return [present, *leaves]
    values = item.items if isinstance(item, Tuple) else ev.heap[item.id].items
    return [leaf for s, v in zip(shape.items, values, strict=True) for leaf in flat_leaves(ev, s, v)]


def column(ev: Evaluator, items: tuple[Value, ...], shape: sh.Shape, k: int) -> tuple[object, int]:
    """Memory with leaf ``k`` of every item, and the words an item takes in it."""
    leaves = sh.columns_of(shape) or []
    type, words = leaves[k]
    first = sum(n for _, n in leaves[:k])
    scalars = [leaf for item in items for leaf in flat_leaves(ev, shape, item)[first : first + words]]
    if all(s.constant for s in scalars):
        return ev.out.table(type, tuple(s.static for s in scalars), "table"), words
    memory = ev.out.variable("items", Array(type, len(scalars)))
    for i, s in enumerate(scalars):
        ev.out.emit(Store(memory, Const(I64, i), s.expr, True, ev.span))
    return memory, words


def read_columns(
    ev: Evaluator, shape: sh.Shape, columns: list[tuple[object, int]], index: Num, shared: bool = False
) -> Value:
    """The item at a run-time index (in range) of columns. Mutable items are copies; ``shared`` ones must not be written."""
    from ppc.compiler.frontend.values import Buffer, Choice, Dim, Optional

    position = iter(columns)

    def fresh(ref: Ref) -> Ref:
        if shared:
            ev.frozen_aliases.add(ref.id)
        return ref

    def build(s: sh.Shape) -> Value:
        if isinstance(s, sh.KnownShape):
            return s.value
        if isinstance(s, sh.TupleShape):
            return Tuple(tuple(build(x) for x in s.items))
        if isinstance(s, sh.ListShape):
            return fresh(ev.allocate(ListObject(tuple(build(x) for x in s.items))))
        if isinstance(s, sh.DictShape):
            return fresh(ev.allocate(DictObject({k: build(x) for k, x in s.items}, s.kind, s.default)))
        if isinstance(s, sh.InstanceShape):
            return fresh(ev.allocate(Instance(s.cls, {k: build(x) for k, x in s.fields})))
        if isinstance(s, sh.OptionalShape):
            present = build(sh.NumShape(BOOL, False))
            return Optional(present, build(s.inner))
        memory, words = next(position)
        if isinstance(s, sh.ArrayShape):
            size = words
            base = ar.binary("imul", index, const(words)) if words != 1 else index
            elements = tuple(
                ev.hold(
                    Num(s.dtype, Load(memory, ar.binary("iadd", base, const(j)).expr), numpy=True),  # type: ignore[arg-type]
                    "element",
                )
                for j in range(size)
            )
            strides, n = [], 1
            for dim in reversed(s.sizes):
                strides.append(n)
                n *= dim
            if size > budgets.SCALAR_ELEMENTS:
                target = ev.out.variable("row", Array(s.dtype, size))
                for j, e in enumerate(elements):
                    ev.out.emit(Store(target, Const(I64, j), e.expr, True, ev.span))
                buffer = Buffer(s.dtype, size, None, target)
            else:
                buffer = Buffer(s.dtype, size, elements)
            return NDArray(ev.allocate(buffer), s.dtype, tuple(Dim(d) for d in s.sizes), tuple(reversed(strides)), const(0))
        kind = I64 if isinstance(s, sh.ChoiceShape) else s.type
        value = ev.hold(Num(kind, Load(memory, index.expr), numpy=getattr(s, "numpy", False)), "item")  # type: ignore[arg-type]
        if isinstance(s, sh.ChoiceShape):
            return Choice(value, tuple(o.value for o in s.options))
        return value

    return build(shape)
