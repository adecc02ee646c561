"""An object that several lists or names refer to is one object: a change shows under all of its names, as in Python."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ppc.compiler import Signature, compile_policy
from tests.language.test_oracles import native_answers
from tests.oracle.compare import Job, cpython, first_difference

SIGNATURE = Signature(2, "box:1")
HEAD = """
class Track:
    def __init__(self, x):
        self.x = x
        self.age = 0


class Policy:
    def __init__(self):
        self.tracks = []
        self.fixed = [Track(0.1), Track(-0.5), Track(1.0)]
        self.chosen = self.fixed[0]

    def act(self, obs):
        if len(self.tracks) < 5:
            self.tracks.append(Track(obs[0]))
"""
POLICIES = {
    "an item of a filtered list is written": """
        near = [t for t in self.fixed if t.x < obs[0]]
        for t in near:
            t.age += 1
        return sum(t.age for t in self.fixed)
    """,
    "what a filtered list was made of is written, and the list read": """
        near = [t for t in self.fixed if t.x < obs[0]]
        self.fixed[0].age += 1
        return sum(t.age for t in near)
    """,
    "an item of a copied list is written": """
        for t in list(self.tracks):
            t.age += 1
        return sum(t.age for t in self.tracks)
    """,
    "an item of a sorted list is written": """
        for t in sorted(self.tracks, key=lambda t: t.x)[:2]:
            t.age += 1
        return sum(t.age for t in self.tracks)
    """,
    "an item that was taken out is written": """
        queue = []
        for t in self.fixed:
            if t.x < obs[0]:
                queue.append(t)
        while queue:
            queue.pop(0).age += 1
        return sum(t.age for t in self.fixed)
    """,
    "an object that a loop found": """
        best = None
        for t in self.tracks:
            if best is None or t.x < best.x:
                best = t
        best.age += 1
        return sum(t.age for t in self.tracks)
    """,
    "an object that a loop found, when all have changed": """
        best = None
        for t in self.tracks:
            if best is None or t.x > best.x:
                best = t
        for t in self.tracks:
            t.age += 1
        self.tracks = [t for t in self.tracks if t.age < 6]
        return best.x + best.age
    """,
    "an object that a loop found, which a later turn changes": """
        best = self.tracks[0]
        for i in range(len(self.tracks)):
            t = self.tracks[i]
            if t.x > best.x:
                best = t
            self.tracks[len(self.tracks) - 1 - i].age += i
        return best.x + best.age
    """,
    "an object that a loop found in a filtered list, when it has changed under another name": """
        found, k = self.chosen, int(abs(obs[0]) * 3) % 3
        other = self.fixed[k]
        for t in [t for t in self.fixed if t.x > obs[1]]:
            found = t
        other.x += 0.1
        return found.x + 10.0 * other.x
    """,
    "the same, by its index": """
        found, k = self.chosen, int(abs(obs[0]) * 3) % 3
        for t in [t for t in self.fixed if t.x > obs[1]]:
            found = t
            break
        self.fixed[k].x += 0.1
        return found.x + 10.0 * self.fixed[k].x
    """,
}


@pytest.mark.parametrize("body", POLICIES.values(), ids=POLICIES.keys())
def test_as_in_python(body: str, tmp_path: Path) -> None:
    path = tmp_path / "policy.py"
    path.write_text(HEAD + body, encoding="utf-8")
    observations = np.random.default_rng(5).normal(size=(60, 2))
    starts = np.arange(60) % 20 == 0
    policy = compile_policy(HEAD + body, SIGNATURE)
    actions, faulty = native_answers(policy, observations, starts)
    (expected,) = cpython([Job(path, observations, 1, starts=starts)])
    assert not expected.raised
    assert not faulty.any()
    assert first_difference(actions, expected.actions) is None
