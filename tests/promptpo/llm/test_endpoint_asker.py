"""Asker, endpoint, client, HTTP and journal together."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from ppc.promptpo.journal import JOURNAL, Journal
from ppc.promptpo.ledger import Caps, Ledger
from ppc.promptpo.llm.asker import Asker, Cut
from ppc.promptpo.llm.endpoint import OpenAIEndpoint
from ppc.promptpo.llm.messages import EndpointError, Lost, Message, Reply, Request
from ppc.promptpo.llm.meter import worst_case
from ppc.promptpo.llm.settings import ModelSettings
from ppc.promptpo.recorder import Recorder
from tests.promptpo.llm import loopback as lb
from tests.promptpo.llm.loopback import Loopback, Play, Script

KEY = "sk-secret-0123456789"
REQUESTS = [Request(f"round/1/candidate/{k}/attempt/0", (Message("user", f"candidate {k}"),)) for k in range(8)]


async def no_sleep(_seconds: float) -> None: ...


def ask(folder: Path, server: Loopback, ledger: Ledger | None = None, **settings: Any) -> list[Reply | Lost]:
    """One process of a run in ``folder``."""
    model = ModelSettings("m", base_url=server.url, **{"retries": 2, "completion_tokens": 50, **settings})
    endpoint = OpenAIEndpoint(model, sleep=no_sleep, environ={"OPENAI_API_KEY": KEY})
    with Journal(folder) as journal:
        if not journal.events:
            journal.append("start", {"format": 1, "model": model.to_json()})
        recorder = Recorder(journal, lambda: 0.0)
        with Asker(recorder, ledger or Ledger(), endpoint, model, "run") as asker:
            return asker.ask(REQUESTS)


def faults(body: dict[str, Any], _headers: dict[str, str], _n: int) -> Play:
    """What becomes of a candidate depends on its number alone."""
    number = int(body["messages"][0]["content"].split()[1])
    first = not seen.get(number)
    seen[number] = True
    plays = {1: lb.error(429, KEY), 2: lb.DROP_INSIDE, 3: lb.TRUNCATED, 4: lb.error(503, after="1")}
    if number in plays and first:
        return plays[number]
    return lb.HUGE if number == 5 else lb.REFUSAL if number == 6 else lb.reply(f"reply {number} to {KEY}")


seen: dict[int, bool] = {}


def test_a_batch_with_every_kind_of_trouble_is_asked_once_and_then_known(tmp_path: Path) -> None:
    seen.clear()
    ledger, again = Ledger(), Ledger()
    with Loopback(faults) as server:
        answers = ask(tmp_path, server, ledger)
        sent = len(server.requests)
        assert ask(tmp_path, server, again) == answers
    assert len(server.requests) == sent == 8 + 4
    assert [isinstance(a, Reply) for a in answers] == [True] * 5 + [False, True, True]
    assert [a.sendings for a in answers if isinstance(a, Reply)] == [1, 2, 2, 2, 2, 1, 1]
    assert len(set(server.keys)) == 8
    assert ledger.answered == again.answered and ledger.requests == again.requests == 7
    # Sendings that were cut off, and the reply that was too long, may have been charged for.
    assert ledger.unanswered == again.unanswered and ledger.unanswered.completion == 3 * 50
    written = (tmp_path / JOURNAL).read_bytes()
    assert KEY.encode() not in written and b"[key]" in written


def test_a_run_that_ends_for_a_wrong_key_goes_on_with_a_right_one(tmp_path: Path) -> None:
    with Loopback([lb.BAD_KEY]) as server, pytest.raises(EndpointError, match="OPENAI_API_KEY") as caught:
        ask(tmp_path, server)
    assert caught.value.fatal and len(server.requests) <= 4
    ledger = Ledger()
    with Loopback([lb.GOOD]) as server:
        assert all(isinstance(a, Reply) for a in ask(tmp_path, server, ledger))
    assert len(server.requests) == 8 and ledger.unanswered.total == 0


@pytest.mark.parametrize("play", [lb.error(503, "down for maintenance"), lb.MALFORMED], ids=["503", "malformed"])
def test_a_run_that_nobody_answers_ends_with_the_cause(tmp_path: Path, play: Play) -> None:
    with Loopback([play]) as server, pytest.raises(EndpointError, match=r"none of 8 .*(maintenance|no JSON)"):
        ask(tmp_path, server)


def test_the_servers_own_count_of_tokens_stays_under_the_cap(tmp_path: Path) -> None:
    cap = 3 * worst_case(REQUESTS[0], ModelSettings("m", completion_tokens=50)).total
    inside = most = charged = 0
    lock, gate = threading.Lock(), threading.Event()

    def charging(_body: dict[str, Any], _headers: dict[str, str], n: int) -> Play:
        nonlocal inside, most, charged
        with lock:
            inside += 1
            most = max(most, inside)
            if n == 2:  # three have room; no answer comes before all are here
                gate.set()
        gate.wait(20)
        with lock:
            inside -= 1
            charged += 150
        return lb.reply(usage={"prompt_tokens": 100, "completion_tokens": 50})

    ledger = Ledger(Caps(max_tokens=cap))
    script: Script = charging
    with Loopback(script) as server, pytest.raises(Cut, match="max_tokens"):
        ask(tmp_path, server, ledger, max_tokens=cap, concurrency=8)
    assert most == 3 and ledger.tokens == charged <= cap


def test_who_pays_elsewhere_is_not_told_to_other_servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-1")
    with Loopback([lb.GOOD]) as server:
        ask(tmp_path, server)
    assert not any("org-1" in v or "proj-1" in v for r in server.requests for v in r.headers.values())
