"""Probes in a rollout: a compiled program that watches every episode and answers a few numbers at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ppc.compiler.faults import DISQUALIFYING_MASK
from ppc.envs.bridge import Stepper
from ppc.envs.errors import PolicyMismatch
from ppc.envs.result import Floats, merged_status

if TYPE_CHECKING:
    from ppc.compiler.probe import CompiledProbe
    from ppc.envs.policy import NativePolicy
    from ppc.envs.task import Task


@dataclass(frozen=True)
class Probe:
    """``code`` observes [observation, action, reward, flag]: flag 0 is a step of the episode, flag 1 asks for the summary,
    which is then its action. ``constants`` f64[n_constants] are shared by all episodes; its memory begins anew with each.
    Without ``rewarded`` it is told NaN for every reward.

    A step with a disqualifying fault is the last that it sees of an episode: the summary is NaN. Faults of a probe are
    apart from the policy's and change nothing else.
    """

    code: NativePolicy
    constants: Floats
    rewarded: bool = True

    @staticmethod
    def of(compiled: CompiledProbe, *, rewarded: bool = True) -> Probe:
        code = compiled.native
        return Probe(code, code.constants([p.value for p in compiled.program.parameters]), rewarded)

    @property
    def answers(self) -> int:
        """K, the numbers of a summary."""
        return self.code.action_size

    def check(self, task: Task) -> None:
        """Raises PolicyMismatch unless the probe was compiled for the task's observations and actions."""
        signature = task.signature()
        wanted = signature.obs_size + signature.action_size + 2
        if self.code.obs_size != wanted:
            raise PolicyMismatch(
                f"the probe was compiled for {self.code.obs_size - 2} observed and acted numbers, "
                f"{task.env_id} has {signature.obs_size} and {signature.action_size}"
            )


def watched(probe: Probe, observations: Floats, actions: Floats, rewards: Floats) -> tuple[Floats, int]:
    """Summary f64[K] and status of ``probe`` over one recorded episode of T steps: ``observations`` f64[T + 1, n] (the last
    is not shown to it), ``actions`` f64[T, m], ``rewards`` f64[T]."""
    code, steps = probe.code, len(rewards)
    seen = np.shape(observations)[1]
    table = np.zeros((steps + 1, code.obs_size))
    table[:steps, :seen] = observations[:steps]
    table[:steps, seen:-2] = np.reshape(actions, (steps, code.obs_size - seen - 2))
    table[:steps, -2] = rewards if probe.rewarded else np.nan
    table[steps, -1] = 1.0
    stepper, status = Stepper(code), 0
    stepper.reset(probe.constants)
    for row in table:
        stepper.observation[:] = row
        if found := stepper.step():
            status = merged_status(status, found)
            if status & DISQUALIFYING_MASK:
                return np.full(probe.answers, np.nan), status
    return stepper.action.copy(), status
