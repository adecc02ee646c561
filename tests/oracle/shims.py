"""The modules ``math`` and ``numpy`` with some of the language's rules in place of their own arithmetic."""

from __future__ import annotations

import importlib.util
import math
import operator
import statistics
import types
from collections.abc import Collection
from typing import Any

import numpy as np

from ppc.compiler.numerics import array_functions, linear_algebra, polynomials, sorting, spectral
from tests.oracle import reductions
from tests.oracle.reductions import elementary
from tests.oracle.rules import ELEMENTARY

ALIASES = {"acos": "arccos", "acosh": "arccosh", "asin": "arcsin", "asinh": "arcsinh", "atan": "arctan",
           "atan2": "arctan2", "atanh": "arctanh", "pow": "power"}  # fmt: skip
TO_RADIANS, TO_DEGREES = math.pi / 180.0, 180.0 / math.pi


def copy_of(module: types.ModuleType) -> Any:
    """A module that can be changed without changing ``module``."""
    result = types.ModuleType(module.__name__)
    result.__dict__.update({k: v for k, v in vars(module).items() if not k.startswith("__")})
    result.__dict__["__getattr__"] = lambda name: getattr(module, name)  # what a module imports when first asked for
    return result


def shim_math(rules: Collection[str]) -> Any:
    """``math``; its functions raise what Python's raise."""
    module = copy_of(math)

    def wrap(name: str) -> Any:
        function, stock = elementary(name), getattr(math, name)

        def call(*args: Any) -> Any:
            stock(*args)  # raises what Python raises
            return function(*(float(a) for a in args))

        return call

    for name in ELEMENTARY:
        if name in rules and hasattr(math, name):
            setattr(module, name, wrap(name))
    if "log" in rules:
        one = elementary("log")
        module.log = lambda x, *base: (math.log(x, *base), one(float(x)) / (one(float(base[0])) if base else 1.0))[1]
    if "hypot" in rules:
        module.hypot = reductions.hypot
    if "degrees" in rules:
        module.radians, module.degrees = (lambda x: x * TO_RADIANS), (lambda x: x * TO_DEGREES)
    if "sum" in rules:
        module.fsum = lambda values: float(reductions.fold_sum(values, 0.0))
    module.copysign = lambda x, y: math.copysign(x, math.nan if math.isnan(y) else y)
    module.ceil = lambda x: reductions.int64(math.ceil(x))
    module.floor = lambda x: reductions.int64(math.floor(x))
    module.trunc = lambda x: reductions.int64(math.trunc(x))
    return module


def shim_statistics(rules: Collection[str]) -> Any:
    """``statistics``; its functions raise what Python's raise, and give a number of the same type."""
    module = copy_of(statistics)

    def wrap(name: str, ours: Any) -> Any:
        stock = getattr(statistics, name)

        def call(data: Any) -> Any:
            data = list(data)
            kind = type(stock(data))
            return (kind if issubclass(kind, float) else float)(ours(data))

        return call

    sample: dict[str, Any] = {"variance": reductions.array_var, "stdev": reductions.array_std}
    if "sum" in rules:
        module.mean, module.fmean = wrap("mean", reductions.array_mean), wrap("fmean", reductions.array_mean)
        for name, ours in sample.items():
            setattr(module, name, wrap(name, lambda data, ours=ours: ours(data, ddof=1)))
            setattr(module, f"p{name}", wrap(f"p{name}", ours))
    return module


def positive_nan(x: Any) -> Any:
    """``x`` with the one NaN of the language in the place of any: an invalid operation of the machine gives a negative one."""
    return np.where(np.isnan(x), np.asarray(x).dtype.type(np.nan), x)[()] if np.asarray(x).dtype.kind == "f" else x


def raising(stock: Any, ours: Any) -> Any:
    """``ours``, which raises what ``stock`` raises; but which matrices are singular follows from our own elimination."""

    def call(*args: Any) -> Any:
        try:
            stock(*args)
        except np.linalg.LinAlgError as error:
            if "Singular" not in str(error) and "definite" not in str(error):
                raise
        given = [np.asarray(a) for a in args]
        result = ours(*given)
        if all(np.isfinite(a).all() for a in given) and not np.isfinite(result).all() and stock is not np.linalg.det:
            raise np.linalg.LinAlgError("Singular matrix")
        return result

    return call


def percentile(a: Any, q: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """``np.percentile`` in our order of operations, of one rank or several."""
    a = np.asarray(a, dtype=float)
    if np.ndim(q):
        return np.array([percentile(a, one, axis, keepdims) for one in q])

    def one(v: Any, along: Any) -> Any:
        return sorting.percentile(v.ravel(), q) if along is None else np.apply_along_axis(sorting.percentile, along, v, q)

    return reductions.several(one)(a, axis, keepdims=keepdims)


def median(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """``np.median`` of numbers in a stable order: which of 0.0 and -0.0 is in the middle."""

    def one(v: Any, along: Any) -> Any:
        return sorting.median(v.ravel()) if along is None else np.apply_along_axis(sorting.median, along, v)

    return reductions.several(one)(np.asarray(a, dtype=float), axis, keepdims=keepdims)


def shim_operator() -> Any:
    """``operator``."""
    module = copy_of(operator)
    module.pow = reductions.power
    return module


def sinc(sine: Any, x: Any) -> Any:
    """``np.sinc`` with another sine."""
    y = np.pi * np.where(np.asarray(x) == 0, 1.0e-20, x)
    return sine(y if np.ndim(x) else np.float64(y)) / y


def shim_numpy(rules: Collection[str]) -> Any:
    """``numpy``, with ``numpy.linalg``."""
    module = copy_of(np)

    def wrap(name: str, arguments: int) -> Any:
        function = np.frompyfunc(elementary(name), arguments, 1)

        def call(*args: Any) -> Any:
            kind = np.result_type(*(np.asarray(a) if isinstance(a, list) else a for a in args))
            kind = kind if kind == np.float32 else np.dtype(float)
            given = [np.asarray(a, dtype=kind) if isinstance(a, np.ndarray | list) else kind.type(a) for a in args]
            result = function(*(a.astype(float) for a in given))
            return result.astype(kind) if isinstance(result, np.ndarray) else kind.type(result)

        return call

    for name in (*ELEMENTARY, "hypot"):
        if name in rules:
            for alias in {name, ALIASES.get(name, name)}:
                if isinstance(getattr(np, alias, None), np.ufunc):
                    setattr(module, alias, wrap(name, getattr(np, alias).nin))
    if "pow" in rules:
        module.float_power = wrap("pow", 2)
    if "sin" in rules:
        module.sinc = lambda x: sinc(module.sin, x)
    module.copysign = lambda x, y: np.copysign(x, positive_nan(y))
    module.signbit = lambda x: np.signbit(positive_nan(x))
    if "degrees" in rules:
        module.deg2rad = module.radians = lambda x: np.multiply(x, TO_RADIANS)
        module.rad2deg = module.degrees = lambda x: np.multiply(x, TO_DEGREES)
    if "sort" in rules:
        module.percentile, module.median = percentile, median
        module.sort = lambda a, axis=-1, **_: np.sort(a, axis, kind="stable")
        module.quantile = lambda a, q, *rest, **named: percentile(a, np.multiply(100.0, q), *rest, **named)
        module.argsort = lambda a, axis=-1, **_: np.argsort(a, axis, kind="stable")
    if "sum" in rules:
        module.sum, module.mean, module.var = reductions.array_sum, reductions.array_mean, reductions.array_var
        module.trapezoid = module.trapz = reductions.trapezoid
        module.std, module.trace, module.average = reductions.array_std, reductions.array_trace, reductions.average
        for name in ("sum", "mean", "std"):
            setattr(module, f"nan{name}", reductions.without_nan(getattr(module, name)))
    if "zeros" in rules:
        module.fmax, module.fmin = broadcast(np.fmax, reductions.fmax), broadcast(np.fmin, reductions.fmin)
        for name, one in EXTREMA.items():
            setattr(module, name, reductions.extremum(getattr(np, name), one))
        module.ptp = lambda a, axis=None: module.max(a, axis=axis) - module.min(a, axis=axis)
    module.linalg = copy_of(np.linalg)
    if "dot" in rules:
        module.dot = reductions.np_dot
        module.inner = lambda a, b: reductions.np_dot(a, np.transpose(b))
        module.vdot = lambda a, b: reductions.np_dot(np.ravel(a), np.ravel(b))
        module.matmul = reductions.matmul
        module.linalg.norm = reductions.norm
        module.convolve, module.correlate, module.einsum = reductions.convolve, reductions.correlate, reductions.einsum
    if "linear algebra" in rules:
        for name in ("solve", "inv", "det", "cholesky"):
            setattr(module.linalg, name, raising(getattr(np.linalg, name), getattr(linear_algebra, name)))
        module.polyfit = lambda x, y, deg: polynomials.polyfit(reductions.floats(x), reductions.floats(y), deg)
        for name in ("pinv", "cond", "matrix_rank", "eigvalsh", "qr", "slogdet", "norm", "svd"):
            setattr(module.linalg, name, spectral_shim(name, getattr(module.linalg, name)))
        module.linalg.lstsq = lambda a, b, rcond=None: (linear_algebra.lstsq(a, b), None, None, None)
    made = importlib.util.module_from_spec(array_functions.__spec__)
    array_functions.__spec__.loader.exec_module(made)
    made.np = module
    for name in MADE:
        setattr(module, name, getattr(made, name))
    return module


MADE = ("logaddexp", "logspace", "geomspace", "cov", "corrcoef", "hanning", "hamming")  # whose bits depend on rules


def spectral_shim(name: str, other: Any) -> Any:
    """A function of ``compiler/numerics/spectral.py`` in the place of NumPy's; ``other`` norms as they are."""
    if name == "svd":
        return lambda a, full_matrices=True, compute_uv=True: spectral.singular_values(reductions.floats(a))
    if name == "pinv":
        return lambda a, rcond=1e-15: spectral.pinv(reductions.floats(a), rcond)
    if name != "norm":
        return lambda a: getattr(spectral, name)(reductions.floats(a))
    own = {2: spectral.spectral_norm, "nuc": spectral.nuclear_norm}

    def norm(a: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
        if np.ndim(a) == 2 and axis is None and ord in own:
            return own[ord](reductions.floats(a))
        return other(a, ord, axis, keepdims)

    return norm


EXTREMA: dict[str, Any] = {
    "max": np.maximum, "amax": np.maximum, "min": np.minimum, "amin": np.minimum,
    "nanmax": reductions.fmax, "nanmin": reductions.fmin,
}  # fmt: skip


def broadcast(stock: Any, ours: Any) -> Any:
    """``ours`` for floats, ``stock`` for the rest."""

    def call(a: Any, b: Any) -> Any:
        result = stock(a, b)
        return ours(np.asarray(a, result.dtype), np.asarray(b, result.dtype)) if result.dtype.kind == "f" else result

    return call


METHODS: dict[str, tuple[str, Any]] = {
    "sum": ("sum", reductions.array_sum),
    "mean": ("sum", reductions.array_mean),
    "var": ("sum", reductions.array_var),
    "std": ("sum", reductions.array_std),
    "trace": ("sum", reductions.array_trace),
    "dot": ("dot", reductions.np_dot),
    "argsort": ("sort", lambda a, axis=-1: np.argsort(a, axis, kind="stable")),
    "sort": ("sort", lambda a, axis=-1: a.sort(axis, kind="stable")),
    "max": ("zeros", reductions.extremum(np.max, np.maximum)),
    "min": ("zeros", reductions.extremum(np.min, np.minimum)),
}  # method -> its rule, and its definition


def shim_method(rules: Collection[str]) -> Any:
    """A call of a method that arrays have; ``base`` may be anything."""
    ours = {name: definition for name, (rule, definition) in METHODS.items() if rule in rules}

    def method(base: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        if isinstance(base, np.ndarray) and name in ours:
            return ours[name](base, *args, **kwargs)
        return getattr(base, name)(*args, **kwargs)

    return method
