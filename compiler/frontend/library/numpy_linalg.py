"""Products of arrays and ``np.linalg``."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import numerics_library, numpy_creation
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.library.numpy_axes import axes_of, flag
from ppc.compiler.frontend.library.numpy_creation import diagonal
from ppc.compiler.frontend.library.numpy_elementwise import add, apply
from ppc.compiler.frontend.library.numpy_reductions import FUNCTIONS as REDUCTIONS
from ppc.compiler.frontend.library.numpy_reductions import reduce
from ppc.compiler.frontend.library.numpy_shaping import ravel, reshape, transpose
from ppc.compiler.frontend.values import array_folds, arrays
from ppc.compiler.frontend.values.values import EXCEPTION, NONE, Builtin, NDArray, Num, Static, Tuple, Value, const
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def _dot(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import expressions

    a, b = arguments(args, kwargs, "a b", of="np.dot")
    x, y = arrays.operand(ev, a), arrays.operand(ev, b)
    if isinstance(x, Num) or isinstance(y, Num):
        return expressions.operate(ev, "*", x, y)
    if len(y.shape) > 2 or (len(x.shape) > 2 and len(y.shape) > 1):
        raise Unsupported("PPC402", "np.dot of stacks of matrices is not supported", help="write a @ b, or np.einsum")
    return array_folds.matmul(ev, x, y)


def _inner(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """Products along the last axis of both."""
    a, b = (arrays.operand(ev, v) for v in arguments(args, kwargs, "a b", of="np.inner"))
    if isinstance(b, NDArray) and len(b.shape) == 2:
        b = transpose(b, [1, 0])
    return _dot(ev, [a, b], {})


def _vdot(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """The product of the two as vectors."""
    return _dot(ev, [ravel(ev, arrays.as_array(ev, v)) for v in arguments(args, kwargs, "a b", of="np.vdot")], {})


def _outer(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, b = (ravel(ev, arrays.as_array(ev, v)) for v in arguments(args, kwargs, "a b", of="np.outer"))
    return arrays.build(
        ev,
        ar.join_type(a.dtype, b.dtype),
        (a.shape[0], b.shape[0]),
        lambda i: ar.arithmetic(ev, "*", arrays.element_at(ev, a, [i[0]]), arrays.element_at(ev, b, [i[1]])),
        "outer",
    )


def _cross(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, b = (arrays.as_array(ev, v) for v in arguments(args, kwargs, "a b", of="np.cross"))
    if any(len(v.shape) not in (1, 2) or v.shape[-1].size != 3 for v in (a, b)):
        plane = all(len(v.shape) == 1 and v.shape[0].size == 2 for v in (a, b))
        help = "write a[0] * b[1] - a[1] * b[0]" if plane else ""
        raise Unsupported("PPC402", "np.cross takes vectors of three elements, or matrices of such rows", help=help)
    rows = [v.shape[0].size for v in (a, b) if len(v.shape) == 2]
    if not rows:
        return _cross_of_vectors(ev, a, b)
    if len(set(rows)) > 1 or any(d.length is not None for v in (a, b) for d in v.shape):
        raise Unsupported("PPC402", "np.cross takes as many rows on both sides", help="loop over the rows")
    pairs = [[arrays.item(ev, v, [const(i)]) if len(v.shape) == 2 else v for v in (a, b)] for i in range(rows[0])]
    made = [_cross_of_vectors(ev, *pair) for pair in pairs]
    return arrays.stack(ev, made, made[0].dtype)


def _cross_of_vectors(ev: Evaluator, x: NDArray, y: NDArray) -> NDArray:
    a, b = arrays.elements(ev, x), arrays.elements(ev, y)

    def minor(i: int, j: int) -> Num:
        return ar.arithmetic(ev, "-", ar.arithmetic(ev, "*", a[i], b[j]), ar.arithmetic(ev, "*", a[j], b[i]))

    values = [ev.hold(minor(i, j), "c") for i, j in ((1, 2), (2, 0), (0, 1))]
    return arrays.from_elements(ev, values[0].type, (3,), values)


def _norm(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    names = {"ord": NONE, "axis": NONE, "keepdims": const(False)}
    x, order, axis, keep = arguments(args, kwargs, "x ord axis keepdims", names, "np.linalg.norm")
    array = arrays.as_array(ev, x, None)
    axes = axes_of(ev, axis, len(array.shape))
    over = len(array.shape) if axes is None else len(axes)
    rest = {"axis": axis, "keepdims": keep}
    if order == NONE or (over == 2 and order == Static("fro")) or (over == 1 and _is_number(order, 2.0)):
        squares = arrays.as_array(ev, arrays.elementwise(ev, lambda v: _square(ev, v), array))
        total = REDUCTIONS["sum"](ev, [squares], rest)
        return apply(ev, lambda s: ar.unary("sqrt", s), total)
    sizes = arrays.as_array(ev, apply(ev, lambda v: ar.absolute(ev, ar.to_f64(ev, v)), array))
    if over == 1:
        return _vector_norm(ev, sizes, order, rest)
    if over == 2 and axes is None and (_is_number(order, 1.0) or _is_number(order, math.inf)):
        sums = REDUCTIONS["sum"](ev, [sizes], {"axis": const(0 if _is_number(order, 1.0) else 1)})
        largest = REDUCTIONS["max"](ev, [sums], {})
        return reshape(ev, arrays.as_array(ev, largest), (1, 1)) if flag(keep, "keepdims") else largest
    if len(array.shape) == 2 and axes is None and (_is_number(order, 2.0) or order == Static("nuc")):
        name = "nuclear_norm" if order == Static("nuc") else "spectral_norm"
        return spectral(ev, name, [arrays.as_array(ev, x, F64)])
    raise Unsupported("PPC213", "np.linalg.norm of a matrix knows 'fro', 'nuc', 1, 2 and np.inf here")


def _square(ev: Evaluator, v: Num) -> Num:
    v = ev.hold(ar.to_f64(ev, v), "v")
    return ar.binary("fmul", v, v)


def _is_number(value: Value, number: float) -> bool:
    return isinstance(value, Num) and value.constant and value.static == number


def _vector_norm(ev: Evaluator, sizes: NDArray, order: Value, rest: Kwargs) -> Value:
    """A norm of other order than 2, of the absolute values."""
    if not isinstance(order, Num) or order.static is None:
        raise Unsupported("PPC213", "the 'ord' of np.linalg.norm must be a known number", help="write 1, 2 or np.inf")
    ev.literals.freeze(order.deps)
    p = float(order.static)
    if math.isinf(p):
        return REDUCTIONS["max" if p > 0 else "min"](ev, [sizes], rest)
    if p == 0.0:
        return apply(ev, lambda n: ar.to_f64(ev, n), REDUCTIONS["count_nonzero"](ev, [sizes], rest))
    if p == 1.0:
        return REDUCTIONS["sum"](ev, [sizes], rest)
    powers = apply(ev, lambda v: ar.call(ev, "pow", ev.hold(v, "v"), const(p)), sizes)
    total = REDUCTIONS["sum"](ev, [powers], rest)
    return apply(ev, lambda s: ar.call(ev, "pow", ev.hold(s, "s"), const(1.0 / p)), total)


def _linear(name: str, second: bool) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        rest = {k: v for k, v in kwargs.items() if k != "rcond"}
        given = arguments(args, rest, "a b" if second else "a", of=f"np.linalg.{name}")
        operands = [arrays.as_array(ev, a, F64) for a in given]
        if len(operands[0].shape) != 2:
            raise Unsupported("PPC402", f"np.linalg.{name} takes a matrix")
        result = numerics_library.call(ev, name, list(operands))
        if name in ("solve", "inv"):
            _raise_if_singular(ev, operands, result)
        if name == "lstsq":
            return Tuple((result, Static(None), Static(None), Static(None)))
        return result

    return run


def _trace(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "a", of="np.trace")
    array = arrays.as_array(ev, x)
    return reduce(ev, arrays.as_array(ev, diagonal(ev, [array], {})), None, add, const(-0.0), "trace")


def _matmul(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, b = (arrays.as_array(ev, v) for v in arguments(args, kwargs, "x1 x2", of="np.matmul"))
    return array_folds.matmul(ev, a, b)


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "dot": _dot, "vdot": _vdot, "inner": _inner, "outer": _outer, "cross": _cross, "trace": _trace,
    "matmul": _matmul,
}  # fmt: skip


def _raise_if_singular(ev: Evaluator, operands: list[NDArray], result: Value) -> None:
    """``LinAlgError``: elimination of finite numbers met a zero pivot, and so gave infinities or NaN."""

    def finite(value: NDArray) -> Num:
        spread = apply(ev, lambda x: ar.binary("fsub", x, x), value)
        total = reduce(ev, arrays.as_array(ev, spread), None, add, const(0.0), "spread")
        return ev.hold(ar.compare(ev, "==", total, const(0.0)), "finite")

    given = finite(operands[0])
    for a in operands[1:]:
        given = ar.conjunction(given, finite(a))
    condition = ar.conjunction(given, ar.logical_not(finite(result)))
    ev.fault("domain", condition, "singular matrix", "LinAlgError")


OUTER: dict[str, Value] = {"numpy.multiply": Builtin("numpy.multiply.outer", _outer)}


def _matrix_power(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, n = arguments(args, kwargs, "a n", of="np.linalg.matrix_power")
    power = ar.static_int(ev, n, "the power of a matrix")
    matrix = arrays.as_array(ev, a, F64)
    if power < 0 or power > 64:
        raise Unsupported("PPC402", "the power of a matrix must be within 0..64")
    if len(matrix.shape) != 2 or len(set(arrays.static_sizes(matrix))) != 1:
        raise Unsupported("PPC402", "np.linalg.matrix_power takes a square matrix")
    size = arrays.static_sizes(matrix)[0]
    result: Value = numpy_creation.FUNCTIONS["eye"](ev, [const(size)], {})
    for k in range(power):
        result = matrix if k == 0 else array_folds.matmul(ev, result, matrix)
    return result


def _cholesky(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (a,) = arguments(args, kwargs, "a", of="np.linalg.cholesky")
    matrix = arrays.as_array(ev, a, F64)
    if len(matrix.shape) != 2 or len(set(arrays.static_sizes(matrix))) != 1:
        raise Unsupported("PPC402", "np.linalg.cholesky takes a square matrix")
    result = numerics_library.call(ev, "cholesky", [matrix])
    _raise_if_singular(ev, [matrix], result)
    return result


def spectral(ev: Evaluator, name: str, args: list[Value]) -> Value:
    """A function of singular values or eigenvalues, of a matrix that is not empty."""
    a = arrays.as_array(ev, args[0], F64)
    if len(a.shape) != 2 or not arrays.total(arrays.static_sizes(a)):
        raise Unsupported("PPC402", f"np.linalg.{name} takes a matrix")
    if name in ("eigvalsh", "slogdet") and len(set(arrays.static_sizes(a))) != 1:
        raise Unsupported("PPC402", f"np.linalg.{name} takes a square matrix")
    return numerics_library.call_in(ev, "spectral", name, [a, *args[1:]])


def _spectral(name: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        return spectral(ev, name, arguments(args, kwargs, "a", of=f"np.linalg.{name}"))

    return run


def _pinv(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    return spectral(ev, "pinv", arguments(args, kwargs, "a rcond", {"rcond": const(1e-15)}, "np.linalg.pinv"))


def _svd(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    names: dict[str, Value] = {"full_matrices": const(True), "compute_uv": const(True)}
    a, _, vectors = arguments(args, kwargs, "a full_matrices compute_uv", names, "np.linalg.svd")
    if flag(vectors, "compute_uv"):
        raise Unsupported(
            "PPC213",
            "np.linalg.svd gives singular values only: the signs of the vectors differ from machine to machine",
            help="write compute_uv=False, or use np.linalg.pinv, np.linalg.lstsq or np.linalg.solve",
        )
    return spectral(ev, "singular_values", [a])


LINALG: dict[str, Value] = {
    **{n: Builtin(f"numpy.linalg.{n}", _spectral(n)) for n in ("cond", "matrix_rank", "eigvalsh", "qr", "slogdet")},
    "pinv": Builtin("numpy.linalg.pinv", _pinv),
    "svd": Builtin("numpy.linalg.svd", _svd),
    "matrix_power": Builtin("numpy.linalg.matrix_power", _matrix_power),
    "LinAlgError": Builtin("numpy.linalg.LinAlgError", lambda ev, args, kwargs: EXCEPTION),
    "norm": Builtin("numpy.linalg.norm", _norm),
    "cholesky": Builtin("numpy.linalg.cholesky", _cholesky),
    **{n: Builtin(f"numpy.linalg.{n}", _linear(n, n in ("solve", "lstsq"))) for n in ("solve", "inv", "det", "lstsq")},
}
