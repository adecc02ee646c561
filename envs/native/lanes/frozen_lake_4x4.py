"""FrozenLake on its smaller map over lanes."""

from __future__ import annotations

from ppc.envs.native import frozen_lake_4x4 as exact
from ppc.envs.native.environment import Dynamics
from ppc.envs.native.lanes import frozen_lake

ENVIRONMENT = frozen_lake.over_lanes(exact.ENVIRONMENT)


def dynamics() -> Dynamics:
    return frozen_lake.dynamics(exact.ROWS)
