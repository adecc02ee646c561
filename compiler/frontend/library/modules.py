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
    "numpy.frompyfunc": "write a loop or a comprehension",
    "numpy.partition": "use np.sort: the order within the parts is NumPy's own",
    "numpy.argpartition": "use np.argsort: the order within the parts is NumPy's own",
    "numpy.nditer": "loop over range(n) for each axis",
    "numpy.float16": "use np.float32",
    "numpy.fft": "write the sums out with np.cos and np.sin",
    "numpy.linalg.eig": "use np.linalg.eigvalsh if the matrix is symmetric, or write the numbers as constants",
    "numpy.linalg.eigh": "use np.linalg.eigvalsh for the eigenvalues; the signs of eigenvectors differ from machine to machine",
    "numpy.linalg.eigvals": "use np.linalg.eigvalsh if the matrix is symmetric, or write the numbers as constants",
    "numpy.nanmedian": "use np.median(x[~np.isnan(x)])",
    "numpy.tensordot": "use np.dot, @ or np.einsum",
    "numpy.linalg.multi_dot": "write the products with @",
    "numpy.mgrid": "use np.meshgrid or np.indices",
    "numpy.ogrid": "use np.meshgrid or np.indices",
    "math.gamma": "use math.factorial of known integers",
    "math.lgamma": "use math.factorial of known integers",
    "math.ulp": "write the tolerance as a number",
    "math.nextafter": "write the tolerance as a number",
    "time.time": "count the steps in a field",
}


_GONE = {("numpy", n) for n in ("int", "float", "str", "object", "complex")}  # NumPy itself has these no more


def missing(module: str, name: str) -> tuple[str, str]:
    """What is said of ``module.name`` that policies do not have: the message, and what to write instead."""
    import difflib

    short = "np" + module.removeprefix("numpy") if module.split(".")[0] == "numpy" else module
    help = _INSTEAD.get(f"{module}.{name}", "")
    if not help:
        known = [k for k in names_of(module) if (module, k) not in _GONE and not _is_of_another(name, k)]
        close = difflib.get_close_matches(name, known, 1, 0.75)
        help = f"did you mean {short}.{close[0]}?" if close else ""
    return f"{short}.{name} is not available to policies", help


def _is_of_another(name: str, longer: str) -> bool:
    """Whether a name is that of another function, not a slip of the pen: np.diagonal and np.fill_diagonal, poly and poly1d."""
    return longer.endswith(f"_{name}") or (longer.startswith(name) and longer[len(name) : len(name) + 1].isdigit())


def names_of(module: str) -> list[str]:
    """The functions of a module that policies have."""
    if module == "math":
        return list(math_library.ATTRIBUTES)
    if module == "numpy":
        return numpy_library.names()
    if module == "numpy.linalg":
        return list(numpy_library.LINALG)
    return [n.removeprefix(f"{module}.") for n in collections_library.ATTRIBUTES if n.startswith(f"{module}.")]
