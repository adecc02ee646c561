"""Assignment into arrays, and the memory that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.arrays import (
    aligned,
    contiguous_strides,
    copy,
    copy_elements,
    element_at,
    flat,
    for_each,
    operand,
    prefer_unrolled,
    total,
    written_out,
)
from ppc.compiler.frontend.values.values import (
    Buffer,
    Dim,
    NDArray,
    Num,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Array, Const, Copy, Storage, Store, Variable
from ppc.compiler.ir.types import BOOL, F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def writable(ev: Evaluator, a: NDArray) -> Buffer:
    """The buffer for an in-place write; shared constants and observations are copied first."""
    id = a.buffer.id
    if id in ev.frozen_aliases:
        raise Unsupported(
            "PPC406",
            "this array is changed in place while another name may refer to it",
            help="write .copy() where it gets its second name",
        )
    buffer: Buffer = ev.heap[id]
    if buffer.variable is not None and buffer.variable.storage not in (Storage.LOCAL, Storage.STATE):
        if buffer.variable.storage is Storage.DERIVED and ev.stage == "derive":
            return buffer
        target = ev.out.variable(f"{buffer.variable.name}_copy", Array(buffer.dtype, max(buffer.size, 1)))
        ev.out.emit(Copy(target, buffer.variable, ev.span))
        buffer = Buffer(buffer.dtype, buffer.size, None, target, buffer.single)
        ev.heap[id] = buffer
    if buffer.variable is not None and ev.borrows:
        ev.dirty.add(id)
    return buffer


def write_element(ev: Evaluator, a: NDArray, index: list[Num], value: Num) -> None:
    """``a[index] = value`` for in-range indices."""
    buffer = writable(ev, a)
    if value.type is F64 and a.dtype is not F64:
        value = ar.truncate(ev, value) if a.dtype is I64 else ar.to_bool(value)
    elif a.dtype is BOOL:
        value = ar.to_bool(value)
    value = ar.coerce(ev, value, a.dtype)
    value = ar.rounded(value) if buffer.single else ar.as_double(value)
    position = flat(ev, index, a.strides, a.offset)
    if buffer.elements is None:
        assert buffer.variable is not None
        ev.out.emit(Store(buffer.variable, position.expr, value.expr, True, ev.span))
        return
    value = ev.hold(value, "e")
    if position.constant:
        new = list(buffer.elements)
        new[int(position.static)] = value
    else:
        prefer_unrolled(ev, buffer, position)
        position = ev.hold(position, "position")
        new = [
            ev.hold(ar.as_numpy(ar.select(ar.compare(ev, "==", position, const(k)), value, old)), "e")
            for k, old in enumerate(buffer.elements)
        ]
    ev.heap[a.buffer.id] = Buffer(buffer.dtype, buffer.size, tuple(new), None, buffer.single)


def prepare(ev: Evaluator, a: NDArray, dims: tuple[Dim, ...]) -> None:
    """Before writes at every index of ``dims``: the copy of a constant is made once, and a loop needs memory."""
    writable(ev, a)
    if not written_out(dims):
        spill_for_loop(ev, a)


def write_all(ev: Evaluator, a: NDArray, value: Value) -> None:
    """``a[...] = value`` with broadcasting."""
    prepare(ev, a, a.shape)
    source = operand(ev, value)
    if isinstance(source, Num):
        number = ev.hold(source, "value")
        for_each(ev, a.shape, lambda index: write_element(ev, a, index, number))
        return
    vector = source
    if ev.heap[vector.buffer.id] is ev.heap[a.buffer.id]:
        vector = copy(ev, vector)  # overlapping views
    _broadcast_check(a.shape, vector.shape)
    for_each(ev, a.shape, lambda index: write_element(ev, a, index, element_at(ev, vector, aligned(index, vector))))


def _broadcast_check(target: tuple[Dim, ...], source: tuple[Dim, ...]) -> None:
    extra = len(source) - len(target)
    for i, d in enumerate(source):
        if extra > 0 and i < extra:
            if d.size != 1:
                raise Unsupported("PPC402", "the value has more dimensions than the place")
            continue
        t = target[i - extra]
        if d.size not in (1, t.size) and d.length is None and t.length is None:
            raise Unsupported("PPC402", f"a value of {d.size} elements does not fit into a place of {t.size}")


def spill_for_loop(ev: Evaluator, a: NDArray) -> None:
    """Moves scalars to memory: a loop of ours carries nothing but memory from turn to turn."""
    buffer = writable(ev, a)
    if buffer.elements is None:
        return
    memory = ev.out.variable("array", Array(buffer.dtype, max(buffer.size, 1)))
    spill(ev, buffer, memory)
    ev.heap[a.buffer.id] = Buffer(buffer.dtype, buffer.size, None, memory, buffer.single)


def spill(ev: Evaluator, buffer: Buffer, target: Variable) -> None:
    """Scalars of a buffer into memory."""
    assert buffer.elements is not None
    for i, e in enumerate(buffer.elements):
        ev.out.emit(Store(target, Const(I64, i), ar.coerce(ev, e, buffer.dtype).expr, True, ev.span))


def copy_into(ev: Evaluator, a: NDArray, target: Variable, shape: sh.ArrayShape) -> None:
    """A whole array into the memory of an instantiated shape."""
    buffer = ev.heap[a.buffer.id]
    whole = (
        buffer.variable is not None
        and a.dtype is shape.dtype
        and a.offset.constant
        and a.offset.static == 0
        and buffer.size == total(shape.sizes)
        and tuple(d.size for d in a.shape) == shape.sizes
        and a.strides == contiguous_strides(shape.sizes)
    )
    if whole:
        if buffer.variable is not target:
            ev.out.emit(Copy(target, buffer.variable, ev.span))
        return
    if len(a.shape) > 1 and tuple(d.size for d in a.shape)[1:] != shape.sizes[1:]:
        raise NeedsStatic("PPC402", "arrays of different shapes meet here", help="keep their shape the same")
    copy_elements(ev, a, target, shape.dtype, 0)
