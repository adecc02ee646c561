"""What is said to a model and what comes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Message:
    role: str  # "system" or "user"
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """``key`` names the request within its run and never changes: "round/3/candidate/2/attempt/0"."""

    key: str
    messages: tuple[Message, ...]

    def to_json(self) -> dict[str, Any]:
        return {"messages": [asdict(m) for m in self.messages]}


@dataclass(frozen=True, slots=True)
class Reply:
    """One answered request. Tokens are the endpoint's count, or our upper bound where it sent none (``counted`` False).

    ``reasoning_tokens`` are part of ``completion_tokens``. ``refusal`` is the model's text where it refused.
    """

    content: str
    finish_reason: str = "stop"
    refusal: str = ""
    model: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    reasoning_tokens: int = 0
    counted: bool = True
    sendings: int = 1  # HTTP requests that it took

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(data: dict[str, Any]) -> Reply:
        return Reply(**{name: data[name] for name in Reply.__slots__})


class EndpointError(Exception):
    """No answer. ``fatal``: every other request would fail as well (key, model, parameters); the text says what to do.

    ``paid``: the last sending may have been charged for, though nothing usable came back.
    """

    def __init__(self, message: str, fatal: bool = False, paid: bool = False) -> None:
        super().__init__(message)
        self.fatal = fatal
        self.paid = paid


@dataclass(frozen=True, slots=True)
class Lost:
    """A request that was given up: after its retries, or because the endpoint will not have it."""

    cause: str
    fatal: bool = False
    paid: bool = False  # the last sending may have been charged for


class Endpoint(Protocol):
    """Where requests go. ``run`` makes keys unique among all runs (for the header Idempotency-Key)."""

    async def complete(self, run: str, request: Request) -> Reply:
        """Raises EndpointError when there is no answer after all retries."""
        ...

    async def close(self) -> None: ...


Resend = Callable[[Request, bool, Awaitable[None]], Awaitable[bool]]
"""``(request, paid, pause)``: waits the pause, or less, and answers whether the request may be sent once more. ``paid``: the
last sending may have been charged for, so that another one is money beyond the request's worst case."""


@runtime_checkable
class Retrying(Protocol):
    """An endpoint that asks ``resend`` before every repetition. Who watches the caps sets it."""

    resend: Resend


class Asking(Protocol):
    """Asks several requests at once and answers in their order. Raises Stop at a cap or when the run is to end."""

    def ask(self, requests: Sequence[Request]) -> list[Reply | Lost]: ...

    def close(self) -> None: ...
