"""Compares the MuJoCo engine with Gymnasium, bit for bit, on every environment.

    python -m tests.campaigns.mujoco              # 20 seeds a case
    python -m tests.campaigns.mujoco --seeds 100

Prints the versions and a line a case; exit code 1 when anything differs. What a release needs before it enters
``MUJOCO_VERSIONS`` or ``GYMNASIUM_VERSIONS`` in envs/mujoco/library.py, which must list it meanwhile.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests.envs.handmade import handmade
from tests.envs.mujoco_cases import CASES, differences


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--only", default="", help="environments whose id contains a text")
    options = parser.parse_args(arguments)
    import gymnasium
    import mujoco
    import numpy

    print(f"MuJoCo {mujoco.__version__}, Gymnasium {gymnasium.__version__}, NumPy {numpy.__version__}")
    failed = 0
    for env_id, case in CASES:
        if options.only not in env_id:
            continue
        found, ends = differences(env_id, handmade(env_id), case, range(options.seeds))
        how = ", ".join(sorted("terminated" if terminated else "truncated" for terminated, _ in ends))
        print(f"{env_id:26} {options.seeds} seeds, {how}: {'; '.join(found)[:300] if found else 'equal'}", flush=True)
        failed += bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
