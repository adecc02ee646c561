"""Any OpenAI-compatible endpoint, through the ``openai`` client: one request in, one reply or one clear error out."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ppc.promptpo.llm import failures
from ppc.promptpo.llm.failures import Failure
from ppc.promptpo.llm.messages import EndpointError, Reply, Request, Resend
from ppc.promptpo.llm.meter import overflows
from ppc.promptpo.llm.settings import ModelSettings
from ppc.promptpo.llm.wire import Broken, Malformed, TooLarge, idempotency_key, parse, payload, read_body

if TYPE_CHECKING:
    from openai import AsyncOpenAI

PLACEHOLDER = "no-key"
"""Sent where a base URL is given and no key is set: servers of one's own need none, but the client insists."""
OFFICIAL = "https://api.openai.com/v1"


async def _always(_request: Request, _paid: bool, pause: Awaitable[None]) -> bool:
    await pause
    return True


class OpenAIEndpoint:
    """Implements Endpoint and Retrying. All its work belongs to one event loop. ``sleep`` and ``now`` stand in for the clock.

    The key is read from the environment when it is first needed; it appears in no error, representation or reply.
    """

    def __init__(
        self,
        settings: ModelSettings,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.time,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self.settings = settings
        self.resend: Resend = _always
        self._sleep, self._now, self._environ = sleep, now, environ
        self._url = settings.base_url or environ.get("OPENAI_BASE_URL", "").strip() or OFFICIAL
        self._client: AsyncOpenAI | None = None
        self._key = ""
        # Reasoning models need the long name; many compatible servers know only the short one.
        self._limit = "max_completion_tokens" if self._url == OFFICIAL else "max_tokens"
        self._limit_settled = False
        self._temperature = True

    def check_key(self) -> None:
        """Raises EndpointError, fatal, if the key is missing or cannot be one."""
        name = self.settings.api_key_env
        key = self._environ.get(name, "").strip()
        if not key and self._url == OFFICIAL:
            raise EndpointError(
                f"there is no key: set the environment variable {name}, or name another with --api-key-env; "
                "a server of your own is named with --base-url",
                fatal=True,
            )
        if not all("!" <= c <= "~" for c in key):
            raise EndpointError(
                f"the environment variable {name} holds spaces or signs that no key has: set it anew", fatal=True
            )
        self._key = key or PLACEHOLDER

    async def complete(self, run: str, request: Request) -> Reply:
        """The reply to ``request``. Raises EndpointError when there is none after all repetitions."""
        if overflows(request, self.settings):
            limit = f"--context-tokens {self.settings.context_tokens}"
            raise EndpointError(failures.overflow(limit, self.settings).cause, fatal=True)
        client = self._open()
        header = idempotency_key(run, request)
        sendings = repetitions = 0
        while True:
            sendings += 1
            outcome = await self._send(client, request, header)
            if isinstance(outcome, Reply):
                return replace(outcome, sendings=sendings)
            if outcome.retry and outcome.parameter:
                continue
            if not outcome.retry:
                raise EndpointError(outcome.cause, outcome.fatal, outcome.paid)
            tried = f"{outcome.cause}; sent {sendings} times" if sendings > 1 else outcome.cause
            if repetitions == self.settings.retries:
                raise EndpointError(tried, paid=outcome.paid)
            repetitions += 1
            seconds = failures.backoff(header, repetitions) if outcome.after is None else outcome.after
            if not await self.resend(request, outcome.paid, self._sleep(seconds)):
                raise EndpointError(f"{tried}; not again, for the run ends or a cap has no room", paid=outcome.paid)

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    def _open(self) -> AsyncOpenAI:
        if self._client is None:
            from openai import AsyncOpenAI

            self.check_key()
            self._client = AsyncOpenAI(api_key=self._key, base_url=self._url, max_retries=0, timeout=self.settings.timeout)
            if self._url != OFFICIAL:  # whose customer we are elsewhere is nobody's business here
                self._client.organization = self._client.project = None
        return self._client

    async def _send(self, client: AsyncOpenAI, request: Request, header: str) -> Reply | Failure:
        """Sends once. Failures are values, so that no exception with the request's headers in it travels on."""
        import openai

        limit, temperature = self._limit, self._temperature
        create = client.chat.completions.with_streaming_response.create
        arguments = payload(request, self.settings, limit, temperature)
        try:
            # The client's own time-outs are between two bytes: a body that trickles would never end.
            async with asyncio.timeout(self.settings.timeout):
                async with create(**arguments, extra_headers={"Idempotency-Key": header}) as response:
                    body = await read_body(response.iter_bytes())
            outcome: Reply | Failure = parse(failures.redact_bytes(body, self._key), request, self.settings)
        except openai.APIStatusError as e:
            outcome = failures.of_status(
                e.status_code, self._redacted(e.body), e.response.headers, self.settings, self._url, self._now()
            )
            outcome = self._adapted(outcome, limit, temperature)
        except (TimeoutError, openai.APITimeoutError):
            outcome = Failure(f"no whole answer within {self.settings.timeout:g} s (--timeout)", retry=True, paid=True)
        except openai.APIConnectionError as e:
            outcome = failures.of_connection(type(e.__cause__ or e).__name__, self._url)
        except Broken as e:
            outcome = Failure(f"the connection broke inside the reply ({e})", retry=True, paid=True)
        except TooLarge:
            outcome = Failure("the reply is larger than 2 MB", paid=True)
        except Malformed as e:
            if e.error is not None:
                outcome = failures.of_error_object(self._redacted(e.error), self.settings, self._url, self._now())
            else:
                outcome = Failure(f"{e}; is --base-url {self._url} right? it often ends in /v1", retry=True, paid=True)
        return self._clean(outcome)

    def _adapted(self, failure: Failure, limit: str, temperature: bool) -> Failure:
        """A refused parameter is renamed or left out, once and for all requests, and the request sent again."""
        if failure.parameter == "limit":
            if self._limit == limit and not self._limit_settled:
                self._limit = "max_tokens" if limit == "max_completion_tokens" else "max_completion_tokens"
                self._limit_settled = True
            return replace(failure, retry=self._limit != limit, parameter=failure.parameter if self._limit != limit else "")
        if failure.parameter == "temperature" and temperature and self.settings.temperature is not None:
            self._temperature = False
            return replace(failure, retry=True)
        return replace(failure, parameter="")

    def _redacted(self, value: Any) -> Any:
        if isinstance(value, str):
            return failures.redact(value, self._key)
        if isinstance(value, dict):
            return {self._redacted(k): self._redacted(v) for k, v in value.items()}
        return [self._redacted(v) for v in value] if isinstance(value, list) else value

    def _clean(self, outcome: Reply | Failure) -> Reply | Failure:
        if isinstance(outcome, Failure):
            return replace(outcome, cause=failures.redact(outcome.cause, self._key))

        def clean(text: str) -> str:
            return failures.redact(text, self._key)

        content, refusal = clean(outcome.content), clean(outcome.refusal)
        return replace(
            outcome, content=content, refusal=refusal, model=clean(outcome.model), finish_reason=clean(outcome.finish_reason)
        )
