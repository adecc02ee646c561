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
from ppc.envs.native.environment import Floats, NativeEnvironment
from ppc.envs.native.exact import Episodes
from ppc.envs.native.lanes.choice import LanePolicy
from ppc.envs.native.lanes.width import LANES
from ppc.envs.native.machine_code import load
from ppc.envs.native.outputs import Outputs, starts
from ppc.envs.policy import NativePolicy
from ppc.envs.probes import Probe
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

        return build_loop(environment_of(name), import_module(f"ppc.envs.native.lanes.{name}").dynamics())

    return load(f"lanes-{name}-{_fingerprint()}", build)


@cache
def environment_of(name: str) -> NativeEnvironment:
    """State and starts as the lanes' dynamics want them: the exact engine's unless their module has an ENVIRONMENT."""
    own: NativeEnvironment | None = getattr(import_module(f"ppc.envs.native.lanes.{name}"), "ENVIRONMENT", None)
    return own or load_environment(name)


@cache
def _fingerprint() -> str:
    """What the loop depends on besides what every compiled function does: this folder and the elementary functions."""
    from ppc.compiler import elementary

    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, Path(elementary.__file__).parent):
        for source in sorted(folder.glob("*.py")):
            digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()


def run(
    name: str,
    policy: NativePolicy,
    constants: Floats,
    seeds: Ints,
    *,
    horizon: int,
    threads: int = 1,
    probe: Probe | None = None,
) -> Episodes:
    """Every candidate over every seed: episode c * S + s for ``constants`` f64[C, n_constants] and ``seeds`` i64[S].

    ``policy`` and the code of ``probe`` are LanePolicies (see ``choice.vectorises``). The answer holds no record.
    """
    environment = environment_of(name)
    loop = entry(name)
    constants = np.ascontiguousarray(constants)
    candidates, per_candidate = len(constants), len(seeds)
    total = candidates * per_candidate
    shared = candidates == 1 or policy.n_constants > _LANE_CONSTANTS
    batch, reset_lane = cast(LanePolicy, policy).wide(not shared)
    outputs = Outputs(total, None if probe is None else probe.answers)
    watching = (0,) * 6
    if probe is not None:
        code, vector = cast(LanePolicy, probe.code), np.ascontiguousarray(probe.constants)
        watching = (*code.wide(False), vector.ctypes.data, code.n_state, probe.answers, int(probe.rewarded))
    common = starts(environment, seeds) if candidates > 1 else None

    def shard(first: int, last: int) -> None:
        # A lone candidate's shard draws the starts of its own episodes: so threads share that work, and memory stays small.
        states, observations = starts(environment, seeds[first:last]) if common is None else common
        vectors, offset, cycle = constants, 0, per_candidate
        if common is None:
            offset, cycle = first, last - first
        elif shared:  # the shard lies within one candidate: hand in its vector and its episodes alone
            offset = first // per_candidate * per_candidate
            vectors = constants[first // per_candidate]
        _alive, base = _aligned(LANES * (policy.n_state + (0 if shared else policy.n_constants)))
        probing, rows = None, 0
        if probe is not None:
            probing, rows = _aligned(LANES * (2 * probe.code.obs_size + probe.answers + probe.code.n_state))
            flags = (rows - probing.ctypes.data) // 8 + LANES * (probe.code.obs_size - 1)
            probing[flags : flags + LANES] = 1.0  # of the row that asks for the summaries
        loop(
            batch, reset_lane, policy.n_constants, policy.n_state, int(shared), vectors.ctypes.data, cycle,
            first - offset, last - offset, states.ctypes.data, observations.ctypes.data, horizon,
            *outputs.addresses(offset), base, *watching, rows, *outputs.probe_addresses(offset),
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
    return Episodes(*outputs.columns(), [], [], [], *outputs.told())


def _aligned(words: int) -> tuple[Floats, int]:
    """Zeros, and an address among them from which ``words`` follow: vectors that straddle cache lines are slower."""
    memory = np.zeros(words + 8)
    at = memory.ctypes.data
    return memory, at + -at % 64


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
