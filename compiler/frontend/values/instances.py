"""Values of a shape: variables for its run-time leaves, and the assignments that fill them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.shapes import (
    ArrayShape,
    BoundedShape,
    ChoiceShape,
    ConstantShape,
    DictShape,
    HandleShape,
    InstanceShape,
    KnownShape,
    ListShape,
    MaybeShape,
    NumShape,
    OptionalShape,
    PoisonShape,
    RangeShape,
    Shape,
    SumShape,
    TextShape,
    TupleShape,
    columns_of,
    key_text,
    option_key,
    parts_of,
)
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
    Maybe,
    NDArray,
    Num,
    NumberText,
    Observation,
    Optional,
    Poison,
    Range,
    Static,
    Tuple,
    Value,
    Whose,
    const,
)
from ppc.compiler.ir.nodes import Array, Copy, Read, Storage, Variable
from ppc.compiler.ir.types import BOOL, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


_OF_RANGE = ("start", "stop", "step")


class Slots:
    """The variables of an instantiated shape, in a fixed order of its leaves."""

    def __init__(self, make: Callable[[str, Any], Variable]) -> None:
        self.make = make
        self.variables: list[Variable] = []
        self.flags: list[Variable] = []

    def new(self, hint: str, type: Any) -> Variable:
        variable = self.make(hint, type)
        self.variables.append(variable)
        return variable

    def flag(self, hint: str) -> Variable:
        """Whose number a number is."""
        variable = self.new(hint, BOOL)
        self.flags.append(variable)
        return variable


def owned(ev: Evaluator, number: Num, python: Num) -> Num:
    """``number`` as one that is Python's where ``python`` is true, and NumPy's elsewhere."""
    if ev.owners.float32:
        return Num(number.type, number._expr, number.static, number.deps)
    return Num(number.type, number._expr, number.static, number.deps, True, whose=Whose(python, True))


def own(shape: Shape, variables: list[Variable]) -> set[str]:
    """Names of the variables of an instance that are not to be read where it is filled, except for a single one. A number's
    flag is assigned after it, and read by no number."""
    return {v.name for v in (variables[:1] if isinstance(shape, NumShape) else variables)}


def instantiate(ev: Evaluator, shape: Shape, slots: Slots, hint: str) -> Value:
    """A value of ``shape`` whose run-time leaves are reads of fresh variables."""
    if isinstance(shape, NumShape):
        number = Num(shape.type, Read(slots.new(hint, shape.type)), numpy=shape.numpy)
        return number if shape.numpy != EITHER else owned(ev, number, Num(BOOL, Read(slots.flag(f"{hint}_is_python"))))
    if isinstance(shape, KnownShape):
        return shape.value
    if isinstance(shape, ChoiceShape):
        return Choice(Num(I64, Read(slots.new(hint, I64))), tuple(o.value for o in shape.options))
    if isinstance(shape, SumShape):
        from ppc.compiler.frontend.values import sums

        return sums.instantiate(ev, shape, slots, hint)
    if isinstance(shape, OptionalShape):
        present = Num(BOOL, Read(slots.new(f"has_{hint}", BOOL)))
        return Optional(present, instantiate(ev, shape.inner, slots, hint))
    if isinstance(shape, MaybeShape):
        present = Num(BOOL, Read(slots.new(f"set_{hint}", BOOL)))
        return Maybe(present, instantiate(ev, shape.inner, slots, hint))
    if isinstance(shape, TextShape):
        numbers = tuple(Num(I64, Read(slots.new(f"{hint}_{i}", I64))) for i in range(len(shape.words)))
        return NumberText(TEXT.what, shape.pieces, shape.words, numbers)
    if isinstance(shape, TupleShape):
        items = tuple(instantiate(ev, s, slots, f"{hint}_{i}") for i, s in enumerate(shape.items))
        return Tuple(items, ev.live_class(shape.cls))
    if isinstance(shape, RangeShape):
        start, stop, step = (instantiate(ev, s, slots, f"{hint}_{n}") for s, n in zip(shape.items, _OF_RANGE, strict=True))
        return Range(start, stop, step)
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
            origin = SINGLE if shape.single else True
            elements = tuple(Num(shape.dtype, Read(slots.new(n, shape.dtype)), numpy=origin) for n in names)
            buffer = Buffer(shape.dtype, size, elements, None, shape.single)
        else:
            memory = slots.new(hint, Array(shape.dtype, max(size, 1)))
            buffer = Buffer(shape.dtype, size, None, memory, shape.single)
        return NDArray(ev.allocate(buffer, True), shape.dtype, dims, tuple(reversed(strides)), const(0))
    if isinstance(shape, ListShape):
        items = tuple(instantiate(ev, s, slots, f"{hint}_{i}") for i, s in enumerate(shape.items))
        return ev.allocate(ListObject(items), True)
    if isinstance(shape, DictShape):
        entries = {k: instantiate(ev, s, slots, f"{hint}_{key_text(k)}") for k, s in shape.items}
        return ev.allocate(DictObject(entries, shape.kind, shape.default), True)
    if isinstance(shape, InstanceShape):
        fields = {k: instantiate(ev, s, slots, f"{hint}_{k}" if hint else k) for k, s in shape.fields}
        return ev.allocate(Instance(ev.live_class(shape.cls), fields), True)
    if isinstance(shape, HandleShape):
        return Handle(ev.live_class(shape.cls), Num(I64, Read(slots.new(hint, I64))))
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


def fill(ev: Evaluator, shape: Shape, variables: Iterator[Variable], value: Value | None) -> None:
    """Emits assignments of ``value``, widened to ``shape``, to the variables of an instantiated shape.

    ``value`` None leaves don't-care contents: the variables are passed over.
    """
    if isinstance(shape, NumShape):
        variable = next(variables)
        if value is not None:
            if not isinstance(value, Num):  # a member of an IntEnum
                from ppc.compiler.frontend import conversions

                value = conversions.as_number(ev, value)
            assign(ev, variable, ar.coerce(ev, value, shape.type))
        if shape.numpy == EITHER:
            flag = next(variables)
            if value is not None:
                python = ar.is_python(value)
                ev.owners.feed(flag, python)
                assign(ev, flag, python)
        return
    if isinstance(shape, KnownShape | PoisonShape):
        if isinstance(shape, ConstantShape) and value is not None:
            _must_be(shape, value)
        return
    if isinstance(shape, ChoiceShape):
        variable = next(variables)
        if value is not None:
            assign(ev, variable, choice_index(value, shape))
        return
    if isinstance(shape, OptionalShape):
        variable = next(variables)
        if value is not None:
            if isinstance(value, Optional):
                assign(ev, variable, value.present)
                value = value.value
            else:
                assign(ev, variable, const(value != NONE if isinstance(value, Static) else True))
                value = None if value == NONE else value
        fill(ev, shape.inner, variables, value)
        return
    if isinstance(shape, MaybeShape):
        variable = next(variables)
        if isinstance(value, Maybe):
            assign(ev, variable, value.present)
            value = value.value
        else:
            assign(ev, variable, const(value is not None))
        fill(ev, shape.inner, variables, value)
        return
    if isinstance(shape, HandleShape):
        variable = next(variables)
        if value is not None:
            assign(ev, variable, value.index)
        return
    if isinstance(shape, TextShape):
        for i in range(len(shape.words)):
            variable = next(variables)
            if value is not None:
                assign(ev, variable, value.numbers[i])
        return
    if isinstance(shape, RangeShape):
        for s, n in zip(shape.items, _OF_RANGE, strict=True):
            fill(ev, s, variables, None if value is None else getattr(value, n))
        return
    if isinstance(value, Range):
        from ppc.compiler.frontend.library import builtins_

        value = builtins_.BUILTINS["list"].call(ev, [value], {})
    if isinstance(shape, TupleShape):
        for i, s in enumerate(shape.items):
            fill(ev, s, variables, None if value is None else value.items[i])
        return
    if isinstance(shape, ArrayShape):
        _fill_array(ev, shape, variables, value)
        return
    if isinstance(shape, SumShape):
        from ppc.compiler.frontend.values import sums

        sums.fill(ev, shape, variables, value)
        return
    content: Any = None if value is None else ListObject(value.items) if isinstance(value, Tuple) else ev.heap[value.id]
    if isinstance(shape, ListShape):
        for i, s in enumerate(shape.items):
            fill(ev, s, variables, None if content is None else content.items[i])
    elif isinstance(shape, DictShape | InstanceShape):
        source = None if content is None else content.items if isinstance(shape, DictShape) else content.fields
        for k, s in shape.items if isinstance(shape, DictShape) else shape.fields:
            fill(ev, s, variables, None if source is None else source.get(k))
    else:
        assert isinstance(shape, BoundedShape), shape
        _fill_bounded(ev, shape, variables, content)


def _must_be(shape: ConstantShape, value: Value) -> None:
    """A constant has no variable, so that another value would be lost."""
    if not (isinstance(value, Num) and value.constant and value.static == shape.value.static):
        raise Unsupported("PPC305", "the types of the policy's fields do not settle")


def choice_index(value: Value, shape: ChoiceShape) -> Num:
    """The index of a known value or choice in ``shape``'s options."""
    keys = {o.key: i for i, o in enumerate(shape.options)}
    if isinstance(value, Choice):
        return mapped(value.index, [keys[option_key(o)] for o in value.options])
    if isinstance(value, Optional):  # a string of numbers or None
        return ar.select(value.present, choice_index(value.value, shape), choice_index(NONE, shape))
    return const(keys[option_key(TEXT if isinstance(value, NumberText) else value)])


def mapped(index: Num, mapping: list[int]) -> Num:
    """``mapping[index]``."""
    if mapping == list(range(len(mapping))):
        return index
    result = const(mapping[-1])
    for i in range(len(mapping) - 2, -1, -1):
        if mapping[i] != mapping[-1]:
            result = ar.select(ar.binary("ieq", index, const(i)), const(mapping[i]), result)
    return result


def width(shape: Shape) -> int:
    """How many variables an instance of a shape has."""
    if isinstance(shape, NumShape):
        return 2 if shape.numpy == EITHER else 1
    if isinstance(shape, ChoiceShape):
        return 1
    if isinstance(shape, OptionalShape | MaybeShape):
        return 1 + width(shape.inner)
    if isinstance(shape, TextShape):
        return len(shape.words)
    if isinstance(shape, ArrayShape):
        size = prod(shape.sizes)
        return size if 0 < size <= budgets.SCALAR_ELEMENTS and not any(shape.bounded) else sum(shape.bounded) + 1
    if isinstance(shape, BoundedShape):
        inner = [] if shape.element is None else columns_of(shape.element) or []
        return (2 if shape.kind == "deque" else 1) + len(inner)
    if isinstance(shape, TupleShape | RangeShape | ListShape | DictShape | InstanceShape | SumShape):
        return isinstance(shape, SumShape) + sum(map(width, parts_of(shape)))
    return 0


def assign(ev: Evaluator, variable: Variable, value: Num) -> None:
    if isinstance(value._expr, Read) and value._expr.variable is variable:
        return
    ev.out.assign(variable, value.expr, ev.span)


def _fill_array(ev: Evaluator, shape: ArrayShape, variables: Iterator[Variable], value: Value | None) -> None:
    from ppc.compiler.frontend.values import array_writes, arrays

    if isinstance(value, Observation):
        value = value.array
    for i, bounded in enumerate(shape.bounded):
        if bounded:
            variable = next(variables)
            if value is not None:
                length = value.shape[i].length
                assign(ev, variable, length if length is not None else const(value.shape[i].size))
    size = 1
    for s in shape.sizes:
        size *= s
    if 0 < size <= budgets.SCALAR_ELEMENTS and not any(shape.bounded):
        targets = [next(variables) for _ in range(size)]
        if value is not None:
            for target, element in zip(targets, arrays.elements(ev, value), strict=True):
                assign(ev, target, ar.coerce(ev, element, shape.dtype))
        return
    target = next(variables)
    if value is not None:
        array_writes.copy_into(ev, value, target, shape)


def _fill_bounded(ev: Evaluator, shape: BoundedShape, variables: Iterator[Variable], content: Any) -> None:
    from ppc.compiler.frontend.values import columns

    start = next(variables) if shape.kind == "deque" else None
    length = next(variables)
    memory = [next(variables) for _ in columns_of(shape.element) or []] if shape.element is not None else []
    if not isinstance(content, Bounded) or content.element != shape.element:
        for column in memory:
            if column.storage is Storage.LOCAL:
                ev.out.clear(column, ev.span)
    if content is None:
        return
    if isinstance(content, ListObject):
        if start is not None:
            assign(ev, start, const(0))
        assign(ev, length, const(len(content.items)))
        for i, item in enumerate(content.items):
            columns.write(ev, shape.element, memory, const(i), item)
        return
    if isinstance(content, DictObject):
        from ppc.compiler.frontend.iteration import key_value
        from ppc.compiler.frontend.values import mappings

        assign(ev, length, const(len(content.items)))
        for i, (k, v) in enumerate(content.items.items()):
            entry = mappings.entry_of(content, key_value(k), v)
            columns.write(ev, shape.element, memory, const(i), entry)
        return
    if start is not None:
        assign(ev, start, content.start)
    if content.capacity > shape.capacity and not content.maxlen:
        most = const(shape.capacity)
        ev.overflow(ar.binary("ilt", most, content.length), shape.capacity, "items")
        assign(ev, length, ar.minimum(ev, content.length, most))
    else:
        assign(ev, length, content.length)
    if content.element is None:
        return
    if content.element == shape.element and content.capacity == shape.capacity:
        for target, source in zip(memory, content.columns, strict=True):
            if target is not source:
                ev.out.emit(Copy(target, source, ev.span))
        return
    columns.convert(ev, content, shape, memory)
