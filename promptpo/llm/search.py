"""PromptPO's search: rounds of candidates that a model writes, repairs, and learns about from what became of them.

Hatgis-Kessell and Brunskill, arXiv 2605.30719; what ppc does otherwise is switched in ``method.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from ppc.compiler.diagnostics import PolicyError
from ppc.promptpo.arena import Stop
from ppc.promptpo.config import OptimizeError
from ppc.promptpo.llm.asker import Cut
from ppc.promptpo.llm.drafts import Draft, commonest, compiled, extracted, fingerprint, rendered
from ppc.promptpo.llm.feedback import FeedbackProbe, compile_feedback
from ppc.promptpo.llm.history import Attempt
from ppc.promptpo.llm.messages import Asking, EndpointError, Lost, Reply, Request
from ppc.promptpo.llm.method import Method
from ppc.promptpo.llm.prompts import Prompts
from ppc.promptpo.llm.replies import reflection_of
from ppc.promptpo.llm.trial import Trial, run_trial
from ppc.promptpo.objective import WORST
from ppc.promptpo.proposer import Proposal
from ppc.promptpo.rewrite import apply_parameters
from ppc.promptpo.selection import Finalist
from ppc.promptpo.session import Session
from ppc.promptpo.tuning import Incumbent, Tuner

if TYPE_CHECKING:
    from ppc.promptpo.engine import TaskEngine

FEEDBACK_REPAIRS = 3
BARREN_ROUNDS = 2
"""Rounds in a row without one policy that runs, after which the search ends."""


@dataclass(frozen=True)
class Winner:
    """The best of a round: its tuner, parameter values and mean return."""

    round: int
    tuner: Tuner
    values: Any
    mean: float


@dataclass(kw_only=True)
class ModelSearch(Session):
    """``asking`` answers requests; ``model`` is its name for the record."""

    method: Method
    prompts: Prompts
    asking: Asking
    model: str
    round: int = 0
    history: list[Attempt] = field(default_factory=list)
    winners: list[Winner] = field(default_factory=list)
    trouble: str = ""
    _probe: FeedbackProbe | None = None
    _drafts: dict[str, Draft] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)  # fingerprint -> candidate

    def search(self) -> str:
        try:
            self._ask_for_feedback()
            barren = 0
            for number in range(1, self.method.rounds + 1):
                self.round = number
                found = self._round()
                if found == "perfect":
                    return found
                barren = 0 if found else barren + 1
                if barren == BARREN_ROUNDS:
                    return "no_candidates"
        except EndpointError as error:
            if not self.tuners:
                raise
            self.trouble = str(error)
            raise Stop("endpoint") from None
        finally:
            self.asking.close()
        return "completed"

    @property
    def environment(self) -> TaskEngine:
        """The engine, which is a real one here: trials record episodes."""
        return cast("TaskEngine", self.engine)

    @property
    def place(self) -> str:
        return f"round {self.round} of {self.method.rounds}" if self.round else ""

    # -- the model's feedback -----------------------------------------------------------------------------

    def _ask_for_feedback(self) -> None:
        """Feedback that does not compile after its repairs is dropped: the run goes on with our own evidence."""
        self.announce("feedback", ())
        request = Request("feedback/attempt/0", self.prompts.feedback())
        for attempt in range(1 + min(FEEDBACK_REPAIRS, self.method.repairs)):
            reply = self.asking.ask([request])[0]
            source, problem = extracted(reply, "Feedback")
            if problem is None:
                try:
                    self._probe = compile_feedback(source, self.environment.task)
                except PolicyError as error:
                    problem = error.render("feedback.py")
            self._judge_attempt(request.key, source, problem)
            if problem is None or isinstance(reply, Lost):
                return
            request = Request(f"feedback/attempt/{attempt + 1}", self.prompts.feedback_repair(source, problem))

    # -- one round ----------------------------------------------------------------------------------------

    def _round(self) -> str:
        """ "perfect", "found" or nothing where no candidate of the round runs."""
        tuners = [d.tuner for d in self._write() if d.tuner is not None]
        if not tuners and not self.tuners:
            raise OptimizeError(f"no candidate of round {self.round} runs: {commonest(self._problems())}")
        if self.method.tune and tuners and self._tune(tuners):
            return "perfect"
        winner = self._winner(tuners)
        if winner is not None:
            self.winners.append(winner)
        self._tell_round(winner)
        if winner is None:
            return ""
        attempt = self._attempt(winner)
        if self.round < self.method.rounds:
            attempt = replace(attempt, reflection=self._reflect(attempt))
        self.history.append(attempt)
        return "found"

    def _write(self) -> list[Draft]:
        """The round's candidates, asked for and repaired as often as it takes and may take."""
        number, seeds = self.round, self.arena.fresh_seeds(self.method.episodes)
        drafts = [
            Draft(f"r{number}c{k + 1}", Request(_key(number, k, 0), self.prompts.policy(self.history, k)))
            for k in range(self.method.candidates)
        ]
        self._drafts = {d.name: d for d in drafts}
        waiting = drafts
        for attempt in range(1 + self.method.repairs):
            self.announce("repairing" if attempt else "asking", [d.name for d in waiting])
            try:
                replies = self.asking.ask([d.request for d in waiting])
            except Cut as cut:
                # What was paid for counts, though the run ends here.
                self._look_at(waiting, cut.answers, attempt, seeds)
                raise
            waiting = self._look_at(waiting, replies, attempt, seeds)
            for draft in waiting:
                key = _key(number, drafts.index(draft), attempt + 1)
                draft.request = Request(key, self.prompts.repair(draft.source, draft.problem or ""))
            if not waiting:
                break
        return drafts

    def _look_at(
        self, drafts: Sequence[Draft], replies: Sequence[Reply | Lost | None], attempt: int, seeds: Sequence[int]
    ) -> list[Draft]:
        """Examines what came back, in the drafts' order; those that are worth a repair."""
        again = []
        for draft, reply in zip(drafts, replies, strict=True):
            if reply is None:
                continue
            draft.repairs, draft.reply = attempt, f"reply/{draft.request.key}"
            problem = self._examine(draft, reply, seeds)
            if problem is None or isinstance(reply, Lost) or problem.startswith(_TWIN) or attempt == self.method.repairs:
                self._conclude(draft)
            else:
                again.append(draft)
        return again

    def _examine(self, draft: Draft, reply: Reply | Lost, seeds: Sequence[int]) -> str | None:
        """Compiles and tries what a reply holds; answers the draft's problem, None if it has none."""
        before = draft.problem
        source, draft.problem = extracted(reply)
        if draft.source and not source:
            draft.problem = f"{draft.problem}\nWhat was wrong with the program before it:\n{before}"
        draft.source = source or draft.source
        if draft.problem is None:
            try:
                draft.policy = compiled(self.environment, source, draft.name)
            except PolicyError as error:
                draft.problem = rendered(error)
        if draft.problem is None and not self._is_twin(draft):
            assert draft.policy is not None
            self.proposals[draft.name] = self._proposal(draft)
            draft.policy = self.with_room(draft.name, draft.policy, f"/{draft.repairs}")
            draft.source = draft.policy.source
            draft.trial = self._try(f"{draft.name}/{draft.repairs}", draft.policy, draft.policy.default_parameters, seeds)
            draft.problem = draft.trial.fault or None
        self._judge_attempt(draft.request.key, draft.source, draft.problem)
        return draft.problem

    def _is_twin(self, draft: Draft) -> bool:
        """Whether the run has this program already; then there is nothing to learn from it."""
        print_ = fingerprint(draft.source)
        twin = self._known.setdefault(print_, draft.name)
        if twin == draft.name or not self.method.tune:
            return False
        draft.problem = f"{_TWIN} {twin}"
        return True

    def _try(self, key: str, policy: Any, values: Any, seeds: Sequence[int]) -> Trial:
        steps = len(seeds) * (self.engine.horizon or 1)
        self.arena.admit(f"trial/{key}", steps)

        def perform() -> dict[str, Any]:
            chosen = policy.with_parameters(values)
            keep, trajectory = not self.method.reset, self.method.trajectory
            found = run_trial(self.environment, chosen, seeds, keep, self._probe, trajectory)
            return {"seeds": list(seeds), **found.to_json()}

        trial = Trial.from_json(self.arena.recorder.effect("trial", f"trial/{key}", perform))
        self.arena.ledger.charge(trial.env_steps, len(trial.returns))
        return trial

    def _judge_attempt(self, key: str, source: str, problem: str | None) -> None:
        self.arena.recorder.effect("attempt", f"attempt/{key}", lambda: {"source": source, "problem": problem})

    def _conclude(self, draft: Draft) -> None:
        """The verdict on a candidate, after its last repair."""
        if draft.problem is not None:
            self.errors[draft.name] = draft.problem
        else:
            draft.tuner = self._tuner_of(draft)
            self.tuners.append(draft.tuner)
        trial = draft.trial
        self.judge(
            draft.name, draft.problem,
            {
                "round": self.round, "repairs": draft.repairs, "source": draft.source, "summary": summary_of(draft, self.round),
                "mean_return": None if trial is None else trial.mean_return,
            },
        )  # fmt: skip

    def _proposal(self, draft: Draft) -> Proposal:
        origin = {"proposer": "llm", "model": self.model, "round": self.round, "reply": draft.reply}
        return Proposal(draft.name, draft.source, summary_of(draft, self.round), None, origin)

    def _problems(self) -> list[str]:
        return [d.problem for d in self._drafts.values() if d.problem]

    # -- from candidates to the round's winner ------------------------------------------------------------

    def _tuner_of(self, draft: Draft) -> Tuner:
        assert draft.policy is not None and draft.trial is not None
        self.proposals[draft.name] = replace(self._proposal(draft), source=draft.policy.source)
        tuner = self.tuner(draft.name, draft.policy)
        tuner.best = Incumbent(np.zeros(tuner.coordinates.size), draft.trial.mean_return, len(draft.trial.returns))
        return tuner

    def _tune(self, tuners: Sequence[Tuner]) -> bool:
        """Spends the round's share of steps on constants; True when a perfect policy stood up to selection."""
        share = self.budget.total_steps // self.method.rounds
        start = self.arena.ledger.env_steps
        if self.method.race:
            return self.race(tuners, replace(self.budget, total_steps=share), start)
        self.announce("tuning", [t.name for t in tuners])
        for tuner in tuners:
            tuner.advance(share // len(tuners))
        return False

    def _winner(self, tuners: Sequence[Tuner]) -> Winner | None:
        """The round's best by mean return, or by mean success where the task is judged so; the earliest wins ties."""
        scored = [t for t in tuners if t.best is not None and t.mean != WORST]
        if not scored:
            return None

        def merit(tuner: Tuner) -> float:
            trial = self._drafts[tuner.name].trial
            if self.by_success and not self.method.tune and trial is not None:
                return trial.success_rate or 0.0
            return tuner.mean

        best = max(scored, key=merit)  # the first of equals
        assert best.best is not None
        return Winner(self.round, best, best.coordinates.values(best.best.x)[0], best.mean)

    @property
    def by_success(self) -> bool:
        return self.method.by_success(self.config.env_id)

    def _attempt(self, winner: Winner) -> Attempt:
        """What the next prompts tell of the winner; tuned policies are tried again, for feedback on what they do now."""
        proposal, policy = self.proposals[winner.tuner.name], winner.tuner.policy
        trial = self._drafts[winner.tuner.name].trial
        source = proposal.source
        if self.method.tune:
            source = apply_parameters(source, policy.parameters, [float(v) for v in winner.values])
            seeds = self.arena.fresh_seeds(self.method.episodes)
            trial = self._try(f"winner/{self.round}", policy, winner.values, seeds)
        assert trial is not None
        # The return of the trial: on fresh seeds, as the feedback is, where tuning's own estimate is a chosen one.
        return Attempt(self.round, source, trial.mean_return, trial.success_rate, trial.feedback, trial.evidence)

    def _reflect(self, attempt: Attempt) -> str:
        self.announce("reflecting", ())
        reply = self.asking.ask([Request(f"round/{self.round}/reflection", self.prompts.reflection(attempt, self.history))])[0]
        return "" if isinstance(reply, Lost) else reflection_of(reply.content)

    def _tell_round(self, winner: Winner | None) -> None:
        data: dict[str, Any] = {"round": self.round, "winner": None, "mean_return": None, "best_ever": None}
        if winner is not None:
            best = self._best_ever()
            data |= {"winner": winner.tuner.name, "mean_return": winner.mean, "best_ever": best.mean if best else None}
        self.arena.recorder.effect("round", f"round/{self.round}", lambda: data)

    # -- the end ------------------------------------------------------------------------------------------

    def _best_ever(self) -> Winner | None:
        return max(self.winners, key=lambda w: w.mean, default=None)

    def finalists(self, prefix: str) -> list[Finalist]:
        chosen = self._best_ever() if self.method.best_ever else (self.winners[-1] if self.winners else None)
        if self.method.rerank or chosen is None:
            return super().finalists(prefix)
        return [Finalist(chosen.tuner, chosen.values, chosen.mean, chosen.mean)]

    def more(self) -> dict[str, Any]:
        best = self._best_ever()
        found = None if best is None else {"name": best.tuner.name, "round": best.round, "mean_return": best.mean}
        return {"best_ever": found, "rounds": self.round, "trouble": self.trouble}


_TWIN = "the same program as"


def _key(round_number: int, candidate: int, attempt: int) -> str:
    return f"round/{round_number}/candidate/{candidate + 1}/attempt/{attempt}"


def summary_of(draft: Draft, round_number: int) -> str:
    repairs = f", {draft.repairs} repair{'s' if draft.repairs > 1 else ''}" if draft.repairs else ""
    return f"round {round_number}{repairs}"
