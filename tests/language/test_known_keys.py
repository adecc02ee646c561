"""A key of run time is found among known ones as a dictionary of Python's finds it."""

from __future__ import annotations

import numpy as np
import pytest

from ppc.compiler import Signature, compile_policy

SOURCE = """
KEYS = {keys}


class Policy:
    def act(self, obs):
        key = {key}
        if key in KEYS:
            return KEYS[key]
        return KEYS.get(key, -1) - 1
"""
PARTS = ("int(obs[{0}])", "obs[{0}] > 1", "obs[{0}]")


@pytest.mark.parametrize("seed", range(24))
def test_random_keys(seed: int) -> None:
    rng = np.random.default_rng(seed)
    arity = int(rng.integers(0, 4))  # 0: no tuple
    kinds = rng.choice(3, size=max(arity, 1), p=(0.7, 0.15, 0.15)).tolist()
    width = int(rng.choice((3, 12, 4000)))

    def key(values: list[float]) -> object:
        parts = tuple((int, lambda v: v > 1, float)[k](v) for k, v in zip(kinds, values, strict=True))
        return parts if arity else parts[0]

    rows = rng.integers(-width, width, size=(int(rng.integers(1, 120)), len(kinds)))
    table = {key(row.tolist()): i for i, row in enumerate(rows)}
    parts = [PARTS[k].format(i) for i, k in enumerate(kinds)]
    text = f"({', '.join(parts)},)" if arity else parts[0]
    controller = compile_policy(SOURCE.format(keys=table, key=text), Signature(3, "box:1[-1e9,1e9]")).controller()
    there = rows[rng.integers(0, len(rows), 40)]
    near = there + rng.integers(-1, 2, size=there.shape)
    far = rng.integers(-5 * width, 5 * width, size=there.shape)
    halves = there + 0.5
    for values in np.concatenate([there, near, far, halves]).tolist():
        observation = np.array(values + [0.0] * (3 - len(values)))
        assert controller.act(observation)[0] == table.get(key(values), -2), values
    assert controller.status == 0
