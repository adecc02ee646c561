"""What happened in a policy's episodes, as text for a prompt: figures over all of them, and one of them step by step.

The episode of median return is shown: of the episodes that one could show it taught models the most (R2PO, arXiv 2605.08315).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ppc.compiler.signature import Box, Discrete, Field, Signature

if TYPE_CHECKING:
    from ppc.envs.result import RolloutResult
    from ppc.envs.task import Task

Floats = NDArray[np.float64]

ROWS = 20
"""Steps of the episode that are shown; the last ``ENDING`` of them follow each other."""
ENDING = 6
COLUMNS = 24
"""Observed numbers in a row; of a larger observation those that vary most."""
FIGURES = 16
"""Observed numbers that get a line of their own among the figures."""
CHOICES = 12
"""Choices of a discrete action, or elements of a box, that get one."""


def evidence(result: RolloutResult, task: Task) -> str:
    """At most about 60 lines on a recorded ``result``; numbers have 4 significant digits.

    Names and meanings, and the rewards of single steps, are left out where ``task`` keeps them from the model; returns are
    what a search is told in any case. Raises ValueError when the result was not recorded.
    """
    if result.observations is None or result.actions is None or result.rewards is None:
        raise ValueError("evidence needs a recorded rollout: rollout(..., record=True)")
    seen = np.concatenate([o[:-1] for o in result.observations])  # what was acted on
    names = observation_names(task)
    order = _most_varied(seen)
    lines = _outcome(result)
    lines += _figures("observed", [names[i] for i in order[:FIGURES]], seen[:, order[:FIGURES]], len(names))
    lines += _usage(task, np.concatenate(result.actions))
    if task.prompt_reward:
        rewards = np.concatenate(result.rewards)
        lines += _figures("earned", ["reward of a step"], rewards[:, None], 1)
    return "\n".join(lines + _episode(result, task, names, sorted(order[:COLUMNS])))


def told_signature(task: Task) -> Signature:
    """The task's signature as far as the model may know it: compile errors name the fields of an observation."""
    signature = task.signature()
    if task.prompt_fields:
        return signature
    action = task.action
    if isinstance(action, Box):
        action = Box(tuple(Field(f"action_{i}", low=f.low, high=f.high) for i, f in enumerate(action.fields)))
    return Signature(
        signature.obs_size, action if isinstance(action, Box) else Discrete(action.n), dt=task.dt,
        safe_action=signature.safe_action, name=signature.name,
    )  # fmt: skip


def observation_names(task: Task) -> list[str]:
    """A name for each observed number as a policy writes it: ``obs.angle``'s field, or ``obs[2]`` where names are kept back."""
    return _names(task.observation, "obs", task.prompt_fields)


def action_names(task: Task) -> list[str]:
    """A name for each number of an action; a discrete action is one."""
    fields = task.action.fields if isinstance(task.action, Box) else ()
    return _names(fields, "action", task.prompt_fields) or ["action"]


def observation_text(task: Task, observation: Floats, most: int = 40) -> str:
    """``name=value`` for the numbers of one ``observation`` f64[obs_size], the first ``most`` of them."""
    values = observation.tolist()[:most]
    parts = [f"{n}={v:.6g}" for n, v in zip(observation_names(task), values, strict=False)]
    rest = len(observation) - len(values)
    return ", ".join(parts) + (f", and {rest} more" if rest else "")


def number(value: float) -> str:
    """4 significant digits, and no exponent where a whole number says as much."""
    return f"{value:.0f}" if 1e4 <= abs(value) < 1e7 else f"{value + 0.0:.4g}"  # no -0


def _names(fields: Sequence[Field], whole: str, named: bool) -> list[str]:
    if not named:
        return [f"{whole}[{i}]" for i in range(sum(f.size for f in fields))]
    return [f.name if f.size == 1 else f"{f.name}[{k}]" for f in fields for k in range(f.size)]


def _most_varied(seen: Floats) -> list[int]:
    """Indices of the columns: all in their order where they fit in a table, else the most varied ones first."""
    count = seen.shape[1]
    if count <= FIGURES:
        return list(range(count))
    with np.errstate(all="ignore"):
        spread = np.nan_to_num(np.std(seen, axis=0), nan=0.0, posinf=0.0)
    return sorted(range(count), key=lambda i: (-float(spread[i]), i))


def _outcome(result: RolloutResult) -> list[str]:
    count = len(result.seeds)
    lines = [f"{count} episode{'s' if count > 1 else ''}:"]
    for i in range(min(count, 10)):
        lines.append(f"  return {number(float(result.returns[i]))}, {_end(result, i)}")
    if count > 10:
        lines.append(f"  and {count - 10} more; mean return of all {number(float(result.returns.mean()))}")
    return lines


def _end(result: RolloutResult, i: int) -> str:
    steps = int(result.lengths[i])
    if result.terminated[i]:
        return f"terminated by the environment at step {steps}"
    return f"truncated by the time limit after {steps} steps"


def _figures(what: str, names: Sequence[str], values: Floats, of: int) -> list[str]:
    """Lowest, mean and highest of each column of ``values``."""
    if not len(values):
        return []
    less = "" if len(names) == of else f", the {len(names)} of {of} numbers that vary most"
    lines = [f"{what} over all episodes (lowest / mean / highest{less}):"]
    with np.errstate(all="ignore"):
        low, mean, high = values.min(axis=0), values.mean(axis=0), values.max(axis=0)
    for i, name in enumerate(names):
        lines.append(f"  {name}: {number(low[i])} / {number(mean[i])} / {number(high[i])}")
    return lines


def _usage(task: Task, actions: Floats) -> list[str]:
    """How often each choice was taken, or where in its bounds each element of the action was."""
    steps = len(actions)
    if not steps:
        return []
    if not isinstance(task.action, Box):
        counts = np.bincount(actions[:, 0].astype(np.int64), minlength=task.action.n)
        order = sorted(range(task.action.n), key=lambda k: -int(counts[k])) if task.action.n > CHOICES else range(task.action.n)
        choices = task.action.choices if task.prompt_fields else ()
        lines = ["actions taken (share of steps):"]
        for k in list(order)[:CHOICES]:
            meaning = f" ({choices[k]})" if k < len(choices) else ""
            lines.append(f"  {k}{meaning}: {number(100.0 * int(counts[k]) / steps)} %")
        return lines
    names = action_names(task)
    lines = _figures("actions", names[:CHOICES], actions[:, :CHOICES], min(len(names), CHOICES))
    for i, f in enumerate(task.action.fields[:CHOICES]):
        parts = [
            f"{number(100.0 * float((actions[:, i] == bound).mean()))} % of steps at its {side} bound {number(bound)}"
            for side, bound in (("lower", f.low), ("upper", f.high))
            if np.isfinite(bound)
        ]
        lines[i + 1] += "".join(f"; {p}" for p in parts)
    if len(names) > CHOICES:
        lines.append(f"  and {len(names) - CHOICES} more elements")
    return lines


def _episode(result: RolloutResult, task: Task, names: Sequence[str], shown: Sequence[int]) -> list[str]:
    """The episode of median return (of two, the worse) as a table."""
    assert result.observations is not None and result.actions is not None and result.rewards is not None
    order = np.argsort(result.returns, kind="stable")  # NaN comes last
    i = int(order[(len(order) - 1) // 2])
    seen, acted, earned = result.observations[i], result.actions[i], result.rewards[i]
    discrete = not isinstance(task.action, Box)
    acting = action_names(task)[:CHOICES]
    taken = set(names)
    heads = ["step", *(names[k] for k in shown), *(f"action {n}" if n in taken else n for n in acting)]
    heads += ["reward"] if task.prompt_reward else []
    steps = rows_shown(len(earned))
    less = "" if len(shown) == len(names) else f"; {len(shown)} of {len(names)} observed numbers"
    which = f"{len(steps)} of {len(earned)} steps" if len(steps) < len(earned) else "every step"
    lines = [f"the episode of median return {number(float(result.returns[i]))} ({which}{less}):", " | ".join(heads)]
    for t in steps:
        row = [str(t), *(number(float(seen[t, k])) for k in shown)]
        row += [str(int(acted[t, 0]))] if discrete else [number(float(v)) for v in acted[t, : len(acting)]]
        row += [number(float(earned[t]))] if task.prompt_reward else []
        lines.append(" | ".join(row))
    last = [number(float(seen[-1, k])) for k in shown]
    lines.append(" | ".join(["end", *last]))
    lines.append(f"it was {_end(result, i)}")
    return lines


def rows_shown(steps: int) -> list[int]:
    """Which of ``steps`` steps are shown: all, or evenly spread ones and the last few."""
    if steps <= ROWS:
        return list(range(steps))
    early = np.linspace(0, steps - ENDING, ROWS - ENDING, endpoint=False).astype(np.int64).tolist()
    return [*early, *range(steps - ENDING, steps)]
