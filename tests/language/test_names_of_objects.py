"""Where an object has two names and one is a copy of ours, a change that Python would show under both is refused."""

from __future__ import annotations

import pytest

from ppc.compiler import PolicyError, Signature, compile_policy

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
REFUSED = {
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
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_refused(body: str) -> None:
    with pytest.raises(PolicyError) as error:
        compile_policy(HEAD + body, SIGNATURE)
    found = error.value.diagnostics[0]
    assert found.code in {"PPC406", "PPC210"}, found
    assert found.help, found
