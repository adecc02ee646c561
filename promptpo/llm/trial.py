"""The trial of a candidate: a few recorded episodes with the numbers that are in its text.

A trial is the data of one journaled effect. Trajectories are not journaled; every text that is made of them is made here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ppc.compiler.diagnostics.runtime import fault_diagnostic
from ppc.compiler.faults import DISQUALIFYING_MASK
from ppc.promptpo.llm.evidence import action_names, evidence, number, observation_text

if TYPE_CHECKING:
    from ppc.compiler.policy import CompiledPolicy
    from ppc.envs.result import RolloutResult
    from ppc.promptpo.engine import TaskEngine
    from ppc.promptpo.llm.feedback import FeedbackProbe


@dataclass(frozen=True)
class Trial:
    """E episodes in the order of their seeds. ``status`` are fault bits ORed over the episode (``ppc.compiler.faults``).

    ``success_rate`` is None where the task defines no success. ``fault`` tells a repair prompt what disqualifies the
    candidate, with line, step and observation; it is empty where nothing does. ``feedback`` is the probe's summary,
    ``evidence`` our own (empty where not asked for).
    """

    returns: tuple[float, ...]
    lengths: tuple[int, ...]
    terminated: tuple[bool, ...]
    truncated: tuple[bool, ...]
    status: tuple[int, ...]
    env_steps: int
    success_rate: float | None
    fault: str = ""
    feedback: str = ""
    evidence: str = ""

    @property
    def episodes(self) -> int:
        return len(self.returns)

    @property
    def mean_return(self) -> float:
        """NaN or infinite where a return is."""
        return sum(self.returns) / len(self.returns) if self.returns else math.nan

    @property
    def disqualified(self) -> bool:
        """Whether the candidate may not win: a fault, a return that is not finite, or an environment that broke down."""
        return bool(self.fault)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Trial:
        """Reads ``to_json``, also with the text that a journal writes for numbers that are not finite."""
        rate = data["success_rate"]
        return Trial(
            tuple(float(v) for v in data["returns"]),
            tuple(int(v) for v in data["lengths"]),
            tuple(bool(v) for v in data["terminated"]),
            tuple(bool(v) for v in data["truncated"]),
            tuple(int(v) for v in data["status"]),
            int(data["env_steps"]),
            None if rate is None else float(rate),
            data["fault"],
            data["feedback"],
            data["evidence"],
        )


def run_trial(
    engine: TaskEngine,
    policy: CompiledPolicy,
    seeds: Sequence[int],
    keep_memory: bool = False,
    probe: FeedbackProbe | None = None,
    trajectory: bool = False,
) -> Trial:
    """One episode a seed under the policy's own numbers, one after the other.

    ``keep_memory``: the policy is reset before the first episode alone, as in the published method. ``probe`` gives
    ``feedback``, ``trajectory`` asks for ``evidence``. An environment that raises in an episode disqualifies the candidate;
    one that cannot be made raises as ``ppc.envs.rollout`` does.
    """
    from ppc.envs import EnvironmentFailed, open_evaluator

    with open_evaluator(engine.task, policy, horizon=engine.horizon) as evaluator:
        try:
            watching = None if probe is None else probe.watching
            result = evaluator.rollout(seeds, record=True, keep_memory=keep_memory, probe=watching)
        except EnvironmentFailed as e:
            return _broken_down(str(e), len(seeds), engine.task.success is not None)
    return _trial(engine, policy, result, keep_memory, probe, trajectory)


def _trial(
    engine: TaskEngine,
    policy: CompiledPolicy,
    result: RolloutResult,
    keep_memory: bool,
    probe: FeedbackProbe | None,
    trajectory: bool,
) -> Trial:
    task = engine.task
    rate = None
    if task.success is not None:
        ends = zip(result.returns.tolist(), result.terminated.tolist(), strict=True)
        rate = sum(task.success.of(r, t) for r, t in ends) / len(result.returns)
    feedback = ""
    if probe is not None:
        assert result.summaries is not None and result.probe_status is not None
        feedback = probe.told(result.summaries, result.probe_status)
    return Trial(
        tuple(result.returns.tolist()),
        tuple(result.lengths.tolist()),
        tuple(result.terminated.tolist()),
        tuple(result.truncated.tolist()),
        tuple(result.status.tolist()),
        result.env_steps,
        rate,
        _first_fault(engine, policy, result, keep_memory) or _first_not_finite(engine, result),
        feedback,
        evidence(result, task) if trajectory else "",
    )


def _broken_down(message: str, episodes: int, rated: bool) -> Trial:
    nan, no, zero = (math.nan,) * episodes, (False,) * episodes, (0,) * episodes
    return Trial(nan, zero, no, no, zero, 0, 0.0 if rated else None, message)


def _first_fault(engine: TaskEngine, policy: CompiledPolicy, result: RolloutResult, keep_memory: bool) -> str:
    """The first disqualifying fault: its diagnostic, the step and what was observed. Empty where there is none.

    The engines keep the faults of an episode, not of its steps. Stepping the policy again through what it observed has the
    same bits and finds the step.
    """
    faulty = np.flatnonzero(result.status & DISQUALIFYING_MASK)
    if not len(faulty):
        return ""
    from ppc.envs.bridge import Stepper

    assert result.observations is not None
    native = policy.native()
    stepper, constants = Stepper(native), native.constants(policy.pinned)
    stepper.reset(constants)
    for e in range(0 if keep_memory else int(faulty[0]), int(faulty[0]) + 1):
        if not keep_memory:
            stepper.reset(constants)
        for t, observation in enumerate(result.observations[e][:-1]):
            stepper.observation[:] = observation
            status = stepper.step()
            if status & DISQUALIFYING_MASK:
                text = fault_diagnostic(policy, status).render(policy.source)
                return f"{text}\n{_place(engine, result, e, t)}"
    raise AssertionError("a policy that is stepped again through the same observations has the same faults")


def _first_not_finite(engine: TaskEngine, result: RolloutResult) -> str:
    bad = np.flatnonzero(~np.isfinite(result.returns))
    if not len(bad):
        return ""
    assert result.rewards is not None and result.actions is not None
    e = int(bad[0])
    total = f"the return of an episode is {number(float(result.returns[e]))}"
    steps = np.flatnonzero(~np.isfinite(result.rewards[e]))
    if not len(steps):
        return f"{total}: the sum of the rewards is too large"
    t = int(steps[0])
    action = ", ".join(f"{n}={v:.6g}" for n, v in zip(action_names(engine.task), result.actions[e][t].tolist(), strict=True))
    place = _place(engine, result, e, t)
    return f"{total}: the environment answered an action with a reward that is not finite\n{place}\naction: {action}"


def _place(engine: TaskEngine, result: RolloutResult, episode: int, step: int) -> str:
    assert result.observations is not None
    seen = observation_text(engine.task, result.observations[episode][step])
    return f"in episode {episode + 1} of {len(result.seeds)}, at step {step} (counted from 0)\nobservation: {seen}"
