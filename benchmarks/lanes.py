"""Steps a second of lanes, of the exact engine, and of hand-written C that steps one environment at a time; one core.

    python benchmarks/lanes.py                    # best of 7 rounds, all contestants in turn in every round
    python benchmarks/lanes.py --rounds 15 CartPole-v1

``lanes`` and ``exact`` are ``Evaluator.evaluate`` as a user calls it, seeding included, with one candidate; ``own`` are lanes
with a population of 64 candidates, each with constants of its own. All run the same policies (``lane_policies.py``,
``one_env.c``) until the same number of episodes is over. The best round is what the machine can do; ratios are of best rounds.
"""

from __future__ import annotations

import argparse
import ctypes
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # for benchmarks.lane_policies, from wherever this is run

from benchmarks.lane_policies import LINEAR, MACHINE  # noqa: E402
from ppc.compiler import compile_policy  # noqa: E402
from ppc.envs import open_evaluator, signature  # noqa: E402

POLICIES = {"linear": LINEAR, "machine": MACHINE}
CANDIDATES = 64
STEPS = 3_000_000  # a contestant's work in a round, about
FLAGS = ("-std=gnu11", "-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")

Run = Callable[[], int]  # answers the steps made


def c_library(folder: str) -> ctypes.CDLL | None:
    """``one_env.c``, compiled; None without a C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    target = Path(folder, "one_env.so")
    subprocess.run([compiler, *FLAGS, str(ROOT / "benchmarks" / "one_env.c"), "-o", str(target), "-lm"], check=True)
    return ctypes.CDLL(str(target))


def c_run(library: ctypes.CDLL, symbol: str, parameters: Any, episodes: int, horizon: int) -> Run:
    function = getattr(library, symbol)
    function.restype = ctypes.c_int64
    words, total = np.ascontiguousarray(parameters, dtype=np.float64), ctypes.c_double()

    def run() -> int:
        made: int = function(
            words.ctypes.data_as(ctypes.c_void_p), ctypes.c_uint64(1), ctypes.c_int64(episodes), ctypes.c_int64(horizon),
            ctypes.byref(total),
        )  # fmt: skip
        return made

    return run


def contestants(env: str, kind: str, library: ctypes.CDLL | None) -> dict[str, Run]:
    policy = compile_policy(POLICIES[kind][env], signature(env))
    evaluator = open_evaluator(env, policy)
    assert evaluator.lanes, f"{env} with the {kind} policy has no lanes"
    length = float(evaluator.evaluate(None, range(64)).lengths.mean())
    steps = STEPS // 10 if env == "Acrobot-v1" else STEPS
    episodes = max(CANDIDATES, int(steps / length) // CANDIDATES * CANDIDATES)
    table = np.repeat(np.atleast_2d(policy.default_parameters), CANDIDATES, axis=0)
    found: dict[str, Run] = {
        "exact": lambda: evaluator.evaluate(None, range(episodes)).env_steps,
        "lanes": lambda: evaluator.evaluate(None, range(episodes), mode="lanes").env_steps,
        "own": lambda: evaluator.evaluate(table, range(episodes // CANDIDATES), mode="lanes").env_steps,
    }
    if library is not None:
        symbol = f"run_{evaluator.task.native}_{kind}"
        found["C"] = c_run(library, symbol, policy.default_parameters, episodes, evaluator.horizon)
    return found


def best_rates(runs: dict[str, Run], rounds: int) -> dict[str, float]:
    """Steps a second of each contestant's best round; one more, before, is not counted."""
    best = dict.fromkeys(runs, 0.0)
    for number in range(rounds + 1):
        for name, run in runs.items():
            begin = time.perf_counter()
            rate = run() / (time.perf_counter() - begin)
            if number:
                best[name] = max(best[name], rate)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", default=list(LINEAR), help="Gymnasium ids; all by default")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    if unknown := [t for t in options.tasks if t not in LINEAR]:
        parser.error(f"{unknown[0]} is none of {', '.join(LINEAR)}")
    with tempfile.TemporaryDirectory() as folder:
        library = c_library(folder)
        if library is None:
            print("no C compiler was found: the rows are without C")
        print("| task | policy | C, one env | exact | lanes | lanes, own constants | lanes / C | lanes / exact |")
        print("|---|---|---|---|---|---|---|---|")
        for env in options.tasks:
            for kind in POLICIES:
                rates = best_rates(contestants(env, kind, library), options.rounds)
                c = rates.get("C", float("nan"))
                columns = [f"{r / 1e6:.1f}" for r in (c, rates["exact"], rates["lanes"], rates["own"])]
                ratios = [f"{rates['lanes'] / c:.1f}", f"{rates['lanes'] / rates['exact']:.1f}"]
                print("|", " | ".join([env, kind, *columns, *ratios]), "|", flush=True)


if __name__ == "__main__":
    main()
