"""FrozenLake-v1 on its smaller map."""

from __future__ import annotations

from ppc.envs.native.frozen_lake import lake

ENVIRONMENT = lake("FrozenLake-v1", "frozen_lake_4x4", ("SFFF", "FHFH", "FFFH", "HFFG"), horizon=100, threshold=0.7)
