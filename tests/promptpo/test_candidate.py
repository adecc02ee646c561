"""What a journal tells of one candidate, and the numbers that tuning gave it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ppc.promptpo import JournalError, Run, optimize
from ppc.promptpo import incumbent as incumbent_module
from ppc.promptpo.candidate import FEEDBACK, NoCandidate, candidate, names
from ppc.promptpo.incumbent import tuned
from ppc.promptpo.journal import JOURNAL
from ppc.promptpo.session import Session
from tests.cli.recorded import record
from tests.promptpo.llm.killable import SMALL
from tests.promptpo.llm.scripted import from_files

Live = dict[str, np.ndarray[Any, Any]]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Path, Live]]:
    """Runs with the incumbents that their tuners held at the end."""
    root, found = tmp_path_factory.mktemp("live"), {}
    finish = Session._finish
    with pytest.MonkeyPatch.context() as patch:
        held: Live = {}

        def watch(self: Session, reason: str, prefix: str) -> dict[str, Any]:
            held.update({t.name: t.coordinates.values(t.best.x)[0] for t in self.tuners if t.best is not None})
            return finish(self, reason, prefix)

        patch.setattr(Session, "_finish", watch)
        record(root / "model", candidates=3)
        found[root / "model"] = dict(held)
        held.clear()
        budget = replace(SMALL, total_steps=20_000)
        optimize("Pendulum-v1", out=root / "templates", budget=budget, max_steps=60_000)
        found[root / "templates"] = dict(held)
    yield found


def test_tuned_numbers_are_read_out_of_the_journal_bit_for_bit(live: dict[Path, Live], monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("reading runs no episode")

    monkeypatch.setattr("ppc.promptpo.llm.search.run_trial", never)
    monkeypatch.setattr("ppc.envs.rollouts.Evaluator.__init__", never)
    for folder, incumbents in live.items():
        run = Run(folder)
        assert len(incumbents) > 2
        moved = 0
        for name, values in incumbents.items():
            found = replace(candidate(run, name), result=False)  # the result's numbers are in the journal's last event
            if not found.of_kind(*incumbent_module.TUNING):
                continue
            told = tuned(run, found)
            assert told is not None and told.values.tobytes() == values.tobytes(), (folder, name)
            moved += bool((told.values != told.before).any())
        assert moved > 1, "tuning changed nothing, so that there was nothing to read"


def test_the_result_is_the_journals_own(live: dict[Path, Live]) -> None:
    for folder in live:
        run = Run(folder)
        assert run.result is not None
        found = candidate(run, run.result.name)
        told = tuned(run, found)
        assert found.result and found.verdict == "runs" and told is not None
        assert told.source == run.result.tuned_source and told.values.tobytes() == run.result.values.tobytes()


def test_a_search_that_went_otherwise_is_no_source_of_numbers(live: dict[Path, Live], monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(next(iter(live)))
    found = replace(candidate(run, "r1c1"), result=False)
    assert tuned(run, found) is not None
    config = replace(run.config, seed=1)
    monkeypatch.setattr(Run, "config", property(lambda _self: config))
    with pytest.raises(JournalError, match="another question"):
        tuned(run, found)


def test_attempts_with_their_problems(live: dict[Path, Live]) -> None:
    run = Run(next(iter(live)))
    assert names(run) == ["r1c1", "r1c2", "r1c3"]
    found = candidate(run, "r1c2")
    assert found.round == 1 and [w.number for w in found.written] == [0, 1]
    broken, mended = found.written
    assert broken.problem is not None and "syntax error" in broken.problem and "els 0" in broken.source
    assert broken.trial is None and mended.problem is None and mended.trial is not None and len(mended.trial.returns) == 2
    assert mended.exchange is not None and mended.exchange.reply is not None
    assert mended.exchange.reply.content.startswith("Sorry") and "els 0" in mended.exchange.messages[1].content
    assert found.tokens.prompt == 2000 and found.tokens.completion == 600
    steps = sum(e.data["env_steps"] for e in run.events if "env_steps" in e.data and "r1c2" in e.key.split("/"))
    assert found.env_steps == steps > 0


def test_the_models_feedback_can_be_looked_at_too(live: dict[Path, Live]) -> None:
    model, templates = map(Run, live)
    found = candidate(model, FEEDBACK)
    assert found.verdict == "runs" and "class Feedback" in found.source and found.round is None
    with pytest.raises(NoCandidate):
        candidate(templates, FEEDBACK)


def test_an_unknown_candidate_names_close_ones(live: dict[Path, Live]) -> None:
    model, templates = map(Run, live)
    with pytest.raises(NoCandidate, match=r"no candidate 'r1c9'.*did you mean r1c"):
        candidate(model, "r1c9")
    with pytest.raises(NoCandidate, match="did you mean quadratic") as caught:
        candidate(templates, "quadratik")
    assert caught.value.matches[0] == "quadratic"
    with pytest.raises(NoCandidate, match="it has r1c1, r1c2, r1c3"):
        candidate(model, "xyz")


def test_a_run_that_was_killed_anywhere_is_readable(live: dict[Path, Live], tmp_path: Path) -> None:
    lines = (next(iter(live)) / JOURNAL).read_bytes().splitlines(keepends=True)
    unfinished = 0
    for count in range(1, len(lines)):
        folder = tmp_path / str(count)
        folder.mkdir()
        (folder / JOURNAL).write_bytes(b"".join(lines[:count]))
        run = Run(folder)
        for name in names(run):
            found = candidate(run, name)
            unfinished += found.verdict == "unfinished"
            if count % 4 == 0:
                told = tuned(run, found)
                assert (told is not None) == (found.verdict == "runs" and _has_incumbent(found.measurements))
        shutil.rmtree(folder)
    assert unfinished > 5


def _has_incumbent(measurements: Any) -> bool:
    return any(m.kind in incumbent_module.TUNING for m in measurements)


def test_a_rounds_winner_with_its_second_trial_and_the_reflection(tmp_path: Path) -> None:
    record(tmp_path / "run", method="paper", rounds=2, candidates=2)
    run = Run(tmp_path / "run")
    winner = run.of_kind("round")[0].data["winner"]
    found = candidate(run, winner)
    assert found.won and not found.result and found.reflection is not None and found.reflection.reply is not None
    assert found.again is None and tuned(run, found) is None, "the paper's method tunes nothing"
    assert sum(candidate(run, n).won for n in names(run)) == 2
    asked = sum(e.kind == "reply" for e in run.events)
    assert sum(len(candidate(run, n).exchanges) for n in [*names(run), FEEDBACK]) == asked, "every reply belongs to somebody"


def test_a_tuned_winner_is_tried_again_and_a_twin_is_no_candidate(tmp_path: Path) -> None:
    def answer(key: str) -> str:
        if key.startswith("feedback"):
            return from_files("cartpole")(key)
        if "reflection" in key:
            return "Both fall."
        side = 0 if "candidate/1" in key else 1
        return f"```python\nclass Policy:\n    def act(self, obs):\n        return {side}\n```"

    record(tmp_path / "run", answer, rounds=2, candidates=2, repairs=0)
    run = Run(tmp_path / "run")
    winner = candidate(run, run.of_kind("round")[0].data["winner"])
    assert winner.again is not None and winner.again.feedback and winner.env_steps > winner.again.env_steps > 0
    assert winner.reflection is not None and winner.reflection.reply is not None
    assert winner.reflection.reply.content == "Both fall."
    twin = candidate(run, "r2c1")
    assert twin.verdict == "refused" and twin.error == "the same program as r1c1" and twin.source and not twin.won
