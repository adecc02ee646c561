"""Library functions as IR on disk, so that one process compiles their text for all.

The name of a file depends on every source file of the compiler, on the distribution and on Python's version. The
content is a pickle of IR nodes; nothing else than those can come out of it, and whatever else it holds counts as absent.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
from functools import cache
from pathlib import Path
from typing import Any

from ppc.compiler import cache as objects
from ppc.compiler.ir import nodes
from ppc.compiler.ir.nodes import Function
from ppc.compiler.ir.types import Array, Scalar
from ppc.compiler.source import Span

Entry = tuple[Function, tuple[str, ...]]  # a function and the names of those that it calls

_VERSION = "functions 1"
_CLASSES = {
    **{c.__name__: c for c in (*nodes.Expr.__args__, *nodes.Statement.__args__)},
    **{c.__name__: c for c in (Function, nodes.Variable, nodes.Storage, Array, Scalar, Span)},
}


class _Unpickler(pickle.Unpickler):
    """Makes IR nodes and plain values only."""

    def find_class(self, module: str, name: str) -> Any:
        found = _CLASSES.get(name)
        if found is None or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of the IR")
        return found


@cache
def _identity() -> str:
    """Changes with any source file of the compiler: what a function becomes depends on all of the front end."""
    root = Path(__file__).parents[1]
    parts = [_VERSION, sys.version]
    for folder in (root, *(p for p in sorted(root.iterdir()) if p.is_dir())):
        with os.scandir(folder) as entries:
            files = sorted((e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in entries if e.name.endswith(".py"))
        parts.append(f"{folder} {files}")
    return objects.key(*parts)


def load(name: str) -> Entry | None:
    """The function called ``name`` with its callees, or None."""
    data = objects.load(objects.key(_identity(), name))
    if data is None:
        return None
    try:
        function, callees = _Unpickler(io.BytesIO(data)).load()
    except Exception:  # a pickle may fail in any way; the function is compiled anew
        return None
    sound = isinstance(function, Function) and function.name == name and isinstance(callees, tuple)
    return (function, callees) if sound else None


def save(function: Function, callees: tuple[str, ...]) -> None:
    """Keeps ``function`` if the folder can be written."""
    data = pickle.dumps((function, callees), protocol=5)
    objects.save(objects.key(_identity(), function.name), data)
