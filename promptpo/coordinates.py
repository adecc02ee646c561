"""The search space of a policy: its free parameters, each divided by its own scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ppc.compiler.ir.nodes import Parameter
from ppc.promptpo.templates.render import float_literals


class Coordinates:
    """``values(x)`` [C, P] of points ``x`` [C, D]: the default plus ``x`` times the scale for the ``D`` free parameters."""

    def __init__(self, defaults: NDArray[np.float64], scales: NDArray[np.float64]) -> None:
        self.defaults = np.asarray(defaults, dtype=np.float64)
        self.scales = np.asarray(scales, dtype=np.float64)
        self.free = np.flatnonzero(self.scales)

    @property
    def size(self) -> int:
        return len(self.free)

    def values(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        x = np.atleast_2d(x)
        result = np.repeat(self.defaults[None, :], len(x), axis=0)
        result[:, self.free] += x * self.scales[self.free]
        return result


def own_scales(parameters: Sequence[Parameter]) -> NDArray[np.float64]:
    """The size of each value, or 1 where it is 0; 0 for structural numbers, which are frozen."""
    return np.array([0.0 if p.structural else abs(p.value) or 1.0 for p in parameters], dtype=np.float64)


def proposal_scales(source: str, scales: Sequence[float] | None, parameters: Sequence[Parameter]) -> NDArray[np.float64]:
    """The scale of each parameter of the compiled ``source``; ``scales`` counts the float literals of its text.

    Literals are matched by where they end, because a sign in front of one may or may not belong to the parameter.
    """
    if scales is None:
        return own_scales(parameters)
    literals = float_literals(source)
    if len(literals) != len(scales):
        raise ValueError(f"the proposal scales {len(scales)} float literals, its source has {len(literals)}")
    by_end = {end: scale for (_, end), scale in zip(literals, scales, strict=True)}
    return np.array([_scale(p, by_end) for p in parameters], dtype=np.float64)


def _scale(parameter: Parameter, by_end: Mapping[tuple[int, int], float]) -> float:
    if parameter.structural:
        return 0.0
    return max(by_end.get((s.end_line, s.end_column), 0.0) for s in parameter.spans)
