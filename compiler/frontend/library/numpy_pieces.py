"""Arrays in pieces and neighbours: ``split``, ``pad``, ``diff``, ``convolve``, ``trapezoid``, ``rot90``."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.library.numpy_axes import as_index, flag
from ppc.compiler.frontend.library.numpy_rearranging import FUNCTIONS as REARRANGING
from ppc.compiler.frontend.library.numpy_reductions import FUNCTIONS as REDUCTIONS
from ppc.compiler.frontend.library.numpy_shaping import axis_of, concatenate, ravel, transpose
from ppc.compiler.frontend.values import array_folds, array_writes, arrays
from ppc.compiler.frontend.values.values import NONE, Dim, ListObject, NDArray, Num, Static, Tuple, Value, const
from ppc.compiler.ir.types import BOOL, F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def part(ev: Evaluator, a: NDArray, axis: int, start: int, stop: int) -> NDArray:
    """The view of a stretch of one axis."""
    dims = (*a.shape[:axis], Dim(max(stop - start, 0)), *a.shape[axis + 1 :])
    offset = arrays.flat(ev, [const(start)], (a.strides[axis],), a.offset)
    return NDArray(a.buffer, a.dtype, dims, a.strides, offset)


def _split(name: str, default: int | None, exact: bool) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import conversions

        names = {"axis": const(0)} if default is None else {}
        x, sections, *rest = arguments(
            args, kwargs, "ary indices_or_sections" + (" axis" if default is None else ""), names, f"np.{name}"
        )
        a = arrays.as_array(ev, x)
        axis = (axis_of(ev, rest[0], len(a.shape)) or 0) if rest else min(default or 0, len(a.shape) - 1)
        n = arrays.static_sizes(a)[axis]
        given = sections if isinstance(sections, Num) else None
        if given is not None:
            count = ar.static_int(ev, given, "the number of parts")
            if count <= 0 or (exact and n % count):
                raise Unsupported("PPC402", f"{n} elements cannot be split into {count} equal parts", help="use np.array_split")
            least, more = divmod(n, count)
            bounds = [0]
            for k in range(count):
                bounds.append(bounds[-1] + least + (k < more))
        else:
            cuts = [ar.static_int(ev, v, "a place to split at") for v in conversions.static_items(ev, sections)]
            bounds = [0, *(slice(0, c).indices(n)[1] for c in cuts), n]
        parts = [part(ev, a, axis, i, j) for i, j in itertools.pairwise(bounds)]
        return ev.allocate(ListObject(tuple(parts)))

    return run


def _diff(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    names = {"n": const(1), "axis": const(-1), "prepend": NONE, "append": NONE}
    x, n, axis, before, after = arguments(args, kwargs, "a n axis prepend append", names, "np.diff")
    a = arrays.as_array(ev, x)
    where = axis_of(ev, axis, len(a.shape))
    if where is None or not a.shape:
        raise Unsupported("PPC402", "np.diff takes an array and one axis")
    ends = [v if v == NONE else arrays.as_array(ev, v) for v in (before, after)]
    if any(isinstance(v, NDArray) for v in ends):
        if len(a.shape) != 1:
            raise Unsupported("PPC402", "np.diff with 'prepend' or 'append' takes a vector", help="use np.concatenate first")
        first, last = ([] if not isinstance(v, NDArray) else [_row(v)] for v in ends)
        a = concatenate(ev, [*first, a, *last])
    for _ in range(ar.static_int(ev, n, "how often np.diff is taken")):
        a = _once(ev, a, where)
    return a


def _row(a: NDArray) -> NDArray:
    return a if a.shape else NDArray(a.buffer, a.dtype, (Dim(1),), (0,), a.offset)


def _once(ev: Evaluator, a: NDArray, axis: int) -> NDArray:
    dim = a.shape[axis]
    length = dim.length
    if length is not None:
        length = ev.hold(ar.maximum(ev, const(0), ar.binary("isub", length, const(1))), "length")
    dims = (*a.shape[:axis], Dim(max(dim.size - 1, 0), length), *a.shape[axis + 1 :])

    def element(index: list[Num]) -> Num:
        following = [ar.binary("iadd", i, const(1)) if k == axis else i for k, i in enumerate(index)]
        old, new = arrays.element_at(ev, a, index), arrays.element_at(ev, a, following)
        return ar.binary("xor", new, old) if a.dtype is BOOL else ar.arithmetic(ev, "-", new, old)

    return arrays.build(ev, a.dtype, dims, element, "diff")


def _pad(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    names = {"mode": Static("constant"), "constant_values": const(0)}
    x, widths, mode, filling = arguments(args, kwargs, "array pad_width mode constant_values", names, "np.pad")
    a = arrays.as_array(ev, x)
    sizes = arrays.static_sizes(a)
    pairs = _widths(ev, widths, len(sizes))
    if mode not in (Static("constant"), Static("edge")):
        raise Unsupported("PPC213", "np.pad knows the modes 'constant' and 'edge' here")
    if not isinstance(filling, Num):
        raise Unsupported("PPC213", "np.pad takes one number as 'constant_values' here")
    number = ev.hold(arrays.as_element(ev, a, filling), "filling")
    dims = tuple(Dim(n + b + e) for n, (b, e) in zip(sizes, pairs, strict=True))

    def element(index: list[Num]) -> Num:
        inside, places = const(True), []
        for i, n, (before, _) in zip(index, sizes, pairs, strict=True):
            at = ar.binary("isub", i, const(before))
            at = at if at.constant else ev.hold(at, "at")
            there = ar.conjunction(ar.compare(ev, ">=", at, const(0)), ar.compare(ev, "<", at, const(n)))
            inside = ar.conjunction(inside, there)
            place = ar.maximum(ev, const(0), ar.minimum(ev, at, const(n - 1)))
            places.append(place if place.constant else ev.hold(place, "place"))
        if mode == Static("constant") and inside.constant and not inside.static:
            return number
        old = arrays.element_at(ev, a, places)
        return old if mode == Static("edge") or inside.constant else ar.select(inside, old, number)

    if not arrays.total(sizes):
        if mode == Static("edge"):
            raise Unsupported("PPC402", "np.pad of an empty array by its edge")
        return arrays.full(ev, dims, number, a.dtype)
    return arrays.build(ev, a.dtype, dims, element, "padded")


def _widths(ev: Evaluator, value: Value, rank: int) -> list[tuple[int, int]]:
    """How much is added before and after, for each axis: from a number, a pair, or a pair for each axis."""
    from ppc.compiler.frontend import conversions

    def width(v: Value) -> int:
        n = ar.static_int(ev, conversions.as_number(ev, v), "the width of np.pad")
        if n < 0:
            raise Unsupported("PPC402", "the width of np.pad is negative")
        return n

    if isinstance(value, Num):
        return [(width(value), width(value))] * rank
    items = conversions.static_items(ev, value)
    if all(isinstance(v, Num) for v in items):
        pair = [width(v) for v in items]
        return [(pair[0], pair[-1])] * rank
    rows = [[width(v) for v in conversions.static_items(ev, item)] for item in items]
    if len(rows) not in (1, rank):
        raise Unsupported("PPC402", "np.pad takes a pair of widths for each axis")
    return [(row[0], row[-1]) for row in (rows * rank if len(rows) == 1 else rows)]


def _convolve(flipped: bool) -> Callable[..., Value]:
    name = "np.convolve" if flipped else "np.correlate"

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        names = {"mode": Static("full" if flipped else "valid")}
        x, y, mode = arguments(args, kwargs, "a v mode", names, name)
        a, v = (arrays.as_array(ev, i) for i in (x, y))
        if len(a.shape) != 1 or len(v.shape) != 1:
            raise Unsupported("PPC402", f"{name} takes two vectors")
        n, m = arrays.static_size(a), arrays.static_size(v)
        if n < m and flipped:
            a, v, n, m = v, a, m, n
        if not m or n < m:
            raise Unsupported("PPC402", f"{name} takes a first vector that is as long as the second, and no empty ones")
        if mode not in (Static("full"), Static("same"), Static("valid")):
            raise Unsupported("PPC213", f"{name} knows the modes 'full', 'same' and 'valid'")
        whole = mode == Static("full")
        first = 1 - m if whole else 0 if mode == Static("valid") else (m - 1) // 2 - (m - 1)
        size = n + m - 1 if whole else n if mode == Static("same") else n - m + 1
        if size * m > 4096:
            raise Unsupported("PPC804", f"{name} of {n} and {m} numbers is too large to be written out")
        xs, ys = arrays.elements(ev, a), arrays.elements(ev, v)
        taps = ys[::-1] if flipped else ys
        out = []
        for start in range(first, first + size):
            pairs = [(xs[start + k], taps[k]) for k in range(m) if 0 <= start + k < n]
            total = ar.arithmetic(ev, "*", *pairs[0])
            for p, q in pairs[1:]:
                total = ev.hold(ar.arithmetic(ev, "+", total, ar.arithmetic(ev, "*", p, q)), "total")
            out.append(ar.as_numpy(total))
        return arrays.from_elements(ev, ar.join_type(a.dtype, v.dtype), (size,), out)

    return run


def _trapezoid(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    y, x, dx = arguments(args, kwargs, "y x dx", {"x": NONE, "dx": const(1.0)}, "np.trapezoid")
    from ppc.compiler.frontend import expressions

    a = arrays.as_array(ev, y, F64)
    if len(a.shape) != 1:
        raise Unsupported("PPC402", "np.trapezoid takes a vector", help="loop over the rows")
    n = arrays.static_size(a)
    pairs = expressions.operate(ev, "+", part(ev, a, 0, 1, n), part(ev, a, 0, 0, n - 1))
    if x != NONE and len(arrays.as_array(ev, x).shape) != 1:
        raise Unsupported("PPC402", "np.trapezoid takes a vector of places")
    width = dx if x == NONE else _once(ev, arrays.as_array(ev, x, F64), 0)
    areas = expressions.operate(ev, "/", expressions.operate(ev, "*", width, pairs), const(2.0))
    return REDUCTIONS["sum"](ev, [areas], {})


def _rot90(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    m, k = arguments(args, kwargs, "m k", {"k": const(1)}, "np.rot90")
    a = arrays.as_array(ev, m)
    if len(a.shape) < 2:
        raise Unsupported("PPC402", "np.rot90 takes a matrix")
    order = [1, 0, *range(2, len(a.shape))]
    for _ in range(ar.static_int(ev, k, "how often np.rot90 turns") % 4):
        flipped = REARRANGING["flip"](ev, [a], {"axis": const(1)})
        a = transpose(arrays.as_array(ev, flipped), order)
    return a


def _fill_diagonal(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    a, value = arguments(args, kwargs, "a val", of="np.fill_diagonal")
    if not isinstance(a, NDArray) or len(a.shape) != 2:
        raise Unsupported("PPC402", "np.fill_diagonal takes a matrix of the policy")
    number = ev.hold(conversions.as_number(ev, value), "value")
    dims = (Dim(min(arrays.static_sizes(a))),)
    array_writes.prepare(ev, a, dims)
    arrays.for_each(ev, dims, lambda index: array_writes.write_element(ev, a, [index[0], index[0]], number))
    return NONE


def _ravel_multi_index(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    indices, dims = arguments(args, kwargs, "multi_index dims", of="np.ravel_multi_index")
    sizes = [ar.static_int(ev, n, "a size") for n in conversions.static_items(ev, dims)]
    given = conversions.static_items(ev, indices)
    if len(given) != len(sizes):
        raise Unsupported("PPC402", "np.ravel_multi_index takes one index for each size")
    flat = const(0)
    for value, size in zip(given, sizes, strict=True):
        index = ev.hold(as_index(ev, value, "an index"), "index")
        outside = ar.disjunction(ar.compare(ev, "<", index, const(0)), ar.compare(ev, ">=", index, const(size)))
        ev.fault("value", outside, "np.ravel_multi_index: an index is out of range")
        flat = ar.binary("iadd", ar.binary("imul", flat, const(size)), index)
    return ar.as_numpy(ev.hold(flat, "flat"))


def _isin(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend.library.numpy_elementwise import apply

    x, among, invert = arguments(args, kwargs, "element test_elements invert", {"invert": const(False)}, "np.isin")
    known = arrays.elements(ev, ravel(ev, arrays.as_array(ev, among)))
    inverted = flag(invert, "invert")

    def one(v: Num) -> Num:
        v = ev.hold(v, "x")
        found = const(False)
        for k in known:
            found = ar.disjunction(found, ar.compare(ev, "==", v, k))
        return ar.logical_not(found) if inverted else found

    return apply(ev, one, x)


def _bincount(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, weights, least = arguments(
        args, kwargs, "x weights minlength", {"weights": NONE, "minlength": const(0)}, "np.bincount"
    )  # fmt: skip
    a = arrays.as_array(ev, x)
    n = ar.static_int(ev, least, "minlength")
    if a.dtype is F64 or len(a.shape) != 1:
        raise Unsupported("PPC204", "np.bincount takes a vector of integers", help="write .astype(int)")
    if n <= 0:
        raise Unsupported(
            "PPC213", "np.bincount needs 'minlength' here, more than any of the numbers", help="write minlength=n"
        )
    w = None if weights == NONE else arrays.as_array(ev, weights, F64)
    kind = I64 if w is None else F64
    counts = arrays.full(ev, (Dim(n),), const(0 if w is None else 0.0, True), kind)
    array_writes.prepare(ev, counts, a.shape)

    def body(index: list[Num]) -> None:
        value = ev.hold(arrays.element_at(ev, a, index), "value")
        outside = ar.disjunction(ar.compare(ev, "<", value, const(0)), ar.compare(ev, ">=", value, const(n)))
        ev.fault("value", outside, "np.bincount: a number is outside of range(minlength)")
        at = ev.hold(ar.maximum(ev, const(0), ar.minimum(ev, value, const(n - 1))), "at")
        more = const(1) if w is None else arrays.element_at(ev, w, index)
        array_writes.write_element(ev, counts, [at], ar.arithmetic(ev, "+", arrays.element_at(ev, counts, [at]), more))

    arrays.for_each(ev, a.shape, body)
    return counts


def _einsum(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """Products summed over the letters that the result has not: a left fold, the letters in the order of the text."""
    text = args[0].value if args and isinstance(args[0], Static) else None
    operands = [arrays.as_array(ev, v) for v in args[1:]]
    if not isinstance(text, str) or "." in text or kwargs:
        raise Unsupported("PPC213", "np.einsum takes a known text such as 'ij,j->i', and arrays")
    inputs, arrow, output = text.replace(" ", "").partition("->")
    terms = inputs.split(",")
    if not arrow:
        output = "".join(sorted(c for c in set(inputs) - {","} if inputs.count(c) == 1))
    if len(terms) != len(operands) or any(len(t) != len(a.shape) for t, a in zip(terms, operands, strict=False)):
        raise Unsupported("PPC402", f"np.einsum: '{text}' does not fit the arrays")
    sizes: dict[str, int] = {}
    for term, a in zip(terms, operands, strict=True):
        for letter, n in zip(term, arrays.static_sizes(a), strict=True):
            if sizes.setdefault(letter, n) != n:
                raise Unsupported("PPC402", f"np.einsum: '{letter}' is {sizes[letter]} in one array and {n} in another")
    if not set(output) <= set(sizes) or len(set(output)) != len(output):
        raise Unsupported("PPC402", f"np.einsum: '{text}' is not understood")
    summed = [c for c in sizes if c not in output]
    total = arrays.total(tuple(sizes[c] for c in summed))
    integer = all(a.dtype is not F64 for a in operands)

    def product(at: dict[str, Num]) -> Num:
        values = [arrays.element_at(ev, a, [at[c] for c in term]) for term, a in zip(terms, operands, strict=True)]
        result = values[0]
        for v in values[1:]:
            result = ar.as_numpy(ar.arithmetic(ev, "*", result, v))
        return result

    def element(index: list[Num]) -> Num:
        at = dict(zip(output, index, strict=True))
        if not summed:
            return product(at)

        def one(k: Num) -> Num:
            rest, where = k, dict(at)
            for c in reversed(summed):
                place = rest if c == summed[0] else ar.binary("imod", rest, const(sizes[c]))
                where[c] = place if place.constant else ev.hold(place, c)
                rest = ar.binary("idiv", rest, const(sizes[c]))
            return product(where)

        return array_folds.dot(ev, Dim(total), one, lambda _: const(1 if integer else 1.0), integer)

    if not output:
        return ar.as_numpy(element([]))
    return arrays.build(ev, I64 if integer else F64, tuple(Dim(sizes[c]) for c in output), element, "einsum")


def _nonzero(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend.library.numpy_searching import nonzero_of_axes

    (x,) = arguments(args, kwargs, "a", of="np.nonzero")
    return Tuple(tuple(nonzero_of_axes(ev, x)))


def _argwhere(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend.library.numpy_searching import nonzero_of_axes

    (x,) = arguments(args, kwargs, "a", of="np.argwhere")
    columns = nonzero_of_axes(ev, x)

    def element(index: list[Num]) -> Num:
        values = [arrays.element_at(ev, c, [index[0]]) for c in columns]
        result = values[-1]
        for k in range(len(values) - 2, -1, -1):
            result = ar.select(ar.compare(ev, "==", index[1], const(k)), values[k], result)
        return result

    return arrays.build(ev, I64, (columns[0].shape[0], Dim(len(columns))), element, "places")


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "split": _split("split", None, True), "array_split": _split("array_split", None, False),
    "hsplit": _split("hsplit", 1, True), "vsplit": _split("vsplit", 0, True), "diff": _diff, "pad": _pad,
    "convolve": _convolve(True), "correlate": _convolve(False), "trapezoid": _trapezoid, "trapz": _trapezoid,
    "rot90": _rot90, "fill_diagonal": _fill_diagonal, "ravel_multi_index": _ravel_multi_index, "isin": _isin,
    "bincount": _bincount, "einsum": _einsum, "nonzero": _nonzero, "argwhere": _argwhere,
}  # fmt: skip
