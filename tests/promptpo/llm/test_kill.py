"""kill -9 anywhere, then --resume: the same end, and nothing paid for twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppc.promptpo.journal import Event, read_events
from tests.promptpo.llm.killable import run
from tests.promptpo.llm.loopback import Loopback, Play
from tests.promptpo.llm.scripted import Scripted, from_files

ROOT = Path(__file__).parents[3]
SENDING = {"prompt", "reply", "again", "failed"}  # replies come in any order, and a killed sending is sent again


def facts(folder: Path) -> tuple[list[Any], dict[str, Any]]:
    """What does not depend on when replies came: the events in order, and the replies by key."""
    events = read_events(folder)
    rest = [(e.kind, e.key, bare(e)) for e in events[1:] if e.kind not in SENDING]
    return rest, {e.key: bare(e) for e in events if e.kind == "reply"}


def bare(event: Event) -> dict[str, Any]:
    return {k: v for k, v in event.data.items() if k != "seconds"}


class Bench:
    """Runs against a server of their own; ``whole`` is one that nobody killed, ``requests`` what it sent."""

    def __init__(self, root: Path, method: str) -> None:
        self.root, self.method = root, method
        self.whole = root / "whole"
        self.requests = len(self.run(self.whole))
        self.events = len(read_events(self.whole))

    def run(self, folder: Path, after_events: int = 0, at_request: int = 0) -> list[str]:
        """The keys that were sent. The process dies after so many new events, or when so many requests have reached the
        server, which never answers the last of them; it ends well where both are 0."""
        script = Scripted(folder, from_files("pendulum"))
        if not after_events and not at_request:
            with Loopback(script) as server:
                run(folder, server.url, self.method)
            return script.seen
        child: subprocess.Popen[bytes] | None = None

        def kills(body: dict[str, Any], headers: dict[str, str], n: int) -> Play:
            play = script(body, headers, n)
            if n + 1 == at_request and child is not None:
                child.kill()
            return play

        with Loopback(kills) as server:
            words = [
                sys.executable,
                "-m",
                "tests.promptpo.llm.killable",
                str(folder),
                server.url,
                self.method,
                str(after_events),
            ]
            child = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            _, errors = child.communicate()
            assert child.returncode == -signal.SIGKILL, errors.decode()
        return script.seen


def killed_and_resumed(bench: Bench, folder: Path, after_events: int = 0, at_request: int = 0) -> None:
    """Asserts that a run which dies there ends as the whole one did."""
    bench.run(folder, after_events, at_request)
    answered = {e.key.removeprefix("reply/") for e in read_events(folder) if e.kind == "reply"}
    sent = bench.run(folder)
    assert not answered & set(sent)
    assert facts(folder) == facts(bench.whole)


@pytest.fixture(scope="module", params=["default", "paper"])
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    yield Bench(tmp_path_factory.mktemp(request.param), request.param)


@pytest.mark.parametrize("share", [0.1, 0.45, 0.8])
def test_a_run_killed_after_an_event_resumes_to_the_same_end(bench: Bench, tmp_path: Path, share: float) -> None:
    killed_and_resumed(bench, tmp_path / "run", after_events=max(2, int(share * bench.events)))


def test_a_run_killed_twice_with_a_request_in_flight_resumes_to_the_same_end(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    bench.run(folder, at_request=bench.requests // 2)
    killed_and_resumed(bench, folder, at_request=2)
