"""One optimisation as a deterministic program over a recorder: the same journal gives the same run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ppc.compiler.diagnostics import PolicyError
from ppc.promptpo.arena import Arena, Stop
from ppc.promptpo.budget import Budget
from ppc.promptpo.config import Config, OptimizeError
from ppc.promptpo.coordinates import Coordinates, proposal_scales
from ppc.promptpo.evaluation import Engine, Policy
from ppc.promptpo.proposer import Proposal
from ppc.promptpo.racing import race
from ppc.promptpo.recorder import WIND_UP
from ppc.promptpo.rewrite import apply_parameters
from ppc.promptpo.room import make_room
from ppc.promptpo.selection import Finalist, HeldOut, held_out, select
from ppc.promptpo.tuning import Tuner

RESUMABLE = ("interrupted", "endpoint")
"""Ends after which a run can go on: what is evaluated to wind up is no part of it."""


@dataclass(frozen=True)
class SeedSource:
    """``(start, count)`` -> seeds, from ranges that do not overlap; ``held_out`` takes a count."""

    probing: Callable[[int, int], Sequence[int]]
    training: Callable[[int, int], Sequence[int]]
    selection: Callable[[int, int], Sequence[int]]
    held_out: Callable[[int], Sequence[int]]


@dataclass(frozen=True)
class Context:
    """What a search is made in. ``run`` is the run's own name among all runs, ``fields`` are those of a Session."""

    run: str
    stop_requested: Callable[[], bool]
    fields: Mapping[str, Any]

    @property
    def arena(self) -> Arena:
        arena: Arena = self.fields["arena"]
        return arena


@dataclass
class Session:
    """What all searches share: candidates are admitted, and at the end finalists are chosen and scored.

    ``announce`` is told each phase and the names of the candidates in it. ``run`` answers the last event's data.
    """

    engine: Engine
    arena: Arena
    config: Config
    budget: Budget
    seeds: SeedSource
    success: Callable[[float, bool], bool] | None
    announce: Callable[[str, Sequence[str]], None]
    interruptions: int = 0
    tuners: list[Tuner] = field(default_factory=list)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    _selections: int = 0
    _chosen: list[Finalist] = field(default_factory=list)

    def search(self) -> str:
        """Fills ``tuners`` and answers why the search ended. Raises Stop."""
        raise NotImplementedError

    @property
    def place(self) -> str:
        """How far the search is, for people: "round 3 of 10", or nothing."""
        return ""

    def run(self) -> dict[str, Any]:
        prefix = ""
        try:
            reason = self.search()
            if reason == "completed" and self.arena.ledger.spent:
                reason = "max_steps"
        except Stop as stop:
            reason = stop.reason
            prefix = f"{WIND_UP}{self.interruptions}/" if reason in RESUMABLE else ""
        return self._finish(reason, prefix)

    def admit(self, proposal: Proposal) -> Tuner | None:
        """Compiles a proposal under a name of its own and journals the verdict; None (and an error) if it does not compile."""
        name = self._unique(proposal.name)
        self.proposals[name] = proposal
        try:
            policy = self.engine.compile(proposal.source, name)
        except PolicyError as e:
            self.errors[name] = e.render(f"{name}.py")
            self.judge(name, self.errors[name])
            return None
        self.judge(name, None)
        tuner = self.tuner(name, self.with_room(name, policy))
        self.tuners.append(tuner)
        return tuner

    def tuner(self, name: str, policy: Policy) -> Tuner:
        proposal = self.proposals[name]
        scales = proposal_scales(proposal.source, proposal.scales, policy.parameters)
        coordinates = Coordinates(policy.default_parameters, scales)
        evaluator = self.engine.open(policy)
        return Tuner(name, policy, coordinates, evaluator, self.arena, self.budget, self.config.seed)

    def with_room(self, name: str, policy: Policy, attempt: str = "") -> Policy:
        """The policy with room for what it puts into its containers; ``attempt`` tells texts of one candidate apart."""
        if not policy.bounded:
            return policy
        seeds = self.seeds.probing(0, 2)
        key = f"room/{name}{attempt}"
        data = self.arena.recorder.effect("room", key, lambda: make_room(self.engine, policy, name, seeds))
        self.arena.ledger.charge(data["env_steps"], data["episodes"])
        if data["source"] == policy.source:
            return policy
        self.proposals[name] = replace(self.proposals[name], source=data["source"])
        return self.engine.compile(data["source"], name)

    def judge(self, name: str, error: str | None, more: Mapping[str, Any] | None = None) -> None:
        self.arena.recorder.effect("verdict", f"verdict/{name}", lambda: {"name": name, "error": error, **(more or {})})

    def _unique(self, name: str) -> str:
        taken, number = name, 2
        while taken in self.proposals:
            taken, number = f"{name}-{number}", number + 1
        return taken

    def race(self, tuners: Sequence[Tuner], budget: Budget, start: int = 0) -> bool:
        """Races ``tuners`` from ``start`` env steps of the run on; True when a perfect policy stood up to selection seeds."""
        while True:
            race(tuners, self.arena, budget, self.announce, start)
            if not any(t.perfect for t in tuners):
                return False
            best = self._select("")
            if best and best[0].perfect:
                self._chosen = best
                return True
            for tuner in tuners:
                if tuner.perfect:
                    tuner.harden()

    def _select(self, prefix: str) -> list[Finalist]:
        self.announce("selection", [t.name for t in self.tuners if t.best is not None])
        count, number = self.budget.selection_episodes, self._selections
        self._selections += 1
        seeds = self.seeds.selection(number * count, count)
        return select(self.tuners, self.arena, self.budget.finalists, seeds, f"{prefix}select/{number}")

    def finalists(self, prefix: str) -> list[Finalist]:
        """The best policies found, best first. ``prefix`` begins the keys of what is evaluated for it."""
        return self._select(prefix)

    def _finish(self, reason: str, prefix: str) -> dict[str, Any]:
        finalists = self._chosen if reason == "perfect" else self.finalists(prefix)
        if not finalists:
            if self.errors:
                name, error = next(iter(self.errors.items()))
                raise OptimizeError(f"no candidate could be scored; {name}: {error}")
            raise OptimizeError(f"the run ended ({reason}) before there was a candidate; go on with --resume")
        self.announce("held-out", [finalists[0].tuner.name])
        best = finalists[0]
        seeds = self.seeds.held_out(self.budget.held_out_episodes)
        final = held_out(best, self.arena, seeds, self.success, f"{prefix}held-out")
        return {**self._result(reason, finalists, final), **self.more()}

    def more(self) -> dict[str, Any]:
        """What else belongs into the result."""
        return {}

    def _result(self, reason: str, finalists: Sequence[Finalist], final: HeldOut) -> dict[str, Any]:
        best, ledger = finalists[0], self.arena.ledger
        proposal, policy = self.proposals[best.tuner.name], best.tuner.policy
        return {
            "reason": reason,
            "name": best.tuner.name,
            "summary": proposal.summary,
            "origin": proposal.origin,
            "source": proposal.source,
            "values": best.values,
            "tuned_source": apply_parameters(proposal.source, policy.parameters, [float(v) for v in best.values]),
            "selection_mean": best.selection_mean,
            "held_out": final.to_json(),
            "env_steps": ledger.env_steps,
            "episodes": ledger.episodes,
        }


Source = Callable[[Context], Session]
"""Where policies come from: makes the search of a run."""
