"""The lane engine: episodes side by side in vectors, for tuning and screening. Returns have the distribution of the exact
engine's, not its bits; final scores come from the exact engine."""

from __future__ import annotations

# Native environments (modules of ``ppc.envs.native``) that have a module here with dynamics over lanes.
LANE_ENVIRONMENTS = (
    "acrobot", "cartpole", "continuous_mountain_car", "frozen_lake_4x4", "frozen_lake_8x8", "mountain_car", "pendulum",
)  # fmt: skip
