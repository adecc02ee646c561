"""One candidate of a run, read out of its journal: every text, trial and score, and what they took."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ppc.promptpo.journal import Event
from ppc.promptpo.ledger import Tokens
from ppc.promptpo.llm.messages import Message, Reply
from ppc.promptpo.llm.trial import Trial
from ppc.promptpo.objective import Scores
from ppc.promptpo.report import EVALUATIONS, steps_of
from ppc.promptpo.run import Run

FEEDBACK = "feedback"
"""The name under which the model's measuring class is shown beside the candidates."""


class NoCandidate(LookupError):
    """The run has no such candidate; ``matches`` are the close ones."""

    def __init__(self, run: Run, name: str) -> None:
        known = names(run)
        self.matches = tuple(difflib.get_close_matches(name, known, n=3, cutoff=0.5))
        shown = [*known[:8], "…"] if len(known) > 9 else known
        hint = f"did you mean {' or '.join(self.matches)}?" if self.matches else f"it has {', '.join(shown) or 'none yet'}"
        super().__init__(f"{run.folder} has no candidate {name!r}; {hint}")


@dataclass(frozen=True)
class Exchange:
    """What was asked under one request's key and what came back. ``reply`` and ``lost`` are None where the journal ends."""

    key: str
    messages: tuple[Message, ...]
    reply: Reply | None
    lost: str | None

    @property
    def tokens(self) -> Tokens:
        return Tokens() if self.reply is None else Tokens(self.reply.prompt_tokens, self.reply.completion_tokens)


@dataclass(frozen=True)
class Written:
    """One version of the program. ``problem`` None: it runs. ``judged`` False: the journal ends before it was looked at.

    ``exchange`` is None where no model was asked, ``trial`` where it came to none."""

    number: int
    source: str
    problem: str | None
    judged: bool
    exchange: Exchange | None = None
    trial: Trial | None = None


@dataclass(frozen=True)
class Measurement:
    """An evaluation of the candidate, ``run_steps`` env steps into the run. ``means`` are of all parameter vectors that were
    evaluated, ``episodes`` each; ``worst`` is an episode of the best vector."""

    kind: str
    run_steps: int
    env_steps: int
    means: tuple[float, ...]
    worst: float
    faulty: int
    episodes: int

    @property
    def best(self) -> float:
        return max(self.means)


@dataclass(frozen=True)
class Candidate:
    """``verdict``: "runs", "refused", or "unfinished" where the journal ends before it. ``error`` is the last problem.

    ``source`` is the program with the numbers that its author wrote. ``won``: its round's best, or (templates) the run's.
    ``again``: the round winner's trial with tuned numbers, ``reflection`` what the model wrote about it. ``run_steps``: env
    steps of the whole run up to its last score.
    """

    name: str
    summary: str
    origin: dict[str, Any]
    verdict: str
    error: str | None
    round: int | None
    won: bool
    result: bool
    source: str
    written: tuple[Written, ...]
    measurements: tuple[Measurement, ...]
    again: Trial | None
    reflection: Exchange | None
    run_steps: int

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        found = [w.exchange for w in self.written] + [self.reflection]
        return tuple(e for e in found if e is not None)

    @property
    def tokens(self) -> Tokens:
        """Of all answered requests about it."""
        return sum((e.tokens for e in self.exchanges), Tokens())

    @property
    def env_steps(self) -> int:
        trials = [w.trial for w in self.written] + [self.again]
        return sum(m.env_steps for m in self.measurements) + sum(t.env_steps for t in trials if t is not None)

    def of_kind(self, *kinds: str) -> list[Measurement]:
        return [m for m in self.measurements if m.kind in kinds]


def names(run: Run) -> list[str]:
    """Every candidate in the order in which it came up, those without a verdict among them."""
    found: dict[str, None] = {}
    for event in run.events:
        parts = event.key.split("/")
        match event.kind:
            case "prompt" if parts[1] == "round" and parts[3] == "candidate":
                found[f"r{parts[2]}c{parts[4]}"] = None
            case "verdict":
                found[str(event.data["name"])] = None
    return list(found)


def candidate(run: Run, name: str) -> Candidate:
    """The candidate ``name``, or the model's feedback class for "feedback". Raises NoCandidate."""
    by_key = {e.key: e for e in run.events if e.key}
    verdict = by_key.get(f"verdict/{name}")
    asked = _asked(run, name)
    if verdict is None and not asked:
        raise NoCandidate(run, name)
    proposal = _proposal(run, name)
    written = tuple(_written(by_key, name, key, i) for i, key in enumerate(asked))
    if not asked:
        source, error = str(proposal.get("source", "")), None if verdict is None else verdict.data["error"]
        written = (Written(0, source, error, judged=True),)
    room = by_key.get(f"room/{name}")
    source = written[-1].source or next((w.source for w in reversed(written) if w.source), "")
    data = {} if verdict is None else verdict.data
    result = run.result
    is_result = result is not None and result.name == name
    won = next((e for e in run.of_kind("round") if e.data["winner"] == name), None)
    number = data.get("round", int(asked[0].split("/")[1]) if asked and name != FEEDBACK else None)
    last = written[-1]
    return Candidate(
        name=name,
        summary=str(data.get("summary") or proposal.get("summary", "")),
        origin=dict(result.origin if is_result and result is not None else proposal.get("origin", {})),
        verdict=_verdict(name, data, last),
        error=data.get("error", last.problem),
        round=number,
        won=won is not None or (is_result and not asked),
        result=is_result,
        source=str((room.data if room is not None else data).get("source") or source),
        written=written,
        measurements=_measurements(run.events, name),
        again=None if won is None else _trial(by_key, f"winner/{number}"),
        reflection=None if won is None else _exchange(by_key, f"round/{number}/reflection"),
        run_steps=_run_steps(run.events, name),
    )


def _verdict(name: str, data: dict[str, Any], last: Written) -> str:
    if not data and name != FEEDBACK:
        return "unfinished"
    if not data and not last.judged:
        return "unfinished"
    return "runs" if data.get("error", last.problem) is None else "refused"


def _asked(run: Run, name: str) -> list[str]:
    """Keys of the requests that were about ``name``, in the order of its attempts."""
    found = []
    for event in run.of_kind("prompt"):
        key = event.key.removeprefix("prompt/")
        parts = key.split("/")
        about = f"r{parts[1]}c{parts[3]}" if parts[0] == "round" and parts[2] == "candidate" else parts[0]
        if about == name and "attempt" in parts:
            found.append(key)
    return sorted(found, key=lambda k: int(k.rpartition("/")[2]))


def _proposal(run: Run, name: str) -> dict[str, Any]:
    """What a template's proposal said; its name may have got a number to be unique ("linear-2")."""
    base, _, number = name.rpartition("-")
    proposals = [p for e in run.of_kind("proposals") for p in e.data["proposals"]]
    named = [p for p in proposals if p["name"] == name]
    if not named and number.isdigit():
        named = [p for p in proposals if p["name"] == base][int(number) - 1 :]
    return dict(named[0]) if named else {}


def _written(by_key: dict[str, Event], name: str, key: str, number: int) -> Written:
    judged = by_key.get(f"attempt/{key}")
    source, problem = ("", None) if judged is None else (judged.data["source"], judged.data["problem"])
    trial = _trial(by_key, f"{name}/{number}")
    return Written(number, source, problem, judged is not None, _exchange(by_key, key), trial)


def _trial(by_key: dict[str, Event], key: str) -> Trial | None:
    event = by_key.get(f"trial/{key}")
    return None if event is None else Trial.from_json(event.data)


def _exchange(by_key: dict[str, Event], key: str) -> Exchange | None:
    asked, reply, lost = (by_key.get(f"{kind}/{key}") for kind in ("prompt", "reply", "lost"))
    if asked is None:
        return None
    messages = tuple(Message(m["role"], m["content"]) for m in asked.data["messages"])
    found = None if reply is None else Reply.from_json(reply.data)
    return Exchange(key, messages, found, None if lost is None else str(lost.data["cause"]))


def _run_steps(events: Sequence[Event], name: str) -> int:
    steps = found = 0
    for event in events:
        steps += steps_of(event)
        if name in event.key.split("/") and steps_of(event):
            found = steps
    return found


def _measurements(events: Sequence[Event], name: str) -> tuple[Measurement, ...]:
    steps, found = 0, []
    for event in events:
        steps += steps_of(event)
        if event.kind in EVALUATIONS and name in event.key.split("/"):
            s = Scores.from_json(event.data)
            found.append(Measurement(event.kind, steps, s.env_steps, s.mean, s.worst[s.best], sum(s.faulty), s.episodes))
    return tuple(found)
