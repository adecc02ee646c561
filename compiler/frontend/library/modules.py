"""The library modules that policies may import, and their attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import collections_library, math_library, numpy_library, random_library, string_methods
from ppc.compiler.frontend.values.values import Builtin, Module, Static, TypeName, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

ANNOTATIONS_ONLY = {"typing", "typing_extensions", "numpy.typing", "abc", "__future__", "collections.abc", "numbers"}
SILENT = {"logging", "warnings", "silent"}  # whose calls are dropped; "silent" is what they return
MODULES = {
    "math", "numpy", "collections", "dataclasses", "enum", "itertools", "heapq", "random", "typing", "typing_extensions",
    "functools", "abc", "operator", "copy", "statistics", "logging", "warnings", "numbers", "bisect", "contextlib",
    "__future__", "types", "string", "textwrap",
}  # fmt: skip


def attribute(ev: Evaluator, module: str, name: str) -> Value | None:
    """``module.name``, or None where policies do not have it."""

    if module == "math":
        return math_library.ATTRIBUTES.get(name)
    if module == "numpy":
        if name in ("linalg", "random", "typing"):
            return Module(f"numpy.{name}")
        if name in ("seterr", "set_printoptions"):
            return _silent(name)
        return numpy_library.attribute(name)
    if module == "numpy.linalg":
        return numpy_library.LINALG.get(name)
    if module in ("random", "numpy.random"):
        return random_library.attribute(ev, module, name)
    if module in ANNOTATIONS_ONLY:
        return collections_library.ATTRIBUTES.get(f"{module}.{name}", Static(TypeName(f"<{name}>")))
    if module in SILENT:
        return _silent(name)
    if module in ("string", "textwrap"):
        return string_methods.ATTRIBUTES.get(f"{module}.{name}")
    if f"{module}.{name}" in ANNOTATIONS_ONLY:
        return Module(f"{module}.{name}")
    return collections_library.ATTRIBUTES.get(f"{module}.{name}")


def _silent(name: str) -> Value:
    """``logging.info``, ``warnings.warn`` and the like: calls without effect."""
    if name.isupper():
        return const(0)
    if name == "isEnabledFor":
        return Builtin(name, lambda ev, args, kwargs: const(False))
    return Builtin(name, lambda ev, args, kwargs: _dropped(name, [*args, *kwargs.values()]))


def _dropped(name: str, args: list[Value]) -> Value:
    """A call without effect. Warnings that become exceptions are one."""
    if name in ("seterr", "filterwarnings", "simplefilter") and any(a in (Static("raise"), Static("error")) for a in args):
        raise Unsupported("PPC103", f"{name}() makes exceptions of warnings", help="test with np.isfinite(x)")
    return Module("silent")


# What is written instead of a library function that policies do not have.
_INSTEAD = {
    "numpy.apply_along_axis": "loop over the rows, or use the axis argument of a reduction",
    "numpy.vectorize": "write a loop or a comprehension",
    "numpy.frompyfunc": "write a loop or a comprehension",
    "numpy.fromfunction": "write np.array with a comprehension",
    "numpy.fromiter": "write np.array([... for ...])",
    "numpy.ndenumerate": "loop over range(n) for each axis",
    "numpy.ndindex": "loop over range(n) for each axis, or itertools.product",
    "numpy.nditer": "loop over range(n) for each axis",
    "numpy.histogram": "count with np.sum((x >= low) & (x < high))",
    "numpy.cov": "subtract the means, then write (x * y).sum() / (n - 1)",
    "numpy.corrcoef": "subtract the means, then divide (x * y).sum() by the norms",
    "numpy.float16": "use np.float32",
    "numpy.fft": "write the sums out with np.cos and np.sin",
    "numpy.linalg.eig": "compute it beforehand and write the numbers as constants",
    "numpy.linalg.eigh": "compute it beforehand and write the numbers as constants",
    "numpy.linalg.eigvals": "compute it beforehand and write the numbers as constants",
    "numpy.linalg.eigvalsh": "compute it beforehand and write the numbers as constants",
    "numpy.linalg.svd": "use np.linalg.lstsq or solve, or write the numbers as constants",
    "numpy.linalg.qr": "use np.linalg.lstsq or solve",
    "numpy.linalg.pinv": "use np.linalg.lstsq(a, b)[0], or np.linalg.solve(a.T @ a, a.T @ b)",
    "numpy.linalg.cond": "test np.linalg.det",
    "numpy.linalg.matrix_rank": "test np.linalg.det",
    "numpy.linalg.slogdet": "use np.log(np.abs(np.linalg.det(a)))",
    "math.gamma": "use math.factorial of known integers",
    "math.lgamma": "use math.factorial of known integers",
    "math.ulp": "write the tolerance as a number",
    "math.nextafter": "write the tolerance as a number",
    "time.time": "count the steps in a field",
}


def missing(module: str, name: str) -> tuple[str, str]:
    """What is said of ``module.name`` that policies do not have: the message, and what to write instead."""
    import difflib

    short = "np" + module.removeprefix("numpy") if module.split(".")[0] == "numpy" else module
    help = _INSTEAD.get(f"{module}.{name}", "")
    if not help:
        known = names_of(module)
        close = difflib.get_close_matches(name, known, 1, 0.75)
        help = f"did you mean {short}.{close[0]}?" if close else ""
    return f"{short}.{name} is not available to policies", help


def names_of(module: str) -> list[str]:
    """The functions of a module that policies have."""
    if module == "math":
        return list(math_library.ATTRIBUTES)
    if module == "numpy":
        return numpy_library.names()
    if module == "numpy.linalg":
        return list(numpy_library.LINALG)
    return [n.removeprefix(f"{module}.") for n in collections_library.ATTRIBUTES if n.startswith(f"{module}.")]
