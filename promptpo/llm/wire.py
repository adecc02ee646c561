"""Chat completions on the wire: what is sent, and what is made of the bytes that come back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from typing import Any

from ppc.promptpo.llm.messages import Reply, Request
from ppc.promptpo.llm.meter import prompt_bound
from ppc.promptpo.llm.settings import ModelSettings

MAX_REPLY_BYTES = 2 * 1024 * 1024


class TooLarge(Exception):
    """The body passed MAX_REPLY_BYTES."""


class Broken(Exception):
    """The connection ended inside the body."""


class Malformed(Exception):
    """The body is no chat completion; ``error`` is what it says of an error, if it says so with status 200."""

    def __init__(self, message: str, error: Any = None) -> None:
        super().__init__(message)
        self.error = error


def idempotency_key(run: str, request: Request) -> str:
    """The same for every sending of a request, another for every other request of every run."""
    return "ppc-" + hashlib.sha256(f"{run}\n{request.key}".encode()).hexdigest()[:40]


def payload(request: Request, settings: ModelSettings, limit: str, temperature: bool) -> dict[str, Any]:
    """Arguments of the client's ``create``. ``limit`` names the parameter that bounds the reply."""
    # A surrogate without its partner has no UTF-8 form; no prompt is worth dying for one.
    messages = [{"role": m.role, "content": m.content.encode("utf-8", "replace").decode()} for m in request.messages]
    arguments: dict[str, Any] = {"model": settings.model, "messages": messages, limit: settings.completion_tokens}
    if temperature and settings.temperature is not None:
        arguments["temperature"] = settings.temperature
    if settings.body:
        arguments["extra_body"] = dict(settings.body)
    return arguments


async def read_body(chunks: AsyncIterator[bytes]) -> bytes:
    """All chunks as one. Raises TooLarge or Broken."""
    parts, size = [], 0
    try:
        async for chunk in chunks:
            size += len(chunk)
            if size > MAX_REPLY_BYTES:
                break
            parts.append(chunk)
    except Exception as e:  # which classes these are depends on the HTTP library, and that on the client's version
        raise Broken(type(e).__name__) from None
    if size > MAX_REPLY_BYTES:
        raise TooLarge
    return b"".join(parts)


def parse(body: bytes, request: Request, settings: ModelSettings) -> Reply:
    """The reply in ``body``; refusals and empty texts are replies. Raises Malformed."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        start = body[:40].decode("utf-8", "replace")
        raise Malformed(f"the reply is no JSON, or is cut off (it begins {start!r})") from None
    if isinstance(data, dict) and data.get("error") and not data.get("choices"):
        raise Malformed("the reply is an error", data["error"])
    choices = data.get("choices") if isinstance(data, dict) else None
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise Malformed("the reply holds no choices")
    message = choices[0].get("message")
    if not isinstance(message, dict):
        raise Malformed("the reply holds no message")
    usage = data.get("usage")
    prompt, completion, reasoning, counted = _usage(usage if isinstance(usage, dict) else {})
    return Reply(
        content=_text(message.get("content")),
        finish_reason=_text(choices[0].get("finish_reason")) or "stop",
        refusal=_text(message.get("refusal")),
        model=_text(data.get("model"))[:200],
        prompt_tokens=prompt_bound(request.messages, settings) if prompt is None else prompt,
        completion_tokens=settings.completion_tokens if completion is None else completion,
        reasoning_tokens=reasoning,
        counted=counted,
    )


def _usage(usage: dict[str, Any]) -> tuple[int | None, int | None, int, bool]:
    prompt, completion = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    details = usage.get("completion_tokens_details")
    reasoning = _count(details.get("reasoning_tokens")) if isinstance(details, dict) else None
    return prompt, completion, reasoning or 0, prompt is not None and completion is not None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _text(value: Any) -> str:
    """Text that has a UTF-8 form. Some endpoints send a list of parts instead."""
    if isinstance(value, list):
        value = "".join(_text(part.get("text")) for part in value if isinstance(part, dict))
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
