"""One ask: which request starts when, and what its end means for the others."""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ppc.promptpo.journal import JournalError
from ppc.promptpo.ledger import Tokens
from ppc.promptpo.llm.messages import EndpointError, Lost, Reply, Request
from ppc.promptpo.llm.meter import worst_case

if TYPE_CHECKING:
    from ppc.promptpo.llm.asker import Asker, Sender

POLL = 0.1
"""Seconds between two looks at whether the run is to end, while replies are awaited."""


class Wave:
    """Requests start in their order and never overtake: that one does not fit depends on those before it alone, and not
    on which replies came first."""

    def __init__(self, asker: Asker, sender: Sender, requests: Sequence[Request]) -> None:
        self._asker, self._sender, self._requests = asker, sender, requests
        self._answers: dict[str, Reply | Lost] = {}
        self._pending: deque[Request] = deque()
        self._flying: dict[str, Tokens] = {}  # worst cases of what is in flight; nothing for what asks to be sent again
        self._asking: deque[tuple[Request, Callable[[bool], None]]] = deque()
        self._losses: dict[str, tuple[Request, Lost]] = {}  # not journaled yet
        self._unwritten: list[tuple[Request, Reply]] = []
        self._stop: str | None = None
        self._fatal: Lost | None = None
        self._crash: Exception | None = None

    def run(self) -> list[Reply | Lost]:
        self._recall()
        if self._pending and self._stop is None:
            try:
                self._sender.halt(False)
                self._send()
            except BaseException:
                self._sender.abandon()
                self._rescue()
                raise
        return self._conclude()

    def _recall(self) -> None:
        """Takes from the journal what it has."""
        for request in self._requests:
            if self._stop is None:
                self._stop = self._asker.capped(request.key)
            answer = self._asker.recall(request)
            if answer is None:
                self._pending.append(request)
            else:
                self._answers[request.key] = answer
        if self._requests and self._stop is None:
            self._stop = self._asker.capped(self._late)

    @property
    def _late(self) -> str:
        """The position of a cap that is reached when nothing is left to be started."""
        return f"{self._requests[-1].key}/waiting"

    def _send(self) -> None:
        while True:
            try:
                self._look()
                self._resend()
                self._start()
                if not self._flying:
                    return
                self._receive(*self._sender.messages.get(timeout=POLL))
            except queue.Empty:
                continue
            except JournalError as e:  # what is in flight is paid for: the disk may have room again when it arrives
                self._fail(e)

    def _fail(self, error: Exception) -> None:
        self._crash = self._crash or error
        self._halt()

    def _look(self) -> None:
        """Whether the run is to end by Ctrl-C or the cap on seconds."""
        if self._halted or not (self._pending or self._flying):
            return
        if self._asker.stop_requested():
            self._halt("interrupted")
            return
        position = self._pending[0].key if self._pending else self._late
        if reason := self._asker.ledger.reached(self._asker.recorder, position):
            self._halt(reason)

    @property
    def _halted(self) -> bool:
        return self._stop is not None or self._fatal is not None or self._crash is not None

    def _halt(self, reason: str | None = None) -> None:
        self._stop = self._stop or reason
        self._sender.halt()

    def _start(self) -> None:
        while self._pending and not self._halted and len(self._flying) < self._asker.settings.concurrency:
            request = self._pending[0]
            cap = self._lacks(request)
            if cap and self._flying:
                return  # what is in flight may cost less than its worst case
            if cap:
                self._asker.cap(request, cap)
                self._halt(cap)
                return
            self._flying[request.key] = self._asker.announce(request, self._asker.next_sending(request))
            self._pending.popleft()
            self._sender.start(request)

    def _lacks(self, request: Request) -> str | None:
        """The cap that has no room for one sending of ``request`` beside those in flight."""
        return self._asker.ledger.lacks(sum(self._flying.values(), worst_case(request, self._asker.settings)))

    def _resend(self) -> None:
        """Answers those that ask to be sent again."""
        while self._asking:
            request, grant = self._asking[0]
            cap = self._lacks(request)
            if cap and not self._halted and len(self._flying) > len(self._asking):
                return  # as above
            granted = not (cap or self._halted)
            if granted:
                self._flying[request.key] = self._asker.announce(request, self._asker.next_sending(request))
            self._asking.popleft()
            grant(granted)

    def _receive(self, request: Request, message: Any) -> None:
        if callable(message):
            self._asker.ledger.charge_unanswered(self._flying[request.key])
            self._flying[request.key] = Tokens()
            self._asking.append((request, message))
            return
        worst = self._flying.pop(request.key)
        if isinstance(message, Reply):
            self._take(request, message)
        elif isinstance(message, Lost):
            if message.paid:
                self._asker.ledger.charge_unanswered(worst)
            self._losses[request.key] = request, message
            if message.fatal:
                self._fatal = self._fatal or message
                self._halt()
            self._admit_losses()
        else:
            self._fail(message)

    def _take(self, request: Request, reply: Reply) -> None:
        try:
            self._answers[request.key] = self._asker.replied(request, reply)
        except JournalError:
            self._unwritten.append((request, reply))
            raise
        self._admit_losses()

    def _admit_losses(self) -> None:
        """Journals losses once it is known that they are no sign of a broken endpoint: something was answered."""
        answered = any(isinstance(a, Reply) for a in self._answers.values())
        if self._halted or not (answered or len(self._requests) == 1):
            return
        for key, (request, lost) in list(self._losses.items()):
            self._answers[key] = self._asker.lost(request, lost)
            del self._losses[key]

    def _rescue(self) -> None:
        """Journals the replies that have already arrived when the wait is broken off."""
        while not self._sender.messages.empty():
            request, message = self._sender.messages.get()
            if isinstance(message, Reply):
                self._asker.replied(request, message)

    def _conclude(self) -> list[Reply | Lost]:
        if self._crash is not None:
            for request, reply in self._unwritten:
                self._asker.replied(request, reply)
            raise self._crash
        for request, lost in self._losses.values():  # a resumed run sends these again
            self._asker.failed(request, lost)
        if self._fatal is not None:
            raise EndpointError(self._fatal.cause, fatal=True)
        if self._stop is not None:
            from ppc.promptpo.llm.asker import Cut

            raise Cut(self._stop, [self._answers.get(r.key) for r in self._requests])
        causes = [self._losses[r.key][1].cause for r in self._requests if r.key in self._losses]
        if causes:
            raise EndpointError(f"none of {len(causes)} requests was answered; the first: {causes[0]}", fatal=True)
        return [self._answers[r.key] for r in self._requests]
