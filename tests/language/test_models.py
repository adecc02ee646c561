"""Policies in the styles of language models compile, and agree with CPython in every bit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ppc.compiler import CompiledPolicy, Signature, compile_policy
from tests.language.streams import observations
from tests.oracle.compare import Answers, Job, cpython, first_difference
from tests.oracle.corpus import interpreted_answers, native_answers

MODELS = sorted((Path(__file__).parent / "models").glob("*.py"))
STEPS, EPISODE, INTERPRETED = 240, 90, 15


@dataclass(frozen=True)
class Model:
    policy: CompiledPolicy
    observations: NDArray[np.float64]
    starts: NDArray[np.bool_]
    expected: Answers


def described(path: Path) -> tuple[Signature, str, bool]:
    """Signature, kind of observations, and whether to run one episode only, of a file's first line."""
    size, action, kind, *rest = path.read_text().split("\n", 1)[0].lstrip("# ").split()
    return Signature(int(size), action), kind, bool(rest)


@pytest.fixture(scope="module")
def models() -> dict[str, Model]:
    made, jobs = [], []
    for path in MODELS:
        signature, kind, one_episode = described(path)
        policy = compile_policy(path.read_text(), signature)
        stream = observations(kind, STEPS, signature.obs_size)
        starts = np.arange(STEPS) % (STEPS if one_episode else EPISODE) == 0
        made.append((policy, stream, starts))
        jobs.append(Job(path, stream, signature.action_size, starts=starts, branches=True))
    return {p.stem: Model(*m, a) for p, m, a in zip(MODELS, made, cpython(jobs), strict=True)}


@pytest.mark.parametrize("name", [p.stem for p in MODELS])
def test_model_agrees_with_cpython(models: dict[str, Model], name: str) -> None:
    m = models[name]
    assert m.expected.valid.all(), m.expected.raised
    assert len(np.unique(m.expected.actions, axis=0)) > 1, "the observations never change the action"
    ours, faulty = native_answers(m.policy, m.observations, m.starts)
    where = first_difference(ours, m.expected.actions)
    assert where is None, f"step {where}: {m.expected.actions[where]} in CPython, {ours[where]} compiled"
    assert not faulty.any()
    some = slice(0, INTERPRETED)
    slow = interpreted_answers(m.policy, m.observations[some], m.starts[some])
    assert first_difference(slow, ours[some]) is None


def test_the_observations_reach_most_branches(models: dict[str, Model]) -> None:
    taken = sum(len(m.expected.taken) for m in models.values())
    total = sum(2 * len(m.expected.sites) for m in models.values())
    print(f"{taken} of {total} branches taken")
    assert taken > 0.8 * total
