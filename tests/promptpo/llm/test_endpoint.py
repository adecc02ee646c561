"""The endpoint against a real server on this machine, through the real client."""

from __future__ import annotations

import asyncio
import logging
import traceback
from typing import Any

import pytest

from ppc.promptpo.llm.endpoint import OpenAIEndpoint
from ppc.promptpo.llm.messages import EndpointError, Message, Reply, Request
from ppc.promptpo.llm.settings import ModelSettings
from tests.promptpo.llm import loopback as lb
from tests.promptpo.llm.loopback import Loopback, Script

REQUEST = Request("round/1/candidate/0/attempt/0", (Message("system", "Be brief."), Message("user", "Write a policy.")))
KEY = "sk-secret-0123456789"
NOW = 1_700_000_000.0


class Asked:
    """What came of one request: a reply or an error, the pauses, and what the server received."""

    def __init__(self, script: Script, *, key: str | None = KEY, request: Request = REQUEST, **settings: Any) -> None:
        self.reply: Reply | None = None
        self.error: EndpointError | None = None
        self.pauses: list[float] = []
        environ = {} if key is None else {"SOME_KEY": key}
        settings = {"retries": 2, "timeout": 20.0, "api_key_env": "SOME_KEY", **settings}
        with Loopback(script) as server:
            settings.setdefault("base_url", server.url)
            endpoint = OpenAIEndpoint(ModelSettings("m", **settings), sleep=self._sleep, now=lambda: NOW, environ=environ)
            asyncio.run(self._ask(endpoint, request))
        self.requests, self.keys = server.requests, server.keys
        self.shown = repr(endpoint) + str(vars(endpoint.settings))

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def _ask(self, endpoint: OpenAIEndpoint, request: Request) -> None:
        try:
            self.reply = await endpoint.complete("run-1", request)
        except EndpointError as e:
            self.error = e
        finally:
            await endpoint.close()


def test_a_request_and_its_reply() -> None:
    usage = {"prompt_tokens": 7, "completion_tokens": 5, "completion_tokens_details": {"reasoning_tokens": 3}}
    asked = Asked([lb.reply("text", usage=usage)], temperature=0.5, body={"top_k": 4})
    assert asked.reply == Reply("text", "stop", "", "loopback", 7, 5, 3, True, 1)
    (received,) = asked.requests
    assert received.path == "/v1/chat/completions"
    assert received.headers["authorization"] == f"Bearer {KEY}"
    assert received.body == {
        "model": "m", "temperature": 0.5, "top_k": 4, "max_tokens": 16_384,
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Write a policy."}],
    }  # fmt: skip


TRANSIENT = {
    "429": lb.error(429, "slow down"),
    "429 for a while": lb.error(429, "slow down", after="7"),
    "500": lb.error(500),
    "503": lb.error(503),
    "408": lb.error(408),
    "409": lb.error(409),
    "500 without JSON": lb.Play(b"oops", 500),
    "dropped before": lb.DROP_BEFORE,
    "dropped inside": lb.DROP_INSIDE,
    "malformed": lb.MALFORMED,
    "truncated": lb.TRUNCATED,
    "no choices": lb.NO_CHOICES,
    "no body": lb.Play(b""),
    "a list": lb.sends([1]),
    "deep": lb.Play(b"[" * 100_000),
    "an error with status 200": lb.sends({"error": {"message": "upstream", "code": 502}}),
}


@pytest.mark.parametrize("play", TRANSIENT.values(), ids=TRANSIENT)
def test_what_passes_is_tried_again_with_the_same_key(play: lb.Play) -> None:
    asked = Asked([play, play, lb.GOOD])
    assert asked.reply is not None and asked.reply.content == "hello"
    assert asked.reply.sendings == 3 and len(asked.pauses) == 2
    assert len(asked.requests) == 3 and len(set(asked.keys)) == 1 and asked.keys[0].startswith("ppc-")


@pytest.mark.parametrize("play", TRANSIENT.values(), ids=TRANSIENT)
def test_what_does_not_pass_is_given_up_and_is_not_fatal(play: lb.Play) -> None:
    asked = Asked([play])
    assert asked.error is not None and not asked.error.fatal
    assert "sent 3 times" in str(asked.error) and len(asked.requests) == 3


@pytest.mark.parametrize("play", [lb.HANG_BEFORE, lb.HANG_INSIDE, lb.TRICKLE], ids=["before", "inside", "trickle"])
def test_a_request_and_all_of_its_body_have_one_time_out(play: lb.Play) -> None:
    asked = Asked([play], timeout=0.2, retries=1)
    assert asked.error is not None and not asked.error.fatal and asked.error.paid
    assert "--timeout" in str(asked.error) and len(asked.requests) == 2


FATAL = {
    "key": (lb.BAD_KEY, ["SOME_KEY", "401"]),
    "forbidden": (lb.error(403), ["SOME_KEY", "403"]),
    "model": (lb.NO_MODEL, ["'m'", "--base-url", "404"]),
    "quota": (lb.NO_QUOTA, ["credit", "SOME_KEY"]),
    "credit": (lb.error(402, "Insufficient balance"), ["credit"]),
    "overflow": (lb.OVERFLOW, ["context", "8192", "--completion-tokens"]),
    "overflow by text": (lb.error(400, "max_tokens is too large: maximum context length is 8192"), ["overflow the context"]),
    "body": (lb.error(422, "top_k: not a number"), ["--extra-body", "top_k"]),
    "limit": (lb.error(400, "max_tokens is too large: at most 4096", param="max_tokens"), ["--completion-tokens", "4096"]),
}


@pytest.mark.parametrize(("play", "words"), FATAL.values(), ids=FATAL)
def test_what_would_fail_again_ends_at_once_and_says_what_to_do(play: lb.Play, words: list[str]) -> None:
    asked = Asked([play])
    assert asked.error is not None and asked.error.fatal and not asked.error.paid
    assert len(asked.requests) == 1 and not asked.pauses
    assert "\n" not in str(asked.error)
    for word in words:
        assert word in str(asked.error)


@pytest.mark.parametrize(
    ("after", "after_ms", "pause"),
    [
        ("3", None, 3.0),
        ("2.5", None, 2.5),
        ("0", None, 0.0),
        ("9", "1500", 1.5),
        ("100000", None, 120.0),
        ("-4", None, 0.0),
        ("inf", None, 120.0),
        ("Tue, 14 Nov 2023 22:13:30 GMT", None, 10.0),  # NOW + 10 s
        ("Tue, 14 Nov 2023 22:00:00 GMT", None, 0.0),
    ],
)
def test_retry_after_is_honoured_within_reason(after: str, after_ms: str | None, pause: float) -> None:
    asked = Asked([lb.error(429, after=after, after_ms=after_ms), lb.GOOD])
    assert asked.reply is not None and asked.pauses == [pause]


@pytest.mark.parametrize("after", [None, "soon", "nan", ""])
def test_without_retry_after_pauses_double_are_capped_and_do_not_depend_on_chance(after: str | None) -> None:
    one = Asked([lb.error(429, after=after)], retries=9)
    two = Asked([lb.error(503)], retries=9)
    assert one.pauses == two.pauses
    assert all(0.5 * 2**k <= p < 2**k for k, p in enumerate(one.pauses[:6]))
    assert all(30.0 <= p < 60.0 for p in one.pauses[6:])
    other = Asked([lb.error(429)], retries=9, request=Request("another", REQUEST.messages))
    assert other.pauses != one.pauses and other.keys[0] != one.keys[0]


@pytest.mark.parametrize(
    ("play", "content", "refusal"),
    [(lb.EMPTY, "", ""), (lb.NULL, "", ""), (lb.REFUSAL, "", "I would rather not.")],
    ids=["empty", "null", "refusal"],
)
def test_paid_words_of_no_use_are_replies(play: lb.Play, content: str, refusal: str) -> None:
    asked = Asked([play])
    assert asked.reply is not None and (asked.reply.content, asked.reply.refusal) == (content, refusal)
    assert (asked.reply.prompt_tokens, asked.reply.completion_tokens) == (100, 20) and len(asked.requests) == 1


def test_without_usage_upper_bounds_stand_in() -> None:
    reply = Asked([lb.NO_USAGE], completion_tokens=500).reply
    assert reply is not None and not reply.counted
    assert reply.prompt_tokens >= len("Be brief.Write a policy.") and reply.completion_tokens == 500


@pytest.mark.parametrize(
    "usage", [{"prompt_tokens": -1, "completion_tokens": 2}, {"prompt_tokens": "7"}, {"prompt_tokens": True}]
)
def test_usage_that_is_no_count_does_not_count(usage: dict[str, Any]) -> None:
    reply = Asked([lb.reply(usage=usage)]).reply
    assert reply is not None and not reply.counted and reply.prompt_tokens > 100


def test_a_reply_above_2_mb_is_not_asked_for_again() -> None:
    asked = Asked([lb.HUGE])
    assert asked.error is not None and not asked.error.fatal and asked.error.paid
    assert "larger than 2 MB" in str(asked.error) and len(asked.requests) == 1
    just = Asked([lb.reply("x" * 2_000_000)])
    assert just.reply is not None and len(just.reply.content) == 2_000_000


def test_texts_that_have_no_utf8_form_become_ones_that_have() -> None:
    reply = Asked([lb.reply("a\ud800b")]).reply
    assert reply is not None and reply.content == "a?b"
    asked = Asked([lb.GOOD], request=Request("k", (Message("user", "a\udfffb"),)))
    assert asked.requests[0].body["messages"][0]["content"] == "a?b"


def test_content_in_parts_is_joined() -> None:
    reply = Asked([lb.reply([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}])]).reply
    assert reply is not None and reply.content == "ab"


def test_a_limit_by_the_other_name_is_tried_once() -> None:
    asked = Asked(lb.refuses("max_tokens"))
    assert asked.reply is not None and asked.reply.sendings == 2 and not asked.pauses
    assert asked.requests[1].body["max_completion_tokens"] == 16_384
    both = Asked([lb.error(400, "'max_tokens' is not supported: use 'max_completion_tokens'", param="max_tokens")])
    assert both.error is not None and both.error.fatal and len(both.requests) == 2


def test_a_temperature_that_is_refused_is_left_out_from_then_on() -> None:
    async def ask() -> None:
        with Loopback(lb.refuses("temperature")) as server:
            endpoint = OpenAIEndpoint(ModelSettings("m", base_url=server.url, temperature=0.2), environ={})
            assert (await endpoint.complete("r", REQUEST)).sendings == 2
            assert (await endpoint.complete("r", REQUEST)).sendings == 1
            await endpoint.close()

    asyncio.run(ask())


def test_a_missing_key_is_named_where_one_is_needed() -> None:
    with pytest.raises(EndpointError, match="SOME_KEY") as caught:
        OpenAIEndpoint(ModelSettings("m", api_key_env="SOME_KEY"), environ={"OPENAI_API_KEY": "x"}).check_key()
    assert caught.value.fatal
    asked = Asked([lb.GOOD], key=None)
    assert asked.reply is not None and asked.requests[0].headers["authorization"] == "Bearer no-key"


def test_the_official_endpoint_gets_the_limit_by_its_long_name() -> None:
    endpoint = OpenAIEndpoint(ModelSettings("m"), environ={"OPENAI_API_KEY": KEY})
    assert endpoint._limit == "max_completion_tokens"


def test_no_server_is_an_error_that_names_the_address() -> None:
    with Loopback([lb.GOOD]) as server:
        url = server.url
    asked = Asked([lb.GOOD], base_url=url)
    assert asked.error is not None and url in str(asked.error) and not asked.error.paid and not asked.error.fatal


def test_a_prompt_beyond_the_known_context_is_not_sent() -> None:
    asked = Asked([lb.GOOD], context_tokens=20_000, request=Request("k", (Message("user", "word " * 10_000),)))
    assert asked.error is not None and asked.error.fatal and "--context-tokens 20000" in str(asked.error)
    assert not asked.requests


ECHOES = {
    "error": lb.error(401, f"Incorrect API key provided: {KEY}.", code=KEY),
    "text": lb.Play(f"who is {KEY}?".encode(), 400),
    "long text": lb.Play(b" " * 290 + KEY.encode() * 3, 503),
    "detail": lb.sends({"detail": [{"input": {"Authorization": f"Bearer {KEY}"}}]}, status=422),
    "status 200": lb.sends({"error": {"message": KEY}}),
    "no JSON": lb.Play(b"x" * 30 + KEY.encode()),
    "content": lb.reply(f"your key is {KEY}", finish=KEY, refusal=KEY),
}


@pytest.mark.parametrize("play", ECHOES.values(), ids=ECHOES)
def test_the_key_appears_nowhere_even_if_the_server_echoes_it(play: lb.Play, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        asked = Asked([play])
    shown = [caplog.text, asked.shown, repr(asked.reply), repr(asked.error)]
    error: BaseException | None = asked.error
    while error is not None:  # what a debugger or a crash report would print of it
        shown.append("".join(traceback.format_exception(error, chain=False)) + repr(error) + repr(vars(error)))
        error = error.__cause__ or error.__context__
    assert asked.requests[0].headers["authorization"] == f"Bearer {KEY}"
    for text in shown:
        assert KEY not in text and KEY[:10] not in text


@pytest.mark.parametrize("key", ["sk-1\nsk-2", "sk-é", "two words"])
def test_a_key_that_cannot_be_one_is_not_sent_and_not_shown(key: str) -> None:
    asked = Asked([lb.GOOD], key=key)
    assert asked.error is not None and asked.error.fatal and "SOME_KEY" in str(asked.error)
    assert not asked.requests and key not in str(asked.error)
