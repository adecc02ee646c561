from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ppc.promptpo.config import OptimizeError
from ppc.promptpo.ledger import Caps, Ledger, Prices, Tokens
from ppc.promptpo.llm.check import check_settings
from ppc.promptpo.llm.messages import Message, Reply, Request
from ppc.promptpo.llm.meter import dollars, overflows, prices_of, prompt_bound, tokens_of, worst_case
from ppc.promptpo.llm.settings import ModelSettings

SETTINGS = ModelSettings("m", completion_tokens=1000, price_in=2.0, price_out=8.0)


def test_the_bound_counts_utf8_bytes_messages_and_the_body() -> None:
    plain = prompt_bound((Message("user", "abc"),), SETTINGS)
    assert prompt_bound((Message("user", "abcé€"),), SETTINGS) == plain + 5
    assert prompt_bound((Message("user", "abc"), Message("user", "")), SETTINGS) > plain
    with_body = replace(SETTINGS, body={"schema": "x" * 500})
    assert prompt_bound((Message("user", "abc"),), with_body) >= plain + 500
    assert prompt_bound((Message("user", "\ud800"),), SETTINGS) > 0


def test_worst_case_and_cost() -> None:
    request = Request("k", (Message("user", "x" * 10_000),))
    worst = worst_case(request, SETTINGS)
    assert worst.completion == 1000 and 10_000 < worst.prompt < 10_500
    assert tokens_of(Reply("", prompt_tokens=3, completion_tokens=4)) == Tokens(3, 4)
    assert dollars(Tokens(1_000_000, 500_000), SETTINGS) == 6.0
    assert prices_of(SETTINGS) == Prices(2.0, 8.0)
    assert prices_of(replace(SETTINGS, price_out=None)) is None
    assert dollars(Tokens(1, 1), ModelSettings("m")) is None


def test_a_context_is_overflown_only_where_it_is_all_but_certain() -> None:
    request = Request("k", (Message("user", "x" * 8000),))
    assert not overflows(request, SETTINGS)
    assert not overflows(request, replace(SETTINGS, context_tokens=3000))
    assert overflows(request, replace(SETTINGS, context_tokens=2999))


def test_the_ledger_counts_what_may_have_been_paid_for_the_caps_only() -> None:
    ledger = Ledger(Caps(max_usd=0.01, max_tokens=10_000), prices=Prices(1.0, 2.0))
    ledger.charge_reply(Reply("", prompt_tokens=1000, completion_tokens=500))
    ledger.charge_unanswered(Tokens(2000, 1000))
    assert (ledger.requests, ledger.tokens, ledger.dollars) == (1, 1500, 0.002)
    assert ledger.lacks(Tokens(0, 2000)) is None  # exactly the dollar cap
    assert ledger.lacks(Tokens(0, 2001)) == "max_usd"
    assert Ledger(Caps(max_tokens=100)).lacks(Tokens(60, 40)) is None
    assert Ledger(Caps(max_tokens=100)).lacks(Tokens(60, 41)) == "max_tokens"
    assert Ledger().lacks(Tokens(10**12, 10**12)) is None


BAD: dict[str, dict[str, Any]] = {
    "--llm": {"model": " "},
    "--base-url": {"base_url": "localhost:8000"},
    "--base-url ": {"base_url": "http://user:pass@host/v1"},
    "--base-url  ": {"base_url": "http://host:port/v1"},
    "--api-key-env": {"api_key_env": "sk-0123456789"},
    "--concurrency": {"concurrency": 0},
    "--timeout": {"timeout": float("nan")},
    "--timeout ": {"timeout": 0.0},
    "--retries": {"retries": -1},
    "--temperature": {"temperature": -0.1},
    "--completion-tokens": {"completion_tokens": 0},
    "--context-tokens": {"context_tokens": 1000},
    "--extra-body": {"body": {"n": 3}},
    "--extra-body ": {"body": {"x": float("inf")}},
    "--extra-body  ": {"body": {"x": {1, 2}}},
    "--price-in": {"price_in": -1.0},
    "--price-out": {"price_out": float("nan")},
    "--price-out ": {"price_out": None},
    "--max-usd": {"max_usd": 0.0},
    "--max-usd ": {"max_usd": 0.001},
    "--max-tokens": {"max_tokens": 1000},
}


@pytest.mark.parametrize(("flag", "change"), BAD.items(), ids=BAD)
def test_bad_settings_are_named_by_their_flag(flag: str, change: dict[str, Any]) -> None:
    check_settings(SETTINGS, {})
    with pytest.raises(OptimizeError, match=flag.strip()) as caught:
        check_settings(replace(SETTINGS, **change), {})
    assert "sk-0123456789" not in str(caught.value) and "pass@" not in str(caught.value)


def test_a_cap_in_dollars_needs_prices() -> None:
    with pytest.raises(OptimizeError, match=r"--max-usd needs .*--price-in and --price-out"):
        check_settings(ModelSettings("m", max_usd=5.0), {})
    check_settings(ModelSettings("m", max_usd=5.0, price_in=0.0, price_out=0.0), {})


@pytest.mark.parametrize(
    "settings",
    [ModelSettings("m", body={"auth": "Bearer sk-0123456789"}), ModelSettings("m", base_url="http://h/sk-0123456789/v1")],
)
def test_the_key_is_not_let_into_the_journal(settings: ModelSettings) -> None:
    with pytest.raises(OptimizeError, match="journaled") as caught:
        check_settings(settings, {"OPENAI_API_KEY": "sk-0123456789"})
    assert "0123456789" not in str(caught.value)
