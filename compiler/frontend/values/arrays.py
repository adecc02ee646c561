"""NumPy arrays of the policy: views of buffers whose elements are scalars or memory.

Library functions are written against ``build``, ``elementwise`` and ``fold``, which write out small arrays and
loop over large ones; both give the same bits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.detach import made_of
from ppc.compiler.frontend.values.ranges import interval
from ppc.compiler.frontend.values.values import (
    SINGLE,
    Bounded,
    Buffer,
    Dim,
    EnumMember,
    ListObject,
    NDArray,
    Num,
    Observation,
    Range,
    Ref,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Array, Const, Fill, Load, Read, Storage, Store, Variable
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

ZERO = {BOOL: False, I64: 0, F64: 0.0}


# --- making ----------------------------------------------------------------------------------------------


def contiguous_strides(sizes: tuple[int, ...]) -> tuple[int, ...]:
    strides, n = [], 1
    for s in reversed(sizes):
        strides.append(n)
        n *= s
    return tuple(reversed(strides))


def total(sizes: tuple[int, ...]) -> int:
    n = 1
    for s in sizes:
        n *= s
    return n


def element_hint(ev: Evaluator, k: int, size: int) -> str:
    """A name for element ``k`` of an array of ``size``, after the name that is being assigned."""
    base = ev.naming or "e"
    return base if size == 1 else f"{base}_{k}"


def from_elements(ev: Evaluator, dtype: Scalar, sizes: tuple[int, ...], elements: list[Num]) -> NDArray:
    """An array of scalars; large ones go to memory."""
    n = total(sizes)
    assert n == len(elements)
    values = [ar.as_numpy(ar.coerce(ev, e, dtype)) for e in elements]
    single = n > 0 and all(v.numpy == SINGLE for v in values)
    if not single:
        values = [ar.as_double(v) for v in values]
    if n <= budgets.SCALAR_ELEMENTS:
        held = tuple(ev.hold(v, element_hint(ev, k, n)) for k, v in enumerate(values))
        buffer = Buffer(dtype, n, held, None, single)
    elif all(v.constant for v in values):
        table = ev.out.table(dtype, tuple(v.static for v in values), "table")
        buffer = Buffer(dtype, n, None, table, single)
    else:
        memory = ev.out.variable("array", Array(dtype, n))
        for i, v in enumerate(values):
            ev.out.emit(Store(memory, Const(I64, i), v.expr, True, ev.span))
        buffer = Buffer(dtype, n, None, memory, single)
    return NDArray(ev.allocate(buffer), dtype, tuple(Dim(s) for s in sizes), contiguous_strides(sizes), const(0))


def build(
    ev: Evaluator, dtype: Scalar, dims: tuple[Dim, ...], element: Callable[[list[Num]], Num], hint: str = "array"
) -> NDArray:
    """An array whose element at an index list is ``element(index)``."""
    sizes = tuple(d.size for d in dims)
    n = total(sizes)
    dynamic = any(d.length is not None for d in dims)
    if n <= budgets.SCALAR_ELEMENTS and not dynamic:
        ev.burn(n)
        return from_elements(ev, dtype, sizes, [element(index) for index in static_indices(sizes)])
    if n > budgets.ARRAY_ELEMENTS:
        raise Unsupported("PPC802", f"an array of {n} elements is too large", help="use smaller arrays")
    memory = ev.out.variable(hint, Array(dtype, max(n, 1)))
    strides = contiguous_strides(sizes)
    buffer = ev.allocate(Buffer(dtype, n, None, memory))
    if dynamic:
        ev.out.clear(memory, ev.span)

    def nest(index: list[Num]) -> None:
        k = len(index)
        if k == len(dims):
            value = ar.coerce(ev, element(index), dtype)
            ev.heap[buffer.id] = Buffer(dtype, n, None, memory, value.numpy == SINGLE)
            ev.out.emit(Store(memory, flat(ev, index, strides, const(0)).expr, value.expr, True, ev.span))
            return
        length = dims[k].length
        if length is not None:
            with ev.counted_to(length, dims[k].size) as i:
                nest([*index, i])
        else:
            with ev.counted(dims[k].size) as i:
                nest([*index, i])

    if n:
        nest([])
    return NDArray(buffer, dtype, dims, strides, const(0))


def static_indices(sizes: tuple[int, ...]) -> list[list[Num]]:
    out: list[list[Num]] = [[]]
    for s in sizes:
        out = [[*prefix, const(i)] for prefix in out for i in range(s)]
    return out


def flat(ev: Evaluator, index: list[Num], strides: tuple[int, ...], offset: Num) -> Num:
    position = offset
    for i, stride in zip(index, strides, strict=True):
        scaled = i if stride == 1 else ar.binary("imul", i, const(stride))
        position = scaled if position.constant and position.static == 0 else ar.binary("iadd", position, scaled)
    return position


def full(ev: Evaluator, dims: tuple[Dim, ...], value: Num, dtype: Scalar) -> NDArray:
    """An array of equal elements."""
    value = ev.hold(ar.coerce(ev, value, dtype), "value")
    sizes = tuple(d.size for d in dims)
    n = total(sizes)
    if n > budgets.SCALAR_ELEMENTS or any(d.length is not None for d in dims):
        if n > budgets.ARRAY_ELEMENTS:
            raise Unsupported("PPC802", f"an array of {n} elements is too large", help="use smaller arrays")
        memory = ev.out.variable("array", Array(dtype, max(n, 1)))
        ev.out.emit(Fill(memory, value.expr, ev.span))
        buffer = ev.allocate(Buffer(dtype, n, None, memory, value.numpy == SINGLE))
        return NDArray(buffer, dtype, dims, contiguous_strides(sizes), const(0))
    return build(ev, dtype, dims, lambda _: value)


def as_array(ev: Evaluator, value: Value, dtype: Scalar | None = None) -> NDArray:
    """``np.asarray``: a nested sequence of numbers as an array (arrays come back as they are)."""
    from ppc.compiler.frontend import conversions

    value = conversions.present(ev, value)
    if isinstance(value, Observation):
        value = value.array
    if isinstance(value, NDArray):
        return value if dtype is None or dtype is value.dtype else astype(ev, value, dtype)
    if isinstance(value, Num):
        element = ev.hold(ar.as_numpy(ar.coerce(ev, value, dtype or value.type)), "e")
        buffer = ev.allocate(Buffer(element.type, 1, (element,), None, element.numpy == SINGLE))
        return NDArray(buffer, element.type, (), (), const(0))
    if isinstance(value, Ref) and isinstance(ev.heap[value.id], Bounded):
        return from_bounded(ev, ev.heap[value.id], dtype)
    if (
        isinstance(value, Tuple | Range)
        or (isinstance(value, Ref) and isinstance(ev.heap[value.id], ListObject))
        or _is_lazy(value)
    ):
        items = conversions.static_items(ev, value)
        if not items:
            return from_elements(ev, dtype or F64, (0,), [])
        items = [conversions.as_number(ev, i) if isinstance(i, EnumMember) and i.value.integer else i for i in items]
        if all(isinstance(i, Num) for i in items):
            kind = dtype or _join_all([i.type for i in items])
            return from_elements(ev, kind, (len(items),), [ar.coerce(ev, i, kind) for i in items])
        parts = [as_array(ev, i) for i in items]
        sizes = [static_sizes(p) for p in parts]
        if len(set(sizes)) != 1:
            raise Unsupported("PPC402", "the rows of this array have different lengths", help="make them equal")
        kind = dtype or _join_all([p.dtype for p in parts])
        return stack(ev, parts, kind)
    text = isinstance(value, Static) and isinstance(value.value, str) and len(value.value) == 1
    help = (
        "make one of bools or numbers: np.array([[c == '#' for c in row] for row in rows])" if text else "use lists of numbers"
    )
    raise Unsupported("PPC402", f"{sh.describe(sh.shape_of(ev, value))} cannot be made an array", help=help)


def _is_lazy(value: Value) -> bool:
    from ppc.compiler.frontend.iteration import Lazy

    return isinstance(value, Lazy)


def _join_all(types: list[Scalar]) -> Scalar:
    result = types[0]
    for t in types[1:]:
        result = ar.join_type(result, t)
    return result


def stack(ev: Evaluator, parts: list[NDArray], dtype: Scalar) -> NDArray:
    """Arrays of one shape along a new first axis."""
    inner = static_sizes(parts[0])
    if any(static_sizes(p) != inner for p in parts):
        raise Unsupported("PPC402", "the arrays that are stacked must have one shape", help="bring them to one shape before")
    sizes = (len(parts), *inner)
    if total(sizes) <= 256:
        return from_elements(ev, dtype, sizes, [ar.coerce(ev, e, dtype) for p in parts for e in elements(ev, p)])
    memory = ev.out.variable("stack", Array(dtype, total(sizes)))
    n = total(inner)
    for k, part in enumerate(parts):
        copy_elements(ev, part, memory, dtype, k * n)
    single = all(ev.heap[p.buffer.id].single for p in parts)
    buffer = ev.allocate(Buffer(dtype, total(sizes), None, memory, single))
    return NDArray(buffer, dtype, tuple(Dim(s) for s in sizes), contiguous_strides(sizes), const(0))


def from_bounded(ev: Evaluator, content: Bounded, dtype: Scalar | None) -> NDArray:
    from ppc.compiler.frontend.values import containers

    if content.element is None:
        return from_elements(ev, dtype or F64, (0,), [])
    length = ev.hold(content.length, "length")
    if isinstance(content.element, sh.NumShape):
        return build(
            ev, dtype or content.element.type, (Dim(content.capacity, length),), lambda i: containers.read(ev, content, i[0])
        )
    leaves = sh.columns_of(content.element) or []
    if len({t for t, _ in leaves}) == 1:
        probe = as_array(ev, containers.read(ev, content, const(0)))
        inner = static_sizes(probe)
        if len(inner) == 1:

            def element(index: list[Num]) -> Num:
                row = as_array(ev, containers.read(ev, content, index[0]))
                return element_at(ev, row, [index[1]])

            return build(ev, dtype or probe.dtype, (Dim(content.capacity, length), Dim(inner[0])), element)
    raise Unsupported("PPC402", "this list cannot be made an array", help="use lists of numbers")


# --- reading ---------------------------------------------------------------------------------------------


def static_sizes(a: NDArray) -> tuple[int, ...]:
    if any(d.length is not None for d in a.shape):
        raise NeedsStatic("PPC301", "the length of this array must be known when the policy is compiled")
    return tuple(d.size for d in a.shape)


def static_size(a: NDArray) -> int:
    return total(static_sizes(a))


def read_buffer(ev: Evaluator, buffer: Buffer, position: Num) -> Num:
    """The element at a flat position, in bounds."""
    if buffer.elements is not None:
        if position.constant:
            return buffer.elements[int(position.static)]
        from ppc.compiler.frontend.iteration import known

        prefer_unrolled(ev, buffer, position)
        if buffer.size == 1:
            return buffer.elements[0]
        value = known(ev, buffer.elements).item(position)
        assert isinstance(value, Num)
        return ar.as_numpy(value)
    variable = buffer.variable
    assert variable is not None
    origin = SINGLE if buffer.single else True
    if variable.storage is Storage.TABLE and position.constant:
        return const(variable.values[int(position.static)], origin)
    value = Num(buffer.dtype, Load(variable, position.expr, True), numpy=origin)
    if variable.storage in (Storage.TABLE, Storage.OBSERVATION) and position.constant:
        return value
    return ev.hold(value, "element")  # memory may be overwritten before the value is used


def prefer_unrolled(ev: Evaluator, buffer: Buffer, position: Num) -> None:
    """Scalars indexed by the counter of a short loop: better to write the loop out."""
    if ev.small_counters and made_of(position._expr, ev.small_counters):
        assert buffer.elements is not None
        if not all(e.constant for e in buffer.elements):
            raise NeedsStatic("PPC304", "a short loop over scalars is written out")


def element_at(ev: Evaluator, a: NDArray, index: list[Num]) -> Num:
    """The element at in-range indices."""
    return read_buffer(ev, ev.heap[a.buffer.id], flat(ev, index, a.strides, a.offset))


def elements(ev: Evaluator, value: Value) -> list[Num]:
    """All elements in C order, one by one (for arrays of modest, known size)."""
    if isinstance(value, Observation):
        value = value.array
    sizes = static_sizes(value)
    n = total(sizes)
    if n > 4096:
        raise Unsupported("PPC804", f"an array of {n} elements is too large to be written out")
    ev.burn(n)
    return [element_at(ev, value, index) for index in static_indices(sizes)]


def checked_index(ev: Evaluator, index: Num, size: int, length: Num | None = None, what: str = "index") -> Num:
    """A Python index as a position in range: negative ones count from the end, others fault and are clamped."""
    if index.type is F64:
        raise Unsupported("PPC204", "an index must be an integer, this is a float", help="write int(...) around it")
    index = ar.to_i64(index)
    if length is None and (index.constant or (index.static is not None and index.deps)):
        position = ar.static_int(ev, index, "an index")
        if position < 0:
            position += size
        if not 0 <= position < size:
            raise Unsupported("PPC401", f"index {index.static} is outside of a sequence of {size}")
        return const(position)
    index = ev.hold(index, what)
    limit = length if length is not None else const(size)
    low, high = interval(index._expr, ev.ranges)
    if length is None and low >= 0 and high < size:
        return index
    if index.constant:
        if index.static < 0:
            index = ev.hold(ar.binary("iadd", limit, index), what)
    else:
        wrapped = ar.select(ar.compare(ev, "<", index, const(0)), ar.binary("iadd", index, limit), index)
        index = ev.hold(wrapped, what)
    below = ar.compare(ev, "<", index, const(0))
    beyond = ar.compare(ev, ">=", index, limit)
    ev.fault("index", ar.disjunction(below, beyond), "index out of range")
    top = ar.binary("isub", limit, const(1))
    clamped = ar.maximum(ev, const(0), ar.minimum(ev, index, ev.hold(top, "last")))
    return ev.hold(clamped, what)


def item(ev: Evaluator, a: NDArray, index: list[Num]) -> Value:
    """``a[i, j, …]`` for in-range indices: an element, or a view of the remaining dimensions."""
    if len(index) == len(a.shape):
        return element_at(ev, a, index)
    k = len(index)
    offset = ev.hold(flat(ev, index, a.strides[:k], a.offset), "offset")
    return NDArray(a.buffer, a.dtype, a.shape[k:], a.strides[k:], offset)


# --- writing ---------------------------------------------------------------------------------------------


def aligned(index: list[Num], source: NDArray) -> list[Num]:
    k = len(source.shape)
    tail = index[len(index) - k :] if k <= len(index) else [const(0)] * (k - len(index)) + index
    return [const(0) if d.size == 1 and d.length is None else i for i, d in zip(tail, source.shape, strict=True)]


def for_each(ev: Evaluator, dims: tuple[Dim, ...], body: Callable[[list[Num]], None]) -> None:
    """``body(index)`` for every index, written out if small and in scalars."""
    sizes = tuple(d.size for d in dims)
    if written_out(dims):
        for index in static_indices(sizes):
            body(index)
        return

    def nest(index: list[Num]) -> None:
        k = len(index)
        if k == len(dims):
            body(index)
        elif dims[k].length is not None:
            with ev.counted_to(dims[k].length, dims[k].size) as i:  # type: ignore[arg-type]
                nest([*index, i])
        else:
            with ev.counted(dims[k].size) as i:
                nest([*index, i])

    nest([])


def written_out(dims: tuple[Dim, ...]) -> bool:
    """Whether ``for_each`` makes no loop."""
    return total(tuple(d.size for d in dims)) <= budgets.SCALAR_ELEMENTS and all(d.length is None for d in dims)


def copy_elements(ev: Evaluator, a: NDArray, target: Variable, dtype: Scalar, start: int) -> None:
    """The elements of ``a`` in C order into ``target`` from ``start``."""
    sizes = tuple(d.size for d in a.shape)
    strides = contiguous_strides(sizes)

    def body(index: list[Num]) -> None:
        value = ar.coerce(ev, element_at(ev, a, index), dtype)
        ev.out.emit(Store(target, flat(ev, index, strides, const(start)).expr, value.expr, True, ev.span))

    for_each(ev, a.shape, body)


def copy(ev: Evaluator, a: NDArray) -> NDArray:
    """``a.copy()``: contiguous, with storage of its own."""
    return build(ev, a.dtype, a.shape, lambda index: element_at(ev, a, index), "copy")


def astype(ev: Evaluator, a: NDArray, dtype: Scalar) -> NDArray:
    result: NDArray = elementwise(ev, lambda x: convert(ev, x, dtype), a, dtype=dtype)
    return result


def convert(ev: Evaluator, x: Num, dtype: Scalar) -> Num:
    """One element as another dtype, as ``astype`` does."""
    if dtype is I64 and x.type is F64:
        return ar.as_numpy(ar.unary("f2i", x))
    if dtype is BOOL:
        return ar.as_numpy(ar.to_bool(x))
    return ar.as_double(ar.coerce(ev, x, dtype))


def is_single(ev: Evaluator, a: NDArray) -> bool:
    """Whether NumPy calls the array float32."""
    return bool(ev.heap[a.buffer.id].single)


def as_element(ev: Evaluator, a: NDArray, x: Num) -> Num:
    """``x`` as an element of ``a`` holds it."""
    return ar.rounded(ar.to_f64(ev, x)) if is_single(ev, a) else convert(ev, x, a.dtype)


def single(ev: Evaluator, a: NDArray) -> NDArray:
    """``a.astype(np.float32)``: a new array of rounded elements."""
    result: NDArray = elementwise(ev, lambda x: ar.rounded(ar.to_f64(ev, x)), a, dtype=F64)
    return result


# --- elementwise, reductions, products -------------------------------------------------------------------


def operand(ev: Evaluator, value: Value) -> NDArray | Num:
    """An operand of an elementwise operation."""
    if isinstance(value, Observation):
        value = value.array
    if isinstance(value, Num):
        return value
    array = as_array(ev, value)
    return element_at(ev, array, []) if not array.shape else array


def broadcast_dims(ev: Evaluator, arrays: list[NDArray]) -> tuple[Dim, ...]:
    rank = max(len(a.shape) for a in arrays)
    dims: list[Dim] = []
    for k in range(rank):
        chosen = Dim(1)
        for a in arrays:
            i = k - (rank - len(a.shape))
            if i < 0:
                continue
            d = a.shape[i]
            if d.size == 1 and d.length is None:
                continue
            if chosen.size == 1 and chosen.length is None:
                chosen = d
            elif d.length is not None or chosen.length is not None:
                same_length(ev, d, chosen, "arrays of different lengths meet")
                if chosen.length is None or (d.length is not None and d.size < chosen.size):
                    chosen = d if d.length is not None else chosen
            elif d.size != chosen.size:
                shapes = " and ".join(str(tuple(x.size for x in a.shape)) for a in arrays)
                raise Unsupported("PPC402", f"arrays of shapes {shapes} do not fit together")
        dims.append(chosen)
    return tuple(dims)


def same_length(ev: Evaluator, a: Dim, b: Dim, what: str) -> None:
    """Where two dimensions must agree: a diagnostic, or a fault where a length is known at run time only."""
    if a.length is None and b.length is None:
        if a.size != b.size:
            raise Unsupported("PPC402", f"{what}: {a.size} and {b.size}")
        return
    first, second = (d.length if d.length is not None else const(d.size) for d in (a, b))
    if first._expr != second._expr:
        ev.fault("value", ar.compare(ev, "!=", first, second), what)


def elementwise(ev: Evaluator, function: Callable[..., Num], *operands: NDArray | Num, dtype: Scalar | None = None) -> Value:
    """``function`` on broadcast elements. The result's dtype is that of a first evaluation."""
    arrays = [a for a in operands if isinstance(a, NDArray)]
    held = [ev.hold(a, "x") if isinstance(a, Num) else a for a in operands]
    if not arrays:
        return function(*held)
    dims = broadcast_dims(ev, arrays)

    def element(index: list[Num]) -> Num:
        arguments = [ar.as_numpy(element_at(ev, a, aligned(index, a))) if isinstance(a, NDArray) else a for a in held]
        return function(*arguments)

    sizes = tuple(d.size for d in dims)
    if total(sizes) <= budgets.SCALAR_ELEMENTS and all(d.length is None for d in dims):
        n = total(sizes)
        values = [ev.hold(element(index), element_hint(ev, k, n)) for k, index in enumerate(static_indices(sizes))]
        kind = dtype or (values[0].type if values else F64)
        return from_elements(ev, kind, sizes, values)
    if dtype is None:
        dtype = probe(ev, element, len(dims))
    return build(ev, dtype, dims, element, "values")


def probe(ev: Evaluator, element: Callable[[list[Num]], Num], rank: int) -> Scalar:
    """The type that ``element`` gives, found in a block that is thrown away."""
    return probe_number(ev, element, rank).type


def probe_number(ev: Evaluator, element: Callable[[list[Num]], Num], rank: int) -> Num:
    """What ``element`` gives, for its type and origin only: its code is thrown away."""
    outer = ev.out.block
    ev.out.block = []
    try:
        return element([Num(I64, Read(ev.out.variable("probe", I64))) for _ in range(rank)])
    except Unsupported as error:
        error.sure = False
        raise
    finally:
        ev.out.block = outer
