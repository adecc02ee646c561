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
