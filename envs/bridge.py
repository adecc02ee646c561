"""The Gymnasium engine: any environment, stepped in Python, with the policy as compiled code."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ppc.envs.errors import EnvironmentFailed, PolicyMismatch
from ppc.envs.policy import NativePolicy
from ppc.envs.result import Floats, merged_status
from ppc.envs.simulator import make
from ppc.envs.spaces import action_fields, action_writer, observation_layout
from ppc.envs.task import Task

# The cap of an episode where neither the task nor the environment has a horizon.
UNBOUNDED_HORIZON = 100_000

_POINTER = ctypes.c_void_p
_STEP = ctypes.CFUNCTYPE(ctypes.c_int64, _POINTER, _POINTER, _POINTER, _POINTER)
_RESET = ctypes.CFUNCTYPE(None, _POINTER, _POINTER)


class Stepper:
    """Calls a policy's scalar entries from Python. ``observation`` f64[obs_size] is read, ``action`` written."""

    def __init__(self, policy: NativePolicy) -> None:
        self._policy = policy  # keeps the code alive
        self._step, self._reset = _STEP(policy.step), _RESET(policy.reset)
        self._state = np.zeros(policy.n_state + 1)
        self.observation, self.action = np.zeros(policy.obs_size), np.zeros(policy.action_size)
        self._constants = np.zeros(policy.n_constants + 1)
        self._addresses = tuple(a.ctypes.data for a in (self._constants, self._state, self.observation, self.action))

    def reset(self, constants: Floats) -> None:
        self._constants[: len(constants)] = constants
        self._reset(self._addresses[0], self._addresses[1])

    def step(self) -> int:
        """One step; returns its status."""
        return int(self._step(*self._addresses))


@dataclass(slots=True)
class Episode:
    """One episode: see ``RolloutResult`` for the fields."""

    total: float = 0.0
    length: int = 0
    terminated: bool = False
    truncated: bool = False
    status: int = 0
    observations: list[Floats] = field(default_factory=list)
    actions: list[Floats] = field(default_factory=list)
    rewards: list[float] = field(default_factory=list)


class Bridge:
    """A task's real environment. ``close`` it, or use it as a context manager.

    Raises UnknownEnvironment, UnsupportedSpace, PolicyMismatch (the task describes other spaces than the environment
    has) and EnvironmentFailed.
    """

    def __init__(self, task: Task, *, render_mode: str | None = None) -> None:
        self.task = task
        self.env = make(task.env_id, task.env_kwargs, render_mode=render_mode)
        try:
            self._layout = observation_layout(self.env.observation_space)
            self._action = action_writer(self.env.action_space)
            _check_spaces(task, sum(p.size for p in self._layout.parts), action_fields(self.env.action_space))
        except BaseException:
            self.env.close()
            raise
        self.horizon = task.horizon or UNBOUNDED_HORIZON

    def episode(
        self, stepper: Stepper, constants: Floats, seed: int, *, record: bool = False, keep_memory: bool = False
    ) -> Episode:
        """One episode from ``env.reset(seed=seed)``. Raises EnvironmentFailed when the environment raises.

        With ``keep_memory`` the policy goes on with the constants and the memory that ``stepper`` holds.
        """
        result = Episode()
        if not keep_memory:
            stepper.reset(constants)
        self._observe(self._call("reset", lambda: self.env.reset(seed=seed)[0]), stepper, "reset")
        while not (result.terminated or result.truncated):
            if record:
                result.observations.append(stepper.observation.copy())
            status = stepper.step()
            if status:
                result.status = merged_status(result.status, status)
            reward = self._step(stepper, result)
            if record:
                result.actions.append(stepper.action.copy())
                result.rewards.append(reward)
        if record:
            result.observations.append(stepper.observation.copy())
        return result

    def _step(self, stepper: Stepper, result: Episode) -> float:
        def step() -> tuple[Any, float, bool, bool]:
            observation, reward, terminated, truncated, _ = self.env.step(self._action(stepper.action))
            return observation, float(reward), bool(terminated), bool(truncated)

        reward: float
        observation, reward, result.terminated, truncated = self._call("step", step)
        self._observe(observation, stepper, "step")
        result.total += reward
        result.length += 1
        result.truncated = truncated or result.length >= self.horizon
        return reward

    def _observe(self, observation: Any, stepper: Stepper, where: str) -> None:
        self._call(where, lambda: self._layout.write(observation, stepper.observation))

    def _call(self, where: str, function: Any) -> Any:
        try:
            return function()
        except Exception as e:
            raise EnvironmentFailed(self.task.env_id, where, e) from e

    def close(self) -> None:
        # An environment that fails to close has nothing left to say.
        with suppress(Exception):
            self.env.close()

    def __enter__(self) -> Bridge:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _check_spaces(task: Task, obs_size: int, action: Any) -> None:
    signature = task.signature()
    if obs_size != signature.obs_size:
        raise PolicyMismatch(f"the task {task.name} has {signature.obs_size} observations, {task.env_id} gives {obs_size}")
    if type(action) is not type(task.action):
        kinds = "discrete" if signature.discrete else "box", "box" if signature.discrete else "discrete"
        raise PolicyMismatch(f"the task {task.name} has a {kinds[0]} action, {task.env_id} takes a {kinds[1]} one")
    sizes = [a.size if hasattr(a, "size") else a.n for a in (task.action, action)]
    if sizes[0] != sizes[1]:
        raise PolicyMismatch(f"the task {task.name} has an action of size {sizes[0]}, {task.env_id} takes {sizes[1]}")
