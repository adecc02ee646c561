"""FrozenLake-v1 on its smaller map."""

from __future__ import annotations

from ppc.envs.native.frozen_lake import lake

ROWS = ("SFFF", "FHFH", "FFFH", "HFFG")
ENVIRONMENT = lake("FrozenLake-v1", "frozen_lake_4x4", ROWS, horizon=100, threshold=0.7)
