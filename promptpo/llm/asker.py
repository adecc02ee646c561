"""Asks several requests at once under the caps, and journals everything that was or may have been paid for.

Events, all of them effects: "prompt" before a request is sent; "again" before it is sent once more although the sending before
may have been charged for; "reply" the moment an answer arrives; "lost" for a request that was given up; "failed" for one
that was not answered but will be sent again by a resumed run; "cap" where a cap had no room.

All sending happens in a thread with an event loop of its own, so that it works under a loop that already runs. All
journaling and every decision happens in the caller's thread, which waits for messages from the other.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import queue
import threading
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from types import TracebackType
from typing import Any, Self

from ppc.promptpo.arena import Stop
from ppc.promptpo.ledger import Ledger, Tokens
from ppc.promptpo.llm.messages import Endpoint, EndpointError, Lost, Reply, Request, Retrying
from ppc.promptpo.llm.meter import prices_of, worst_case
from ppc.promptpo.llm.settings import ModelSettings
from ppc.promptpo.recorder import Recorder


class Cut(Stop):
    """The run ends in the middle of an ask. ``answers`` are those that were there by then, None for the others."""

    def __init__(self, reason: str, answers: Sequence[Reply | Lost | None]) -> None:
        super().__init__(reason)
        self.answers = list(answers)


class Asker:
    """Implements Asking. ``run_id`` makes idempotency keys unique among runs; ``close`` ends the thread."""

    def __init__(
        self,
        recorder: Recorder,
        ledger: Ledger,
        endpoint: Endpoint,
        settings: ModelSettings,
        run_id: str,
        stop_requested: Callable[[], bool] = lambda: False,
    ) -> None:
        self.recorder, self.ledger, self.settings = recorder, ledger, settings
        self.stop_requested = stop_requested
        if ledger.prices is None:
            ledger.prices = prices_of(settings)
        self._sender = Sender(endpoint, run_id)
        self._sendings: dict[str, int] = {}

    def ask(self, requests: Sequence[Request]) -> list[Reply | Lost]:
        """Answers in the order of ``requests``. Raises Cut (a Stop) at a cap or on request, and EndpointError, fatal, when
        every other request would fail too; both only after all that was in flight has been journaled."""
        from ppc.promptpo.llm.wave import Wave

        if len({r.key for r in requests}) != len(requests):
            raise ValueError("two requests of one ask have the same key")
        return Wave(self, self._sender, requests).run()

    # What the journal says of one request.

    def capped(self, position: str) -> str | None:
        """The cap that ended the run at ``position`` in an earlier session."""
        key = f"cap/{position}"
        if not self.recorder.known(key):
            return None
        return str(self.recorder.effect("cap", key, dict)["cap"])

    def recall(self, request: Request) -> Reply | Lost | None:
        """The journaled answer, with all that its sendings cost charged; None if it has to be sent."""
        recorder, key = self.recorder, request.key
        if not recorder.known(f"prompt/{key}"):
            return None
        worst = self.announce(request, 1)
        count = 1
        while recorder.known(_again(key, count + 1)):
            # Whatever came of the sending before, it brought no answer.
            self._charge_failed(key, count, worst)
            count += 1
            worst = self.announce(request, count)
        self._sendings[key] = count
        if recorder.known(f"reply/{key}"):
            return self.replied(request, None)
        if recorder.known(f"lost/{key}"):
            lost = self.lost(request, None)
            if lost.paid:
                self.ledger.charge_unanswered(worst)
            return lost
        self._charge_failed(key, count, worst)
        return None

    def _charge_failed(self, key: str, number: int, worst: Tokens) -> None:
        """Sending ``number`` was not answered: a killed process leaves no word of it, and then it may have been paid for."""
        failed = f"failed/{key}/{number}"
        if not self.recorder.known(failed) or self.recorder.effect("failed", failed, dict)["paid"]:
            self.ledger.charge_unanswered(worst)

    def announce(self, request: Request, number: int) -> Tokens:
        """Journals sending ``number`` before it happens; answers its worst case."""
        self._sendings[request.key] = number
        worst = worst_case(request, self.settings).to_json()
        if number > 1:
            data = self.recorder.effect("again", _again(request.key, number), lambda: {"worst": worst})
        else:
            told = request.to_json()
            check = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
            data = self.recorder.effect("prompt", f"prompt/{request.key}", lambda: {**told, "worst": worst}, check)
        return Tokens(data["worst"]["prompt"], data["worst"]["completion"])

    def next_sending(self, request: Request) -> int:
        return self._sendings.get(request.key, 0) + 1

    def replied(self, request: Request, reply: Reply | None) -> Reply:
        """Journals and charges a reply; None: the journal has it."""
        found = Reply.from_json(self.recorder.effect("reply", f"reply/{request.key}", lambda: reply.to_json() if reply else {}))
        self.ledger.charge_reply(found)
        return found

    def lost(self, request: Request, lost: Lost | None) -> Lost:
        """Journals a loss; None: the journal has it."""
        data = self.recorder.effect(
            "lost", f"lost/{request.key}", lambda: {"cause": lost.cause, "paid": lost.paid} if lost else {}
        )
        return Lost(data["cause"], paid=data["paid"])

    def failed(self, request: Request, lost: Lost) -> None:
        """Journals that the latest sending brought nothing, for a request that a resumed run will send again."""
        key = f"failed/{request.key}/{self._sendings[request.key]}"
        self.recorder.effect("failed", key, lambda: {"cause": lost.cause, "paid": lost.paid})

    def cap(self, request: Request, name: str) -> None:
        """Journals that the cap ``name`` has no room for ``request``."""
        worst = worst_case(request, self.settings).to_json()
        self.recorder.effect("cap", f"cap/{request.key}", lambda: {**self.ledger.describe(name), "worst": worst})

    def close(self) -> None:
        self._sender.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _again(key: str, number: int) -> str:
    return f"again/{key}/{number}"


class Sender:
    """The other thread: sends what it is told, and puts into ``messages`` what comes of it.

    A message is ``(request, Reply | Lost | Exception)`` at a request's end, or ``(request, grant)`` where it asks to be sent
    again after a sending that may have been paid for: ``grant(bool)`` answers.
    """

    def __init__(self, endpoint: Endpoint, run_id: str) -> None:
        self.messages: queue.SimpleQueue[tuple[Request, Any]] = queue.SimpleQueue()
        self._endpoint, self._run_id = endpoint, run_id
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._halt: asyncio.Event | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, request: Request) -> None:
        loop = self._started()
        loop.call_soon_threadsafe(self._spawn, self._complete(request))

    def halt(self, halted: bool = True) -> None:
        """While halted, nothing is sent again; pauses before repetitions end at once."""
        loop = self._started()
        assert self._halt is not None
        loop.call_soon_threadsafe(self._halt.set if halted else self._halt.clear)

    def abandon(self) -> None:
        """Cancels what is in flight."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._cancel)

    def close(self) -> None:
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._finish(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        self._loop = self._thread = None

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop, self._halt = asyncio.new_event_loop(), asyncio.Event()
            if isinstance(self._endpoint, Retrying):
                self._endpoint.resend = self._resend
            self._thread = threading.Thread(target=self._loop.run_forever, name="ppc-endpoint", daemon=True)
            self._thread.start()
        return self._loop

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        assert self._loop is not None
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _cancel(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _finish(self) -> None:
        self._cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._endpoint.close()

    async def _complete(self, request: Request) -> None:
        try:
            outcome: Any = await self._endpoint.complete(self._run_id, request)
        except EndpointError as e:
            outcome = Lost(str(e), e.fatal, e.paid)
        except Exception as e:  # a defect: it is raised where the caller waits
            outcome = e
        self.messages.put((request, outcome))

    async def _resend(self, request: Request, paid: bool, pause: Awaitable[None]) -> bool:
        assert self._halt is not None and self._loop is not None
        waits = [asyncio.ensure_future(pause), asyncio.ensure_future(self._halt.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if self._halt.is_set():
            return False
        if not paid:
            return True
        loop, answer = self._loop, self._loop.create_future()

        def grant(granted: bool) -> None:
            loop.call_soon_threadsafe(lambda: None if answer.done() else answer.set_result(granted))

        self.messages.put((request, grant))
        return bool(await answer)
