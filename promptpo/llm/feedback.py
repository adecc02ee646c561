"""The model's own feedback on an episode: a class in the policy language, compiled into the rollout as a probe.

``class Feedback`` with ``step(self, obs, action, reward)`` and ``summary(self)``, if it likes ``__init__`` and ``reset``.
``summary`` returns a dict of numbers, a text with numbers in it, a number or a sequence of them; where the task keeps its
rewards from the model, the reward is NaN. Nothing of the class is executed as Python: its numbers are computed by compiled
code, the text around them was read when it was compiled.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ppc.compiler import budgets, rooms
from ppc.compiler.budgets import Room
from ppc.compiler.diagnostics import Diagnostic, PolicyError
from ppc.compiler.diagnostics.runtime import fault_diagnostic
from ppc.compiler.faults import DISQUALIFYING_MASK
from ppc.compiler.frontend.summaries import Entries, Items, OneOf, Part, Perhaps, Several, Slot, Word
from ppc.compiler.probe import CompiledProbe, compile_probe
from ppc.compiler.source import Span
from ppc.promptpo.engine import ENDLESS
from ppc.promptpo.llm.evidence import number, told_signature

if TYPE_CHECKING:
    from ppc.envs.probes import Probe
    from ppc.envs.task import Task

Floats = NDArray[np.float64]

CHARACTERS = 1500
"""Of the summary of one episode; what is beyond is cut off."""


def compile_feedback(source: str, task: Task) -> FeedbackProbe:
    """The probe that ``source`` describes, with room in its lists for a whole episode where they may grow.

    Raises PolicyError, whose diagnostics point into ``source`` and name no field that the model is not to know.
    """
    signature = told_signature(task)
    try:
        compiled = compile_probe(source, signature)
    except PolicyError:
        raise
    except Exception as e:  # of no class of errors that we know; a feedback class must not end a run
        raise PolicyError([_beyond(e)], source) from e
    steps = min(task.horizon or ENDLESS, budgets.CONTAINER_CAPACITY_MOST)
    asked = rooms.asked_for(source) or Room()
    if steps > asked.items and rooms.is_bounded(compiled.program):
        larger = rooms.with_room(source, Room(steps, max(asked.nested, steps // 8)))
        with suppress(PolicyError):  # the memory does not suffice: it may in episodes that end early
            compiled = compile_probe(larger, signature)
    return FeedbackProbe(source, compiled, task.prompt_reward)


def _beyond(error: Exception) -> Diagnostic:
    message = f"this class is beyond what can be compiled ({type(error).__name__})"
    return Diagnostic(
        "PPC101", message, Span(1, 0, 1, 0), "write it more simply: numbers and short texts, no nested containers"
    )


@dataclass(frozen=True)
class FeedbackProbe:
    """A compiled probe; its memory begins anew with each episode."""

    source: str
    compiled: CompiledProbe
    rewarded: bool = True

    @cached_property
    def watching(self) -> Probe:
        """The probe as a rollout takes it."""
        from ppc.envs.probes import Probe

        return Probe.of(self.compiled, rewarded=self.rewarded)

    def told(self, summaries: Floats, status: NDArray[np.int64]) -> str:
        """The summaries of the E episodes of a rollout that this probe watched, f64[E, K] and i64[E], and their mean where all
        have the same form. Never raises: after a fault a summary is "not available" and why."""
        return self._told([_answer(*episode) for episode in zip(summaries, status.tolist(), strict=True)])

    def summarise(self, observations: Floats, actions: Floats, rewards: Floats) -> str:
        """The summary of one recorded episode of T steps: ``observations`` f64[T + 1, n] (the last is not shown to the probe),
        ``actions`` f64[T, m], ``rewards`` f64[T]."""
        return self._told([self._watch(observations, actions, rewards)])

    def summary(self, observations: Sequence[Floats], actions: Sequence[Floats], rewards: Sequence[Floats]) -> str:
        """``told`` of several recorded episodes."""
        return self._told([self._watch(*episode) for episode in zip(observations, actions, rewards, strict=True)])

    def fault(self, observations: Sequence[Floats], actions: Sequence[Floats], rewards: Sequence[Floats]) -> str:
        """The first fault in these episodes as a diagnostic with the probe's line, for a repair; empty where there is none."""
        for episode in zip(observations, actions, rewards, strict=True):
            answer = self._watch(*episode)
            if isinstance(answer, int):
                return fault_diagnostic(self.compiled.program, answer).render(self.source, "feedback.py")
        return ""

    def _watch(self, observations: Floats, actions: Floats, rewards: Floats) -> Floats | int:
        from ppc.envs.probes import watched

        return _answer(*watched(self.watching, observations, actions, rewards))

    def _told(self, answers: Sequence[Floats | int]) -> str:
        if len(answers) == 1:
            return self._text(answers[0])
        lines = [f"episode {i + 1}: {self._text(a)}" for i, a in enumerate(answers)]
        return "\n".join([*lines, *self._mean(answers)])

    def _text(self, answer: Floats | int) -> str:
        if isinstance(answer, int):
            found = fault_diagnostic(self.compiled.program, answer)
            place = f"line {found.span.line}: " if found.span.line else ""
            return f"not available ({place}{found.code}: {found.message})"
        return self._shown(answer, mean=False)

    def _shown(self, answer: Floats, mean: bool) -> str:
        which = int(answer[0])
        if which == 0:
            return "not available (summary returned nothing)"
        text = _rendered(self.compiled.summaries[which - 1], answer, mean, outermost=True)
        return text if len(text) <= CHARACTERS else text[:CHARACTERS] + "..."

    def _mean(self, answers: Sequence[Floats | int]) -> list[str]:
        rows = [a for a in answers if not isinstance(a, int)]
        if len(rows) < len(answers) or len({float(r[0]) for r in rows}) != 1 or rows[0][0] == 0.0:
            return []
        if not _has_numbers(self.compiled.summaries[int(rows[0][0]) - 1]):
            return []
        with np.errstate(all="ignore"):
            return [f"mean of {len(rows)} episodes: {self._shown(np.mean(rows, axis=0), mean=True)}"]


def _answer(summary: Floats, status: int) -> Floats | int:
    """What the probe answers after an episode, f64[K]; after a disqualifying fault its status."""
    return status if status & DISQUALIFYING_MASK else summary


def _rendered(part: Part, answer: Floats, mean: bool, outermost: bool = False) -> str:
    """``part`` with the numbers of ``answer``. In a ``mean``, what is no number is told where all episodes agree on it."""
    if isinstance(part, Word):
        return part.text
    if isinstance(part, Slot):
        return _formatted(float(answer[part.index]), part, mean)
    if isinstance(part, OneOf | Perhaps):
        chosen = float(answer[part.index])
        if chosen != int(chosen):
            return "(varies)"
        if isinstance(part, Perhaps):
            return _rendered(part.part, answer, mean) if chosen else "None"
        return _rendered(part.options[int(chosen)], answer, mean)
    if isinstance(part, Items):
        return "[" + ", ".join(_rendered(p, answer, mean) for p in part.parts) + "]"
    if isinstance(part, Several):
        return _several(part, answer, mean)
    if isinstance(part, Entries):
        if outermost:
            return ", ".join(f"{name} = {_rendered(p, answer, mean)}" for name, p in part.parts)
        return "{" + ", ".join(f"{name}: {_rendered(p, answer, mean)}" for name, p in part.parts) + "}"
    return "".join(_rendered(p, answer, mean) for p in part.parts)


def _several(part: Several, answer: Floats, mean: bool) -> str:
    length = float(answer[part.index])
    if length != int(length) or mean:
        return "(varies)"
    shown = part.parts[: int(length)]
    if part.keyed:
        pairs = [p.parts for p in shown if isinstance(p, Items)]
        items = [": ".join(_rendered(p, answer, mean) for p in pair) for pair in pairs]
    else:
        items = [_rendered(p, answer, mean) for p in shown]
    if len(shown) < length:
        items.append(f"... {int(length) - len(shown)} more")
    return ("{" if part.keyed else "[") + ", ".join(items) + ("}" if part.keyed else "]")


def _formatted(value: float, slot: Slot, mean: bool) -> str:
    """The number as its format specification wants it; 4 significant digits where there is none, or it does not fit."""
    shown: float | int | bool = value
    if not mean and slot.kind != "float" and np.isfinite(value):
        shown = bool(value) if slot.kind == "bool" else int(value)
    try:
        if slot.spec:
            return format(shown, slot.spec)
    except (ValueError, OverflowError):
        pass
    return number(value) if isinstance(shown, float) else str(shown)


def _has_numbers(part: Part) -> bool:
    if isinstance(part, Slot):
        return True
    if isinstance(part, Perhaps):
        return _has_numbers(part.part)
    if isinstance(part, Entries):
        return any(_has_numbers(p) for _, p in part.parts)
    return not isinstance(part, Word | OneOf | Several) and any(_has_numbers(p) for p in part.parts)
