"""Functions of NumPy's that are made of others (``compiler/numerics/array_functions.py``), and functions of functions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import numerics_library
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.library.numpy_shaping import axis_of, reshape, transpose
from ppc.compiler.frontend.values import arrays
from ppc.compiler.frontend.values.values import NONE, Bound, Builtin, NDArray, Num, Tuple, UserFunction, Value, const
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_FILE = "array_functions"
_WRITTEN = (
    "logaddexp", "logspace", "geomspace", "vander", "unwrap", "cov", "corrcoef", "histogram", "ndenumerate", "fromiter",
    "fromfunction", "ix_", "take", "put", "copyto", "putmask", "extract", "choose", "nanargmax", "nanargmin",
    "nanprod", "union1d", "intersect1d", "setdiff1d", "ediff1d", "tri", "broadcast_to", "isposinf", "isneginf", "polyder",
    "polymul", "hanning", "hamming", "moveaxis", "modf", "divmod",
)  # fmt: skip


_INTEGERS = ("math.floor", "math.ceil", "math.trunc", "math.isqrt", "math.factorial", "np.searchsorted", "np.digitize")


def _written(name: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        return numerics_library.call_in(ev, _FILE, name, args, kwargs)

    return run


def _ndindex(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    shape = args[0] if len(args) == 1 and not isinstance(args[0], Num) else Tuple(tuple(args))
    return numerics_library.call_in(ev, _FILE, "ndindex", [shape])


def _vectorize(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """A function of numbers, made one of arrays."""
    function, otypes = arguments(args, kwargs, "pyfunc otypes", {"otypes": NONE}, "np.vectorize")
    return Builtin("numpy.vectorize", lambda ev, args, kwargs: _mapped(ev, function, otypes, args, kwargs))


def _mapped(ev: Evaluator, function: Value, otypes: Value, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import calls, conversions
    from ppc.compiler.frontend.library.numpy_dtypes import cast

    if kwargs or not args:
        raise Unsupported("PPC213", "a function of np.vectorize takes its arguments by position here")

    def one(*numbers: Num) -> Num:
        values: list[Value] = [ar.as_numpy(ev.hold(n, "x")) for n in numbers]
        return ev.hold(conversions.as_number(ev, calls.call(ev, function, values, {})), "y")

    operands = [arrays.operand(ev, a) for a in args]
    result = arrays.elementwise(ev, one, *operands)
    kind = result.dtype if isinstance(result, NDArray) else result.type if isinstance(result, Num) else F64
    if otypes != NONE:
        (dtype,) = conversions.static_items(ev, otypes)
        return cast(ev, arrays.as_array(ev, result), dtype) if isinstance(result, NDArray) else result
    if kind is F64 and (_gives_integers(function) or not all(_is_float(o) for o in operands)):
        raise Unsupported(
            "PPC204",
            "np.vectorize takes the type of its results from the first one, and this function gives integers and floats",
            help="write otypes=[float], or floats (0.0) in each result",
        )
    return ar.as_numpy(result) if isinstance(result, Num) else result


def _is_float(value: Value) -> bool:
    return (value.dtype if isinstance(value, NDArray) else value.type if isinstance(value, Num) else None) is F64


def _gives_integers(function: Value) -> bool:
    """Whether a function of floats may give an integer on some way: NumPy then asks the first result what all of them are."""
    if isinstance(function, Bound):
        function = function.function
    if not isinstance(function, UserFunction):
        return False
    node = function.node
    if isinstance(node, ast.Lambda):
        return _may_be_integer(node.body, node, 0)
    results = [n.value for n in syntax.walk(node) if isinstance(n, ast.Return)]
    return any(r is not None and _may_be_integer(r, node, 0) for r in results)


def _has_integers(function: Value) -> bool:
    """Whether an integer is written as one of a function's results."""
    node = function.node if isinstance(function, UserFunction) else None
    if node is None:
        return False
    ways = [node.body] if isinstance(node, ast.Lambda) else [n.value for n in syntax.walk(node) if isinstance(n, ast.Return)]
    literal = [w for way in ways if way is not None for w in ([way.body, way.orelse] if isinstance(way, ast.IfExp) else [way])]
    return any(isinstance(w, ast.Constant) and isinstance(w.value, int) for w in literal)


def _may_be_integer(node: ast.expr, function: ast.FunctionDef | ast.Lambda, depth: int) -> bool:
    if depth > 8:
        return True
    if isinstance(node, ast.IfExp):
        return any(_may_be_integer(n, function, depth + 1) for n in (node.body, node.orelse))
    if isinstance(node, ast.UnaryOp):
        return _may_be_integer(node.operand, function, depth + 1)
    if isinstance(node, ast.BinOp):  # one float makes a float
        sides = (node.left, node.right)
        return not isinstance(node.op, ast.Div) and all(_may_be_integer(n, function, depth + 1) for n in sides)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int)
    if isinstance(node, ast.Call):
        numbers = isinstance(node.func, ast.Name) and node.func.id in ("abs", "min", "max")
        return any(_may_be_integer(a, function, depth + 1) for a in node.args) if numbers else _unsure(node.func)
    if isinstance(node, ast.Name):
        arguments = [*function.args.posonlyargs, *function.args.args]
        bound = [n for n in syntax.walk(function) if isinstance(n, ast.Assign) and _binds(n, node.id)]
        if bound:
            return any(_may_be_integer(n.value, function, depth + 1) for n in bound)
        return all(a.arg != node.id for a in arguments)
    return True


def _binds(node: ast.Assign, name: str) -> bool:
    return any(isinstance(t, ast.Name) and t.id == name for t in node.targets)


def _unsure(function: ast.expr) -> bool:
    """Whether a call may give an integer: all do but functions of modules that give floats for floats."""
    if isinstance(function, ast.Name):
        return function.id != "float"
    known = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id in ("np", "math")
    return not known or ast.unparse(function) in _INTEGERS or "arg" in ast.unparse(function)


def _apply_along_axis(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import calls, subscripts

    if len(args) < 3:
        raise Unsupported("PPC213", "np.apply_along_axis takes a function, an axis and an array")
    function, axis, given, *rest = args
    a = arrays.as_array(ev, given)
    where = axis_of(ev, axis, len(a.shape))
    if where is None or len(a.shape) != 2:
        raise Unsupported("PPC402", "np.apply_along_axis takes a matrix and an axis here", help="loop over the rows")
    rows = transpose(a, [1, 0]) if where == 0 else a
    results = [
        calls.call(ev, function, [subscripts.get(ev, rows, const(k)), *rest], dict(kwargs))
        for k in range(arrays.static_sizes(rows)[0])
    ]
    if all(isinstance(r, Num) for r in results):
        kinds = {r.type for r in results if isinstance(r, Num)}
        if len(kinds) != 1 or (kinds == {F64} and _has_integers(function)):
            raise Unsupported("PPC204", "the results of np.apply_along_axis are integers and floats", help="write floats")
        numbers = [r for r in results if isinstance(r, Num)]
        return arrays.from_elements(ev, numbers[0].type, (len(numbers),), numbers)
    found = [arrays.as_array(ev, r) for r in results]
    sizes = arrays.static_sizes(found[0])
    if any(arrays.static_sizes(f) != sizes or f.dtype is not found[0].dtype for f in found) or len(sizes) != 1:
        raise Unsupported("PPC402", "the results of np.apply_along_axis are numbers or vectors of one length here")
    stacked = reshape(ev, arrays.stack(ev, list(found), found[0].dtype), (len(found), sizes[0]))
    return transpose(stacked, [1, 0]) if where == 0 else stacked


def _piecewise(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """Each function is asked for all elements; those stay whose condition holds, of the last one."""
    from ppc.compiler.frontend import calls, conversions
    from ppc.compiler.frontend.library.numpy_creation import FUNCTIONS as CREATION
    from ppc.compiler.frontend.library.numpy_elementwise import FUNCTIONS as ELEMENTWISE
    from ppc.compiler.frontend.library.numpy_searching import FUNCTIONS as SEARCHING

    x, conditions, functions = arguments(args, kwargs, "x condlist funclist", of="np.piecewise")
    held = arrays.operand(ev, x)
    kind = held.dtype if isinstance(held, NDArray) else held.type
    if kind is not F64:
        raise Unsupported("PPC204", "np.piecewise of integers gives integers", help="write x.astype(float)")
    tests, ways = conversions.static_items(ev, conditions), conversions.static_items(ev, functions)
    if len(ways) not in (len(tests), len(tests) + 1):
        raise Unsupported("PPC402", f"np.piecewise has {len(tests)} conditions and {len(ways)} functions")
    if len(ways) > len(tests):
        some = tests[0]
        for test in tests[1:]:
            some = ELEMENTWISE["logical_or"](ev, [some, test], {})
        tests = [*tests, ELEMENTWISE["logical_not"](ev, [some], {})]
    result: Value = CREATION["zeros_like"](ev, [held], {}) if isinstance(held, NDArray) else const(0.0)
    for test, way in zip(tests, ways, strict=True):
        value = way if isinstance(way, Num) else calls.call(ev, way, [held], {})
        result = SEARCHING["where"](ev, [test, value, result], {})
    return result


def _limits(names: tuple[str, ...]) -> Callable[..., Value]:
    """``np.finfo`` and ``np.iinfo``: what a type can hold, as constants."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        import numpy as np

        from ppc.compiler.frontend.library import collections_library
        from ppc.compiler.frontend.library.numpy_dtypes import dtype_of

        (given,) = arguments(args, kwargs, "dtype", of="np.finfo")
        kind = dtype_of(given)
        name = str(getattr(given, "name", ""))
        if "32" in name or (kind is F64) != ("eps" in names):
            raise Unsupported("PPC213", "np.finfo knows float and np.iinfo int here", help="write the number")
        info = np.finfo(np.float64) if "eps" in names else np.iinfo(np.int64)
        fields: dict[str, Value] = {n: const(getattr(info, n).item() if "eps" in names else getattr(info, n)) for n in names}
        namespace = collections_library.ATTRIBUTES["types.SimpleNamespace"]
        assert isinstance(namespace, Builtin)
        return namespace.call(ev, [], fields)

    return run


def _outer(name: str) -> Builtin:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend.library.numpy_elementwise import FUNCTIONS as ELEMENTWISE

        a, b = (arrays.as_array(ev, v) for v in arguments(args, kwargs, "A B", of=f"np.{name}.outer"))
        if len(a.shape) != 1 or len(b.shape) != 1:
            raise Unsupported("PPC402", f"np.{name}.outer takes two vectors")
        return ELEMENTWISE[name](ev, [reshape(ev, a, (arrays.static_size(a), 1)), b], {})

    return Builtin(f"numpy.{name}.outer", run)


OUTER: dict[str, Value] = {
    f"numpy.{name}": _outer(name)
    for name in ("add", "subtract", "divide", "power", "maximum", "minimum", "less", "greater", "equal", "hypot", "arctan2")
}
AT: dict[str, Value] = {f"numpy.{name}": Builtin(f"numpy.{name}.at", _written(f"{name}_at")) for name in ("add", "subtract")}
FUNCTIONS: dict[str, Callable[..., Value]] = {
    **{name: _written(name) for name in _WRITTEN},
    "ndindex": _ndindex, "vectorize": _vectorize, "apply_along_axis": _apply_along_axis, "piecewise": _piecewise,
    "compress": _written("extract"),
    "finfo": _limits(("eps", "max", "min", "tiny")), "iinfo": _limits(("max", "min")),
}  # fmt: skip
