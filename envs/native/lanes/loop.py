"""The lane engine's inner loop: 64 episodes of one environment in vectors, the policy behind an address.

A lane whose episode ends takes the next one at once. When no episodes are left, live lanes move together and whole groups of
dead ones are dropped; a dead lane within a group goes on with what it holds, and nobody looks at it. No operation mixes
lanes, so nothing of this changes any bit of any episode.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ppc.envs.native.environment import Dynamics, NativeEnvironment
from ppc.envs.native.lanes.width import GROUP, LANES

ARGUMENTS = (
    "batch", "reset_lane", "n_constants", "n_state", "shared", "constants", "seeds", "first", "last", "states",
    "observations", "horizon", "returns", "lengths", "ends", "statuses", "scratch",
)  # fmt: skip


def build(environment: NativeEnvironment, step: Dynamics) -> tuple[Callable[..., Any], Sequence[str]]:
    """The loop of one environment, to be compiled: all arguments are int64, addresses or counts (see ``engine.py``).

    Episode e in first..last-1 is candidate e // seeds with seed e % seeds. Answers the steps made.
    """
    import numpy as np
    from numba import njit

    from ppc.envs.native.pointers import call_batch, call_reset_lane, f64_at, i64_at, stack_f64, stack_i64

    n, n_obs, n_act = environment.state_size, environment.task.obs_size, environment.task.signature().action_size
    state_words, obs_words, act_words = n * LANES, n_obs * LANES, n_act * LANES
    fault_bits = 0xFFFFFFFF
    never = 2**62

    @njit(error_model="numpy", forceinline=True)
    def copy_lane(words, size, source, target):
        for k in range(size):
            words[k * LANES + target] = words[k * LANES + source]

    def run(
        batch, reset_lane, n_constants, n_state, shared, constants_at, seeds, first, last, states_at,
        observations_at, horizon, returns_at, lengths_at, ends_at, statuses_at, scratch_at,
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
                step(width, state, action, observation, reward, terminated)
                clock += 1
                raised = np.int64(0)
                for lane in range(width):
                    total[lane] += reward[lane]
                    raised |= status[lane]
                    ended |= terminated[lane] & alive[lane]
                if raised != 0:
                    for lane in range(width):
                        site = faults[lane] if faults[lane] > fault_bits else status[lane]
                        faults[lane] = (site & ~fault_bits) | ((faults[lane] | status[lane]) & fault_bits)
        return steps

    return run, ["i64"] * len(ARGUMENTS)
