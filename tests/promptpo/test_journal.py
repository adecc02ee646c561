from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ppc.promptpo.journal import FORMAT, JOURNAL, Journal, JournalError, read_events
from ppc.promptpo.recorder import Recorder


def start(folder: Path, events: int = 3) -> Path:
    with Journal(folder) as journal:
        journal.append("start", {"format": FORMAT})
        for i in range(events - 1):
            journal.append("score", {"value": i / 3}, key=f"score/{i}")
    return folder / JOURNAL


def test_events_come_back_exactly(tmp_path: Path) -> None:
    values = [0.1, 1e-308, -0.0, 5e-324, 1.7976931348623157e308, 1 / 3]
    with Journal(tmp_path) as journal:
        journal.append("start", {"format": FORMAT})
        journal.append("score", {"values": values, "odd": [float("nan"), float("inf"), -float("inf")]}, key="a")
    event = read_events(tmp_path)[1]
    assert [v.hex() for v in event.data["values"]] == [v.hex() for v in values]
    assert [str(float(v)) for v in event.data["odd"]] == ["nan", "inf", "-inf"]
    assert (event.seq, event.kind, event.key) == (1, "score", "a")


def test_every_line_is_strict_json(tmp_path: Path) -> None:
    path = start(tmp_path)
    for line in path.read_text().splitlines():
        json.loads(line, parse_constant=lambda name: pytest.fail(name))


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_a_torn_last_line_is_ignored_and_cut_off(tmp_path: Path, cut: int) -> None:
    path = start(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    assert len(read_events(tmp_path)) == 2
    with Journal(tmp_path) as journal:
        assert len(journal.events) == 2
        journal.append("score", {"value": 1 / 3}, key="score/1")
    assert path.read_bytes() == whole


def test_a_journal_that_was_killed_at_once_is_empty(tmp_path: Path) -> None:
    path = start(tmp_path, 1)
    path.write_bytes(path.read_bytes()[:7])
    assert read_events(tmp_path) == []


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda lines: [lines[0], lines[1].replace(b"score", b"scorn", 1), lines[2]], 2),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: [lines[0], lines[2], lines[1]], 2),
        (lambda lines: [lines[0], b"", lines[1], lines[2]], 2),
        (lambda lines: [lines[0], lines[1], b'{"seq": 2}'], 3),
        (lambda lines: [b"\xff\xfe", lines[1], lines[2]], 1),
    ],
)
def test_damage_in_the_middle_names_the_line_and_the_way_out(tmp_path: Path, damage: object, line: int) -> None:
    path = start(tmp_path)
    lines = damage(path.read_bytes().splitlines())  # type: ignore[operator]
    path.write_bytes(b"\n".join(lines) + b"\n")
    before = path.read_bytes()
    for action in (lambda: read_events(tmp_path), lambda: Journal(tmp_path)):
        with pytest.raises(JournalError, match=rf"{JOURNAL} line {line} is damaged.*head -n {line - 1}"):
            action()
    assert path.read_bytes() == before


def test_another_format_is_refused(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.append("start", {"format": FORMAT + 1})
    with pytest.raises(JournalError, match="format"):
        read_events(tmp_path)


def test_a_folder_that_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="is not a run"):
        read_events(tmp_path)


def test_two_writers_are_refused_and_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    script = "import sys; from ppc.promptpo.journal import Journal; Journal(sys.argv[1])"
    command = [sys.executable, "-c", script, str(tmp_path)]
    with Journal(tmp_path):
        with pytest.raises(JournalError, match="another process"):
            Journal(tmp_path)
        refused = subprocess.run(command, capture_output=True, text=True)
        assert refused.returncode != 0
        assert "another process" in refused.stderr
    assert subprocess.run(command).returncode == 0


def test_a_failed_opening_gives_the_lock_back(tmp_path: Path) -> None:
    path = start(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(b"nonsense\n" + whole)
    with pytest.raises(JournalError):
        Journal(tmp_path)
    path.write_bytes(whole)
    Journal(tmp_path).close()


def test_a_full_disk_is_one_clean_error_and_nothing_is_lost(tmp_path: Path) -> None:
    path = start(tmp_path)
    whole = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with Journal(tmp_path) as journal:
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) + 40, limits[1]))
            with pytest.raises(JournalError, match=r"cannot append .*--resume"):
                journal.append("score", {"text": "x" * 200}, key="late")
            assert path.read_bytes() == whole
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            journal.append("score", {"text": "x" * 200}, key="late")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert [e.key for e in read_events(tmp_path)] == ["", "score/0", "score/1", "late"]


def test_an_unwritable_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match=r"cannot write the run folder .*--out"):
        Journal(tmp_path / "file" / "run")


def test_an_effect_is_performed_once(tmp_path: Path) -> None:
    performed = []

    def perform() -> dict[str, float]:
        performed.append(1)
        return {"value": 1 / 3}

    for _ in range(2):
        with Journal(tmp_path) as journal:
            if not journal.events:
                journal.append("start", {"format": FORMAT})
            recorder = Recorder(journal, lambda: 0.0)
            assert recorder.effect("score", "a", perform, check="question")["value"] == 1 / 3
            assert not recorder.replaying
    assert performed == [1]


def test_an_answer_to_another_question_is_refused(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.append("start", {"format": FORMAT})
        Recorder(journal, lambda: 0.0).effect("score", "a", lambda: {"value": 1}, check="one")
    with Journal(tmp_path) as journal, pytest.raises(JournalError, match="another question"):
        Recorder(journal, lambda: 0.0).effect("score", "a", lambda: {"value": 1}, check="two")
