"""What the MuJoCo engine is compared on: hand-made stateful policies that stand, fall, run and thrash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ppc.envs import rollout

# Keeps Hopper on its foot for whole episodes.
_STANDING = [
    0.536, 0.6, 0.447, -0.108, 0.553, 0.0751, -0.733, 0.232, 0.151, 0.136, -0.0425, 0.496, -0.59, -0.477, 0.759, -0.581, 0.278,
    -0.861, -0.35, -0.496, -1.05, 0.157, 0.0285, -0.292, 0.0414, 0.137, -0.816, -0.703, 0.173, -0.844, -0.713, 0.577, -0.606,
]  # fmt: skip


def _still(obs_size: int, action_size: int) -> list[float]:
    return [0.0] * (obs_size * action_size)


CASES: list[tuple[str, dict[str, Any]]] = [
    ("Ant-v5", {"noise": 1.0}),
    ("Ant-v5", {"weights": _still(105, 8), "noise": 0.5}),
    ("HalfCheetah-v5", {"noise": 1.0}),
    ("HalfCheetah-v5", {"noise": 1.0, "reach": 1.7}),  # actions out of bounds: clipped by MuJoCo, not in the cost
    ("Hopper-v5", {"weights": _STANDING, "noise": 0.02}),
    ("Hopper-v5", {"noise": 1.0}),
    ("Humanoid-v5", {"weights": _still(348, 17), "noise": 0.3}),
    ("Humanoid-v5", {"noise": 1.0}),
    ("InvertedDoublePendulum-v5", {"weights": [-12.1, 2.4, 4.78, 0.321, -1.36, 9.03, -1.51, -13.6, -2.19], "noise": 0.02}),
    ("InvertedDoublePendulum-v5", {"noise": 1.0}),
    ("InvertedPendulum-v5", {"weights": [0.2, 4.0, 0.3, 0.8], "noise": 0.1}),
    ("InvertedPendulum-v5", {"weights": [0.2, 4.0, 0.3, 0.8], "noise": 0.5}),
    ("InvertedPendulum-v5", {"weights": [20.0, 0.0, 0.0, 0.0]}),
    ("Reacher-v5", {"noise": 1.0}),
    ("Reacher-v5", {"weights": _still(10, 2), "noise": 0.1}),
    ("Swimmer-v5", {"noise": 1.0}),
    ("Walker2d-v5", {"weights": _still(17, 6), "noise": 0.05}),
    ("Walker2d-v5", {"noise": 1.0}),
]


def differences(
    env_id: str, policy: Any, options: dict[str, Any], seeds: Sequence[int]
) -> tuple[list[str], set[tuple[bool, bool]]]:
    """What differs between the MuJoCo engine and Gymnasium, to the bit; and the ends (terminated, truncated) that were seen."""
    parameters = policy.parameters(**options)
    ours = rollout(env_id, policy, seeds=seeds, parameters=parameters, record=True, engine="mujoco")
    real = rollout(env_id, policy, seeds=seeds, parameters=parameters, record=True, engine="gymnasium")
    found = [
        f"{column} of {getattr(ours, column).tolist()}, Gymnasium's {getattr(real, column).tolist()}"
        for column in ("returns", "lengths", "terminated", "truncated", "status")
        if getattr(ours, column).tobytes() != getattr(real, column).tobytes()
    ]
    for column in ("observations", "actions", "rewards"):
        for seed, a, b in zip(seeds, getattr(ours, column), getattr(real, column), strict=True):
            if a.shape != b.shape or a.tobytes() != b.tobytes():
                steps = min(len(a), len(b))
                rows = [t for t in range(steps) if a[t].tobytes() != b[t].tobytes()]
                found.append(f"{column} of seed {seed} from step {rows[0] if rows else steps} on")
    return found, set(zip(ours.terminated.tolist(), ours.truncated.tolist(), strict=True))
