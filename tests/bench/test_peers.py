"""A peer that is missing, fails or dies costs a line, never the run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.measuring import ContestantFailed, rounds
from benchmarks.peers.client import FOLDER, KINDS, Kind, Peer
from benchmarks.rollouts import Peers

HEAD = f"import sys\nsys.path.insert(0, {str(FOLDER)!r})\nfrom serve import serve\n"
GOOD = """
def open_peer():
    print("a library that talks")
    def prepare(task, policy, envs):
        if policy == "odd":
            raise ValueError("an odd policy\\nand more")
        def advance(calls):
            if calls == 13:
                sys.exit("thirteen calls")
        return advance
    return prepare
serve((), open_peer, unit=2)
"""


def peer(folder: Path, text: str) -> Peer:
    (folder / "one.py").write_text(HEAD + text, encoding="utf-8")
    return Peer(Kind("one", "one.py", True, (4,), ("T",)), sys.executable, folder)


def test_a_peer_counts_steps(tmp_path: Path) -> None:
    with peer(tmp_path, GOOD) as one:
        sample = one.run("T", "linear", 4, 6)
        assert sample.steps == 24 and sample.cpu >= 0.0 and sample.wall >= 0.0
        assert one.unit == 2 and one.versions["Python"].startswith("3.")


def test_a_case_that_fails_leaves_the_others(tmp_path: Path) -> None:
    with peer(tmp_path, GOOD) as one:
        with pytest.raises(ContestantFailed, match=r"^ValueError: an odd policy$"):
            one.run("T", "odd", 4, 2)
        assert one.run("T", "linear", 4, 2).steps == 8


def test_a_peer_that_dies_says_how(tmp_path: Path) -> None:
    with peer(tmp_path, GOOD) as one:
        with pytest.raises(ContestantFailed, match="ended with code 1: thirteen calls"):
            one.run("T", "linear", 4, 13)
        with pytest.raises(ContestantFailed, match="ended with code 1"):
            one.run("T", "linear", 4, 2)


def test_a_peer_that_dies_in_the_middle_leaves_the_round(tmp_path: Path) -> None:
    failed: dict[str, str] = {}
    with peer(tmp_path, GOOD) as one, peer(tmp_path, GOOD) as two:
        contestants = {
            "dies": (lambda calls: one.run("T", "linear", 4, calls), 13),
            "lives": (lambda calls: two.run("T", "linear", 4, calls), 2),
        }
        samples = rounds(contestants, 3, failed)
    assert [s.steps for s in samples["lives"]] == [8, 8, 8] and samples.keys() == {"lives"}
    assert failed == {"dies": "its process ended with code 1: thirteen calls"}


def test_a_missing_library_is_named_in_a_line(tmp_path: Path) -> None:
    text = "def open_peer():\n    import no_such_library_here\nserve((), open_peer)\n"
    with pytest.raises(ContestantFailed, match=r"^ModuleNotFoundError: No module named 'no_such_library_here'$"):
        peer(tmp_path, text)


def test_an_interpreter_that_is_not_there(tmp_path: Path) -> None:
    peers = Peers(str(tmp_path / "python"))
    try:
        assert [p.kind.name for p in peers.open] == ["Gymnasium vectorised"]
        assert set(peers.absent) == {"EnvPool", "gymnax"}
        assert all("does not start" in reason and "\n" not in reason for reason in peers.absent.values())
    finally:
        peers.close()


def test_gymnasium_vectorised_steps_its_environments() -> None:
    kind = next(k for k in KINDS if k.name == "Gymnasium vectorised")
    with Peer(kind, sys.executable) as one:
        assert one.versions.keys() >= {"gymnasium", "numpy"}
        for policy in ("linear", "machine"):
            assert one.run("CartPole-v1", policy, 64, 5).steps == 320
