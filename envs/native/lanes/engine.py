"""Populations of policies over seeds, in lanes. Results do not depend on grouping, shards or threads."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import numpy as np

from ppc.envs.native import load_environment
from ppc.envs.native.environment import Floats
from ppc.envs.native.exact import Episodes
from ppc.envs.native.lanes.choice import LanePolicy
from ppc.envs.native.lanes.width import LANES
from ppc.envs.native.machine_code import load
from ppc.envs.native.seeding import uniforms
from ppc.envs.policy import NativePolicy
from ppc.envs.result import Ints

# Larger constant vectors are not copied into lanes; candidates then run one after the other.
_LANE_CONSTANTS = 512
# One call of compiled code cannot be interrupted: a few tenths of a second's work.
_STEPS_PER_CALL = 4_000_000


@cache
def entry(name: str) -> Callable[..., int]:
    """The compiled lane loop of a native environment, from the disk where possible."""

    def build() -> tuple[Callable[..., Any], Sequence[str]]:
        from ppc.envs.native.lanes.loop import build as build_loop

        return build_loop(load_environment(name), import_module(f"ppc.envs.native.lanes.{name}").dynamics())

    return load(f"lanes-{name}-{_fingerprint()}", build)


@cache
def _fingerprint() -> str:
    """What the loop depends on besides what every compiled function does: this folder and the elementary functions."""
    from ppc.compiler import elementary

    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, Path(elementary.__file__).parent):
        for source in sorted(folder.glob("*.py")):
            digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()


def run(name: str, policy: NativePolicy, constants: Floats, seeds: Ints, *, horizon: int, threads: int = 1) -> Episodes:
    """Every candidate over every seed: episode c * S + s for ``constants`` f64[C, n_constants] and ``seeds`` i64[S].

    ``policy`` is a LanePolicy (see ``choice.vectorises``). The answer holds no record.
    """
    environment = load_environment(name)
    loop = entry(name)
    states, observations = (np.ascontiguousarray(a) for a in environment.initial(uniforms(seeds, environment.draws)))
    constants = np.ascontiguousarray(constants)
    candidates, per_candidate = len(constants), len(seeds)
    total = candidates * per_candidate
    returns, lengths = np.empty(total), np.empty(total, dtype=np.int64)
    ends, status = np.empty(total, dtype=np.int64), np.empty(total, dtype=np.int64)
    shared = candidates == 1 or policy.n_constants > _LANE_CONSTANTS
    batch, reset_lane = cast(LanePolicy, policy).wide(not shared)

    def shard(first: int, last: int) -> None:
        # A shard of a shared vector lies within one candidate: hand in that vector and its episodes alone.
        offset = first // per_candidate * per_candidate if shared else 0
        vectors = constants[first // per_candidate] if shared else constants
        words = LANES * (policy.n_state + (0 if shared else policy.n_constants))
        scratch = np.zeros(words + 8)
        base = scratch.ctypes.data + -scratch.ctypes.data % 64  # vectors that straddle cache lines are slower
        loop(
            batch, reset_lane, policy.n_constants, policy.n_state, int(shared), vectors.ctypes.data, per_candidate,
            first - offset, last - offset, states.ctypes.data, observations.ctypes.data, horizon,
            returns[offset:].ctypes.data, lengths[offset:].ctypes.data, ends[offset:].ctypes.data,
            status[offset:].ctypes.data, base,
        )  # fmt: skip

    shards = _shards(total, per_candidate if shared else total, horizon, threads)
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
    return Episodes(returns, lengths, (ends & 1).astype(bool), (ends & 2).astype(bool), status, [], [], [])


def _shards(total: int, group: int, horizon: int, threads: int) -> list[tuple[int, int]]:
    """Ranges of episodes, none across a multiple of ``group`` and of whole sets of lanes where possible: small enough to
    interrupt and to balance threads."""
    size = max(LANES, _STEPS_PER_CALL // horizon)
    if threads > 1:
        size = min(size, -(-total // (4 * threads)))
    size = max(LANES, size // LANES * LANES)
    shards = []
    for start in range(0, total, group):
        stop = min(start + group, total)
        shards += [(first, min(first + size, stop)) for first in range(start, stop, size)]
    return shards
