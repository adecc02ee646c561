"""Tunings that are killed, interrupted, capped and taken further."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fake import FakePolicy, facts, fake_parameters, fake_run, fake_seeds
from tunable import QUICK, SOURCE, SURVIVAL, Counting, tune

from ppc.promptpo.config import OptimizeError
from ppc.promptpo.journal import JOURNAL, Event, read_events
from ppc.promptpo.optimizer import optimize
from ppc.promptpo.run import Run, latest_run
from ppc.promptpo.survival import Survival
from ppc.promptpo.tune import TuneResult, tune_policy
from ppc.promptpo.tune_record import Record

SCRIPT = Path(__file__).parent / "tunable.py"
SEARCH = ("generation", "explore", "duel")


def same(a: TuneResult, b: TuneResult) -> bool:
    return (a.values.tobytes(), a.source, a.before, a.held_out, a.improved, a.env_steps, a.reason) == (
        b.values.tobytes(), b.source, b.before, b.held_out, b.improved, b.env_steps, b.reason,
    )  # fmt: skip


def searched(folder: Path) -> list[object]:
    """The evaluations of the search, without those that end it and without the other events."""
    return facts([e for e in read_events(folder) if e.kind in SEARCH])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    tune(folder)
    return folder


def killed(folder: Path, after: int, *more: str) -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), str(folder), str(after), *more], stderr=subprocess.PIPE)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def test_a_journal_changes_nothing(whole: Path) -> None:
    parameters = fake_parameters(SOURCE)
    policy = FakePolicy(SOURCE, parameters, np.array([p.value for p in parameters]))
    plain = tune_policy(policy, Counting(), seeds=fake_seeds(), budget=QUICK, survival=SURVIVAL)
    assert same(plain, tune(whole))
    assert len(searched(whole)) > 100


@pytest.mark.parametrize("share", [0.0, 0.15, 0.3, 0.5, 0.7, 0.9, 0.98, 1.0])
def test_a_killed_tuning_resumes_to_the_same_end(tmp_path: Path, whole: Path, share: float) -> None:
    events = len(read_events(whole))
    killed(tmp_path, max(1, int(share * (events - 2))))
    before = len(read_events(tmp_path))
    assert Run(tmp_path).status == "unfinished"
    evaluator = Counting()
    result = tune(tmp_path, evaluator=evaluator)
    assert facts(read_events(tmp_path)) == facts(read_events(whole))
    assert same(result, tune(whole))
    news = [e for e in read_events(tmp_path)[before:] if e.kind not in ("proposals", "verdict", "finished")]
    assert len(evaluator.asked) == len(news), "only what the journal lacked was evaluated"


def test_a_tuning_killed_three_times_resumes_to_the_same_end(tmp_path: Path, whole: Path) -> None:
    for _ in range(3):
        killed(tmp_path, len(read_events(whole)) // 5)
    tune(tmp_path)
    assert facts(read_events(tmp_path)) == facts(read_events(whole))


def test_a_line_torn_by_a_crash_is_written_again(tmp_path: Path, whole: Path) -> None:
    content = (whole / JOURNAL).read_bytes()
    (tmp_path / JOURNAL).write_bytes(content[: int(0.4 * len(content))])
    tune(tmp_path)
    assert facts(read_events(tmp_path)) == facts(read_events(whole))


def test_a_finished_tuning_is_read_and_not_run(whole: Path) -> None:
    content = (whole / JOURNAL).read_bytes()
    evaluator = Counting()
    tune(whole, evaluator=evaluator)
    assert evaluator.asked == []
    assert (whole / JOURNAL).read_bytes() == content


def ctrl_c(after: int) -> Callable[[Event, bool], None]:
    seen = 0

    def interrupt(_event: Event, new: bool) -> None:
        nonlocal seen
        seen += new
        if new and seen == after:
            os.kill(os.getpid(), signal.SIGINT)

    return interrupt


def test_ctrl_c_keeps_the_best_so_far_and_the_tuning_can_go_on(tmp_path: Path, whole: Path) -> None:
    first = tune(tmp_path, ctrl_c(40))
    second = tune(tmp_path, ctrl_c(30))
    for result in (first, second):
        assert result.reason == "interrupted"
        assert result.held_out.episodes == QUICK.held_out_episodes
        assert result.improved
    assert first.env_steps < second.env_steps
    assert Run(tmp_path).status == "interrupted"
    assert Record(read_events(tmp_path), tmp_path).text == second.source
    end = tune(tmp_path)
    assert same(end, tune(whole))
    assert searched(tmp_path) == searched(whole)
    assert len(searched(tmp_path)) == len({e.key for e in read_events(tmp_path) if e.kind in SEARCH})


def test_a_tuning_killed_while_it_scores_its_end_scores_the_same(tmp_path: Path, whole: Path) -> None:
    ends = [e.seq for e in read_events(whole) if e.key.startswith("wind-up/")]
    assert len(ends) == 4
    for seq in ends:
        folder = tmp_path / str(seq)
        killed(folder, seq)
        assert read_events(folder)[-1].seq == seq
        assert same(tune(folder), tune(whole))


def test_a_greater_cap_goes_on_as_if_there_had_been_no_end(tmp_path: Path) -> None:
    capped, straight = tmp_path / "capped", tmp_path / "straight"
    budget = replace(QUICK, total_steps=6000)  # caps above it change nothing else
    once = tune(straight, budget=budget, max_steps=14_000, survival=None)
    short = tune(capped, budget=budget, max_steps=7000, survival=None)
    assert short.reason == "max_steps"
    assert short.env_steps < once.env_steps
    further = tune(capped, budget=budget, max_steps=14_000, survival=None)
    assert same(further, once)
    assert searched(capped) == searched(straight)
    assert [e.data["max_steps"] for e in read_events(capped) if e.kind == "raised"] == [14_000]
    assert same(tune(capped, budget=budget, survival=None), once), "the raised cap holds from then on"


def test_a_raised_cap_is_hard_and_survives_kills(tmp_path: Path) -> None:
    whole, folder = tmp_path / "whole", tmp_path / "killed"
    for f in (whole, folder):
        tune(f, max_steps=5000)
    tune(whole, max_steps=9000)
    killed(folder, 6, "9000")
    killed(folder, 4)
    tune(folder)
    assert facts(read_events(folder)) == facts(read_events(whole))
    search = sum(e.data["env_steps"] for e in read_events(whole) if e.kind in SEARCH)
    assert 8000 < search <= 9000


def test_caps_cannot_sink(tmp_path: Path) -> None:
    tune(tmp_path, max_steps=5000)
    content = (tmp_path / JOURNAL).read_bytes()
    with pytest.raises(OptimizeError, match="goes on to 5000 steps: --max-steps can only be raised, not to 4000"):
        tune(tmp_path, max_steps=4000)
    with pytest.raises(OptimizeError, match=r"has taken \d s already, and --max-seconds counts them"):
        tune(tmp_path, max_seconds=1e-12)
    assert (tmp_path / JOURNAL).read_bytes() == content


def test_the_cap_on_seconds_ends_a_tuning_that_can_go_on(tmp_path: Path, whole: Path) -> None:
    first = tune(tmp_path, max_seconds=1e-9)
    assert first.reason == "max_seconds"
    assert searched(tmp_path) == []
    assert Run(tmp_path).status == "finished"
    assert same(tune(tmp_path, max_seconds=1e-9), first)
    end = tune(tmp_path, max_seconds=1e9)
    assert same(end, tune(whole))


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ({"seed": 1}, "seed"),
        ({"source": SOURCE.replace("0.1", "0.15")}, "policy"),
        ({"survival": None}, "survival bonus"),
        ({"survival": Survival(0.02, 0.3)}, "survival bonus"),
        ({"budget": replace(QUICK, duel_every=4)}, "budget"),
    ],
)
def test_the_journal_of_another_tuning_is_refused(whole: Path, other: dict[str, object], what: str) -> None:
    content = (whole / JOURNAL).read_bytes()
    with pytest.raises(OptimizeError, match=f"another {what}"):
        tune(whole, **other)
    assert (whole / JOURNAL).read_bytes() == content


def test_a_tuning_is_a_run_like_others(whole: Path) -> None:
    run = Run(whole)
    assert run.result is not None
    assert run.result.tuned_source == tune(whole).source
    assert run.resume == f"ppc tune --resume --out {whole}"


def test_the_latest_run_can_be_asked_for_by_kind(tmp_path: Path) -> None:
    tune(tmp_path / "tuning")
    fake_run(tmp_path / "search", max_steps=8000)
    for tuning, name in ((True, "tuning"), (False, "search"), (None, "search")):
        latest = latest_run(tmp_path, tuning=tuning)
        assert latest is not None
        assert latest.folder.name == name


def test_a_search_does_not_go_on_with_a_tuning(whole: Path) -> None:
    with pytest.raises(OptimizeError, match="holds a tuning: go on with ppc tune --resume --out"):
        optimize(None, out=whole, resume=True)
    with pytest.raises(OptimizeError, match="nothing to replay"):
        optimize(None, proposer=f"replay:{whole}")
