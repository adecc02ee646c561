"""The exact engine: populations of policies over seeds, with Gymnasium's bits.

Results do not depend on how episodes are interleaved, split over threads, or grouped into calls.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from ppc.envs.native import load_environment
from ppc.envs.native.environment import LANES, Floats
from ppc.envs.native.machine_code import load
from ppc.envs.native.outputs import Outputs, starts
from ppc.envs.policy import NativePolicy
from ppc.envs.probes import Probe
from ppc.envs.result import Bools, Ints

# One call of compiled code cannot be interrupted: about a second's work for a policy of 1 µs a step.
_STEPS_PER_CALL = 1_000_000
# Larger constant vectors are not copied into lanes; candidates then run one after the other.
_LANE_CONSTANTS = 512
# A reset_lane (docs/abi.md) that leaves the lane as it is.
_RESET_LANE = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p)
_LEAVE_LANE = _RESET_LANE(lambda *_: None)


@dataclass(frozen=True, slots=True)
class Episodes:
    """Outcome of E episodes, candidate by candidate: ``returns`` f64[E], ``lengths`` i64[E], ``terminated`` and
    ``truncated`` bool[E], ``status`` i64[E] (fault bits ORed, first site kept). The record holds, where asked for,
    observations f64[length + 1, obs_size], actions f64[length, action_size] and rewards f64[length] of each. With a probe:
    ``summaries`` f64[E, K] (NaN after a disqualifying fault of its own) and ``probe_status`` i64[E]."""

    returns: Floats
    lengths: Ints
    terminated: Bools
    truncated: Bools
    status: Ints
    observations: list[Floats]
    actions: list[Floats]
    rewards: list[Floats]
    summaries: Floats | None = None
    probe_status: Ints | None = None


@cache
def entry(name: str) -> Callable[..., int]:
    """The compiled loop of a native environment, from the disk where possible."""

    def build() -> tuple[Callable[..., Any], Sequence[str]]:
        from ppc.envs.native.loop import build as build_loop

        return build_loop(load_environment(name))

    return load(f"exact-{name}", build)


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
    probe: Probe | None = None,
) -> Episodes:
    """Every candidate over every seed: episode c * S + s for ``constants`` f64[C, n_constants] and ``seeds`` i64[S].

    ``keep_memory``, for a single candidate: its episodes run one after the other and only the first begins with a reset.
    """
    environment = load_environment(name)
    loop = entry(name)
    constants = np.ascontiguousarray(constants)
    candidates, per_candidate = len(constants), len(seeds)
    total = candidates * per_candidate
    shared = candidates == 1 or policy.n_constants > _LANE_CONSTANTS
    batch = policy.batch_for(not shared)
    reset_lane = policy.reset_lane
    kept = np.zeros(LANES * policy.n_state + 1) if keep_memory else None
    if kept is not None and candidates != 1:
        raise ValueError(f"one candidate at a time can keep its memory, not {candidates}")
    recorded: dict[int, tuple[Floats, Floats, Floats]] = {}
    outputs = Outputs(total, None if probe is None else probe.answers)
    watching = (0,) * 6
    if probe is not None:
        code, vector = probe.code, np.ascontiguousarray(probe.constants)
        watching = (code.step, code.reset, vector.ctypes.data, code.n_state, probe.answers, int(probe.rewarded))
    common = starts(environment, seeds) if candidates > 1 else None

    def shard(first: int, last: int) -> None:
        # A lone candidate's shard draws the starts of its own episodes: so threads share that work, and memory stays small.
        states, observations = starts(environment, seeds[first:last]) if common is None else common
        base, offset, cycle = constants, 0, per_candidate
        if common is None:
            offset, cycle = first, last - first
        elif shared:  # the shard lies within one candidate: hand in its vector and its episodes alone
            offset = first // per_candidate * per_candidate
            base = constants[first // per_candidate]
        scratch = kept
        if scratch is None:
            scratch = np.zeros(LANES * (policy.n_state + (0 if shared else policy.n_constants)) + 1)
        begin = reset_lane if kept is None or first == 0 else ctypes.cast(_LEAVE_LANE, ctypes.c_void_p).value
        count = 0
        memory: tuple[Floats, ...] = ()
        memory_at: tuple[int, ...] = (0, 0, 0)
        if record:
            count = last - first
            shapes = (horizon + 1, policy.obs_size), (horizon, policy.action_size), (horizon,)
            memory = tuple([np.empty((count, *shape)) for shape in shapes])
            memory_at = tuple([m.ctypes.data for m in memory])
        probing, probing_at = None, 0
        if probe is not None:
            probing = np.zeros(_probe_words(probe))
            probing[probe.code.obs_size - 1] = 1.0  # the row that asks for the summary
            probing_at = probing.ctypes.data
        loop(
            batch, begin, policy.n_constants, policy.n_state, int(shared), base.ctypes.data,
            cycle, first - offset, last - offset, states.ctypes.data, observations.ctypes.data, horizon,
            *outputs.addresses(offset), scratch.ctypes.data, int(record), *memory_at,
            *watching, probing_at, *outputs.probe_addresses(offset),
        )  # fmt: skip
        for i in range(count):
            steps = int(outputs.lengths[first + i])
            recorded[first + i] = (
                memory[0][i, : steps + 1].copy(), memory[1][i, :steps].copy(), memory[2][i, :steps].copy()
            )  # fmt: skip

    if keep_memory:  # a lone episode always runs in the first lane, where the one before it left its memory
        shards, threads = [(e, e + 1) for e in range(total)], 1
    else:
        shards = _shards(total, per_candidate if shared else total, horizon, threads, record)
    if threads == 1 or len(shards) == 1:
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
        *outputs.columns(), [recorded[e][0] for e in order], [recorded[e][1] for e in order],
        [recorded[e][2] for e in order], *outputs.told(),
    )  # fmt: skip


def _probe_words(probe: Probe) -> int:
    """Scratch of a shard for its probe: the row that asks, a row a lane, answers that nobody reads, a memory a lane."""
    return probe.code.obs_size * (1 + LANES) + probe.answers + LANES * probe.code.n_state


def _shards(total: int, group: int, horizon: int, threads: int, record: bool) -> list[tuple[int, int]]:
    """Ranges of episodes, none across a multiple of ``group``: small enough to interrupt and to balance threads."""
    size = max(LANES, _STEPS_PER_CALL // horizon)
    if record:  # a record takes memory for the longest episode
        size = min(size, 64)
    if threads > 1:
        size = min(size, max(LANES, -(-total // (4 * threads))))
    shards = []
    for start in range(0, total, group):
        stop = min(start + group, total)
        shards += [(first, min(first + size, stop)) for first in range(start, stop, size)]
    return shards
