"""FrozenLake8x8-v1: the larger map."""

from __future__ import annotations

from ppc.envs.native.frozen_lake import lake

ROWS = ("SFFFFFFF", "FFFFFFFF", "FFFHFFFF", "FFFFFHFF", "FFFHFFFF", "FHHFFFHF", "FHFFHFHF", "FFFHFFFG")
ENVIRONMENT = lake("FrozenLake8x8-v1", "frozen_lake_8x8", ROWS, horizon=200, threshold=0.85)
