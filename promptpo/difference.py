"""What differs between two runs, as plain data. ``A`` is the first run, ``B`` the second."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ppc.promptpo.journal import Event
from ppc.promptpo.report import candidates, rounds, spending
from ppc.promptpo.run import Run

_CLOCK = ("seconds", "started", "id")
_MOST = 50
"""Differing entries of a task or a configuration that are told of one table."""


@dataclass(frozen=True)
class Change:
    """The entry ``name`` has another value; None where a run lacks it."""

    name: str
    a: Any
    b: Any


@dataclass(frozen=True)
class PromptChange:
    """The first prompt that differs: its request's key, the role of the message, its line (from 1), and both lines; None
    where one message is shorter. ``only`` is "a" or "b" where the other run never asked."""

    key: str
    role: str = ""
    line: int = 0
    a: str | None = None
    b: str | None = None
    only: str = ""


@dataclass(frozen=True)
class Parting:
    """The first effect, in A's order, to which B has another answer (``only`` empty) or none (``only`` "a"), or the first of
    B where A has no more (``only`` "b"). ``seq`` is its number in A, or in B where only that has it."""

    seq: int
    kind: str
    key: str
    only: str = ""


@dataclass(frozen=True)
class Difference:
    """``verdicts`` and ``rounds`` hold one change each for what is not the same; ``result`` one for each figure."""

    configuration: list[Change]
    task: list[Change]
    versions: list[Change]
    prompt: PromptChange | None
    parting: Parting | None
    verdicts: list[Change]
    rounds: list[Change]
    result: list[Change]
    program: list[str]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def same(self) -> bool:
        """Whether both runs did the same, whatever the clock said."""
        return self.parting is None and not (self.configuration or self.task or self.versions or self.result)


def difference(a: Run, b: Run) -> Difference:
    """The difference of two runs, finished or not."""
    return Difference(
        changes(a.config.to_json(), b.config.to_json()),
        changes(a.task, b.task),
        changes(a.versions, b.versions),
        first_prompt(a, b),
        parting(a, b),
        changes(_verdicts(a), _verdicts(b)),
        changes(_rounds(a), _rounds(b)),
        changes(_result(a), _result(b)),
        unified(_program(a), _program(b), str(a.folder), str(b.folder)),
    )


def changes(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[Change]:
    """Entries that differ, nested ones by their path ("model.timeout"). NaN equals NaN."""
    left, right = dict(_flat(a, "")), dict(_flat(b, ""))
    names = [*left, *(n for n in right if n not in left)]
    found = [Change(n, left.get(n), right.get(n)) for n in names if repr(left.get(n)) != repr(right.get(n))]
    return found[:_MOST]


def _flat(value: Any, path: str) -> list[tuple[str, Any]]:
    if isinstance(value, Mapping) and (value or not path):
        return [pair for k, v in value.items() for pair in _flat(v, f"{path}.{k}" if path else str(k))]
    if isinstance(value, (list, tuple)) and any(isinstance(v, (Mapping, list, tuple)) for v in value):
        return [pair for i, v in enumerate(value) for pair in _flat(v, f"{path}[{i}]")]
    return [(path, value)]


def first_prompt(a: Run, b: Run) -> PromptChange | None:
    """None where both asked the same, or no model was asked."""
    left, right = ({e.key: e for e in run.of_kind("prompt")} for run in (a, b))
    # Requests of one wave are journaled in their order, so the journal's order is the search's.
    for key, event in left.items():
        name = key.removeprefix("prompt/")
        if key not in right:
            return PromptChange(name, only="a")
        found = _first_line(name, event.data["messages"], right[key].data["messages"])
        if found is not None:
            return found
    extra = next((key for key in right if key not in left), None)
    return None if extra is None else PromptChange(extra.removeprefix("prompt/"), only="b")


def _first_line(key: str, a: Sequence[dict[str, str]], b: Sequence[dict[str, str]]) -> PromptChange | None:
    for left, right in itertools.zip_longest(a, b):
        if left is None or right is None:
            return PromptChange(key, (left or right)["role"], only="b" if left is None else "a")
        lines = itertools.zip_longest(left["content"].split("\n"), right["content"].split("\n"))
        for number, (one, other) in enumerate(lines, start=1):
            if one != other:
                return PromptChange(key, left["role"], number, one, other)
    return None


def parting(a: Run, b: Run) -> Parting | None:
    """Where the two runs part; None where all answers of both are the same. The clock is left out."""
    left, right = _effects(a), _effects(b)
    for key, event in left.items():
        other = right.get(key)
        if other is None:
            return Parting(event.seq, event.kind, key, "a")
        if _told(event) != _told(other):
            return Parting(event.seq, event.kind, key)
    extra = next((e for key, e in right.items() if key not in left), None)
    return None if extra is None else Parting(extra.seq, extra.kind, extra.key, "b")


def _effects(run: Run) -> dict[str, Event]:
    return {e.key: e for e in run.events if e.key}


def _told(event: Event) -> str:
    return repr({k: v for k, v in event.data.items() if k not in _CLOCK})


def _verdicts(run: Run) -> dict[str, str]:
    rows = {r.name: r for r in candidates(run)}
    return {str(e.data["name"]): _verdict(rows[str(e.data["name"])]) for e in run.of_kind("verdict")}


def _verdict(row: Any) -> str:
    if row.error is not None:
        return f"refused: {(row.error.strip().splitlines() or [''])[0]}"
    best = max(row.tuning_mean, row.selection_mean)
    return "runs" if best == float("-inf") else f"runs, {best:.6g}"


def _rounds(run: Run) -> dict[str, str]:
    return {f"round {r.number}": f"{r.winner}, {r.mean_return:.6g}" if r.winner else "no winner" for r in rounds(run)}


def _result(run: Run) -> dict[str, Any]:
    result, spent = run.result, spending(run)
    found: dict[str, Any] = {"status": run.status}
    if result is not None:
        held = result.held_out
        found |= {
            "ended": result.reason, "best": result.name, "mean return": held.mean_return, "95 % interval": list(held.ci95),
            "worst episode": held.worst, "success rate": held.success_rate, "faulty episodes": held.faulty,
            "steps": result.env_steps, "search episodes": result.episodes,
        }  # fmt: skip
    if spent is not None:
        found |= {"requests": spent.requests, "prompt tokens": spent.prompt_tokens}
        found |= {"completion tokens": spent.completion_tokens, "dollars": spent.dollars}
    return found


def _program(run: Run) -> str:
    return "" if run.result is None else run.result.tuned_source


def unified(a: str, b: str, name_a: str, name_b: str) -> list[str]:
    """A unified diff as lines; empty where the texts are the same."""
    return list(difflib.unified_diff(a.splitlines(), b.splitlines(), name_a, name_b, lineterm=""))
