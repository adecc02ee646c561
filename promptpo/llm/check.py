"""Settings are checked before anything is sent or written, each complaint with its flag."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ppc.promptpo.config import OptimizeError
from ppc.promptpo.ledger import Tokens
from ppc.promptpo.llm.meter import PER_REQUEST, dollars
from ppc.promptpo.llm.settings import ModelSettings

OWN = ("model", "messages", "n", "stream", "max_tokens", "max_completion_tokens")
"""Body parameters that ppc sets itself: the caps and the reading of replies depend on them."""


def check_settings(settings: ModelSettings, environ: Mapping[str, str] = os.environ) -> None:
    """Raises OptimizeError naming the flag and what it may be. No message repeats what may be a key."""
    if not settings.model.strip():
        raise OptimizeError("--llm needs the name of a model")
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", settings.api_key_env):
        raise OptimizeError(
            "--api-key-env takes the name of an environment variable, such as OPENAI_API_KEY, not the key itself: "
            "put the key into a variable and name that"
        )
    key = environ.get(settings.api_key_env, "").strip()
    _check_url(settings.base_url, key)
    _check_body(settings.body, key)
    _check_numbers(settings)
    _check_money(settings)


def _check_url(url: str | None, key: str) -> None:
    if url is None:
        return
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise OptimizeError("--base-url must be an address such as http://localhost:8000/v1")
    if parts.username or parts.password or (key and key in url):
        raise OptimizeError("--base-url must not hold a key or password: it is journaled; name its variable with --api-key-env")


def _check_body(body: Mapping[str, object], key: str) -> None:
    for name in OWN:
        if name in body:
            raise OptimizeError(f"--extra-body must not set {name!r}: ppc sets it itself")
    try:
        text = json.dumps(dict(body), allow_nan=False)
    except (TypeError, ValueError) as e:
        raise OptimizeError(f"--extra-body must be JSON: {e}") from None
    if len(key) >= 8 and key in text:
        raise OptimizeError("--extra-body must not hold the key: it is journaled; the key is sent in a header anyway")


def _check_numbers(settings: ModelSettings) -> None:
    if not 1 <= settings.concurrency <= 256:
        raise OptimizeError(f"--concurrency must be from 1 to 256, not {settings.concurrency}")
    if not (settings.timeout > 0 and math.isfinite(settings.timeout)):
        raise OptimizeError(f"--timeout must be a positive number of seconds, not {settings.timeout}")
    if settings.retries < 0:
        raise OptimizeError(f"--retries must not be negative: {settings.retries}")
    if settings.temperature is not None and not (settings.temperature >= 0 and math.isfinite(settings.temperature)):
        raise OptimizeError(f"--temperature must not be negative: {settings.temperature}")
    if settings.completion_tokens < 1:
        raise OptimizeError(f"--completion-tokens must be at least 1, not {settings.completion_tokens}")
    if settings.context_tokens is not None and settings.context_tokens <= settings.completion_tokens:
        raise OptimizeError(
            f"--context-tokens {settings.context_tokens} leaves no room for a prompt beside a reply of up to "
            f"{settings.completion_tokens} tokens: lower --completion-tokens"
        )


def _check_money(settings: ModelSettings) -> None:
    for flag, price in (("--price-in", settings.price_in), ("--price-out", settings.price_out)):
        if price is not None and not (price >= 0 and math.isfinite(price)):
            raise OptimizeError(f"{flag} must be dollars a million tokens, not {price}")
    if (settings.price_in is None) != (settings.price_out is None):
        raise OptimizeError("--price-in and --price-out belong together: give both, 0 for what is free")
    least = Tokens(PER_REQUEST, settings.completion_tokens)
    if settings.max_usd is not None:
        if not (settings.max_usd > 0 and math.isfinite(settings.max_usd)):
            raise OptimizeError(f"--max-usd must be positive, not {settings.max_usd}")
        cost = dollars(least, settings)
        if cost is None:
            raise OptimizeError(
                "--max-usd needs the model's prices: give --price-in and --price-out in dollars a million tokens"
            )
        if cost > settings.max_usd:
            raise OptimizeError(
                f"--max-usd {settings.max_usd:g} has no room for a single reply, which can cost ${cost:.4g}: "
                "raise it, or lower --completion-tokens"
            )
    if settings.max_tokens is not None and settings.max_tokens < least.total:
        raise OptimizeError(
            f"--max-tokens {settings.max_tokens} has no room for a single request of up to {least.total} tokens: "
            "raise it, or lower --completion-tokens"
        )
