"""What the engines need of a compiled policy, and the checks before it flies."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from ppc.compiler.signature import Discrete
from ppc.envs.errors import PolicyMismatch
from ppc.envs.result import Floats
from ppc.envs.task import Task


class NativePolicy(Protocol):
    """``ppc.compiler.jit.NativePolicy``: sizes, and addresses of the entries of docs/abi.md."""

    @property
    def n_parameters(self) -> int: ...
    @property
    def n_constants(self) -> int: ...
    @property
    def n_state(self) -> int: ...
    @property
    def obs_size(self) -> int: ...
    @property
    def action_size(self) -> int: ...
    @property
    def reset(self) -> int: ...
    @property
    def step(self) -> int: ...
    @property
    def reset_lane(self) -> int: ...
    def batch_for(self, own_constants: bool) -> int: ...
    def constants(self, parameters: Floats) -> Floats: ...


def native(policy: Any, task: Task) -> NativePolicy:
    """The machine code of a ``CompiledPolicy`` (a NativePolicy passes through).

    Raises PolicyMismatch unless it was compiled for the task's observations and actions.
    """
    code: NativePolicy = policy.native() if hasattr(policy, "native") else policy
    wanted = task.signature()
    signature = getattr(policy, "signature", None)
    if code.obs_size != wanted.obs_size:
        raise PolicyMismatch(f"the policy was compiled for {code.obs_size} observations, {task.env_id} gives {wanted.obs_size}")
    own = getattr(signature, "action", task.action)
    if isinstance(own, Discrete) != wanted.discrete or code.action_size != wanted.action_size:
        raise PolicyMismatch(
            f"the policy was compiled for the action {_shape(own, code.action_size)}, "
            f"{task.env_id} takes {_shape(task.action, wanted.action_size)}"
        )
    if isinstance(own, Discrete) and isinstance(task.action, Discrete) and own.n != task.action.n:
        raise PolicyMismatch(f"the policy was compiled for {own.n} choices, {task.env_id} has {task.action.n}")
    return code


def population(policy: Any, code: NativePolicy, parameters: Any) -> Floats:
    """Constants f64[C, n_constants] for ``parameters`` f64[C, P] or f64[P]; None means the policy's own."""
    if parameters is None:
        parameters = policy.pinned if hasattr(policy, "pinned") else policy.default_parameters
    table = np.atleast_2d(np.ascontiguousarray(parameters, dtype=np.float64))
    if table.ndim != 2 or table.shape[1] != code.n_parameters:
        raise ValueError(f"the policy has {code.n_parameters} parameters, the table has shape {table.shape}")
    if len(table) == 0:
        return np.empty((0, code.n_constants))
    return np.stack([code.constants(row) for row in table])


def _shape(action: Any, size: int) -> str:
    return f"discrete:{action.n}" if isinstance(action, Discrete) else f"box:{size}"
