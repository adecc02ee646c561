"""Gymnasium's vectorised CartPole, stepped by a NumPy policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from policies import POLICIES, kept
from serve import Advance, serve


def open_peer() -> Callable[[str, str, int], Advance]:
    import gymnasium
    import numpy as np

    def prepare(task: str, policy: str, n: int) -> Advance:
        env = gymnasium.make_vec(task, num_envs=n, vectorization_mode="vector_entry_point")
        control, now = POLICIES[task, policy], env.reset(seed=0)[0]
        memory: Any = control.begin(np, n)

        def advance(calls: int) -> None:
            nonlocal now, memory
            for _ in range(calls):
                action, memory = control.act(np, now, memory)
                now, _, terminated, truncated, _ = env.step(action)
                if memory:
                    memory = kept(np, terminated | truncated, memory)

        return advance

    return prepare


if __name__ == "__main__":
    serve(("gymnasium", "numpy"), open_peer)
