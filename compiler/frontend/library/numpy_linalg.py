"""Products of arrays and ``np.linalg``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import numerics_library, numpy_creation
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.library.numpy_creation import diagonal
from ppc.compiler.frontend.library.numpy_elementwise import add, apply
from ppc.compiler.frontend.library.numpy_reductions import reduce
from ppc.compiler.frontend.library.numpy_shaping import axis_of, ravel
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
    return array_folds.matmul(ev, x, y)


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
    a, b = (arrays.elements(ev, arrays.as_array(ev, v)) for v in arguments(args, kwargs, "a b", of="np.cross"))
    if len(a) != 3 or len(b) != 3:
        raise Unsupported("PPC402", "np.cross takes vectors of three elements")

    def minor(i: int, j: int) -> Num:
        return ar.arithmetic(ev, "-", ar.arithmetic(ev, "*", a[i], b[j]), ar.arithmetic(ev, "*", a[j], b[i]))

    values = [ev.hold(minor(i, j), "c") for i, j in ((1, 2), (2, 0), (0, 1))]
    return arrays.from_elements(ev, values[0].type, (3,), values)


def _norm(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, axis = arguments(args, {k: v for k, v in kwargs.items() if k != "ord"}, "x axis", {"axis": NONE}, "np.linalg.norm")
    array = arrays.as_array(ev, x, None)
    where = axis_of(ev, axis, len(array.shape))

    def square(v: Num) -> Num:
        v = ev.hold(ar.to_f64(ev, v), "v")
        return ar.binary("fmul", v, v)

    squares = arrays.elementwise(ev, square, array)
    total = reduce(ev, arrays.as_array(ev, squares), where, add, const(-0.0), "norm")
    return apply(ev, lambda s: ar.unary("sqrt", s), total)


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
    array = arrays.as_array(ev, args[0])
    return reduce(ev, arrays.as_array(ev, diagonal(ev, [array], {})), None, add, const(-0.0), "trace")


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "dot": _dot, "vdot": _dot, "inner": _dot, "outer": _outer, "cross": _cross, "trace": _trace,
    "matmul": lambda ev, args, kwargs: array_folds.matmul(ev, arrays.as_array(ev, args[0]), arrays.as_array(ev, args[1])),
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
    size = arrays.static_sizes(matrix)[0]
    result: Value = numpy_creation.FUNCTIONS["eye"](ev, [const(size)], {})
    for k in range(power):
        result = matrix if k == 0 else array_folds.matmul(ev, result, matrix)
    return result


LINALG: dict[str, Value] = {
    "matrix_power": Builtin("numpy.linalg.matrix_power", _matrix_power),
    "LinAlgError": Builtin("numpy.linalg.LinAlgError", lambda ev, args, kwargs: EXCEPTION),
    "norm": Builtin("numpy.linalg.norm", _norm),
    **{n: Builtin(f"numpy.linalg.{n}", _linear(n, n in ("solve", "lstsq"))) for n in ("solve", "inv", "det", "lstsq")},
}
