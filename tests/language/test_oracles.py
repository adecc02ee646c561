"""Agreement with CPython: with our definitions substituted every bit; with stock CPython up to a rule of the language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ppc.compiler import CompiledPolicy, Signature, compile_policy
from tests.oracle import explain, vectors
from tests.oracle.compare import Answers, Coverage, Job, cpython, differences, first_difference
from tests.oracle.corpus import (
    COSTS,
    INTERPRETED,
    LONG_DERIVE,
    NAMES,
    STEPS,
    compiled,
    interpreted_answers,
    native_answers,
    path_of,
    suite_steps,
)
from tests.oracle.vectors import Recorded

POLICIES = Path(__file__).parent / "policies"
COMPILING = 80
BRANCHES = 90.0  # percent


@dataclass(frozen=True)
class Compared:
    """A policy on its recorded stream: compiled, and CPython with everything substituted."""

    policy: CompiledPolicy
    given: Recorded
    ours: NDArray[np.float64]
    faulty: NDArray[np.bool_]
    expected: Answers


@pytest.fixture(scope="module")
def corpus() -> dict[str, Compared]:
    """Every compiling policy of the corpus."""
    given: dict[str, Recorded] = {}
    jobs = []
    for name in NAMES:
        policy = compiled(name)
        if policy is None:
            continue
        steps = suite_steps(name)
        given[name] = vectors.read(name).first(steps)
        cost = COSTS.get(name, 1.0) * steps / STEPS
        stream = given[name]
        width = policy.signature.action_size
        jobs.append(Job(path_of(name), stream.observations, width, starts=stream.starts, branches=True, cost=cost))
    result = {}
    for (name, stream), expected in zip(given.items(), cpython(jobs), strict=True):
        policy = compiled(name)
        assert policy is not None
        ours, faulty = native_answers(policy, stream.observations, stream.starts)
        result[name] = Compared(policy, stream, ours, faulty, expected)
    return result


def of(corpus: dict[str, Compared], name: str) -> Compared:
    if name not in corpus:
        pytest.skip("does not compile")
    return corpus[name]


def test_enough_of_the_corpus_compiles(corpus: dict[str, Compared]) -> None:
    assert len(corpus) >= COMPILING
    assert all(c.given.intact for c in corpus.values()), "a simulator leaves the recorded observations: make vectors"


def test_the_streams_reach_the_branches(corpus: dict[str, Compared]) -> None:
    coverage = Coverage()
    for name, c in corpus.items():
        coverage.add(name, c.expected)
    print(f"{coverage.taken} of {coverage.total} branches taken, {coverage.percent:.1f} %")
    assert coverage.percent >= BRANCHES, coverage.missed


@pytest.mark.parametrize("name", NAMES)
def test_compiled_policy_agrees_with_cpython(corpus: dict[str, Compared], name: str) -> None:
    c = of(corpus, name)
    where = first_difference(c.ours, c.expected.actions, c.expected.valid)
    assert where is None, f"step {where}: {c.expected.actions[where]} in CPython, {c.ours[where]} compiled"
    assert c.expected.valid.mean() > 0.9, c.expected.raised
    # A fault where CPython has none would hide behind a safe action that happens to be right.
    assert np.array_equal(c.faulty, ~c.expected.valid)


@pytest.mark.parametrize("name", NAMES)
def test_interpreter_agrees_with_machine_code(corpus: dict[str, Compared], name: str) -> None:
    c = of(corpus, name)
    some = c.given.first(INTERPRETED.get(name, 200))
    slow = interpreted_answers(c.policy, some.observations, some.starts, derive=name not in LONG_DERIVE)
    assert first_difference(slow, c.ours) is None


def test_divergence_from_stock_cpython_is_explained(corpus: dict[str, Compared]) -> None:
    explanations = explain.read()
    jobs, expected = [], []
    for name, c in corpus.items():
        steps = differences(c.ours, c.given.actions, c.given.valid)
        if not len(steps):
            continue
        assert name in explanations, f"{name} leaves stock CPython at step {steps[0]}: run make vectors for the reason"
        some = explain.episode_of(c.given, int(steps[0]))
        for rules in ((), explanations[name].rules):
            job = Job(path_of(name), c.given.observations[some], c.policy.signature.action_size, rules, c.given.starts[some])
            jobs.append(job)
        expected.append((name, c.given.actions[some], c.ours[some]))
    assert expected, "rounding differs somewhere in the corpus"
    found = cpython(jobs)
    explained = 0
    for (name, recorded, ours), stock, ruled in zip(expected, found[::2], found[1::2], strict=True):
        # On another CPU or NumPy stock CPython may differ from its own recording; the rules were found for the recording.
        if first_difference(stock.actions, recorded) is not None:
            continue
        explained += 1
        assert first_difference(ours, ruled.actions, ruled.valid) is None, name
    print(f"{len(expected)} policies leave stock CPython, {explained} explained here by the recorded rules")


@pytest.mark.parametrize("path", sorted(POLICIES.glob("*.py")), ids=lambda p: p.stem)
def test_tricky_policies_agree_with_cpython(path: Path) -> None:
    rng = np.random.default_rng(3)
    time = np.arange(400)[:, None]
    stream = np.sin(time * rng.uniform(0.05, 0.9, (1, 4)) + rng.uniform(0, 6, (1, 4))) * 2 + rng.normal(size=(400, 4)) * 0.4
    starts = np.arange(400) % 130 == 0
    policy = compile_policy(path.read_text(), Signature(4, "box:1"))
    (expected,) = cpython([Job(path, stream, 1, starts=starts)])
    assert not expected.raised
    ours, faulty = native_answers(policy, stream, starts)
    assert first_difference(ours, expected.actions) is None
    assert not faulty.any()
    assert first_difference(interpreted_answers(policy, stream[:100], starts[:100]), expected.actions[:100]) is None


RAISES = """
class Policy:
    def __init__(self):
        self.calls = 0

    def act(self, obs):
        self.calls += 1
        return self.calls + 1.0 / int(obs[0])
"""


def test_comparison_stops_where_cpython_raises(tmp_path: Path) -> None:
    path = tmp_path / "raises.py"
    path.write_text(RAISES)
    stream = np.array([[2.0], [3.0], [0.5], [2.0], [4.0], [2.0]])
    starts = np.array([True, False, False, False, True, False])
    (expected,) = cpython([Job(path, stream, 1, starts=starts)])
    assert list(expected.raised) == [2]
    assert expected.valid.tolist() == [True, True, False, False, True, True]
    ours, faulty = native_answers(compile_policy(RAISES, Signature(1, "box:1")), stream, starts)
    assert first_difference(ours, expected.actions, expected.valid) is None
    assert np.array_equal(faulty, ~expected.valid)
