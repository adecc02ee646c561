"""What a request can cost at worst, and what a reply did cost."""

from __future__ import annotations

import json

from ppc.promptpo.ledger import Prices, Tokens
from ppc.promptpo.llm.messages import Message, Reply, Request
from ppc.promptpo.llm.settings import ModelSettings

PER_MESSAGE = 16
"""Tokens that mark where a message begins and ends and whose it is; known chat templates take 3 to 8."""
PER_REQUEST = 256
"""Tokens that a chat template adds of its own: a standard system prompt with the date, the opening of the answer."""


BYTES_PER_TOKEN = 4
"""Of text and programs, at least: for an estimate from below."""


def prompt_bound(messages: tuple[Message, ...], settings: ModelSettings) -> int:
    """Tokens that the prompt cannot exceed: no tokenizer makes more tokens of a text than its UTF-8 bytes."""
    texts = sum(len(m.content.encode("utf-8", "replace")) + len(m.role) + PER_MESSAGE for m in messages)
    # Body parameters may hold text for the model as well (a schema, a tool's description).
    body = len(json.dumps(dict(settings.body), default=str).encode()) if settings.body else 0
    return texts + body + PER_REQUEST


def worst_case(request: Request, settings: ModelSettings) -> Tokens:
    """The most that one sending can take, as far as the endpoint keeps to the limit on the reply that it is given."""
    return Tokens(prompt_bound(request.messages, settings), settings.completion_tokens)


def overflows(request: Request, settings: ModelSettings) -> bool:
    """Whether prompt and reply are all but certain not to fit ``context_tokens``."""
    if settings.context_tokens is None:
        return False
    prompt = sum(len(m.content.encode("utf-8", "replace")) for m in request.messages) // BYTES_PER_TOKEN
    return prompt + settings.completion_tokens > settings.context_tokens


def tokens_of(reply: Reply) -> Tokens:
    return Tokens(reply.prompt_tokens, reply.completion_tokens)


def prices_of(settings: ModelSettings) -> Prices | None:
    """None unless both prices are known."""
    if settings.price_in is None or settings.price_out is None:
        return None
    return Prices(settings.price_in, settings.price_out)


def dollars(tokens: Tokens, settings: ModelSettings) -> float | None:
    """Dollars; None without prices."""
    prices = prices_of(settings)
    return None if prices is None else prices.dollars(tokens)
