from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from fake import SMALL, facts, fake_run

from ppc.promptpo.config import OptimizeError
from ppc.promptpo.journal import JOURNAL, JournalError, read_events
from ppc.promptpo.optimizer import optimize
from ppc.promptpo.run import Run, latest_run, list_runs

FAKE = Path(__file__).parent / "fake.py"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    fake_run(folder)
    return folder


@pytest.mark.parametrize("share", [i / 15 for i in range(15)])
def test_a_killed_run_resumes_to_the_same_end(tmp_path: Path, whole: Path, share: float) -> None:
    events = len(read_events(whole))
    killed = subprocess.run([sys.executable, str(FAKE), str(tmp_path), str(1 + int(share * (events - 2)))])
    assert killed.returncode == -signal.SIGKILL
    assert Run(tmp_path).status == "unfinished"
    fake_run(tmp_path)
    assert facts(read_events(tmp_path)) == facts(read_events(whole))


def test_a_run_killed_in_the_middle_of_a_line_resumes(tmp_path: Path, whole: Path) -> None:
    content = (whole / JOURNAL).read_bytes()
    (tmp_path / JOURNAL).write_bytes(content[: int(0.6 * len(content))])
    fake_run(tmp_path)
    assert facts(read_events(tmp_path)) == facts(read_events(whole))


def test_a_whole_journal_replays_without_a_single_evaluation(tmp_path: Path, whole: Path) -> None:
    lines = (whole / JOURNAL).read_bytes().splitlines(keepends=True)
    (tmp_path / JOURNAL).write_bytes(b"".join(lines[:-1]))
    new = []
    fake_run(tmp_path, lambda event, fresh: new.append(event.kind) if fresh else None)
    assert new == ["finished"]


def test_ctrl_c_ends_with_a_scored_best_and_the_run_can_go_on(tmp_path: Path, whole: Path) -> None:
    seen = 0

    def interrupt(_event: object, new: bool) -> None:
        nonlocal seen
        seen += new
        if seen == 60:
            os.kill(os.getpid(), signal.SIGINT)

    handler = signal.getsignal(signal.SIGINT)
    result = fake_run(tmp_path, interrupt)
    assert signal.getsignal(signal.SIGINT) is handler
    assert result.reason == "interrupted"
    assert result.held_out.episodes == SMALL.held_out_episodes
    assert Run(tmp_path).status == "interrupted"
    end = fake_run(tmp_path)
    assert Run(tmp_path).status == "finished"
    assert facts(read_events(tmp_path))[-1] == facts(read_events(whole))[-1]
    assert end.reason == Run(whole).result.reason  # type: ignore[union-attr]


def test_the_cap_on_seconds_is_an_event_and_replays(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    result = fake_run(one, max_seconds=1e-9)
    assert result.reason == "max_seconds"
    assert [e.data["cap"] for e in read_events(one) if e.kind == "cap"] == ["max_seconds"]
    two.mkdir()
    lines = (one / JOURNAL).read_bytes().splitlines(keepends=True)
    (two / JOURNAL).write_bytes(b"".join(lines[:-1]))
    fake_run(two, max_seconds=1e-9)
    assert facts(read_events(two)) == facts(read_events(one))


def test_the_cap_on_steps_is_never_passed_by_the_search(tmp_path: Path) -> None:
    result = fake_run(tmp_path, max_steps=20_000)
    search = sum(
        e.data["env_steps"] for e in read_events(tmp_path) if e.kind in ("explore", "generation", "duel", "comparison", "probe")
    )
    assert result.reason == "max_steps"
    assert 10_000 < search <= 20_000


def test_the_seed_decides(tmp_path: Path, whole: Path) -> None:
    fake_run(tmp_path / "same")
    fake_run(tmp_path / "other", seed=1)
    assert facts(read_events(tmp_path / "same")) == facts(read_events(whole))
    assert facts(read_events(tmp_path / "other")) != facts(read_events(whole))


def test_an_old_run_is_not_overwritten(whole: Path) -> None:
    before = (whole / JOURNAL).read_bytes()
    with pytest.raises(OptimizeError, match="already holds a run"):
        optimize("Fake-v0", out=whole)
    with pytest.raises(OptimizeError, match="is a run of Fake-v0, not of Other-v0"):
        optimize("Other-v0", out=whole, resume=True)
    assert (whole / JOURNAL).read_bytes() == before


def test_resuming_a_finished_run_only_reads_it(whole: Path) -> None:
    before = (whole / JOURNAL).read_bytes()
    result = optimize("Fake-v0", out=whole, resume=True)
    assert result.finished
    assert result.tuned_source == Run(whole).result.tuned_source  # type: ignore[union-attr]
    assert (whole / JOURNAL).read_bytes() == before


def test_foreign_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(OptimizeError, match="other files"):
        optimize("CartPole-v1", out=tmp_path)
    with pytest.raises(OptimizeError, match="is a file"):
        optimize("CartPole-v1", out=tmp_path / "notes.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_steps": 0}, "--max-steps"),
        ({"max_seconds": 0.0}, "--max-seconds"),
        ({"max_seconds": float("nan")}, "--max-seconds"),
        ({"seed": -1}, "--seed"),
        ({"proposer": "oracle"}, "oracle"),
    ],
)
def test_bad_requests_write_nothing(tmp_path: Path, options: dict[str, object], message: str) -> None:
    with pytest.raises(OptimizeError, match=message):
        optimize("CartPole-v1", out=tmp_path / "run", **options)  # type: ignore[arg-type]
    assert not (tmp_path / "run").exists()


def test_resume_without_any_run_asks_for_an_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OptimizeError, match="no run to resume"):
        optimize(None, resume=True)
    assert list(tmp_path.iterdir()) == []


def test_runs_are_listed_in_order_and_damaged_ones_left_out(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        fake_run(tmp_path / name, max_steps=8_000)
    (tmp_path / "c" / JOURNAL).write_text("nonsense\n")
    assert [r.folder.name for r in list_runs(tmp_path)] == ["b", "a"]
    latest = latest_run(tmp_path)
    assert latest is not None
    assert latest.folder.name == "a"
    assert latest_run(tmp_path, "Other-v0") is None
    with pytest.raises(JournalError):
        Run(tmp_path / "c")
