"""The side of the benchmarks: starts a peer's process, asks it for rounds, and says in a line why one is missing."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measuring import ContestantFailed, Sample

FOLDER = Path(__file__).parent
_PATIENCE = 180.0  # s, for the longest answer: a compilation by XLA on a busy machine


@dataclass(frozen=True)
class Kind:
    """``own``: it runs in the interpreter of the benchmarks, not in the peers'. ``envs``: how many environments at a time."""

    name: str
    script: str
    own: bool
    envs: tuple[int, ...]
    tasks: tuple[str, ...]


_FOUR = ("CartPole-v1", "Pendulum-v1", "MountainCarContinuous-v0", "Acrobot-v1")
KINDS = (
    Kind("Gymnasium vectorised", "gymnasium_many.py", True, (64, 1024, 4096), ("CartPole-v1",)),
    Kind("EnvPool", "envpool_many.py", False, (1024,), _FOUR),
    Kind("gymnax", "gymnax_many.py", False, (1024,), _FOUR),
)


class Peer:
    """A peer's process. Close it, or use it as a context manager. ``versions`` are of its libraries and its Python.

    Raises ContestantFailed when it cannot start.
    """

    def __init__(self, kind: Kind, interpreter: str, folder: Path = FOLDER) -> None:
        self.kind = kind
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - `close` closes it
        command = [interpreter, "-u", str(folder / kind.script)]
        quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, env=quiet
            )
        except OSError as error:
            self._errors.close()
            raise ContestantFailed(f"{interpreter} does not start: {error.strerror}") from None
        try:
            hello = self._answer()
            if "absent" in hello:
                raise ContestantFailed(hello["absent"])
        except BaseException:
            self.close()
            raise
        self.versions: dict[str, str] = {**hello["hello"], "Python": hello["python"]}
        self.unit = int(hello["unit"])

    def run(self, task: str, policy: str, envs: int, calls: int) -> Sample:
        """``calls`` steps of each of ``envs`` environments. Raises ContestantFailed."""
        request = {"task": task, "policy": policy, "envs": envs, "calls": calls}
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise ContestantFailed(self._ended()) from None
        answer = self._answer()
        if "error" in answer:
            raise ContestantFailed(answer["error"])
        return Sample(answer["steps"], answer["cpu"], answer["wall"])

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._process.stdout, selectors.EVENT_READ)
            if not waiting.select(_PATIENCE):
                raise ContestantFailed(f"no answer for {_PATIENCE:.0f} s")
        line = self._process.stdout.readline()
        if not line:
            raise ContestantFailed(self._ended())
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _ended(self) -> str:
        """Why there is no process any more: its exit code and the last line that it wrote."""
        self._process.wait(10)
        self._errors.seek(0)
        last = self._errors.read().decode(errors="replace").strip().rpartition("\n")[2]
        return f"its process ended with code {self._process.returncode}" + (f": {last}" if last else "")

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(BrokenPipeError):  # a request that nobody read any more
                if stream is not None:
                    stream.close()

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
