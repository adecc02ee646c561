"""EnvPool with one thread of its own, synchronous, stepped by a NumPy policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from policies import POLICIES, kept
from serve import Advance, serve


def open_peer() -> Callable[[str, str, int], Advance]:
    import envpool
    import numpy as np

    def prepare(task: str, policy: str, n: int) -> Advance:
        env = envpool.make(task, env_type="gymnasium", num_envs=n, num_threads=1)
        continuous = bool(env.action_space.shape)
        control, now = POLICIES[task, policy], env.reset()[0]
        memory: Any = control.begin(np, n)

        def advance(calls: int) -> None:
            nonlocal now, memory
            for _ in range(calls):
                action, memory = control.act(np, now, memory)
                action = action.astype(np.float32)[:, None] if continuous else action.astype(np.int32)
                now, _, terminated, truncated, _ = env.step(action)
                if memory:
                    memory = kept(np, terminated | truncated, memory)

        return advance

    return prepare


if __name__ == "__main__":
    serve(("envpool", "numpy"), open_peer)
