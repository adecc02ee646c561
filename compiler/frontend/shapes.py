"""Shapes: what a value looks like, without its run-time contents.

Where control flow meets (after an ``if``, around a loop, between two steps) the values of both ways are joined:
their shapes are joined, variables for the run-time leaves are made, and both ways assign them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.values import (
    NONE,
    Bound,
    Bounded,
    Buffer,
    Builtin,
    Choice,
    DictObject,
    Dim,
    EnumMember,
    Instance,
    ListObject,
    Maybe,
    Module,
    NDArray,
    Num,
    Observation,
    Optional,
    Poison,
    Ref,
    Static,
    Tuple,
    UserClass,
    UserFunction,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Array, Copy, Read, Variable
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


@dataclass(frozen=True, slots=True)
class NumShape:
    type: Scalar
    numpy: bool


@dataclass(frozen=True, slots=True)
class KnownShape:
    """One known value; ``key`` tells it from others, ``value`` is it."""

    key: Any
    value: Any = field(compare=False)


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    options: tuple[KnownShape, ...]


@dataclass(frozen=True, slots=True)
class OptionalShape:
    inner: Any


@dataclass(frozen=True, slots=True)
class MaybeShape:
    inner: Any


@dataclass(frozen=True, slots=True)
class TupleShape:
    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ArrayShape:
    """``sizes`` are capacities; ``bounded`` tells which dimensions have a run-time length."""

    dtype: Scalar
    sizes: tuple[int, ...]
    bounded: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ListShape:
    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class DictShape:
    items: tuple[tuple[Any, Any], ...]
    kind: str = "dict"
    default: Any = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class InstanceShape:
    cls: Any
    fields: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class BoundedShape:
    capacity: int
    maxlen: bool
    element: Any
    kind: str
    default: Any = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PoisonShape:
    reason: str


Shape = Any


def known_key(value: Value) -> Any:
    """An identity for known values, None where the value is not one."""
    if isinstance(value, Static):
        return ("static", type(value.value).__name__, value.value)
    if isinstance(value, EnumMember):
        return ("enum", value.owner, value.name)
    if isinstance(value, UserClass):
        return ("class", id(value))
    if isinstance(value, UserFunction):
        return ("function", id(value.node))
    if isinstance(value, Builtin | Module):
        return ("builtin", value.name)
    if isinstance(value, Bound) and isinstance(value.receiver, Ref):
        return ("bound", id(value.function.node), value.receiver.id)
    return None


def choice_of(options: list[KnownShape]) -> ChoiceShape:
    """A choice with its options in an order of their own, so that equal sets are equal shapes."""
    return ChoiceShape(tuple(sorted(options, key=_order)))


def _order(option: KnownShape) -> tuple[str, str]:
    kind, *rest = option.key
    if kind in ("function", "bound", "class"):
        value = option.value
        node = value.node if kind != "bound" else value.function.node
        return kind, f"{node.lineno:06d}:{node.col_offset:04d}"
    return str(kind), repr(rest)


def shape_of(ev: Evaluator, value: Value) -> Shape:
    """The shape of a value; follows references into the heap."""
    ev.burn()
    if isinstance(value, Num):
        return NumShape(value.type, value.numpy)
    key = known_key(value)
    if key is not None:
        return KnownShape(key, value)
    if isinstance(value, Choice):
        return choice_of([KnownShape(known_key(o), o) for o in value.options])
    if isinstance(value, Optional):
        return OptionalShape(shape_of(ev, value.value))
    if isinstance(value, Maybe):
        return MaybeShape(shape_of(ev, value.value))
    if isinstance(value, Tuple):
        return TupleShape(tuple(shape_of(ev, v) for v in value.items))
    if isinstance(value, Observation):
        value = value.array
    if isinstance(value, NDArray):
        return ArrayShape(value.dtype, tuple(d.size for d in value.shape), tuple(d.length is not None for d in value.shape))
    if isinstance(value, Ref):
        content = ev.heap[value.id]
        if isinstance(content, ListObject):
            return ListShape(tuple(shape_of(ev, v) for v in content.items))
        if isinstance(content, DictObject):
            entries = tuple((k, shape_of(ev, v)) for k, v in content.items.items())
            return DictShape(entries, content.kind, content.default)
        if isinstance(content, Instance):
            return InstanceShape(content.cls, tuple((k, shape_of(ev, v)) for k, v in content.fields.items()))
        if isinstance(content, Bounded):
            return BoundedShape(content.capacity, content.maxlen, content.element, content.kind, content.default)
    if isinstance(value, Poison):
        return PoisonShape(value.reason)
    return PoisonShape(f"a {type(value).__name__.lower()} cannot be kept across branches")


def describe(shape: Shape) -> str:
    """A shape in a user's words."""
    if isinstance(shape, NumShape):
        return ar.TYPE_NAMES[shape.type]
    if isinstance(shape, KnownShape):
        if shape.value == NONE:
            return "None"
        if isinstance(shape.value, Static):
            return f"{shape.value.value!r}"
        return getattr(shape.value, "name", "a known value")
    if isinstance(shape, ChoiceShape):
        return "one of " + ", ".join(describe(o) for o in shape.options)
    if isinstance(shape, OptionalShape):
        return f"None or {describe(shape.inner)}"
    if isinstance(shape, MaybeShape):
        return describe(shape.inner)
    if isinstance(shape, TupleShape):
        return f"a tuple of {len(shape.items)}"
    if isinstance(shape, ArrayShape):
        return f"an array of shape {shape.sizes}"
    if isinstance(shape, ListShape):
        return f"a list of {len(shape.items)}"
    if isinstance(shape, DictShape):
        return "a dict"
    if isinstance(shape, InstanceShape):
        return f"a {shape.cls.name}"
    if isinstance(shape, BoundedShape):
        return f"a {shape.kind}"
    return str(getattr(shape, "reason", shape))


_NONE_KEY = known_key(NONE)


def is_none(shape: Shape) -> bool:
    return isinstance(shape, KnownShape) and shape.key == _NONE_KEY


def join(a: Shape, b: Shape) -> Shape:
    """The least shape that holds both."""
    if a == b:
        return a
    if isinstance(a, PoisonShape):
        return a
    if isinstance(b, PoisonShape):
        return b
    if isinstance(a, MaybeShape) or isinstance(b, MaybeShape):
        inner = join(a.inner if isinstance(a, MaybeShape) else a, b.inner if isinstance(b, MaybeShape) else b)
        return inner if isinstance(inner, PoisonShape) else MaybeShape(inner)
    if is_none(a) and not isinstance(b, KnownShape | ChoiceShape):
        return b if isinstance(b, OptionalShape) else OptionalShape(b)
    if is_none(b) and not isinstance(a, KnownShape | ChoiceShape):
        return a if isinstance(a, OptionalShape) else OptionalShape(a)
    if isinstance(a, OptionalShape) or isinstance(b, OptionalShape):
        inner = join(
            a.inner if isinstance(a, OptionalShape) else a,
            b.inner if isinstance(b, OptionalShape) else b,
        )
        return inner if isinstance(inner, PoisonShape) else OptionalShape(inner)
    if isinstance(a, NumShape) and isinstance(b, NumShape):
        return NumShape(ar.join_type(a.type, b.type), a.numpy and b.numpy)
    if isinstance(a, KnownShape | ChoiceShape) and isinstance(b, KnownShape | ChoiceShape):
        options = list(a.options if isinstance(a, ChoiceShape) else (a,))
        keys = {o.key for o in options}
        options += [o for o in (b.options if isinstance(b, ChoiceShape) else (b,)) if o.key not in keys]
        if len(options) > budgets.CHOICE_OPTIONS:
            return PoisonShape(f"it has more than {budgets.CHOICE_OPTIONS} possible values")
        return choice_of(options)
    if isinstance(a, TupleShape) and isinstance(b, TupleShape) and len(a.items) == len(b.items):
        return TupleShape(tuple(join(x, y) for x, y in zip(a.items, b.items, strict=True)))
    if isinstance(a, ArrayShape) and isinstance(b, ArrayShape) and len(a.sizes) == len(b.sizes):
        sizes = tuple(max(x, y) for x, y in zip(a.sizes, b.sizes, strict=True))
        bounded = tuple(p or q or x != y for p, q, x, y in zip(a.bounded, b.bounded, a.sizes, b.sizes, strict=True))
        if not any(bounded[1:]):
            return ArrayShape(ar.join_type(a.dtype, b.dtype), sizes, bounded)
    if isinstance(a, ListShape) and isinstance(b, ListShape):
        if len(a.items) == len(b.items):
            return ListShape(tuple(join(x, y) for x, y in zip(a.items, b.items, strict=True)))
        return join(bounded_of(a), bounded_of(b))
    if isinstance(a, ListShape) and isinstance(b, BoundedShape):
        return join(bounded_of(a), b)
    if isinstance(b, ListShape) and isinstance(a, BoundedShape):
        return join(a, bounded_of(b))
    if isinstance(a, DictShape) and isinstance(b, DictShape) and [k for k, _ in a.items] == [k for k, _ in b.items]:
        entries = tuple((k, join(x, y)) for (k, x), (_, y) in zip(a.items, b.items, strict=True))
        return DictShape(entries, a.kind, a.default)
    if isinstance(a, DictShape) and isinstance(b, DictShape | BoundedShape):
        return join(bounded_of(a), b)
    if isinstance(b, DictShape) and isinstance(a, BoundedShape):
        return join(a, bounded_of(b))
    if isinstance(a, InstanceShape) and isinstance(b, InstanceShape) and a.cls is b.cls:
        fields, other = dict(a.fields), dict(b.fields)
        names = list(fields) + [n for n in other if n not in fields]
        if set(fields) == set(other):
            return InstanceShape(a.cls, tuple((n, join(fields[n], other[n])) for n in names))
    if isinstance(a, BoundedShape) and isinstance(b, BoundedShape) and a.kind == b.kind:
        element = b.element if a.element is None else a.element if b.element is None else join(a.element, b.element)
        if a.maxlen == b.maxlen and (not a.maxlen or a.capacity == b.capacity) and not isinstance(element, PoisonShape):
            return BoundedShape(max(a.capacity, b.capacity), a.maxlen, element, a.kind, a.default)
    return PoisonShape(f"it is {describe(a)} on one way and {describe(b)} on another")


def bounded_of(shape: ListShape | DictShape | BoundedShape) -> Shape:
    """A list, dict or set of known length as one of run-time length."""
    if isinstance(shape, BoundedShape):
        return shape
    element: Shape = None
    for item in shape.items:
        entry = item if isinstance(shape, ListShape) else _entry(shape, *item)
        element = entry if element is None else join(element, entry)
    capacity = max(budgets.CONTAINER_CAPACITY, 2 * len(shape.items))
    if isinstance(shape, ListShape):
        return BoundedShape(capacity, False, element, "list")
    return BoundedShape(capacity, False, element, shape.kind, shape.default)


def _entry(shape: DictShape, key: Any, value: Shape) -> Shape:
    """An entry of a dict or set with known keys as one with run-time keys."""
    of_key = _key_shape(key)
    return of_key if shape.kind == "set" else TupleShape((of_key, value))


def _key_shape(key: Any) -> Shape:
    if isinstance(key, bool):
        return NumShape(BOOL, False)
    if isinstance(key, int | float):
        return NumShape(I64 if isinstance(key, int) else F64, False)
    if isinstance(key, tuple):
        return TupleShape(tuple(_key_shape(k) for k in key))
    value = key if isinstance(key, EnumMember) else Static(key)
    return KnownShape(known_key(value), value)


# --- leaves ----------------------------------------------------------------------------------------------


def columns_of(element: Shape) -> list[tuple[Scalar, int]] | None:
    """The run-time leaves of a container's element: (type, words each); None if it cannot lie in columns."""
    if isinstance(element, NumShape):
        return [(element.type, 1)]
    if isinstance(element, KnownShape):
        return []
    if isinstance(element, ChoiceShape):
        return [(I64, 1)]
    if isinstance(element, ArrayShape):
        if any(element.bounded):
            return None
        n = 1
        for s in element.sizes:
            n *= s
        return [(element.dtype, n)]
    if isinstance(element, TupleShape | ListShape | DictShape | InstanceShape):
        leaves: list[tuple[Scalar, int]] = []
        for item in parts_of(element):
            inner = columns_of(item)
            if inner is None:
                return None
            leaves += inner
        return leaves
    if isinstance(element, OptionalShape):
        inner = columns_of(element.inner)
        return None if inner is None else [(BOOL, 1), *inner]
    return None


def parts_of(shape: TupleShape | ListShape | DictShape | InstanceShape) -> list[Shape]:
    """The shapes of a compound's parts, in order."""
    if isinstance(shape, TupleShape | ListShape):
        return list(shape.items)
    return [s for _, s in (shape.items if isinstance(shape, DictShape) else shape.fields)]


class Slots:
    """The variables of an instantiated shape, in a fixed order of its leaves."""

    def __init__(self, make: Callable[[str, Any], Variable]) -> None:
        self.make = make
        self.variables: list[Variable] = []

    def new(self, hint: str, type: Any) -> Variable:
        variable = self.make(hint, type)
        self.variables.append(variable)
        return variable


def instantiate(ev: Evaluator, shape: Shape, slots: Slots, hint: str) -> Value:
    """A value of ``shape`` whose run-time leaves are reads of fresh variables."""
    if isinstance(shape, NumShape):
        return Num(shape.type, Read(slots.new(hint, shape.type)), numpy=shape.numpy)
    if isinstance(shape, KnownShape):
        return shape.value
    if isinstance(shape, ChoiceShape):
        return Choice(Num(I64, Read(slots.new(hint, I64))), tuple(o.value for o in shape.options))
    if isinstance(shape, OptionalShape):
        present = Num(BOOL, Read(slots.new(f"has_{hint}", BOOL)))
        return Optional(present, instantiate(ev, shape.inner, slots, hint))
    if isinstance(shape, MaybeShape):
        present = Num(BOOL, Read(slots.new(f"set_{hint}", BOOL)))
        return Maybe(present, instantiate(ev, shape.inner, slots, hint))
    if isinstance(shape, TupleShape):
        return Tuple(tuple(instantiate(ev, s, slots, f"{hint}_{i}") for i, s in enumerate(shape.items)))
    if isinstance(shape, ArrayShape):
        size, strides = 1, []
        for s in reversed(shape.sizes):
            strides.append(size)
            size *= s
        dims = tuple(
            Dim(s, Num(I64, Read(slots.new(f"len_{hint}", I64))) if b else None)
            for s, b in zip(shape.sizes, shape.bounded, strict=True)
        )
        if 0 < size <= budgets.SCALAR_ELEMENTS and not any(shape.bounded):
            names = [hint] if size == 1 else [f"{hint}_{i}" for i in range(size)]
            elements = tuple(Num(shape.dtype, Read(slots.new(n, shape.dtype)), numpy=True) for n in names)
            buffer = Buffer(shape.dtype, size, elements)
        else:
            buffer = Buffer(shape.dtype, size, None, slots.new(hint, Array(shape.dtype, max(size, 1))))
        return NDArray(ev.allocate(buffer, True), shape.dtype, dims, tuple(reversed(strides)), const(0))
    if isinstance(shape, ListShape):
        items = tuple(instantiate(ev, s, slots, f"{hint}_{i}") for i, s in enumerate(shape.items))
        return ev.allocate(ListObject(items), True)
    if isinstance(shape, DictShape):
        entries = {k: instantiate(ev, s, slots, f"{hint}_{key_text(k)}") for k, s in shape.items}
        return ev.allocate(DictObject(entries, shape.kind, shape.default), True)
    if isinstance(shape, InstanceShape):
        fields = {k: instantiate(ev, s, slots, f"{hint}_{k}" if hint else k) for k, s in shape.fields}
        return ev.allocate(Instance(shape.cls, fields), True)
    if isinstance(shape, BoundedShape):
        start = Num(I64, Read(slots.new(f"{hint}_start", I64))) if shape.kind == "deque" else const(0)
        length = Num(I64, Read(slots.new(f"{hint}_len", I64)))
        columns = bounded_columns(shape, slots, hint)
        content = Bounded(shape.capacity, shape.maxlen, start, length, shape.element, columns, shape.kind, True, shape.default)
        return ev.allocate(content, True)
    assert isinstance(shape, PoisonShape), shape
    return Poison(shape.reason)


def bounded_columns(shape: BoundedShape, slots: Slots, hint: str) -> tuple[Variable, ...]:
    if shape.element is None:
        return ()
    leaves = columns_of(shape.element) or []
    return tuple(
        slots.new(hint if len(leaves) == 1 else f"{hint}_{i}", Array(t, n * shape.capacity)) for i, (t, n) in enumerate(leaves)
    )


def key_text(key: Any) -> str:
    return str(key.name if isinstance(key, EnumMember) else key)


def fill(ev: Evaluator, shape: Shape, variables: Iterator[Variable], value: Value | None) -> None:
    """Emits assignments of ``value``, widened to ``shape``, to the variables of an instantiated shape.

    ``value`` None leaves don't-care contents: the variables are passed over.
    """
    if isinstance(shape, NumShape):
        variable = next(variables)
        if value is not None:
            assert isinstance(value, Num), value
            _assign(ev, variable, ar.coerce(ev, value, shape.type))
        return
    if isinstance(shape, KnownShape | PoisonShape):
        return
    if isinstance(shape, ChoiceShape):
        variable = next(variables)
        if value is not None:
            _assign(ev, variable, choice_index(value, shape))
        return
    if isinstance(shape, OptionalShape):
        variable = next(variables)
        if value is not None:
            if isinstance(value, Optional):
                _assign(ev, variable, value.present)
                value = value.value
            else:
                _assign(ev, variable, const(value != NONE if isinstance(value, Static) else True))
                value = None if value == NONE else value
        fill(ev, shape.inner, variables, value)
        return
    if isinstance(shape, MaybeShape):
        variable = next(variables)
        if isinstance(value, Maybe):
            _assign(ev, variable, value.present)
            value = value.value
        else:
            _assign(ev, variable, const(value is not None))
        fill(ev, shape.inner, variables, value)
        return
    if isinstance(shape, TupleShape):
        for i, s in enumerate(shape.items):
            fill(ev, s, variables, None if value is None else value.items[i])
        return
    if isinstance(shape, ArrayShape):
        _fill_array(ev, shape, variables, value)
        return
    content = None if value is None else ev.heap[value.id]
    if isinstance(shape, ListShape):
        for i, s in enumerate(shape.items):
            fill(ev, s, variables, None if content is None else content.items[i])
    elif isinstance(shape, DictShape | InstanceShape):
        source = None if content is None else content.items if isinstance(shape, DictShape) else content.fields
        for k, s in shape.items if isinstance(shape, DictShape) else shape.fields:
            fill(ev, s, variables, None if source is None else source[k])
    else:
        assert isinstance(shape, BoundedShape), shape
        _fill_bounded(ev, shape, variables, content)


def choice_index(value: Value, shape: ChoiceShape) -> Num:
    """The index of a known value or choice in ``shape``'s options."""
    keys = {o.key: i for i, o in enumerate(shape.options)}
    if isinstance(value, Choice):
        mapping = [keys[known_key(o)] for o in value.options]
        if mapping == list(range(len(mapping))):
            return value.index
        result = const(mapping[-1])
        for i in range(len(mapping) - 2, -1, -1):
            result = ar.select(ar.binary("ieq", value.index, const(i)), const(mapping[i]), result)
        return result
    return const(keys[known_key(value)])


def _assign(ev: Evaluator, variable: Variable, value: Num) -> None:
    if isinstance(value._expr, Read) and value._expr.variable is variable:
        return
    ev.out.assign(variable, value.expr, ev.span)


def _fill_array(ev: Evaluator, shape: ArrayShape, variables: Iterator[Variable], value: Value | None) -> None:
    from ppc.compiler.frontend import arrays

    if isinstance(value, Observation):
        value = value.array
    for i, bounded in enumerate(shape.bounded):
        if bounded:
            variable = next(variables)
            if value is not None:
                length = value.shape[i].length
                _assign(ev, variable, length if length is not None else const(value.shape[i].size))
    size = 1
    for s in shape.sizes:
        size *= s
    if 0 < size <= budgets.SCALAR_ELEMENTS and not any(shape.bounded):
        targets = [next(variables) for _ in range(size)]
        if value is not None:
            for target, element in zip(targets, arrays.elements(ev, value), strict=True):
                _assign(ev, target, ar.coerce(ev, element, shape.dtype))
        return
    target = next(variables)
    if value is not None:
        arrays.copy_into(ev, value, target, shape)


def _fill_bounded(ev: Evaluator, shape: BoundedShape, variables: Iterator[Variable], content: Any) -> None:
    from ppc.compiler.frontend import containers

    start = next(variables) if shape.kind == "deque" else None
    length = next(variables)
    columns = [next(variables) for _ in columns_of(shape.element) or []] if shape.element is not None else []
    if content is None:
        return
    if isinstance(content, ListObject):
        if start is not None:
            _assign(ev, start, const(0))
        _assign(ev, length, const(len(content.items)))
        for i, item in enumerate(content.items):
            containers.write_columns(ev, shape.element, columns, const(i), item)
        return
    if isinstance(content, DictObject):
        from ppc.compiler.frontend import mappings
        from ppc.compiler.frontend.iteration import key_value

        _assign(ev, length, const(len(content.items)))
        for i, (k, v) in enumerate(content.items.items()):
            entry = mappings.entry_of(content, key_value(k), v)
            containers.write_columns(ev, shape.element, columns, const(i), entry)
        return
    if start is not None:
        _assign(ev, start, content.start)
    _assign(ev, length, content.length)
    if content.element is None:
        return
    if content.element == shape.element and content.capacity == shape.capacity:
        for target, source in zip(columns, content.columns, strict=True):
            if target is not source:
                ev.out.emit(Copy(target, source, ev.span))
        return
    containers.convert_columns(ev, content, shape, columns)
