"""The MuJoCo engine: populations of policies over seeds, with Gymnasium's bits.

Every episode begins with ``mj_resetData``, so results do not depend on how episodes are split over threads or grouped into
calls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ppc.envs.mujoco import library, load_environment
from ppc.envs.native.exact import Episodes
from ppc.envs.native.machine_code import load
from ppc.envs.policy import NativePolicy
from ppc.envs.result import Floats, Ints

# One call of compiled code cannot be interrupted: a second or two for the slowest model.
_STEPS_PER_CALL = 4000
_RECORDED = 16  # episodes a shard, for which memory is taken at once


@cache
def entry(name: str) -> Callable[..., int]:
    """The compiled loop of an environment, from the disk where possible."""

    def build() -> tuple[Callable[..., Any], Sequence[str]]:
        from ppc.envs.mujoco.loop import build as build_loop

        return build_loop(load_environment(name))

    return load(f"mujoco-{name}-{_sources()}", build)


@cache
def _sources() -> str:
    """A hash of this folder: what the loops are made from."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()


def starts(name: str, seeds: Ints) -> Floats:
    """Positions and velocities after ``env.reset(seed=seed)``: f64[S, nq + nv], with NumPy's own generator."""
    environment = load_environment(name)
    with library.simulator(name) as simulator:
        qpos, qvel = simulator.qpos, np.zeros(environment.nv)
    table = np.empty((len(seeds), environment.nq + environment.nv))
    for row, seed in zip(table, seeds.tolist(), strict=True):
        generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
        row[: environment.nq], row[environment.nq :] = environment.start(generator, qpos, qvel)
    return table


def run(
    name: str,
    policy: NativePolicy,
    constants: Floats,
    seeds: Ints,
    *,
    horizon: int,
    threads: int = 1,
    record: bool = False,
    keep_memory: bool = False,
) -> Episodes:
    """Every candidate over every seed: episode c * S + s for ``constants`` f64[C, n_constants] and ``seeds`` i64[S].

    ``keep_memory``, for a single candidate: its episodes run one after the other and only the first begins with a reset.
    """
    if keep_memory and len(constants) != 1:
        raise ValueError(f"one candidate at a time can keep its memory, not {len(constants)}")
    loop, table, functions = entry(name), starts(name, seeds), library.functions()
    step, reset = policy.step, policy.reset  # compiled when first read, which must not happen in two threads at once
    constants = np.ascontiguousarray(constants)
    total = len(constants) * len(seeds)
    returns, lengths = np.empty(total), np.empty(total, dtype=np.int64)
    ends, status = np.empty(total, dtype=np.int64), np.empty(total, dtype=np.int64)
    memory = np.zeros(policy.n_state + 1) if keep_memory else None
    recorded: dict[int, tuple[Floats, Floats, Floats]] = {}

    def shard(first: int, last: int) -> None:
        count = last - first if record else 0
        kept = (
            np.empty((count, horizon + 1, policy.obs_size)),
            np.empty((count, horizon, policy.action_size)),
            np.empty((count, horizon)),
        )
        own = np.zeros(policy.n_state + 1) if memory is None else memory
        done = first
        with library.simulator(name) as simulator:
            while done < last:
                done = loop(
                    functions.ctypes.data, simulator.model, simulator.data, simulator.arrays.ctypes.data,
                    simulator.settings.ctypes.data, step, reset, int(keep_memory), policy.n_constants,
                    constants.ctypes.data, len(seeds), done, last, table.ctypes.data, horizon, _STEPS_PER_CALL,
                    returns.ctypes.data, lengths.ctypes.data, ends.ctypes.data, status.ctypes.data, own.ctypes.data,
                    int(record), first, *(k.ctypes.data for k in kept),
                )  # fmt: skip
        for i in range(count):
            steps = int(lengths[first + i])
            recorded[first + i] = (kept[0][i, : steps + 1].copy(), kept[1][i, :steps].copy(), kept[2][i, :steps].copy())

    shards = _shards(total, 1 if keep_memory else threads, record)
    if keep_memory or threads == 1 or len(shards) == 1:
        for first, last in shards:
            shard(first, last)
    else:
        with ThreadPoolExecutor(threads) as pool:
            pending = [pool.submit(shard, first, last) for first, last in shards]
            try:
                for done in pending:
                    done.result()
            except BaseException:  # an interrupt waits for the running shards alone
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    order = range(total) if record else ()
    return Episodes(
        returns, lengths, (ends & 1).astype(bool), (ends & 2).astype(bool), status,
        [recorded[e][0] for e in order], [recorded[e][1] for e in order], [recorded[e][2] for e in order],
    )  # fmt: skip


def _shards(total: int, threads: int, record: bool) -> list[tuple[int, int]]:
    """Ranges of episodes: small enough that threads finish together, and that a record fits in memory."""
    size = total if threads == 1 else max(1, -(-total // (8 * threads)))
    if record:
        size = min(size, _RECORDED)
    return [(first, min(first + size, total)) for first in range(0, total, size)]
