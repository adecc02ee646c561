"""The log of ``ppc play --csv``: one row a step."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ppc.cli.output import replacing
from ppc.cli.subject import Subject

if TYPE_CHECKING:
    from ppc.compiler import Field
    from ppc.envs import RolloutResult


def write_log(path: Path, subject: Subject, result: RolloutResult) -> None:
    """Writes the recorded ``result``; numbers with all their digits, so that reading them gives the same bits."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        several = len(result.seeds) > 1
        writer.writerow(columns(subject) + (["episode"] if several else []))
        for episode in range(len(result.seeds)):
            for row in rows(subject, result, episode):
                writer.writerow([*row, episode] if several else row)


def columns(subject: Subject) -> list[str]:
    """Unique names: an action's field that is called like an observation's gets ``action.`` in front."""
    signature = subject.policy.signature
    action = getattr(signature.action, "fields", None)
    seen = ["time", *elements(signature.observation)]
    acted = ["action"] if action is None else elements(action)
    taken = {*seen, "reward", "status", "episode"}
    return [*seen, *(f"action.{name}" if name in taken else name for name in acted), "reward", "status"]


def elements(fields: Sequence[Field]) -> list[str]:
    """A name for every number: ``field``, or ``field[k]`` where it has several."""
    return [f.name if f.size == 1 else f"{f.name}[{k}]" for f in fields for k in range(f.size)]


def rows(subject: Subject, result: RolloutResult, episode: int) -> Iterator[list[Any]]:
    """The rows of one episode. A step's faults come from stepping the controller again: it has the same bits."""
    from ppc.compiler.faults import names
    from ppc.envs.bridge import Stepper

    native = subject.policy.native()
    stepper = Stepper(native)
    stepper.reset(native.constants(subject.policy.pinned))
    assert result.observations is not None and result.actions is not None and result.rewards is not None
    dt, discrete = subject.the_task.dt, subject.policy.signature.discrete
    seen, acted, earned = result.observations[episode], result.actions[episode], result.rewards[episode]
    for k in range(len(earned)):
        stepper.observation[:] = seen[k]
        status = stepper.step()
        time = k if dt is None else k * dt
        action = [int(acted[k][0])] if discrete else acted[k].tolist()
        yield [time, *seen[k].tolist(), *action, float(earned[k]), " ".join(names(status))]
