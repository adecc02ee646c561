"""Subscripts: indices, slices, masks and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import attributes, classes, conversions, enums, index_arrays, loops, strings
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import Sequence, check_unrolled, select_item, sequence
from ppc.compiler.frontend.library import numpy_grids, numpy_rearranging, slices
from ppc.compiler.frontend.values import array_writes, arrays, containers, copies, mappings, pools
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.detach import made_of
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    Choice,
    DictObject,
    Dim,
    Handle,
    ListObject,
    Module,
    NDArray,
    Num,
    Observation,
    Optional,
    Range,
    Ref,
    Slice,
    Static,
    Tuple,
    TypeName,
    UserClass,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Load
from ppc.compiler.ir.types import BOOL, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def get(ev: Evaluator, base: Value, index: Value) -> Value:
    """``base[index]``."""

    base = conversions.present(ev, base)
    if isinstance(base, Observation):
        if isinstance(index, Static) and isinstance(index.value, str):
            if ev.trying and index.value not in ev.signature.offsets():
                error = Unsupported("PPC214", f"the observation has no field '{index.value}'")
                error.raises = "IndexError"  # of an array that is indexed by a string
                raise error
            return attributes.observation_field(ev, index.value)
        base = base.array
    index = conversions.present(ev, index)
    if isinstance(index, Ref | Handle):
        own = classes.special(ev, index, "index")
        index = index if own is None else own
    elif isinstance(index, Choice) and slices.is_choice(index):
        index = slices.chosen(ev, index)
    if isinstance(base, NDArray):
        return get_array(ev, base, index)
    if isinstance(base, Choice):
        if isinstance(index, Num) and not index.constant and all(map(strings.is_text, base.options)):
            return one_of_strings(ev, base, index)
        if isinstance(index, Num) and strings.is_textual(base):
            found = strings.apply(ev, [base, index], lambda text, i: text[i], "this index")
            if found is not None:
                return found
        return conversions.per_option(ev, base, lambda o: get(ev, o, index))
    if is_type_name(base):
        return base
    strings.check(base)
    if strings.is_text(base):
        return _string(ev, strings.plain(base).value, index)
    if isinstance(base, Module) and base.name in ("numpy.r_", "numpy.c_"):
        return numpy_rearranging.row_join(ev, index, base.name == "numpy.c_")
    if isinstance(base, Module) and base.name in ("numpy.mgrid", "numpy.ogrid"):
        return numpy_grids.grid(ev, index, base.name == "numpy.ogrid")
    if isinstance(base, Module) and base.name == "numpy.s_":
        return slices.settled(ev, index)
    own = classes.special(ev, base, "getitem", index)
    if own is not None:
        return own
    if isinstance(base, Tuple):
        return _known_items(ev, base.items, index, "tuple")
    if isinstance(base, UserClass) and base.kind == "enum":
        return enums.by_name(ev, base, index)
    if isinstance(base, Range):
        seq = sequence(ev, base)
        number = conversions.as_number(ev, index)
        size = seq.count if seq.count is not None else seq.bound
        return seq.item(arrays.checked_index(ev, number, size, seq.length))
    if isinstance(base, Ref):
        if ev.left:
            copies.check_left(ev, base)
        content = ev.heap[base.id]
        if isinstance(content, ListObject):
            return _known_items(ev, content.items, index, "list")
        if isinstance(content, DictObject) and content.default is not None:
            mappings.to_bounded(ev, base)
            content = ev.heap[base.id]
        if isinstance(content, DictObject):
            return containers.dict_get(ev, content, index)
        if isinstance(content, Bounded) and content.kind in ("dict", "set"):
            return mappings.get(ev, base, index)
        if isinstance(content, Bounded):
            return containers.bounded_get(ev, base, index)
    raise Unsupported("PPC403", f"{sh.describe(sh.shape_of(ev, base))} cannot be indexed")


def is_type_name(value: Value) -> bool:
    """Whether a value is a name of ``typing`` and the like, which no code but annotations needs."""
    return isinstance(value, Static) and isinstance(value.value, TypeName)


def one_of_strings(ev: Evaluator, base: Choice, index: Num) -> Value:
    """A character of one of several known strings, such as a map's row: one table for all of them."""
    if ev.stage == "derive":
        check_unrolled(ev, index)
        check_unrolled(ev, base.index)
    texts = [str(strings.plain(o).value) for o in base.options]
    width = max(len(t) for t in texts)
    if not width:
        ev.fault("index", const(True), "index into an empty string")
        return Static("")
    lengths = ev.out.table(I64, tuple(len(t) for t in texts), "lengths")
    length = ev.hold(Num(I64, Load(lengths, base.index.expr, True)), "length")
    column = arrays.checked_index(ev, index, width, length)
    characters = tuple(Static(t[min(k, len(t) - 1)] if t else "") for t in texts for k in range(width))
    place = ar.binary("iadd", ar.binary("imul", base.index, const(width)), column)
    return select_item(ev, characters, ev.hold(place, "place"))


def _string(ev: Evaluator, text: str, index: Value) -> Value:
    if isinstance(index, Slice):
        first, stop, step = _static_slice(ev, index, len(text))
        return Static(text[slice(first, None if step < 0 and stop < 0 else stop, step)])
    index = conversions.as_number(ev, index)
    if index.static is None and ev.stage == "derive":
        check_unrolled(ev, index)
    if index.static is not None:
        return Static(text[int(arrays.checked_index(ev, index, len(text)).static)])
    return select_item(ev, tuple(Static(c) for c in text), arrays.checked_index(ev, index, len(text)))


def _known_items(ev: Evaluator, items: tuple[Value, ...], index: Value, kind: str) -> Value:
    if isinstance(index, Slice):
        parts = (index.start, index.stop, index.step)
        if all(p == NONE if isinstance(p, Static) else isinstance(p, Num) and p.static is not None for p in parts):
            first, stop, step = (None if isinstance(p, Static) else ar.static_int(ev, p, "a slice bound") for p in parts)
            selected = items[slice(first, stop, step)]
            return Tuple(selected) if kind == "tuple" else ev.allocate(ListObject(selected))
        return _slice_of_items(ev, items, index, kind)
    number = conversions.as_number(ev, index)
    if not items:
        ev.fault("index", const(True), "index into an empty sequence")
        return pools.nothing(ev)
    position = arrays.checked_index(ev, number, len(items))
    if position.constant:
        return items[int(position.static)]
    return select_item(ev, items, position)


def _slice_of_items(ev: Evaluator, items: tuple[Value, ...], index: Slice, kind: str) -> Value:
    """A slice with run-time bounds of a list or tuple of known length: a new one of run-time length."""
    if not items:
        return Tuple(()) if kind == "tuple" else ev.allocate(ListObject(()))
    for bound in (index.start, index.stop):
        if isinstance(bound, Num) and ev.small_counters and made_of(bound._expr, ev.small_counters):
            raise NeedsStatic("PPC301", "a list is cut at the counter of a short loop")
    start, dim, step = slice_dim(ev, index, Dim(len(items)))
    room = len(items) if kind == "tuple" else len(items) + budgets.nested_capacity()  # something may be put into a list
    made = containers.make_bounded(ev, [], room, False, kind, ("slice", ev.span, ev.call_path))

    def item(i: Num) -> Value:
        return select_item(ev, items, ev.hold(arrays.flat(ev, [i], (step,), start), "from"))

    def body(i: Num) -> bool:
        containers.push(ev, made, item(i))
        return True

    turns = Sequence(item, dim.size if dim.length is None else None, True, dim.length, dim.size)
    loops.iterate(ev, turns, body, ("slice", ev.span, ev.call_path), None)
    return made


def _static_slice(ev: Evaluator, index: Slice, size: int) -> tuple[int, int, int]:
    values = [
        None if isinstance(p, Static) else ar.static_int(ev, p, "a slice bound") for p in (index.start, index.stop, index.step)
    ]
    return slice(*values).indices(size)


# --- arrays ----------------------------------------------------------------------------------------------


def get_array(ev: Evaluator, a: NDArray, index: Value) -> Value:
    """Basic indexing gives views; masks and integer arrays give copies."""
    parts = list(index.items) if isinstance(index, Tuple) else [index]
    if any(index_arrays.is_index_array(ev, p) for p in parts):
        return index_arrays.take(ev, a, parts)
    view = _view(ev, a, parts)
    return view if view.shape else arrays.element_at(ev, view, [])


def view(ev: Evaluator, a: NDArray, index: Value) -> NDArray:
    """The view that a basic index selects (zero-dimensional for an element)."""
    return _view(ev, a, list(index.items) if isinstance(index, Tuple) else [index])


def view_of(ev: Evaluator, a: NDArray, parts: list[Value]) -> NDArray:
    """The view that the parts of a basic index select."""
    return _view(ev, a, parts)


def _view(ev: Evaluator, a: NDArray, parts: list[Value]) -> NDArray:
    dims: list[Dim] = []
    strides: list[int] = []
    offset = a.offset
    consumed = sum(1 for p in parts if not (isinstance(p, Static) and p.value in (None, Ellipsis)))
    if consumed > len(a.shape):
        raise Unsupported("PPC401", f"{consumed} indices for an array of {len(a.shape)} dimensions")
    axis = 0
    for part in parts:
        if isinstance(part, Static) and part.value is None:
            dims.append(Dim(1))
            strides.append(0)
            continue
        if isinstance(part, Static) and part.value is Ellipsis:
            for _ in range(len(a.shape) - consumed):
                dims.append(a.shape[axis])
                strides.append(a.strides[axis])
                axis += 1
            continue
        dim, stride = a.shape[axis], a.strides[axis]
        axis += 1
        if isinstance(part, Slice):
            first, new, step = slice_dim(ev, part, dim)
            offset = arrays.flat(ev, [first], (stride,), offset)
            dims.append(new)
            strides.append(stride * step)
            continue
        number = conversions.as_number(ev, part)
        if number.type is BOOL and number.numpy:
            raise Unsupported("PPC402", "a single bool as an index is not supported", help="use np.where")
        position = arrays.checked_index(ev, number, dim.size, dim.length)
        offset = arrays.flat(ev, [position], (stride,), offset)
    dims += a.shape[axis:]
    strides += a.strides[axis:]
    return NDArray(a.buffer, a.dtype, tuple(dims), tuple(strides), ev.hold(offset, "offset"))


def slice_dim(ev: Evaluator, part: Slice, dim: Dim) -> tuple[Num, Dim, int]:
    """(first position, new dimension, step) of a slice."""
    bounds = (part.start, part.stop, part.step)
    static = all(isinstance(p, Static) or (isinstance(p, Num) and p.static is not None) for p in bounds)
    if static and dim.length is None:
        begin, end, stride = _static_slice(ev, part, dim.size)
        return const(begin), Dim(len(range(begin, end, stride))), stride
    step = 1 if isinstance(part.step, Static) else ar.static_int(ev, part.step, "a slice step")
    if step not in (1, -1):
        raise Unsupported("PPC402", "a slice with run-time bounds needs a step of 1 or -1")
    length = dim.length if dim.length is not None else const(dim.size)
    if step == -1:
        if not (isinstance(part.start, Static) and isinstance(part.stop, Static)):
            raise Unsupported("PPC402", "a slice backwards with run-time bounds is not supported")
        return ev.hold(ar.binary("isub", length, const(1)), "start"), dim, -1
    start, stop = _limit(ev, part.start, length, const(0)), _limit(ev, part.stop, length, length)
    size = dim.size
    if isinstance(part.stop, Num) and part.stop.static is not None and part.stop.static >= 0:
        size = min(size, int(part.stop.static))
    if isinstance(part.start, Num) and part.start.static is not None:
        given = int(part.start.static)
        size = min(size, -given) if given < 0 else max(0, size - given)
    count = ev.hold(ar.maximum(ev, const(0), ar.binary("isub", stop, start)), "count")
    if count.constant:
        return start, Dim(int(count.static)), 1
    return start, Dim(max(size, 1), ev.hold(ar.minimum(ev, count, const(size)), "count")), 1


def _limit(ev: Evaluator, given: Value, length: Num, absent: Num) -> Num:
    """Where a slice starts or stops: ``absent`` where no number is given, which may turn out at run time."""
    if isinstance(given, Static):
        return absent
    if isinstance(given, Optional):
        return ev.hold(ar.select(given.present, _clamped(ev, ar.to_i64(given.value), length), absent), "bound")
    return _clamped(ev, ar.to_i64(given), length)


def _clamped(ev: Evaluator, index: Num, length: Num) -> Num:
    """A slice bound: negative ones count from the end, all are clamped to the length."""
    index = ev.hold(index, "bound")
    if index.constant:
        if index.static < 0:
            return ev.hold(ar.maximum(ev, const(0), ar.binary("iadd", length, index)), "bound")
        return ev.hold(ar.minimum(ev, index, length), "bound")
    wrapped = ev.hold(ar.select(ar.compare(ev, "<", index, const(0)), ar.binary("iadd", index, length), index), "bound")
    return ev.hold(ar.minimum(ev, ev.hold(ar.maximum(ev, const(0), wrapped), "bound"), length), "bound")


def assign_array(ev: Evaluator, a: NDArray, index: Value, value: Value) -> None:
    """``a[index] = value``."""
    parts = list(index.items) if isinstance(index, Tuple) else [index]
    if any(index_arrays.is_index_array(ev, p) for p in parts):
        index_arrays.assign(ev, a, parts, value)
        return
    target = _view(ev, a, parts)
    if not target.shape:
        array_writes.write_element(ev, target, [], conversions.as_number(ev, value))
        return
    array_writes.write_all(ev, target, value)
