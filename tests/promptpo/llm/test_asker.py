"""Asking under the caps: with endpoints of the tests' own, whose replies come when the test says so."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ppc.promptpo.arena import Stop
from ppc.promptpo.journal import Event, JournalError
from ppc.promptpo.ledger import Caps, Ledger, Tokens
from ppc.promptpo.llm.asker import Asker, Cut
from ppc.promptpo.llm.messages import EndpointError, Lost, Message, Reply, Request, Resend
from ppc.promptpo.llm.meter import worst_case
from ppc.promptpo.llm.settings import ModelSettings
from ppc.promptpo.recorder import MemoryJournal, Recorder

SETTINGS = ModelSettings("m", completion_tokens=100, concurrency=3)


def requests(count: int, start: int = 0) -> list[Request]:
    return [Request(f"r{k}", (Message("user", f"prompt {k}"),)) for k in range(start, start + count)]


WORST = worst_case(requests(1)[0], SETTINGS)


def answer(request: Request, prompt: int = 10, completion: int = 5) -> Reply:
    return Reply(f"to {request.key}", prompt_tokens=prompt, completion_tokens=completion)


class Scripted:
    """An endpoint: ``script(request, n)`` gives the reply or error of sending ``n`` from 1; ``most`` were in flight at once."""

    def __init__(self, script: Callable[[Request, int], Reply | Exception]) -> None:
        self._script = script
        self.sent: list[str] = []
        self.flying = self.most = 0
        self.closed = False

    async def complete(self, run: str, request: Request) -> Reply:
        self.sent.append(request.key)
        self.flying += 1
        self.most = max(self.most, self.flying)
        try:
            await asyncio.sleep(0)
            await self.hold(request)
            outcome = self._script(request, self.sent.count(request.key))
        finally:
            self.flying -= 1
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def hold(self, request: Request) -> None: ...

    async def close(self) -> None:
        self.closed = True


class Reversed(Scripted):
    """Answers of the first ``count`` requests come in the reverse order, when all of them are in flight."""

    def __init__(self, script: Callable[[Request, int], Reply | Exception], count: int) -> None:
        super().__init__(script)
        self._count, self._events = count, {}  # type: ignore[var-annotated]

    async def hold(self, request: Request) -> None:
        if len(self._events) == self._count:
            return
        self._events[request.key] = asyncio.Event()
        if len(self._events) == self._count:
            self._events[request.key].set()
        await self._events[request.key].wait()
        keys = list(self._events)
        if (at := keys.index(request.key)) > 0:
            asyncio.get_running_loop().call_later(0, self._events[keys[at - 1]].set)


async def _never(_request: Request, _paid: bool, _pause: Awaitable[None]) -> bool:
    raise AssertionError("the asker sets this")


NEVER: Resend = staticmethod(_never)  # a class's function would become a method


class Again(Scripted):
    """As Scripted, but sends again, paid for, what failed with an error that may have been paid for."""

    resend: Resend = NEVER

    async def complete(self, run: str, request: Request) -> Reply:
        while True:
            try:
                return await super().complete(run, request)
            except EndpointError as e:
                if not e.paid or not await self.resend(request, True, asyncio.sleep(0)):
                    raise


class Run:
    """Asks against one journal; every ``open`` is another process."""

    def __init__(self, caps: Caps = Caps(), settings: ModelSettings = SETTINGS) -> None:  # noqa: B008
        self.journal = MemoryJournal()
        self.caps, self.settings = caps, settings
        self.stopping = False
        self.ledger = Ledger()

    @contextmanager
    def open(self, endpoint: Scripted, journal: Any = None) -> Iterator[Asker]:
        self.ledger = Ledger(self.caps)
        recorder = Recorder(journal or self.journal, lambda: 0.0)
        with Asker(recorder, self.ledger, endpoint, self.settings, "run", lambda: self.stopping) as asker:
            self.recorder = recorder
            yield asker
        assert endpoint.closed or not endpoint.sent

    @property
    def keys(self) -> list[str]:
        return [e.key for e in self.journal.events]

    def cut(self, events: int) -> Run:
        """This run as a kill after so many events leaves it."""
        other = Run(self.caps, self.settings)
        other.journal.events = self.journal.events[:events]
        return other

    @property
    def spent(self) -> tuple[int, Tokens, Tokens]:
        return self.ledger.requests, self.ledger.answered, self.ledger.unanswered


def test_answers_come_in_the_order_of_requests_under_the_concurrency() -> None:
    run, endpoint = Run(), Reversed(lambda r, _: answer(r), 3)
    with run.open(endpoint) as asker:
        answers = asker.ask(requests(8))
    assert [a.content for a in answers if isinstance(a, Reply)] == [f"to r{k}" for k in range(8)]
    assert endpoint.most == 3 and endpoint.sent == [f"r{k}" for k in range(8)]
    assert run.spent == (8, Tokens(80, 40), Tokens())
    for k in range(8):
        assert run.keys.index(f"prompt/r{k}") < run.keys.index(f"reply/r{k}")
    event = run.journal.events[0]
    assert event.kind == "prompt" and event.data["messages"] == [{"role": "user", "content": "prompt 0"}]
    assert event.data["worst"] == WORST.to_json()


def test_replies_are_journaled_as_they_arrive_and_nothing_depends_on_their_order() -> None:
    def script(request: Request, _n: int) -> Reply:
        return answer(request, int(request.key[1:]), 7)

    late = Run()
    with late.open(Reversed(script, 3)) as asker:
        asker.ask(requests(3))
    assert [k for k in late.keys if k.startswith("reply")] == ["reply/r2", "reply/r1", "reply/r0"]
    again = Scripted(script)
    first = late.spent
    with late.open(again) as asker:
        assert [a.prompt_tokens for a in asker.ask(requests(3)) if isinstance(a, Reply)] == [0, 1, 2]
        assert not late.recorder.replaying
    assert late.spent == first and not again.sent


@pytest.mark.parametrize("events", range(1, 13))
def test_a_run_killed_after_any_event_sends_only_what_was_not_answered(events: int) -> None:
    def script(request: Request, _n: int) -> Reply | Exception:
        return EndpointError("busy") if request.key == "r2" else answer(request)

    whole = Run()
    with whole.open(Scripted(script)) as asker:
        answers = asker.ask(requests(6))
    assert len(whole.keys) == 12
    killed = whole.cut(events)
    known = {k.split("/")[1] for k in killed.keys if not k.startswith("prompt/")}
    open_ = {k.split("/")[1] for k in killed.keys} - known
    endpoint = Scripted(script)
    with killed.open(endpoint) as asker:
        assert asker.ask(requests(6)) == answers
        assert not killed.recorder.replaying
    assert set(endpoint.sent) == {f"r{k}" for k in range(6)} - known
    assert killed.ledger.answered == whole.ledger.answered
    assert killed.ledger.unanswered == Tokens(WORST.prompt * len(open_), WORST.completion * len(open_))
    spent = killed.spent
    with killed.open(Scripted(script)) as asker:  # what the journal says of it is the same once more
        assert asker.ask(requests(6)) == answers
    assert killed.spent == spent


def test_nothing_starts_whose_worst_case_does_not_fit_beside_those_in_flight() -> None:
    run = Run(Caps(max_tokens=2 * WORST.total + 20))
    endpoint = Reversed(lambda r, _: answer(r), 2)
    with run.open(endpoint) as asker, pytest.raises(Cut) as caught:
        asker.ask(requests(40))
    assert endpoint.most == 2  # although three may fly
    assert caught.value.reason == "max_tokens" and isinstance(caught.value, Stop)
    assert run.ledger.tokens <= 2 * WORST.total + 20 < run.ledger.tokens + WORST.total
    done = len(endpoint.sent)
    assert [isinstance(a, Reply) for a in caught.value.answers] == [True] * done + [False] * (40 - done)
    assert run.keys[-1] == f"cap/r{done}" and run.journal.events[-1].data["cap"] == "max_tokens"
    again = Scripted(lambda r, _: answer(r))
    with run.open(again) as asker, pytest.raises(Cut, match="max_tokens"):
        asker.ask(requests(40))
    assert not again.sent and not run.recorder.replaying


def test_the_cap_in_dollars_ends_the_run_likewise() -> None:
    settings = ModelSettings("m", completion_tokens=100, price_in=1.0, price_out=2.0, max_usd=0.002)
    run = Run(Caps(max_usd=0.002), settings)
    with run.open(Scripted(lambda r, _: answer(r, 100, 50))) as asker, pytest.raises(Cut, match="max_usd"):
        asker.ask(requests(40))
    assert run.ledger.dollars is not None and 0.001 < run.ledger.dollars <= 0.002


def test_what_a_killed_process_left_unanswered_counts_for_the_caps() -> None:
    run = Run(Caps(max_tokens=2 * WORST.total))
    with run.open(Scripted(lambda r, _: answer(r))) as asker:
        asker.ask(requests(1))
    killed = run.cut(1)
    endpoint = Scripted(lambda r, _: answer(r, WORST.prompt, WORST.completion))
    with killed.open(endpoint) as asker:
        asker.ask(requests(1))
        assert killed.keys[-2:] == ["again/r0/2", "reply/r0"]
        with pytest.raises(Cut, match="max_tokens"):
            asker.ask(requests(1, 1))


@pytest.mark.parametrize("room", [1, 2, 3])
def test_a_sending_that_may_have_been_paid_for_is_repeated_only_if_the_caps_have_room(room: int) -> None:
    run = Run(Caps(max_tokens=room * WORST.total))
    endpoint = Again(lambda r, n: EndpointError("time-out", paid=True) if n < 3 else answer(r))
    with run.open(endpoint) as asker:
        (got,) = asker.ask(requests(1))
    assert len(endpoint.sent) == room and isinstance(got, Reply) == (room == 3)
    assert run.keys == [["prompt/r0"], ["prompt/r0", "again/r0/2"], ["prompt/r0", "again/r0/2", "again/r0/3"]][room - 1] + [
        "reply/r0" if room == 3 else "lost/r0"
    ]
    unpaid = min(room, 2)
    assert run.ledger.unanswered == Tokens(WORST.prompt * unpaid, WORST.completion * unpaid)
    spent = run.spent
    with run.open(Again(lambda r, n: answer(r))) as asker:
        assert asker.ask(requests(1)) == [got]
    assert run.spent == spent and not run.recorder.replaying


def test_two_that_wait_for_room_to_be_sent_again_do_not_wait_for_each_other() -> None:
    run = Run(Caps(max_tokens=3 * WORST.total))
    endpoint = Again(lambda r, n: EndpointError("time-out", paid=True))
    with run.open(endpoint) as asker, pytest.raises(EndpointError, match="time-out"):
        asker.ask(requests(2))
    assert len(endpoint.sent) == 3


def test_one_loss_among_replies_is_journaled_and_stays() -> None:
    run = Run()
    with run.open(Scripted(lambda r, _: EndpointError("busy") if r.key == "r0" else answer(r))) as asker:
        answers = asker.ask(requests(2))
    assert answers[0] == Lost("busy") and "lost/r0" in run.keys
    endpoint = Scripted(lambda r, _: answer(r))
    with run.open(endpoint) as asker:
        assert asker.ask(requests(2)) == answers
    assert not endpoint.sent


def test_where_all_are_lost_the_run_ends_and_a_resumed_one_asks_again() -> None:
    run = Run()
    unreachable = Scripted(lambda r, _: EndpointError(f"no route for {r.key}"))
    with run.open(unreachable) as asker, pytest.raises(EndpointError, match="the first: no route for r0") as caught:
        asker.ask(requests(3))
    assert caught.value.fatal and not any(k.startswith("lost") for k in run.keys)
    with run.open(Scripted(lambda r, _: answer(r))) as asker:
        assert all(isinstance(a, Reply) for a in asker.ask(requests(3)))
    assert run.ledger.unanswered == Tokens()  # it was certain that nothing had been paid for


def test_a_fatal_failure_waits_for_those_in_flight_and_starts_no_more() -> None:
    def script(request: Request, _n: int) -> Reply | Exception:
        return EndpointError("wrong key", fatal=True) if request.key == "r2" else answer(request)

    run, endpoint = Run(), Reversed(script, 3)
    with run.open(endpoint) as asker, pytest.raises(EndpointError, match="wrong key") as caught:
        asker.ask(requests(6))
    assert caught.value.fatal and sorted(endpoint.sent) == ["r0", "r1", "r2"]
    assert {"reply/r0", "reply/r1"} < set(run.keys) and "lost/r2" not in run.keys
    mended = Scripted(lambda r, _: answer(r))
    with run.open(mended) as asker:
        asker.ask(requests(6))
    assert sorted(mended.sent) == ["r2", "r3", "r4", "r5"] and run.ledger.unanswered == Tokens()


def test_a_wish_to_stop_lets_those_in_flight_arrive_and_the_run_goes_on_later() -> None:
    run = Run()

    class Wishing(Scripted):
        async def hold(self, request: Request) -> None:
            run.stopping = True
            await asyncio.sleep(0)

    endpoint = Wishing(lambda r, _: answer(r))
    with run.open(endpoint) as asker, pytest.raises(Cut, match="interrupted"):
        asker.ask(requests(9))
    assert 1 <= len(endpoint.sent) <= 3
    assert all(f"reply/{k}" in run.keys for k in endpoint.sent)
    assert not any(k.startswith("cap/") for k in run.keys)
    run.stopping = False
    rest = Scripted(lambda r, _: answer(r))
    with run.open(rest) as asker:
        asker.ask(requests(9))
    assert len(rest.sent) == 9 - len(endpoint.sent)


def test_a_wish_to_stop_ends_pauses_before_repetitions() -> None:
    run = Run()

    class Pausing(Scripted):
        resend: Resend = NEVER

        async def complete(self, _run: str, request: Request) -> Reply:
            self.sent.append(request.key)
            run.stopping = True
            if await self.resend(request, False, asyncio.sleep(3600)):
                return answer(request)
            raise EndpointError("429")

    with run.open(Pausing(lambda r, _: answer(r))) as asker, pytest.raises(Cut, match="interrupted"):
        asker.ask(requests(1))
    assert run.keys == ["prompt/r0", "failed/r0/1"]


def test_the_cap_on_seconds_ends_the_run_and_a_resumed_one_at_the_same_place() -> None:
    run = Run(Caps(max_seconds=1e-9))
    with run.open(Scripted(lambda r, _: answer(r))) as asker, pytest.raises(Cut, match="max_seconds"):
        asker.ask(requests(4))
    assert run.keys == ["cap/r0"]
    run.caps = Caps(max_seconds=1e9)
    with run.open(Scripted(lambda r, _: answer(r))) as asker, pytest.raises(Cut, match="max_seconds"):
        asker.ask(requests(4))
    assert not run.recorder.replaying


def test_another_prompt_under_a_known_key_is_an_error() -> None:
    run = Run()
    with run.open(Scripted(lambda r, _: answer(r))) as asker:
        asker.ask(requests(1))
    with run.open(Scripted(lambda r, _: answer(r))) as asker, pytest.raises(JournalError, match="another question"):
        asker.ask([Request("r0", (Message("user", "something else"),))])
    with run.open(Scripted(lambda r, _: answer(r))) as asker, pytest.raises(ValueError, match="same key"):
        asker.ask(requests(1) * 2)


def test_a_defect_in_the_endpoint_is_raised_where_the_caller_waits() -> None:
    run = Run()
    broken = Scripted(lambda r, _: ZeroDivisionError("oops") if r.key == "r1" else answer(r))
    with run.open(broken) as asker, pytest.raises(ZeroDivisionError):
        asker.ask(requests(3))
    assert {"reply/r0", "reply/r2"} < set(run.keys)


class Full(MemoryJournal):
    """A disk that is full for the event ``key``, ``times`` times."""

    def __init__(self, key: str, times: int) -> None:
        super().__init__()
        self._key, self._times = key, times

    def append(self, kind: str, data: Any, key: str = "") -> Event:
        if key == self._key and self._times:
            self._times -= 1
            raise JournalError("no space left")
        return super().append(kind, data, key)


@pytest.mark.parametrize("key", ["reply/r2", "reply/r0", "prompt/r3"])
def test_a_full_disk_loses_no_reply_that_it_has_room_for_later(key: str) -> None:
    run, full = Run(), Full(key, 1)
    with run.open(Reversed(lambda r, _: answer(r), 3), full) as asker, pytest.raises(JournalError, match="no space"):
        asker.ask(requests(5))
    prompts, replies = ({e.key[-2:] for e in full.events if e.kind == kind} for kind in ("prompt", "reply"))
    assert prompts == replies >= {"r0", "r1", "r2"}


def test_a_broken_off_wait_keeps_the_replies_that_have_arrived() -> None:
    run = Run()

    class Impatient(MemoryJournal):
        def append(self, kind: str, data: Any, key: str = "") -> Event:
            event = super().append(kind, data, key)
            if key == "reply/r2":
                arrived.wait(20)
                raise KeyboardInterrupt
            return event

    arrived = threading.Event()

    class Counting(Reversed):
        async def hold(self, request: Request) -> None:
            await super().hold(request)
            if request.key == "r0":  # its message, and that of r1, is on its way before this runs
                asyncio.get_running_loop().call_soon(arrived.set)

    journal = Impatient()
    with run.open(Counting(lambda r, _: answer(r), 3), journal) as asker, pytest.raises(KeyboardInterrupt):
        asker.ask(requests(5))
    assert {f"reply/r{k}" for k in range(3)} < {e.key for e in journal.events}


def test_it_works_under_a_loop_that_already_runs_and_journals_in_the_callers_thread() -> None:
    threads = set()

    class Watching(MemoryJournal):
        def append(self, kind: str, data: Any, key: str = "") -> Event:
            threads.add(threading.current_thread())
            return super().append(kind, data, key)

    async def notebook() -> int:
        run = Run()
        with run.open(Scripted(lambda r, _: answer(r)), Watching()) as asker:
            return len(asker.ask(requests(3)))

    assert asyncio.run(notebook()) == 3
    assert threads == {threading.current_thread()}
