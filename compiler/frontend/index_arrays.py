"""Indexing of arrays by masks and by arrays of integers: copies when read, scattered when assigned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import conversions
from ppc.compiler.frontend.emitter import OpenIf
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values import array_writes, arrays
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    Buffer,
    Dim,
    ListObject,
    NDArray,
    Num,
    Ref,
    Slice,
    Static,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Array, Assign, Const, Read, Store
from ppc.compiler.ir.types import BOOL, F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_ALL = Slice(NONE, NONE, NONE)


def is_index_array(ev: Evaluator, part: Value) -> bool:
    """Whether a part of an index is an array or a list."""
    if isinstance(part, NDArray):
        return bool(part.shape)
    return isinstance(part, Ref) and isinstance(ev.heap[part.id], ListObject | Bounded)


def take(ev: Evaluator, a: NDArray, parts: list[Value]) -> Value:
    """``a[mask]``, ``a[i]``, ``a[i, j]``, ``a[:, i]``, ``a[mask, 1]`` …"""
    found = _whole(ev, a, parts)
    if found is not None:
        row, mask = found
        return masked(ev, row, mask)
    place = _Place.of(ev, a, parts)
    return arrays.build(ev, a.dtype, place.dims, lambda index: arrays.element_at(ev, a, place.source(ev, index)), "taken")


def assign(ev: Evaluator, a: NDArray, parts: list[Value], value: Value) -> None:
    """The same places as the target of an assignment."""
    source = arrays.operand(ev, value)
    if isinstance(source, Num):
        source = ev.hold(source, "value")
    elif ev.heap[source.buffer.id] is ev.heap[a.buffer.id]:
        source = arrays.copy(ev, source)  # overlapping views
    found = _whole(ev, a, parts)
    if found is not None:
        row, mask = found
        if isinstance(source, Num):
            _fill_masked(ev, row, mask, source)
        else:
            _scatter_masked(ev, row, mask, source)
        return
    place = _Place.of(ev, a, parts)
    array_writes.prepare(ev, a, place.dims)
    if isinstance(source, NDArray):
        _check_fits(ev, place.dims, source)

    def body(index: list[Num]) -> None:
        item = source if isinstance(source, Num) else arrays.element_at(ev, source, arrays.aligned(index, source))
        array_writes.write_element(ev, a, place.source(ev, index), item)

    arrays.for_each(ev, place.dims, body)


def _check_fits(ev: Evaluator, dims: tuple[Dim, ...], source: NDArray) -> None:
    if len(source.shape) > len(dims):
        raise Unsupported("PPC402", "the value has more dimensions than the place")
    for place, given in zip(reversed(dims), reversed(source.shape), strict=False):
        if given.length is None and given.size == 1:
            continue
        arrays.same_length(ev, place, given, "a value does not fit into its place")


def _whole(ev: Evaluator, a: NDArray, parts: list[Value]) -> tuple[NDArray, NDArray] | None:
    """For ``a[mask]`` and ``a[i, mask]`` what the mask is of, all of it, and the mask; None for other indices."""
    from ppc.compiler.frontend import subscripts

    if not isinstance(parts[-1], Ref | NDArray) or not all(isinstance(p, Num) for p in parts[:-1]):
        return None
    mask = arrays.as_array(ev, parts[-1])
    if mask.dtype is not BOOL or len(parts) - 1 + len(mask.shape) != len(a.shape) or _known(ev, mask) is not None:
        return None
    row = subscripts.view_of(ev, a, parts[:-1]) if len(parts) > 1 else a
    _check_mask(ev, mask, row.shape)
    return row, mask


def _check_mask(ev: Evaluator, mask: NDArray, dims: tuple[Dim, ...]) -> None:
    for m, d in zip(mask.shape, dims, strict=False):
        arrays.same_length(ev, m, d, "a mask has another length than the array")


def _known(ev: Evaluator, mask: NDArray) -> list[bool] | None:
    """The elements of a vector of bools that are all known."""
    if len(mask.shape) != 1 or mask.shape[0].length is not None:
        return None
    content = ev.heap[mask.buffer.id]
    if content.elements is None or not all(e.constant for e in content.elements):
        return None
    return [bool(e.static) for e in arrays.elements(ev, mask)]


def positions(ev: Evaluator, mask: NDArray) -> NDArray:
    """Where a vector of bools is true."""
    known = _known(ev, mask)
    if known is not None:
        found = [const(k) for k, there in enumerate(known) if there]
        return arrays.from_elements(ev, I64, (len(found),), list(found))
    return masked(ev, arrays.build(ev, I64, mask.shape, lambda i: i[0], "positions"), mask)


@dataclass(eq=False)
class _Place:
    """What an index selects: its dimensions, and for an index into them the one into the array."""

    array: NDArray
    dims: tuple[Dim, ...]
    at: int  # where the dimensions of the index arrays are among them
    common: int  # how many those are
    layout: list[NDArray | Num | tuple[Num, int, int]]  # by axis: an index array, a position, or a slice's start, place, step

    @staticmethod
    def of(ev: Evaluator, a: NDArray, parts: list[Value]) -> _Place:
        from ppc.compiler.frontend import subscripts

        axes = _by_axis(ev, a, parts)
        advanced = [k for k, p in enumerate(axes) if not isinstance(p, Slice)]
        shared = arrays.broadcast_dims(ev, [p for p in axes if isinstance(p, NDArray)])
        together = advanced == list(range(advanced[0], advanced[-1] + 1))
        dims: list[Dim] = [] if together else list(shared)  # NumPy puts them first where a slice stands between
        at = 0
        layout: list[NDArray | Num | tuple[Num, int, int]] = []
        for axis, part in enumerate(axes):
            dim = a.shape[axis]
            if together and axis == advanced[0]:
                at = len(dims)
                dims += shared
            if isinstance(part, NDArray):
                layout.append(part)
            elif isinstance(part, Slice):
                start, new, step = subscripts.slice_dim(ev, part, dim)
                layout.append((start, len(dims), step))
                dims.append(new)
            else:
                layout.append(arrays.checked_index(ev, conversions.as_number(ev, part), dim.size, dim.length))
        return _Place(a, tuple(dims), at, len(shared), layout)

    def source(self, ev: Evaluator, index: list[Num]) -> list[Num]:
        shared = index[self.at : self.at + self.common]
        out: list[Num] = []
        for axis, part in enumerate(self.layout):
            if isinstance(part, NDArray):
                chosen = arrays.element_at(ev, part, arrays.aligned(shared, part))
                dim = self.array.shape[axis]
                out.append(arrays.checked_index(ev, chosen, dim.size, dim.length))
            elif isinstance(part, Num):
                out.append(part)
            else:
                start, position, step = part
                out.append(arrays.flat(ev, [index[position]], (step,), start))
        return out


def _by_axis(ev: Evaluator, a: NDArray, parts: list[Value]) -> list[Value]:
    """The parts of an index, one for each axis; masks as the positions where they are true."""
    dots = [k for k, p in enumerate(parts) if isinstance(p, Static) and p.value is Ellipsis]
    if any(isinstance(p, Static) and p.value is None for p in parts):
        raise Unsupported("PPC402", "None together with an index array is not supported", help="use reshape")
    missing = len(a.shape) - (len(parts) - len(dots))
    if missing < 0:
        raise Unsupported("PPC401", f"{len(parts)} indices for an array of {len(a.shape)} dimensions")
    at = dots[0] if dots else len(parts)
    axes = [*parts[:at], *[_ALL] * missing, *parts[at + 1 :]]
    masks = 0
    for axis, part in enumerate(axes):
        if not is_index_array(ev, part):
            continue
        array = arrays.as_array(ev, part)
        if array.dtype is F64 and not (array.shape[0].size == 0):
            raise Unsupported("PPC204", "an index array must hold integers", help="write .astype(int)")
        if array.dtype is BOOL:
            masks += 1
            if len(array.shape) != 1 or masks > 1:
                raise Unsupported(
                    "PPC402", "a mask of several dimensions, or two masks, together with other indices are not supported",
                    help="use a mask of one axis at a time, or np.where",
                )  # fmt: skip
            _check_mask(ev, array, a.shape[axis : axis + 1])
            array = positions(ev, array)
        axes[axis] = array
    return axes


def masked(ev: Evaluator, a: NDArray, mask: NDArray) -> NDArray:
    """``a[mask]``: up to all elements, in order, with a run-time length."""
    if len(mask.shape) != len(a.shape):
        raise Unsupported("PPC402", "a mask must have the shape of the array")
    size = arrays.total(tuple(d.size for d in a.shape))
    count = ev.out.variable("count", I64)
    memory = ev.out.variable("masked", Array(a.dtype, max(size, 1)))
    ev.out.emit(Assign(count, Const(I64, 0), ev.span))
    position = Num(I64, Read(count))

    def body(index: list[Num]) -> None:
        keep = arrays.element_at(ev, mask, index)
        value = ev.hold(arrays.element_at(ev, a, index), "value")
        node = OpenIf(keep.expr, [], [], ev.span)
        ev.out.emit(node)
        node.then.append(Store(memory, position.expr, value.expr, True, ev.span))
        node.then.append(Assign(count, ar.binary("iadd", position, const(1)).expr, ev.span))

    arrays.for_each(ev, a.shape, body)
    buffer = ev.allocate(Buffer(a.dtype, size, None, memory, arrays.is_single(ev, a)))
    length = ev.hold(Num(I64, ev.out.temporary("count", I64, position.expr, ev.span)), "count")
    return NDArray(buffer, a.dtype, (Dim(size, length),), (1,), const(0))


def _fill_masked(ev: Evaluator, a: NDArray, mask: NDArray, value: Num) -> None:
    """``a[mask] = number``."""
    array_writes.prepare(ev, a, a.shape)

    def body(index: list[Num]) -> None:
        keep = ev.hold(arrays.element_at(ev, mask, index), "keep")
        if ev.heap[a.buffer.id].elements is not None:
            old = arrays.element_at(ev, a, index)
            array_writes.write_element(ev, a, index, ar.select(keep, arrays.as_element(ev, a, value), old))
            return
        node = OpenIf(keep.expr, [], [], ev.span)
        ev.out.emit(node)
        outer, ev.out.block = ev.out.block, node.then
        array_writes.write_element(ev, a, index, value)
        ev.out.block = outer

    arrays.for_each(ev, a.shape, body)


def _scatter_masked(ev: Evaluator, a: NDArray, mask: NDArray, source: NDArray) -> None:
    """``a[mask] = values``: the values in order, one a true element."""
    if len(source.shape) != 1:
        raise Unsupported("PPC402", "the values for the true elements of a mask must be a vector")
    array_writes.prepare(ev, a, a.shape)
    taken = ev.out.variable("taken", I64)
    ev.out.emit(Assign(taken, Const(I64, 0), ev.span))
    dim = source.shape[0]

    def body(index: list[Num]) -> None:
        keep = ev.hold(arrays.element_at(ev, mask, index), "keep")
        count = Num(I64, Read(taken))
        at = ev.hold(ar.minimum(ev, ev.hold(count, "count"), const(max(dim.size - 1, 0))), "at")
        new = arrays.as_element(ev, a, arrays.element_at(ev, source, [at]))
        old = arrays.element_at(ev, a, index)
        array_writes.write_element(ev, a, index, ar.select(keep, new, old))
        ev.out.emit(Assign(taken, ar.binary("iadd", count, ar.to_i64(keep)).expr, ev.span))

    if dim.size:
        arrays.for_each(ev, a.shape, body)
    if dim.size != 1 or dim.length is not None:
        given = dim.length if dim.length is not None else const(dim.size)
        ev.fault("value", ar.compare(ev, "!=", Num(I64, Read(taken)), given), "as many values as true elements are needed")
