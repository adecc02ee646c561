"""The targets by name. Looking at the list loads none of them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from ppc.targets.artifact import Artifact
from ppc.targets.errors import ExportError
from ppc.targets.vectors import Vectors

Exporter = Callable[[Artifact, Vectors], Mapping[str, str | bytes]]


@dataclass(frozen=True, slots=True)
class Target:
    """An export format. ``module`` defines ``export(artifact, vectors)`` -> file name -> content."""

    name: str
    summary: str
    suffix: str
    module: str

    def load(self) -> Exporter:
        exporter: Exporter = import_module(self.module).export
        return exporter


TARGETS = {
    t.name: t
    for t in (
        Target("numba", "one readable Python module that needs only numba and numpy", ".py", "ppc.targets.numba"),
        Target("c", "C99 for any processor: no allocation, no libm, selftest, report", ".c", "ppc.targets.c"),
        Target("onnx", "ONNX graph with its state in and out as tensors", ".onnx", "ppc.targets.onnx_"),
    )
}


def target(name: str) -> Target:
    """The target called ``name``; ExportError with close matches when there is none."""
    found = TARGETS.get(name.lower())
    if found is None:
        close = difflib.get_close_matches(name.lower(), TARGETS, n=1)
        hint = f" Did you mean {close[0]}?" if close else ""
        raise ExportError(f"there is no target {name!r}.{hint} The targets are {', '.join(TARGETS)}.")
    return found
