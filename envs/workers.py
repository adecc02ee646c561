"""Processes that step a task's real environment beside this one.

They start in the background; until one is ready, and beside it afterwards, the calling process works itself, so that nobody
waits for a start. Results come in the order of the jobs and do not depend on how many processes there are, as far as an
environment's episode follows from its seed alone. A process that cannot make the environment or the policy (something
registered in the user's script, for example) is done without.
"""

from __future__ import annotations

import atexit
import contextlib
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any

from ppc.envs.bridge import Bridge, Episode, Stepper
from ppc.envs.errors import EnvironmentFailed
from ppc.envs.result import Floats
from ppc.envs.task import Task

_AHEAD = 2
"""Jobs a process holds, so that it does not run dry while the caller is in an episode of its own."""

Job = tuple[Floats, int]  # constants f64[n_constants] and a seed
Text = tuple[str, Any]  # a policy's source and signature


@dataclass
class _Worker:
    process: subprocess.Popen[bytes]
    pipe: Connection
    ready: bool = False
    jobs: deque[int] = field(default_factory=deque)
    policies: set[int] = field(default_factory=set)  # that it has the text of


class Workers:
    """``count`` processes for one task and any policies; ``close`` ends them."""

    def __init__(self, task: Task, count: int) -> None:
        self._task = task
        self._workers: list[_Worker] = []
        for _ in range(count):
            ours, theirs = Pipe()
            # A program of its own: a fork's threads would not survive, and a spawned copy would run the user's script again.
            command = [sys.executable, "-m", "ppc.envs.workers", str(theirs.fileno())]
            with contextlib.suppress(OSError):  # no memory for more: fewer do as well
                process = subprocess.Popen(
                    command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
                )
                self._workers.append(_Worker(process, ours))
                ours.send((list(sys.path), task))
            theirs.close()
        self._numbers: dict[Text, int] = {}

    def run(self, policy: Text, horizon: int, jobs: Sequence[Job], own: Callable[[Job], Episode]) -> list[Episode]:
        """Every job's episode of at most ``horizon`` steps; ``own`` runs one here.

        Raises EnvironmentFailed when the environment raises, or when a process died twice over the same job.
        """
        number = self._numbers.setdefault(policy, len(self._numbers))

        def send(worker: _Worker, index: int) -> None:
            worker.jobs.append(index)
            with contextlib.suppress(OSError):  # it is gone; hearing from it will tell
                if number not in worker.policies:
                    worker.pipe.send((number, *policy))
                    worker.policies.add(number)
                worker.pipe.send((index, number, horizon, *jobs[index]))

        results: dict[int, Episode] = {}
        waiting = deque(range(len(jobs)))
        fatal: set[int] = set()  # a process died over these: they are not run here
        try:
            while len(results) < len(jobs):
                for worker in list(self._workers):
                    self._hear(worker, jobs, results, waiting, fatal)
                    while worker.ready and waiting and len(worker.jobs) < _AHEAD:
                        send(worker, waiting.popleft())
                index = next((i for i in waiting if i not in fatal), None)
                if index is not None:
                    waiting.remove(index)
                    results[index] = own(jobs[index])
                elif len(results) < len(jobs):
                    if not self._workers:
                        raise self._dead(jobs[min(waiting)][1])
                    # Not where a job has just come back and somebody is free to take it.
                    if not (waiting and any(w.ready and len(w.jobs) < _AHEAD for w in self._workers)):
                        wait([w.pipe for w in self._workers])
        except BaseException:
            self.close()  # what is under way answers questions that nobody asks any more
            raise
        return [results[i] for i in range(len(jobs))]

    def _hear(
        self, worker: _Worker, jobs: Sequence[Job], results: dict[int, Episode], waiting: deque[int], fatal: set[int]
    ) -> None:
        try:
            while worker.pipe.poll():
                index, answer = worker.pipe.recv()
                if index is None:
                    worker.ready = True
                    continue
                if index < 0:
                    raise EOFError  # it cannot serve this task
                worker.jobs.remove(index)
                if isinstance(answer, EnvironmentFailed):
                    raise answer
                results[index] = answer
        except (EOFError, OSError):
            self._workers.remove(worker)
            worker.process.terminate()
            worker.process.wait()
            for place, index in enumerate(worker.jobs):
                if place == 0 and worker.ready:  # it died over this one
                    if index in fatal:
                        raise self._dead(jobs[index][1]) from None
                    fatal.add(index)
                waiting.appendleft(index)
            worker.ready = False

    def _dead(self, seed: int) -> EnvironmentFailed:
        error = RuntimeError(f"its process died in the episode of seed {seed}; --threads 1 runs it in this one")
        return EnvironmentFailed(self._task.env_id, "step", error)

    @property
    def alive(self) -> bool:
        """Whether any process is left."""
        return bool(self._workers)

    def close(self) -> None:
        for worker in self._workers:
            worker.process.terminate()
            worker.pipe.close()
        for worker in self._workers:
            worker.process.wait()
        self._workers.clear()


_shared: dict[tuple[str, str, int], Workers] = {}


def workers_for(task: Task, count: int) -> Workers:
    """Processes for ``task``, kept for whoever asks next; those of another task end."""
    key = task.env_id, repr(sorted(task.env_kwargs.items())), count
    if key not in _shared or not _shared[key].alive:
        end_workers()
        _shared[key] = Workers(task, count)
    return _shared[key]


def end_workers() -> None:
    while _shared:
        _shared.popitem()[1].close()


atexit.register(end_workers)


def serve(pipe: Connection) -> None:
    """The loop of a process: texts of policies and jobs in, (index, episode or EnvironmentFailed) out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to see
    with contextlib.suppress(EOFError, OSError):  # the caller is gone
        sys.path[:], task = pipe.recv()
        try:
            from ppc.compiler import compile_policy

            bridge = Bridge(task)
        except Exception:
            pipe.send((-1, None))
            return
        steppers: dict[int, Stepper] = {}
        with bridge:
            pipe.send((None, None))
            while True:
                message = pipe.recv()
                if len(message) == 3:
                    number, source, signature = message
                    steppers[number] = Stepper(compile_policy(source, signature).native())
                    continue
                index, number, bridge.horizon, constants, seed = message
                try:
                    answer: Any = bridge.episode(steppers[number], constants, seed)
                except EnvironmentFailed as error:
                    answer = error
                pipe.send((index, answer))


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
