"""Which model is asked, how, and what may be spent on it. No secret is ever part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class ModelSettings:
    """``base_url`` None is the client's own. ``api_key_env`` names the environment variable that holds the key.

    ``timeout`` and ``retries`` are of one request, in seconds and in further sendings. ``completion_tokens`` is the most that
    one reply may take, reasoning included; ``context_tokens`` what prompt and reply may take together (None: the endpoint
    will say). Prices are in dollars a million tokens; the caps None where there is none. ``body`` goes into every request.
    """

    model: str
    base_url: str | None = None
    api_key_env: str = "OPENAI_API_KEY"
    concurrency: int = 4
    timeout: float = 300.0
    retries: int = 5
    temperature: float | None = None
    completion_tokens: int = 16_384
    context_tokens: int | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    price_in: float | None = None
    price_out: float | None = None
    max_usd: float | None = None
    max_tokens: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "body": dict(self.body)}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> ModelSettings:
        return ModelSettings(**data)
