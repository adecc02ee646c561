"""The controller structures that the offline proposer knows. Each is instantiated from a signature and measured
statistics alone: no entry knows an environment, and none reads units, ranges or the order of the observation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

from ppc.compiler.signature import Signature
from ppc.promptpo.statistics import Statistics
from ppc.promptpo.templates.heads import Head, head_variables
from ppc.promptpo.templates.render import render

LARGEST = 400
"""A structure with more free numbers than this is not offered: full covariance adaptation would not converge."""


@dataclass(frozen=True)
class Situation:
    """What a structure may depend on."""

    signature: Signature
    statistics: Statistics
    head: Head

    @property
    def n(self) -> int:
        return self.signature.obs_size

    @property
    def single(self) -> bool:
        """One signed control signal with two extremes."""
        return self.head.outputs == 1 and (self.head.kind == "sign" or self.head.bounded)


@dataclass(frozen=True)
class Template:
    """``applies`` says where the structure makes sense; ``extra`` gives variables beyond the common ones."""

    name: str
    file: str
    summary: str
    applies: Callable[[Situation], bool]
    extra: Callable[[Situation], dict[str, Any]] = lambda _: {}
    normalised: bool = True

    def instantiate(self, situation: Situation) -> tuple[str, tuple[float, ...]]:
        """Policy source and the scale of each float literal (0: fixed)."""
        s = situation.statistics
        variables: dict[str, Any] = {
            "summary": self.summary,
            "n": situation.n,
            "normalised": self.normalised,
            "centered": any(s.center),
            "center": list(s.center),
            "gain": list(s.gain),
            "episodes": s.episodes,
            **head_variables(situation.head),
            **self.extra(situation),
        }
        return render(self.file, variables)


def _monomials(degree: int) -> Callable[[Situation], dict[str, Any]]:
    def extra(s: Situation) -> dict[str, Any]:
        choices = [c for d in range(1, degree + 1) for c in combinations_with_replacement(range(s.n), d)]
        return {"monomials": [" * ".join(f"z{i}" for i in c) for c in choices]}

    return extra


def _units(count: int) -> Callable[[Situation], dict[str, Any]]:
    return lambda _: {"units": count}


def _mirror(s: Situation) -> dict[str, Any]:
    return {"units": 8, "mirror": [-1.0 if odd else 1.0 for odd in s.statistics.odd]}


def _angle_features(s: Situation) -> dict[str, Any]:
    circles = s.statistics.circles
    on_circle = {c.cosine for c in circles} | {c.sine for c in circles}
    rest = [i for i in range(s.n) if i not in on_circle]
    features = [f"np.arctan2({c.sine_gain!r} * obs[{c.sine}], {c.cosine_gain!r} * obs[{c.cosine}])" for c in circles]
    features += [f"self.gain[{k}] * obs[{i}]" for k, i in enumerate(rest)]
    return {"features": features, "rest_gain": [s.statistics.gain[i] for i in rest]}


def _bins(s: Situation) -> int:
    return {1: 16, 2: 8, 3: 4}[s.n]


def _cells(s: Situation) -> dict[str, Any]:
    bins = _bins(s)
    return {"cells": bins**s.n, "bins": bins, "bins_text": repr(bins / 4)}


def _states(s: Situation) -> int:
    """Values of a lone integer observation: the signature's bound if it gives one, else what was seen."""
    high = s.signature.observation[0].high
    return int(min(high if high < 1e6 else s.statistics.high[0], 1e6)) + 1


def _integer_state(s: Situation) -> bool:
    return s.n == 1 and s.statistics.integer[0] and s.statistics.high[0] > 1


def _continuous(s: Situation) -> bool:
    """Whether feedback makes sense: the observation is a quantity, and there is something to choose."""
    return not _integer_state(s) and not (s.signature.discrete and s.head.choices < 2)


LIBRARY: tuple[Template, ...] = (
    Template("constant", "constant", "Always the same action.", lambda s: True, normalised=False),
    Template("linear", "linear", "Linear feedback.", _continuous),
    Template(
        "angles", "angles", "Linear feedback on angles.",
        lambda s: bool(s.statistics.circles) and len(s.statistics.circles) * 2 < s.n, _angle_features, normalised=False,
    ),
    Template(
        "linear-tanh", "linear_tanh", "Linear feedback, softly saturated.",
        lambda s: _continuous(s) and s.head.kind == "box" and s.head.bounded,
    ),
    Template(
        "dead-band", "deadband", "Full push to one side or the other, rest in between.",
        lambda s: s.single and _continuous(s) and (s.head.kind == "box" or s.head.choices % 2 == 1),
    ),
    Template(
        "bang-bang", "bang_bang", "Full push to one side or the other, with hysteresis.",
        lambda s: s.single and _continuous(s),
    ),
    Template("energy", "energy", "Pushes along the motion, as hard as a polynomial of the energy says.",
             lambda s: s.single and _continuous(s) and 2 <= s.n <= 12),
    Template("quadratic", "polynomial", "A quadratic polynomial of the observation.",
             lambda s: _continuous(s) and 2 <= s.n <= 10, _monomials(2)),
    Template("cubic", "polynomial", "A cubic polynomial of the observation.",
             lambda s: _continuous(s) and s.n <= 4, _monomials(3)),
    Template("pid", "pid", "Proportional, derivative and leaky integral feedback with memory.",
             lambda s: _continuous(s) and s.head.kind != "argmax"),
    Template("oscillator", "oscillator", "A rhythm of its own with linear feedback.",
             lambda s: _continuous(s) and s.head.kind != "argmax"),
    Template("table", "table", "A lookup table over a grid of the observation.",
             lambda s: s.single and _continuous(s) and s.n <= 3, _cells),
    Template("state-table", "state_table", "One row of preferences for each observed state.",
             lambda s: _integer_state(s) and s.head.kind == "argmax", lambda s: {"cells": _states(s)}, normalised=False),
    Template("mlp-odd", "mlp_odd", "A small neural network without biases, odd in the observation.", _continuous, _units(8)),
    Template("mlp-6", "mlp", "A small neural network, 6 hidden units.", _continuous, _units(6)),
    Template("mlp-8", "mlp", "A small neural network, 8 hidden units.", _continuous, _units(8)),
    Template("mlp-mirror", "mlp_mirror", "A small neural network that answers a mirrored observation with the mirrored action.",
             lambda s: s.single and _continuous(s) and any(s.statistics.odd) and not all(s.statistics.odd), _mirror),
)  # fmt: skip
