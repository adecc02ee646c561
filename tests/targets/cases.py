"""The policies that exports are compared on, and what they observe: ordinary signals with every kind of special number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ppc.compiler import CompiledPolicy, PolicyError, Signature, compile_policy
from ppc.promptpo.proposer import Situation
from ppc.promptpo.statistics import Statistics, measure
from ppc.promptpo.templates import TemplatesProposer
from tests.language.signatures import SIGNATURES, observations

CORPUS = Path(__file__).parents[1] / "corpus"
ACTIONS = {
    "d2": "discrete:2", "d3": "discrete:3", "b1": "box:1[-1,1]", "b3": "box:3[-2,5]", "b6": "box:6[-1,1]",
    "u1": "box:1", "u3": "box:3", "u6": "box:6",
}  # fmt: skip
OBSERVED = (1, 2, 4, 6, 17)
# Every size of observation and every action space, each a few times.
SIGNATURE_SAMPLE = (
    "1_d2", "1_d3", "1_b1", "1_u3", "2_d2", "2_d3", "2_b1", "2_u1", "2_b3", "4_d2", "4_d3", "4_b1", "4_u6",
    "6_d3", "6_b1", "6_u3", "6_b6", "17_d2", "17_b1", "17_u6",
)  # fmt: skip
SPECIAL = np.array(
    [0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308, -1e-310, 1e-300, -1e-160, 1e16, -1e16, 1e300, -1e300,
     1.7976931348623157e308, -1.7976931348623157e308, np.inf, -np.inf, np.nan, 0.5, -0.5, 1.0, -1.0, 2.5, -1.5,
     4503599627370496.5, 9007199254740993.0, -9.3e18, 9.223372036854775e18, 3.141592653589793, 1.5707963267948966,
     709.78, -745.2],
)  # fmt: skip
EPISODES = ("plausible", "rare", "one", "tame", "whole", "many", "zeros", "wide", "bits")


@dataclass(frozen=True)
class Case:
    """A policy under comparison; ``name`` is unique and an identifier. ``signal(steps, seed)`` gives ordinary
    observations, f64[steps, obs_size]."""

    name: str
    policy: CompiledPolicy
    signal: Callable[[int, int], NDArray[np.float64]]


@dataclass(frozen=True)
class Stimulus:
    """``observations`` f64[steps, obs_size]; an episode begins where ``starts``, bool[steps]."""

    observations: NDArray[np.float64]
    starts: NDArray[np.bool_]

    def first(self, steps: int) -> Stimulus:
        return Stimulus(self.observations[:steps], self.starts[:steps])


# --- policies --------------------------------------------------------------------------------------------


def corpus_names() -> list[str]:
    return sorted(p.stem for p in CORPUS.glob("t*.py"))


def corpus_case(name: str, bounded: bool = True) -> Case | None:
    """A policy of the corpus with its task's signature, or without action bounds; None when it does not compile."""
    task = int(name[1:3])
    size, action = SIGNATURES[task]
    signature = Signature(size, action if bounded else action.split("[")[0])
    label = name if bounded else f"{name}_unbounded"
    try:
        policy = compile_policy((CORPUS / f"{name}.py").read_text(encoding="utf-8"), signature, name=label)
    except PolicyError:
        return None
    return Case(label, policy, lambda steps, seed: observations(task, steps, seed))


def corpus_cases() -> Iterator[Case]:
    """Every corpus policy that compiles; those with action bounds also without them, since clipping hides differences."""
    for name in corpus_names():
        bounds = (True, False) if "[" in SIGNATURES[int(name[1:3])][1] else (True,)
        yield from filter(None, (corpus_case(name, bounded) for bounded in bounds))


def template_cases(signatures: tuple[str, ...] = SIGNATURE_SAMPLE) -> Iterator[Case]:
    """Every template on every one of ``signatures`` ("4_d2": four numbers observed, two choices) that it applies to.

    Half of them as written, where many gains are 0, the other half with gains as tuning would leave them.
    """
    for at, key in enumerate(signatures):
        size, action = int(key.split("_")[0]), ACTIONS[key.split("_")[1]]
        signature = Signature(size, action)
        known = _statistics(size, integers=key == "1_d3")
        for number, proposal in enumerate(TemplatesProposer().propose(0, Situation(signature, known))):
            name = f"{proposal.name.replace('-', '_')}_{key}"
            policy = compile_policy(proposal.source, signature, name=name)
            if (at + number) % 2:
                policy = _tuned(policy, number)
            yield Case(name, policy, lambda steps, seed, size=size: _walk(steps, size, seed))  # type: ignore[misc]


def _tuned(policy: CompiledPolicy, seed: int) -> CompiledPolicy:
    rng = np.random.default_rng(seed)
    values = policy.default_parameters
    moved = values * (1.0 + 0.3 * rng.normal(size=len(values))) + 0.4 * rng.normal(size=len(values))
    fixed = np.array([p.integer or p.structural for p in policy.parameters], dtype=bool)
    return policy.with_parameters(np.where(fixed, values, moved))


def _statistics(size: int, integers: bool) -> Statistics:
    """Of episodes with an angle's cosine and sine (from 4 numbers on), odd and offset components, as far as they fit."""
    if integers:
        return measure([np.arange(16.0)[:, None]])
    rng = np.random.default_rng(size)
    episodes = []
    for _ in range(64):
        angle = rng.normal(0.0, 0.6, 50)
        columns = [np.cos(angle), np.sin(angle)] if size >= 4 else []
        columns += [rng.normal(3.0 * (i % 2), 1.0 + i, 50) for i in range(size - len(columns))]
        episodes.append(np.array(columns).T)
    return measure(episodes)


def _walk(steps: int, size: int, seed: int) -> NDArray[np.float64]:
    """A random walk that is drawn back to 0, of spread about 2."""
    rng = np.random.default_rng([seed, size])
    noise = rng.normal(size=(steps, size))
    walk = np.empty((steps, size))
    last = np.zeros(size)
    for t in range(steps):
        last = 0.97 * last + 0.5 * noise[t]
        walk[t] = last
    return walk


# --- what they observe -----------------------------------------------------------------------------------


def stimulus(case: Case, steps: int, seed: int = 0) -> Stimulus:
    """Episodes of every kind in turn, short at first: ordinary signals, special numbers among them, nothing else."""
    rng = np.random.default_rng([seed, 11])
    observed = case.signal(steps, seed).copy()
    starts = np.zeros(steps, dtype=bool)
    at = turn = 0
    while at < steps:
        kind = EPISODES[turn % len(EPISODES)]
        # A NaN in the memory of a policy stays there: only ordinary episodes are worth being long.
        longest = (10 if turn < 2 * len(EPISODES) else 150) * (8 if kind == "plausible" else 1)
        end = min(steps, at + int(rng.integers(2, longest + 1)))
        starts[at] = True
        observed[at:end] = _disturbed(kind, observed[at:end], rng)
        at, turn = end, turn + 1
    return Stimulus(np.ascontiguousarray(observed), starts)


def _disturbed(kind: str, signal: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    shape = signal.shape
    special = rng.choice(SPECIAL, size=shape)
    if kind == "rare":  # now and then one number
        return np.where(rng.random(shape) < 0.2 / shape[1], special, signal)
    if kind == "one":  # one number a step
        return np.where(np.arange(shape[1]) == rng.integers(0, shape[1], (shape[0], 1)), special, signal)
    if kind == "tame":  # special, yet nothing that makes NaN
        return np.where(rng.random(shape) < 0.5, np.where(np.abs(special) < 1e3, special, -0.0), signal)
    if kind == "whole":  # ties, thresholds, indices
        return np.round(signal * rng.choice([1.0, 2.0, 10.0])) * rng.choice([1.0, 0.5, -1.0, 64.0])
    if kind == "many":
        return np.where(rng.random(shape) < 0.7, special, signal)
    if kind == "zeros":
        return rng.choice(np.array([0.0, -0.0, 5e-324, -5e-324, 1e-310, -2e-308]), size=shape)
    if kind == "wide":
        with np.errstate(over="ignore"):
            return np.asarray(signal * 10.0 ** rng.uniform(-310.0, 308.0, shape))
    if kind == "bits":
        return rng.integers(0, 1 << 64, size=shape, dtype=np.uint64).view(np.float64)
    return signal
