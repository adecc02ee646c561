"""The lane engine's inner loop: 64 episodes of one environment in vectors, the policy behind an address.

A lane whose episode ends takes the next one at once. When no episodes are left, live lanes move together and whole groups of
dead ones are dropped; a dead lane within a group goes on with what it holds, and nobody looks at it. No operation mixes
lanes, so nothing of this changes any bit of any episode.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ppc.compiler.faults import DISQUALIFYING_MASK
from ppc.envs.native.environment import Dynamics, NativeEnvironment
from ppc.envs.native.lanes.width import GROUP, LANES

ARGUMENTS = (
    "batch", "reset_lane", "n_constants", "n_state", "shared", "constants", "seeds", "first", "last", "states",
    "observations", "horizon", "returns", "lengths", "ends", "statuses", "scratch", "probe_batch", "probe_reset",
    "probe_constants", "probe_words", "probe_answers", "rewarded", "probe_scratch", "summaries", "probe_statuses",
)  # fmt: skip


def build(environment: NativeEnvironment, step: Dynamics) -> tuple[Callable[..., Any], Sequence[str]]:
    """The loop of one environment, to be compiled: all arguments are int64, addresses or counts (see ``engine.py``).

    Episode e in first..last-1 is candidate e // seeds with seed e % seeds. Answers the steps made. ``probe_batch`` 0: no probe.
    """
    import math

    import numpy as np
    from numba import njit

    from ppc.envs.native.pointers import call_batch, call_reset_lane, f64_at, i64_at, stack_f64, stack_i64

    n, n_obs, n_act = environment.state_size, environment.task.obs_size, environment.task.signature().action_size
    state_words, obs_words, act_words = n * LANES, n_obs * LANES, n_act * LANES
    fault_bits, disqualifying = 0xFFFFFFFF, DISQUALIFYING_MASK
    row_words = n_obs + n_act + 2  # what a probe observes: observation, action, reward, whether its summary is asked for
    never = 2**62

    @njit(error_model="numpy", forceinline=True)
    def copy_lane(words, size, source, target):
        for k in range(size):
            words[k * LANES + target] = words[k * LANES + source]

    @njit(error_model="numpy", forceinline=True)
    def merged(before, status):
        site = before if before > fault_bits else status
        return (site & ~fault_bits) | ((before | status) & fault_bits)

    def run(
        batch, reset_lane, n_constants, n_state, shared, constants_at, seeds, first, last, states_at,
        observations_at, horizon, returns_at, lengths_at, ends_at, statuses_at, scratch_at, probe_batch,
        probe_reset, probe_constants_at, probe_words, probe_answers, rewarded, probe_scratch_at, summaries_at,
        probe_statuses_at,
    ):  # fmt: skip
        constants, states, observations = f64_at(constants_at), f64_at(states_at), f64_at(observations_at)
        returns, lengths, ends, statuses = f64_at(returns_at), i64_at(lengths_at), i64_at(ends_at), i64_at(statuses_at)
        # Scratch holds the policies' memory, and their constants unless all lanes share one vector.
        policy_state = f64_at(scratch_at)
        lane_constants = constants if shared else f64_at(scratch_at + 8 * LANES * n_state)
        constants_step = 0 if shared else 1

        state, observation, action = stack_f64(state_words), stack_f64(obs_words), stack_f64(act_words)
        reward, total = stack_f64(LANES), stack_f64(LANES)
        status, terminated, faults = stack_i64(LANES), stack_i64(LANES), stack_i64(LANES)
        alive, due = stack_i64(LANES), stack_i64(LANES)  # 1 or 0; the step at which the horizon is reached
        episode, loaded = stack_i64(LANES), stack_i64(LANES)
        found, watched = stack_i64(LANES), stack_i64(LANES)  # faults of the probe: of this step, of the episode
        probe_constants, probe_statuses = f64_at(probe_constants_at), i64_at(probe_statuses_at)
        asking, rows = f64_at(probe_scratch_at), f64_at(probe_scratch_at + 8 * LANES * row_words)
        answers = f64_at(probe_scratch_at + 16 * LANES * row_words)
        probe_state_at = probe_scratch_at + 8 * LANES * (2 * row_words + probe_answers)
        probe_state = f64_at(probe_state_at)
        for lane in range(LANES):
            loaded[lane], due[lane] = -1, never

        steps, clock, upcoming, live, lane = 0, 0, first, 0, 0
        while True:
            # Hand in the episodes that have ended, and give their lanes the next ones.
            lane = 0
            while lane < LANES:
                if lane < live:
                    over = clock == due[lane]
                    if (terminated[lane] == 0) & (not over):
                        lane += 1
                        continue
                    e = episode[lane]
                    length = clock + horizon - due[lane]
                    returns[e], lengths[e], statuses[e] = total[lane], length, faults[lane]
                    ends[e] = terminated[lane] + 2 * np.int64(over)
                    steps += length
                    if probe_batch != 0:
                        if watched[lane] & disqualifying == 0:
                            memory = f64_at(probe_state_at + 8 * lane)
                            call_batch(probe_batch, 1, LANES, probe_constants, 0, memory, asking, answers, found)
                            watched[lane] = merged(watched[lane], found[0])
                        failed = watched[lane] & disqualifying != 0
                        summary = f64_at(summaries_at + 8 * e * probe_answers)
                        for k in range(probe_answers):
                            summary[k] = math.nan if failed else answers[k * LANES]
                        probe_statuses[e] = watched[lane]
                if upcoming < last:
                    candidate, seed = upcoming // seeds, upcoming % seeds
                    if (not shared) & (loaded[lane] != candidate):
                        for k in range(n_constants):
                            lane_constants[k * LANES + lane] = constants[candidate * n_constants + k]
                        loaded[lane] = candidate
                    for k in range(n):
                        state[k * LANES + lane] = states[seed * n + k]
                    for k in range(n_obs):
                        observation[k * LANES + lane] = observations[seed * n_obs + k]
                    call_reset_lane(reset_lane, lane, LANES, lane_constants, constants_step, policy_state)
                    if probe_batch != 0:
                        call_reset_lane(probe_reset, lane, LANES, probe_constants, 0, probe_state)
                        watched[lane] = 0
                    total[lane], faults[lane], terminated[lane], episode[lane] = 0.0, 0, 0, upcoming
                    due[lane], alive[lane] = clock + horizon, 1
                    upcoming += 1
                    live = max(live, lane + 1)
                    lane += 1
                    continue
                if lane >= live:
                    break
                # Nothing is left for this lane: the last live one moves here, and is looked at next.
                live -= 1
                alive[live] = 0
                if lane == live:
                    break
                copy_lane(state, n, live, lane)
                copy_lane(observation, n_obs, live, lane)
                copy_lane(policy_state, n_state, live, lane)
                copy_lane(probe_state, probe_words, live, lane)
                watched[lane] = watched[live]
                if (not shared) & (loaded[lane] != loaded[live]):
                    copy_lane(lane_constants, n_constants, live, lane)
                    loaded[lane] = loaded[live]
                total[lane], faults[lane], terminated[lane] = total[live], faults[live], terminated[live]
                due[lane], episode[lane] = due[live], episode[live]
            if live == 0:
                break

            # Step until some episode ends.
            width = (live + GROUP - 1) // GROUP * GROUP
            next_due = never
            for lane in range(live):
                next_due = min(next_due, due[lane])
            ended = np.int64(0)
            while ended == 0 and clock < next_due:
                call_batch(batch, width, LANES, lane_constants, constants_step, policy_state, observation, action, status)
                if probe_batch != 0:
                    for k in range(n_obs):
                        for lane in range(width):
                            rows[k * LANES + lane] = observation[k * LANES + lane]
                    for k in range(n_act):
                        for lane in range(width):
                            rows[(n_obs + k) * LANES + lane] = action[k * LANES + lane]
                step(width, state, action, observation, reward, terminated)
                clock += 1
                raised = np.int64(0)
                for lane in range(width):
                    total[lane] += reward[lane]
                    raised |= status[lane]
                    ended |= terminated[lane] & alive[lane]
                if raised != 0:
                    for lane in range(width):
                        faults[lane] = merged(faults[lane], status[lane])
                if probe_batch != 0:
                    for lane in range(width):
                        rows[(n_obs + n_act) * LANES + lane] = reward[lane] if rewarded else math.nan
                    call_batch(probe_batch, width, LANES, probe_constants, 0, probe_state, rows, answers, found)
                    for lane in range(width):
                        if found[lane] != 0 and watched[lane] & disqualifying == 0:
                            watched[lane] = merged(watched[lane], found[lane])
        return steps

    return run, ["i64"] * len(ARGUMENTS)
