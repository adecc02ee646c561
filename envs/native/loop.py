"""The exact engine's inner loop: many episodes interleaved, dynamics compiled in, the policy behind an address.

Independent episodes side by side keep the processor busy where one would wait for each result. A lane whose episode ends
takes the next one; when none is left, the last lane moves into its place. Neither changes any bit of any episode.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ppc.compiler.faults import DISQUALIFYING_MASK
from ppc.envs.native.environment import LANES, NativeEnvironment

ARGUMENTS = (
    "batch", "reset_lane", "n_constants", "n_state", "shared", "constants", "seeds", "first", "last", "states",
    "observations", "horizon", "returns", "lengths", "ends", "statuses", "scratch", "records", "record_observations",
    "record_actions", "record_rewards", "probe_step", "probe_reset", "probe_constants", "probe_words", "probe_answers",
    "rewarded", "probe_scratch", "summaries", "probe_statuses",
)  # fmt: skip


def build(environment: NativeEnvironment) -> tuple[Callable[..., Any], Sequence[str]]:
    """The loop of one environment, to be compiled: all arguments are int64, addresses or counts (see ``exact.py``).

    Episode e in first..last-1 is candidate e // seeds with seed e % seeds. Answers the steps made. ``probe_step`` 0: no probe.
    """
    import math

    import numpy as np
    from numba import njit

    from ppc.envs.native.pointers import (
        call_batch,
        call_reset,
        call_reset_lane,
        call_step,
        f64_at,
        i64_at,
        stack_f64,
        stack_i64,
    )

    step = environment.dynamics()
    n, n_obs, n_act = environment.state_size, environment.task.obs_size, environment.task.signature().action_size
    state_words, obs_words, act_words = n * LANES, n_obs * LANES, n_act * LANES
    fault_bits, disqualifying = 0xFFFFFFFF, DISQUALIFYING_MASK
    row_words = n_obs + n_act + 2  # what a probe observes: observation, action, reward, whether its summary is asked for

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
        observations_at, horizon, returns_at, lengths_at, ends_at, statuses_at, scratch_at, records,
        record_observations_at, record_actions_at, record_rewards_at, probe_step, probe_reset, probe_constants_at,
        probe_words, probe_answers, rewarded, probe_scratch_at, summaries_at, probe_statuses_at,
    ):  # fmt: skip
        constants, states, observations = f64_at(constants_at), f64_at(states_at), f64_at(observations_at)
        returns, lengths, ends, statuses = f64_at(returns_at), i64_at(lengths_at), i64_at(ends_at), i64_at(statuses_at)
        record_observations = f64_at(record_observations_at)
        record_actions, record_rewards = f64_at(record_actions_at), f64_at(record_rewards_at)
        # Scratch holds the policies' memory, and their constants unless all lanes share one vector.
        policy_state = f64_at(scratch_at)
        lane_constants = constants if shared else f64_at(scratch_at + 8 * LANES * n_state)
        constants_step = 0 if shared else 1

        state, observation, action = stack_f64(state_words), stack_f64(obs_words), stack_f64(act_words)
        reward, total = stack_f64(LANES), stack_f64(LANES)
        status, terminated, length = stack_i64(LANES), stack_i64(LANES), stack_i64(LANES)
        episode, faults, loaded = stack_i64(LANES), stack_i64(LANES), stack_i64(LANES)
        # A probe's memory stays where it is; what moves with an episode is the number of its place.
        watched, place = stack_i64(LANES), stack_i64(LANES)
        probe_constants, probe_statuses = f64_at(probe_constants_at), i64_at(probe_statuses_at)
        asking, rows = f64_at(probe_scratch_at), f64_at(probe_scratch_at + 8 * row_words)
        answers = f64_at(probe_scratch_at + 8 * row_words * (1 + LANES))
        probe_states_at = probe_scratch_at + 8 * (row_words * (1 + LANES) + probe_answers)
        for lane in range(LANES):
            loaded[lane], place[lane] = -1, lane

        steps, lanes, upcoming = 0, 0, first
        pending = 0  # lanes below it are filled; the rest of `lanes` wait for an episode
        while True:
            # Fill lanes that have no episode.
            while pending < LANES and upcoming < last:
                lane = pending
                candidate, seed = upcoming // seeds, upcoming % seeds
                if not shared and loaded[lane] != candidate:
                    for k in range(n_constants):
                        lane_constants[k * LANES + lane] = constants[candidate * n_constants + k]
                    loaded[lane] = candidate
                for k in range(n):
                    state[k * LANES + lane] = states[seed * n + k]
                for k in range(n_obs):
                    observation[k * LANES + lane] = observations[seed * n_obs + k]
                total[lane], length[lane], faults[lane], terminated[lane], episode[lane] = 0.0, 0, 0, 0, upcoming
                call_reset_lane(reset_lane, lane, LANES, lane_constants, constants_step, policy_state)
                if probe_step != 0:
                    watched[lane] = 0
                    call_reset(probe_reset, probe_constants, f64_at(probe_states_at + 8 * place[lane] * probe_words))
                upcoming += 1
                pending += 1
            lanes = pending
            if lanes == 0:
                break

            # Step until some episode ends.
            ended = False
            while not ended:
                call_batch(batch, lanes, LANES, lane_constants, constants_step, policy_state, observation, action, status)
                if records:
                    for lane in range(lanes):
                        row = (episode[lane] - first) * (horizon + 1) + length[lane]
                        for k in range(n_obs):
                            record_observations[row * n_obs + k] = observation[k * LANES + lane]
                        row -= episode[lane] - first
                        for k in range(n_act):
                            record_actions[row * n_act + k] = action[k * LANES + lane]
                if probe_step != 0:
                    for lane in range(lanes):
                        for k in range(n_obs):
                            rows[lane * row_words + k] = observation[k * LANES + lane]
                        for k in range(n_act):
                            rows[lane * row_words + n_obs + k] = action[k * LANES + lane]
                step(lanes, state, action, observation, reward, terminated)
                raised, over = np.int64(0), False
                for lane in range(lanes):
                    total[lane] += reward[lane]
                    length[lane] += 1
                    raised |= status[lane]
                    over |= (terminated[lane] != 0) | (length[lane] >= horizon)
                if raised != 0:
                    for lane in range(lanes):
                        faults[lane] = merged(faults[lane], status[lane])
                if probe_step != 0:
                    for lane in range(lanes):
                        if watched[lane] & disqualifying == 0:
                            rows[lane * row_words + n_obs + n_act] = reward[lane] if rewarded else math.nan
                            row_at = probe_scratch_at + 8 * row_words * (1 + lane)
                            memory = f64_at(probe_states_at + 8 * place[lane] * probe_words)
                            found = call_step(probe_step, probe_constants, memory, f64_at(row_at), answers)
                            if found != 0:
                                watched[lane] = merged(watched[lane], found)
                if records:
                    for lane in range(lanes):
                        record_rewards[(episode[lane] - first) * horizon + length[lane] - 1] = reward[lane]
                steps += lanes
                ended = over

            # Hand in what has ended and close the gaps.
            lane = 0
            while lane < pending:
                if terminated[lane] == 0 and length[lane] < horizon:
                    lane += 1
                    continue
                e = episode[lane]
                returns[e], lengths[e], statuses[e] = total[lane], length[lane], faults[lane]
                ends[e] = (terminated[lane] != 0) + 2 * (length[lane] >= horizon)
                if records:
                    row = (e - first) * (horizon + 1) + length[lane]
                    for k in range(n_obs):
                        record_observations[row * n_obs + k] = observation[k * LANES + lane]
                if probe_step != 0:
                    summary = f64_at(summaries_at + 8 * e * probe_answers)
                    if watched[lane] & disqualifying == 0:
                        memory = f64_at(probe_states_at + 8 * place[lane] * probe_words)
                        watched[lane] = merged(watched[lane], call_step(probe_step, probe_constants, memory, asking, summary))
                    if watched[lane] & disqualifying != 0:
                        for k in range(probe_answers):
                            summary[k] = math.nan
                    probe_statuses[e] = watched[lane]
                pending -= 1
                if lane == pending:
                    continue
                copy_lane(state, n, pending, lane)
                copy_lane(observation, n_obs, pending, lane)
                copy_lane(policy_state, n_state, pending, lane)
                if not shared and loaded[lane] != loaded[pending]:
                    copy_lane(lane_constants, n_constants, pending, lane)
                    loaded[lane] = loaded[pending]
                total[lane], length[lane], faults[lane] = total[pending], length[pending], faults[pending]
                terminated[lane], episode[lane] = terminated[pending], episode[pending]
                watched[lane] = watched[pending]
                place[lane], place[pending] = place[pending], place[lane]
        return steps

    return run, ["i64"] * len(ARGUMENTS)
