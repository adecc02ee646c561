"""What went wrong with a sending, whether to try again, and what the user can do about it."""

from __future__ import annotations

import email.utils
import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ppc.promptpo.llm.settings import ModelSettings

LONGEST_PAUSE = 120.0
"""Seconds; an endpoint that asks for a longer rest is asked again after this."""
LONGEST_BACKOFF = 60.0

# The endpoint's gateway gave up waiting for the model, which may have answered and been charged for.
_GATEWAY_TIMEOUTS = (408, 504, 524)
_OVERFLOW = re.compile(
    r"context[ _](length|window|size)|prompt is too long|too many (input )?tokens|input (is )?too long|exceeds? .{0,40}context",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Failure:
    """``retry``: the same request may succeed later, ``after`` so many seconds where the endpoint says. ``fatal``: every
    request would fail. ``paid``: it may have been charged for. ``parameter``: what the endpoint will not have, by name."""

    cause: str
    retry: bool = False
    fatal: bool = False
    paid: bool = False
    after: float | None = None
    parameter: str = ""


def of_status(status: int, body: object, headers: Mapping[str, str], settings: ModelSettings, url: str, now: float) -> Failure:
    """The failure that an HTTP status tells of. ``body``: the error object or text; ``now``: seconds since 1970."""
    text, code = _said(body)
    said = f"{status}: {text}" if text else str(status)
    key, model = settings.api_key_env, settings.model
    if status in (400, 413, 422) and (code == "context_length_exceeded" or _OVERFLOW.search(text) or status == 413):
        return overflow(said, settings)
    if code in ("content_filter", "content_policy_violation"):
        return Failure(f"the endpoint's content filter will not have the prompt ({said})")
    if status == 402 or code in ("insufficient_quota", "billing_hard_limit_reached"):
        return Failure(f"the account behind {key} has no credit left ({said}): top it up, then go on with --resume", fatal=True)
    if status in (408, 409, 429) or status >= 500:
        return Failure(
            f"the endpoint answered {said}", retry=True, paid=status in _GATEWAY_TIMEOUTS, after=retry_after(headers, now)
        )
    if status == 401:
        return Failure(f"{url} does not accept the key in {key} ({said}): set {key} to a valid one", fatal=True)
    if status == 403:
        return Failure(f"{url} denies the key in {key} the model {model} ({said}): use another key or model", fatal=True)
    if status == 404:
        return Failure(
            f"there is no model {model!r} at {url} ({said}): check the name after --llm, and --base-url (it often ends in /v1)",
            fatal=True,
        )
    return Failure(
        f"the endpoint refuses the request ({said}): mend the settings (--extra-body, --temperature, --completion-tokens)",
        fatal=True,
        parameter=_parameter(body, text),
    )


def overflow(said: str, settings: ModelSettings) -> Failure:
    return Failure(
        f"prompt and reply (up to {settings.completion_tokens} tokens) overflow the context of {settings.model} ({said}): "
        "lower --completion-tokens or --history-tokens, or choose a model with a longer context",
        fatal=True,
    )


def of_connection(kind: str, url: str) -> Failure:
    """The connection failed before an answer came; ``kind`` is the HTTP library's name for how."""
    if kind.startswith("Connect") or kind in ("ProxyError", "UnsupportedProtocol", "PoolTimeout"):
        return Failure(f"cannot connect to {url} ({kind}): is the server running, and is --base-url right?", retry=True)
    return Failure(f"the connection to {url} broke before the answer came ({kind})", retry=True, paid=True)


def of_error_object(error: object, settings: ModelSettings, url: str, now: float) -> Failure:
    """Of an error that came with status 200, as some gateways send what the model's provider told them."""
    code = error.get("code") if isinstance(error, dict) else None
    status = int(code) if isinstance(code, (int, str)) and str(code).isdecimal() and 400 <= int(code) < 600 else 500
    return of_status(status, error, {}, settings, url, now)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the endpoint asks to wait, at most LONGEST_PAUSE; None if it does not say. RFC 9110, 10.2.3."""
    for name, unit in (("retry-after-ms", 1e-3), ("retry-after", 1.0)):
        value = headers.get(name, "").strip()
        try:
            seconds = float(value) * unit
        except ValueError:
            try:
                seconds = email.utils.parsedate_to_datetime(value).timestamp() - now
            except (TypeError, ValueError, OverflowError):
                continue
        if not math.isnan(seconds):
            return min(max(seconds, 0.0), LONGEST_PAUSE)
    return None


def backoff(name: str, attempt: int) -> float:
    """Seconds before repetition ``attempt`` (from 1): doubling, capped, spread by a share that follows from ``name``."""
    share = int.from_bytes(hashlib.sha256(f"{name}/{attempt}".encode()).digest()[:4], "big") / 2**32
    return min(LONGEST_BACKOFF, 2.0 ** min(attempt - 1, 30)) * (0.5 + 0.5 * share)


def redact(text: str, key: str) -> str:
    """``text`` without the key. Words below 8 characters are placeholders, not secrets."""
    return text.replace(key, "[key]") if len(key) >= 8 else text


def redact_bytes(body: bytes, key: str) -> bytes:
    return body.replace(key.encode(), b"[key]") if len(key) >= 8 else body


def _said(body: object) -> tuple[str, str]:
    """The endpoint's message as one line, and its code."""
    if not isinstance(body, dict):
        return one_line(body if isinstance(body, str) else ""), ""
    message = next((body[k] for k in ("message", "detail", "error") if body.get(k)), None)
    text = message if isinstance(message, str) else json.dumps(message if message is not None else body, default=str)
    return one_line(text), str(body.get("code") or body.get("type") or "")


def one_line(text: str) -> str:
    line = " ".join(text[:2000].split())
    line = "".join(c if c.isprintable() else "?" for c in line)
    return line if len(line) <= 300 else f"{line[:300]}…"


def _parameter(body: object, text: str) -> str:
    """The parameter, of those that we can do without or rename, that a 400 is about."""
    named = str(body.get("param") or "") if isinstance(body, dict) else ""
    if re.search(r"too large|at most|less than|maximum", text, re.I) and "temperature" not in f"{named} {text}":
        return ""  # the value is wrong, not the name
    for name in ("max_completion_tokens", "max_tokens", "temperature"):
        if name == named or re.search(rf"\b{name}\b", text):
            return "limit" if name.startswith("max") else name
    return ""
