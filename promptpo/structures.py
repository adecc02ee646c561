"""The search among structures that a proposer offers: all are raced, and what became of them is told in the next round."""

from __future__ import annotations

from dataclasses import dataclass

from ppc.compiler.signature import Signature
from ppc.promptpo.probing import probe, statistics_of
from ppc.promptpo.proposer import Proposal, Proposer, Situation, Verdict
from ppc.promptpo.session import Context, Session, Source


@dataclass(kw_only=True)
class StructureSearch(Session):
    proposer: Proposer

    def search(self) -> str:
        situation = self._observe()
        history: list[Verdict] = []
        for number in range(self.proposer.rounds):
            self._propose(number, Situation(situation.signature, situation.statistics, tuple(history)))
            if self.race(self.tuners, self.budget):
                return "perfect"
            history = self._verdicts()
        return "completed"

    def _observe(self) -> Situation:
        self.announce("probing", ())
        recorder = self.arena.recorder
        data = recorder.effect("probe", "probe", lambda: probe(self.engine, self.budget.probe_episodes, self.seeds.probing))
        self.arena.ledger.charge(data["env_steps"], data["episodes"])
        signature: Signature = self.engine.signature
        return Situation(signature, statistics_of(data))

    def _propose(self, number: int, situation: Situation) -> None:
        self.announce("proposing", ())
        answer = self.arena.recorder.effect(
            "proposals", f"round/{number}",
            lambda: {"proposals": [p.to_json() for p in self.proposer.propose(number, situation)]},
        )  # fmt: skip
        for proposal in map(Proposal.from_json, answer["proposals"]):
            self.admit(proposal)

    def _verdicts(self) -> list[Verdict]:
        means = {t.name: t.mean for t in self.tuners}
        return [Verdict(n, p.source, self.errors.get(n), means.get(n)) for n, p in self.proposals.items()]


def structures(proposer: Proposer) -> Source:
    """The search among what ``proposer`` offers."""

    def make(context: Context) -> Session:
        return StructureSearch(**context.fields, proposer=proposer)

    return make
