"""A real HTTP server on this machine that speaks /v1/chat/completions, well or badly, as a script says.

A script is a list of plays, one a request in the order of arrival (the last one repeats), or a function
``(body, headers, n) -> play`` of the request's JSON, its headers (lower case) and its number from 0. Handlers run in threads.

    with Loopback([status(429, after="0"), reply("hello")]) as server:
        settings = ModelSettings("m", base_url=server.url)
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

USAGE = {"prompt_tokens": 100, "completion_tokens": 20}


@dataclass(frozen=True)
class Play:
    """What to answer. ``sent``: bytes of the body that are really sent (None: all; -1: not even a header), after which the
    connection is cut or, with ``hang``, stays silent until the server closes. ``trickle``: one byte at a time with this
    pause in seconds. ``wait``: an event to wait for first."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None
    hang: bool = False
    trickle: float = 0.0
    wait: threading.Event | None = None


Script = Sequence[Play] | Callable[[dict[str, Any], dict[str, str], int], Play]


def completion(
    content: Any = "hello", usage: Mapping[str, Any] | None = USAGE, finish: str = "stop", refusal: str | None = None
) -> dict[str, Any]:
    """A chat completion as JSON."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    data = {"id": "c", "object": "chat.completion", "created": 0, "model": "loopback"}
    data["choices"] = [{"index": 0, "message": message, "finish_reason": finish}]
    return data if usage is None else {**data, "usage": dict(usage)}


def reply(content: Any = "hello", **more: Any) -> Play:
    """A good answer; ``more`` as for ``completion``."""
    return sends(completion(content, **more))


def sends(data: Any, **more: Any) -> Play:
    """``data`` as JSON."""
    return Play(json.dumps(data).encode(), **more)


def error(status: int, message: str = "no", after: str | None = None, after_ms: str | None = None, **more: Any) -> Play:
    """An error; ``after`` and ``after_ms`` are the headers Retry-After and retry-after-ms, ``more`` its code, type, param."""
    headers = {"Retry-After": after, "retry-after-ms": after_ms}
    body = json.dumps({"error": {"message": message, **more}}).encode()
    return Play(body, status, {k: v for k, v in headers.items() if v is not None})


GOOD = reply()
HANG_BEFORE = Play(sent=-1, hang=True)
HANG_INSIDE = Play(GOOD.body, sent=30, hang=True)
DROP_BEFORE = Play(sent=-1)
DROP_INSIDE = Play(GOOD.body, sent=30)
TRICKLE = Play(b" " * 1_000_000, trickle=0.005)
MALFORMED = Play(b"<!doctype html><p>It works!")
TRUNCATED = Play(GOOD.body[:60])
EMPTY = reply("")
NULL = reply(None)
REFUSAL = reply(None, refusal="I would rather not.")
NO_CHOICES = sends({**completion(), "choices": []})
NO_USAGE = reply(usage=None)
HUGE = reply("x" * (2 * 1024 * 1024))
BAD_KEY = error(401, "Incorrect API key provided.", code="invalid_api_key")
NO_MODEL = error(404, "The model does not exist.", code="model_not_found")
NO_QUOTA = error(429, "You exceeded your current quota.", code="insufficient_quota", type="insufficient_quota")
OVERFLOW = error(400, "This model's maximum context length is 8192 tokens.", code="context_length_exceeded")


def refuses(parameter: str) -> Callable[[dict[str, Any], dict[str, str], int], Play]:
    """A script that answers only where the request lacks ``parameter``."""
    bad = error(400, f"Unsupported parameter: '{parameter}' is not supported with this model.", param=parameter)
    return lambda body, _headers, _n: bad if parameter in body else GOOD


@dataclass(frozen=True)
class Received:
    """A request as it came: ``headers`` with lower-case names."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class Loopback:
    """While entered, a server at ``url``; ``requests`` are all that it received, in their order."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self.requests: list[Received] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def keys(self) -> list[str]:
        """Idempotency keys of all requests."""
        return [r.headers.get("idempotency-key", "") for r in self.requests]

    def play(self, received: Received) -> Play:
        with self._lock:
            number = len(self.requests)
            self.requests.append(received)
        if callable(self._script):
            return self._script(received.body, received.headers, number)
        return self._script[min(number, len(self._script) - 1)]

    def pause(self, seconds: float | None = None) -> bool:
        """Waits, at most until the server closes; whether it does."""
        return self._closing.wait(seconds)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()


def _handler(loopback: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {k.lower(): v for k, v in self.headers.items()}
            play = loopback.play(Received(self.path, headers, json.loads(raw)))
            try:
                self._perform(play)
            except OSError:  # the client has gone, as it should after a time-out
                self.close_connection = True

        def _perform(self, play: Play) -> None:
            if play.wait is not None:
                play.wait.wait()
            cut = play.sent is not None
            if play.sent != -1:
                self.send_response(play.status)
                for name, value in {"Content-Type": "application/json", **play.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(play.body)))
                self.end_headers()
                self._write(play)
            if play.hang:
                loopback.pause()
            if cut:
                self.close_connection = True

        def _write(self, play: Play) -> None:
            body = play.body[: play.sent]
            if not play.trickle:
                self.wfile.write(body)
                return
            for byte in body:
                self.wfile.write(bytes([byte]))
                if loopback.pause(play.trickle):
                    return

        def log_message(self, *_args: object) -> None:
            pass

    return Handler
