"""Steps a second of every contestant on one core: hand-written C, the exact engine, lanes, Gymnasium, and the peers.

    python -m benchmarks --only rollouts

``exact`` and ``lanes`` are ``Evaluator.evaluate`` as a user calls it, seeding included, with one candidate; ``own`` are lanes
with a population of 64 candidates, each with constants of its own. C is ``one_env.c``. All of these, and one Gymnasium
environment stepped in Python (with the compiled policy), run ``lane_policies.py``; the other peers its form over arrays,
``peers/policies.py``.
"""

from __future__ import annotations

import contextlib
import ctypes
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.lane_policies import LINEAR, MACHINE
from benchmarks.machine import c_compiler
from benchmarks.measuring import ContestantFailed, Work, amount_for, local, rates, rounds
from benchmarks.peers.client import KINDS, Peer
from ppc.compiler import compile_policy
from ppc.envs import Evaluator, open_evaluator, signature
from ppc.envs.policy import population
from ppc.envs.throughput import GymnasiumLoop

TASKS = ("CartPole-v1", "Pendulum-v1", "MountainCarContinuous-v0", "Acrobot-v1")
POLICIES = {"linear": LINEAR, "machine": MACHINE}
CANDIDATES = 64
FLAGS = ("-std=gnu11", "-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")

Contestant = tuple[Work, int]  # and the amount of a round


@contextlib.contextmanager
def c_library() -> Iterator[ctypes.CDLL | None]:
    """``one_env.c``, compiled; None without a C compiler, or with one that refuses it."""
    compiler = c_compiler()
    if compiler is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="ppc-benchmark-") as folder:
        target, source = Path(folder, "one_env.so"), Path(__file__).with_name("one_env.c")
        done = subprocess.run([compiler, *FLAGS, str(source), "-o", str(target), "-lm"], check=False)
        yield ctypes.CDLL(str(target)) if done.returncode == 0 else None


def c_steps(library: ctypes.CDLL, symbol: str, parameters: Any, horizon: int) -> Callable[[int], int]:
    function = getattr(library, symbol)
    function.restype = ctypes.c_int64
    words, total = np.ascontiguousarray(parameters, dtype=np.float64), ctypes.c_double()

    def steps_of(episodes: int) -> int:
        made: int = function(
            words.ctypes.data_as(ctypes.c_void_p), ctypes.c_uint64(1), ctypes.c_int64(episodes), ctypes.c_int64(horizon),
            ctypes.byref(total),
        )  # fmt: skip
        return made

    return steps_of


def engines(evaluator: Evaluator, parameters: Any) -> dict[str, Callable[[int], int]]:
    """Steps made in a number of episodes, by engine; multiples of ``CANDIDATES`` episodes."""
    table = np.repeat(np.atleast_2d(parameters), CANDIDATES, axis=0)
    found: dict[str, Callable[[int], int]] = {"exact": lambda n: evaluator.evaluate(None, range(n)).env_steps}
    if evaluator.lanes:
        found["lanes"] = lambda n: evaluator.evaluate(None, range(n), mode="lanes").env_steps
        found["own"] = lambda n: evaluator.evaluate(table, range(n // CANDIDATES), mode="lanes").env_steps
    return found


def policy_for(task: str, kind: str) -> Any:
    return compile_policy(POLICIES[kind][task], signature(task))


class Peers:
    """The processes of the peers that could be started, and why others could not. Close it."""

    def __init__(self, interpreter: str) -> None:
        self.open: list[Peer] = []
        self.absent: dict[str, str] = {}
        for kind in KINDS:
            try:
                self.open.append(Peer(kind, sys.executable if kind.own else interpreter))
            except ContestantFailed as reason:
                self.absent[kind.name] = str(reason)

    def contestants(self, task: str, policy: str, seconds: float) -> dict[str, Contestant]:
        """Those of a case, calibrated; a peer that fails here is told apart by the case."""
        found: dict[str, Contestant] = {}
        for peer in self.open:
            for envs in peer.kind.envs if task in peer.kind.tasks else ():
                name = f"{peer.kind.name} {envs}"

                def work(calls: int, peer: Peer = peer, envs: int = envs) -> Any:
                    return peer.run(task, policy, envs, calls)

                try:
                    found[name] = work, amount_for(work, seconds, peer.unit, multiple=peer.unit)
                except ContestantFailed as reason:
                    self.absent[f"{name}, {task}, {policy}"] = str(reason)
        return found

    def close(self) -> None:
        for peer in self.open:
            peer.close()


def measure(
    peers: Peers, tasks: Sequence[str], count: int, seconds: float, told: Callable[[str], None]
) -> list[dict[str, Any]]:
    """For each task and policy the rates of every contestant, ``count`` rounds of about ``seconds`` each."""
    rows = []
    with c_library() as library:
        if library is None:
            peers.absent["hand-written C"] = "there is no C compiler, or it refuses benchmarks/one_env.c"
        for task in tasks:
            for kind in POLICIES:
                row = _case(task, kind, library, peers, count, seconds)
                rows.append(row)
                told(_line(row))
    return rows


def _case(task: str, kind: str, library: ctypes.CDLL | None, peers: Peers, count: int, seconds: float) -> dict[str, Any]:
    policy = policy_for(task, kind)
    code = policy.native()
    single: Any = None
    with open_evaluator(task, policy) as evaluator:
        runs = engines(evaluator, policy.default_parameters)
        if library is not None:
            symbol = f"run_{evaluator.task.native}_{kind}"
            runs["C"] = c_steps(library, symbol, policy.default_parameters, evaluator.horizon)
        contestants: dict[str, Contestant] = {}
        for name, steps_of in runs.items():
            contestants[name] = local(steps_of), amount_for(local(steps_of), seconds, CANDIDATES, multiple=CANDIDATES)
        single = GymnasiumLoop(evaluator.task, code, population(policy, code, None)[0])
        try:
            one = local(lambda n: sum(single.episode() for _ in range(n)))
            contestants["Gymnasium"] = one, amount_for(one, seconds, 1)
            contestants |= peers.contestants(task, kind, seconds)
            failed: dict[str, str] = {}
            samples = rounds(contestants, count, failed)
            peers.absent |= {f"{name}, {task}, {kind}": reason for name, reason in failed.items()}
        finally:
            single.close()
    waited = sum(s.wall for found in samples.values() for s in found) / sum(s.cpu for found in samples.values() for s in found)
    return {
        "task": task,
        "policy": kind,
        "wall over processor time": round(waited, 3),
        "steps_per_s": {name: rates(found) for name, found in samples.items()},
    }


def _line(row: dict[str, Any]) -> str:
    best = "  ".join(f"{name} {np.median(found) / 1e6:.3g}" for name, found in row["steps_per_s"].items())
    return f"{row['task']} {row['policy']}, M steps/s: {best}"
