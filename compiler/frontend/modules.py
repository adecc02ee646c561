"""The library modules that policies may import, and their attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.frontend.values import Module, Static, Value

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

ANNOTATIONS_ONLY = {"typing", "numpy.typing", "abc", "__future__", "collections.abc"}
MODULES = {
    "math", "numpy", "collections", "dataclasses", "enum", "itertools", "heapq", "random", "typing", "functools", "abc",
    "operator", "copy",
}  # fmt: skip


def attribute(ev: Evaluator, module: str, name: str) -> Value | None:
    """``module.name``, or None where policies do not have it."""
    from ppc.compiler.frontend import collections_library, math_library, numpy_library

    if module == "math":
        return math_library.ATTRIBUTES.get(name)
    if module == "numpy":
        if name in ("linalg", "random", "typing"):
            return Module(f"numpy.{name}")
        return numpy_library.attribute(name)
    if module == "numpy.linalg":
        return numpy_library.LINALG.get(name)
    if module in ANNOTATIONS_ONLY:
        return Static(f"<{name}>")
    return collections_library.ATTRIBUTES.get(f"{module}.{name}")
