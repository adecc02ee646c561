"""The inner loop of the MuJoCo engine: episodes one after the other in one mjData, the policy behind an address."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ppc.envs.mujoco.environment import CTRL, KEPT, QPOS, QVEL, MujocoEnvironment

ARGUMENTS = (
    "mujoco", "model", "data", "arrays", "settings", "step", "reset", "keep", "n_constants", "constants", "seeds", "first",
    "last", "starts", "horizon", "limit", "returns", "lengths", "ends", "statuses", "memory", "records", "record_from",
    "record_observations", "record_actions", "record_rewards",
)  # fmt: skip


def build(environment: MujocoEnvironment) -> tuple[Callable[..., Any], Sequence[str]]:
    """The loop of one environment, to be compiled: all arguments are int64, addresses or counts (see ``engine.py``).

    Episode e in first..last-1 is candidate e // seeds with seed e % seeds. No episode begins after ``limit`` steps; answers the
    first that did not. No address is part of the code, so that it can be kept on disk.
    """
    import numpy as np

    from ppc.envs.mujoco.calls import call_mujoco, call_reset
    from ppc.envs.native.pointers import call_step, f64_at, i64_at, stack_f64

    before, observe, after = environment.functions()
    nq, nv, frame_skip, forces = environment.nq, environment.nv, environment.frame_skip, environment.forces
    n_obs, n_act = environment.task.obs_size, environment.task.signature().action_size
    fault_bits = 0xFFFFFFFF

    def run(
        mujoco_at, model, data, arrays_at, settings_at, step, reset, keep, n_constants, constants_at, seeds, first, last,
        starts_at, horizon, limit, returns_at, lengths_at, ends_at, statuses_at, memory_at, records, record_from,
        record_observations_at, record_actions_at, record_rewards_at,
    ):  # fmt: skip
        mujoco, arrays, settings = i64_at(mujoco_at), i64_at(arrays_at), f64_at(settings_at)
        mj_reset_data, mj_forward, mj_step, mj_rne = mujoco[0], mujoco[1], mujoco[2], mujoco[3]
        qpos, qvel, ctrl = f64_at(arrays[QPOS]), f64_at(arrays[QVEL]), f64_at(arrays[CTRL])
        starts, memory = f64_at(starts_at), f64_at(memory_at)
        returns, lengths, ends, statuses = f64_at(returns_at), i64_at(lengths_at), i64_at(ends_at), i64_at(statuses_at)
        record_observations = f64_at(record_observations_at)
        record_actions, record_rewards = f64_at(record_actions_at), f64_at(record_rewards_at)
        observation, action, control, kept = stack_f64(n_obs), stack_f64(n_act), stack_f64(n_act), stack_f64(KEPT)

        steps, episode = 0, first
        while episode < last and steps < limit:
            constants, seed = f64_at(constants_at + 8 * n_constants * (episode // seeds)), episode % seeds
            call_mujoco(mj_reset_data, model, data)
            for k in range(nq):
                qpos[k] = starts[seed * (nq + nv) + k]
            for k in range(nv):
                qvel[k] = starts[seed * (nq + nv) + nq + k]
            call_mujoco(mj_forward, model, data)
            if not (keep and episode > 0):
                call_reset(reset, constants, memory)
            observe(arrays, settings, observation)

            total, length, faults, terminated = 0.0, 0, np.int64(0), False
            row = episode - record_from
            while not terminated and length < horizon:
                status = call_step(step, constants, memory, observation, action)
                if status != 0:
                    site = faults if faults > fault_bits else status
                    faults = (site & ~fault_bits) | ((faults | status) & fault_bits)
                if records:
                    for k in range(n_obs):
                        record_observations[(row * (horizon + 1) + length) * n_obs + k] = observation[k]
                    for k in range(n_act):
                        record_actions[(row * horizon + length) * n_act + k] = action[k]
                before(arrays, settings, kept)
                for k in range(n_act):
                    control[k] = np.float64(np.float32(action[k]))
                    ctrl[k] = control[k]
                for _ in range(frame_skip):
                    call_mujoco(mj_step, model, data)
                if forces:
                    call_mujoco(mj_rne, model, data)
                observe(arrays, settings, observation)
                reward, terminated = after(arrays, settings, kept, control, observation)
                if records:
                    record_rewards[row * horizon + length] = reward
                total += reward
                length += 1
            if records:
                for k in range(n_obs):
                    record_observations[(row * (horizon + 1) + length) * n_obs + k] = observation[k]
            returns[episode], lengths[episode], statuses[episode] = total, length, faults
            ends[episode] = np.int64(terminated) + 2 * np.int64(length >= horizon)
            steps += length
            episode += 1
        return episode

    return run, ["i64"] * len(ARGUMENTS)
