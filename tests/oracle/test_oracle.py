"""The oracle itself: branches, rules, vectors and streams."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.language.signatures import SIGNATURES
from tests.oracle import vectors
from tests.oracle.compare import Coverage, Job, cpython, differences, flipped
from tests.oracle.explain import smallest
from tests.oracle.rules import RULES, candidates
from tests.oracle.streams import TASKS, Stream, replay

BRANCHES = """
class Policy:
    def act(self, obs):
        total = 0.0
        for v in obs:
            total += v if v > 0.0 else -v
        while total > 100.0:
            total -= 1.0
        if total < 0.0:
            return -1.0
        return total + sum(1.0 for v in obs if v > 0.5)
"""
REDUCES = """
import numpy as np
import math


class Policy:
    def act(self, obs):
        kept = obs @ obs
        return (1.0 if kept > 0.75 else 0.0) + kept + 0.0 * math.sin(kept)
"""


def test_branches_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "branches.py"
    path.write_text(BRANCHES)
    (answers,) = cpython([Job(path, np.array([[0.25, -0.5], [0.75, 0.0]]), 1, branches=True)])
    coverage = Coverage()
    coverage.add("policy", answers)
    assert (coverage.taken, coverage.total) == (8, 10)
    assert [m.split(": ")[1] for m in coverage.missed] == ["while never True", "if never True"]


def test_the_smallest_set_of_rules_explains_a_divergence(tmp_path: Path) -> None:
    path = tmp_path / "reduces.py"
    path.write_text(REDUCES)
    # Long enough that every kernel of a BLAS sums in an order of its own.
    stream = np.random.default_rng(0).uniform(-0.2, 0.2, size=(400, 64))
    stock, ours = cpython([Job(path, stream, 1, ()), Job(path, stream, 1)])
    assert len(differences(ours.actions, stock.actions))
    job = Job(path, stream, 1)
    assert candidates(path.read_text()) == ("dot", "sin")
    assert smallest(job, ours.actions) == ("dot",)


def test_flipped_branches_have_margins(tmp_path: Path) -> None:
    # NumPy adds eight numbers in pairs: 0.3 + (0.2 + 0.1) is above 0.6, (0.3 + 0.2) + 0.1 is not.
    path = tmp_path / "flips.py"
    path.write_text(REDUCES.replace("obs @ obs", "np.sum(obs)").replace("0.75", "0.6"))
    row = np.array([[0.3, 0.0, 0.2, 0.1, 0.0, 0.0, 0.0, 0.0]])
    stock, ours = cpython([Job(path, row, 1, ()), Job(path, row, 1)])
    assert stock.actions[0] != ours.actions[0]
    (flip,) = flipped(Job(path, row, 1))
    assert flip["step"] == 0
    assert flip["stock"] == pytest.approx(1.1e-16, rel=0.1)
    assert flip["ours"] == 0.0


def test_every_rule_is_a_candidate_of_its_own_name() -> None:
    calls = {
        "sum": "np.sum(x)",
        "dot": "x @ y",
        "power": "x ** y",
        "linear algebra": "np.linalg.solve(a, b)",
        "sort": "a.argsort()",
        "zeros": "np.max(x)",
    }
    for rule in RULES:
        assert rule in candidates(calls.get(rule, f"math.{rule}(x)")), rule


@pytest.mark.parametrize("task", sorted(TASKS))
def test_streams_have_the_layout_of_the_task(task: int) -> None:
    size, action = SIGNATURES[task]
    choices = action.partition("discrete:")[2]
    width = 1 if choices else int(action[4:].split("[")[0])
    rng = np.random.default_rng(task)
    actions = rng.integers(0, int(choices), (600, 1)) if choices else rng.uniform(-1.0, 1.0, (600, width))
    observations, starts = replay(f"t{task:02d}_test", actions.astype(float))
    assert observations.shape == (600, size)
    assert np.isfinite(observations).all()
    assert starts[0]
    assert starts.sum() > 1
    again, _ = replay(f"t{task:02d}_test", actions.astype(float))
    assert np.array_equal(observations, again)
    assert len(np.unique(observations, axis=0)) > 10


def test_an_exception_begins_a_new_episode() -> None:
    stream = Stream("t01_test")
    stream.step([1.0])
    assert not stream.starts
    stream.step([float("nan")])
    assert stream.starts


def test_vector_files_keep_every_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "FOLDER", tmp_path)
    actions = np.array([[0.1, -0.0], [0.1, -0.0], [np.nan, np.nan], [np.inf, 5e-324]])
    vectors.write("t08_test", actions)
    back = vectors.read("t08_test")
    assert np.array_equal(back.actions.view(np.int64)[[0, 1, 3]], actions.view(np.int64)[[0, 1, 3]])
    assert back.valid.tolist() == [True, True, False, True]
    assert back.starts.tolist() == [True, False, False, True]
    assert back.intact
