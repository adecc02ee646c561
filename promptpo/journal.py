"""The append-only record of a run: one JSON object a line, chained by checksums, on disk before it is acted on.

A line is ``{"seq": 7, "kind": "...", "key": "...", "data": {...}, "sum": "<16 hex>"}``; ``sum`` covers the line and the
sum before it, so that a changed, missing or exchanged line is noticed. Floats are written with ``repr`` (exact);
what JSON cannot say is written as text ("NaN", "Infinity"), which ``float`` reads. A last line without its end is what a crash
leaves: it is ignored, and cut off when the journal is opened for writing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

JOURNAL = "journal.jsonl"
LOCK = "journal.lock"
FORMAT = 1


class JournalError(Exception):
    """The journal cannot be read or written; the message names the file and line and says what to do."""


@dataclass(frozen=True, slots=True)
class Event:
    """``key`` names what the event answers (unique in a run), empty for events that are only told."""

    seq: int
    kind: str
    key: str
    data: dict[str, Any]


def read_events(folder: Path | str) -> list[Event]:
    """Every whole event of the journal in ``folder``. Raises JournalError if it is missing or damaged."""
    return _read(Path(folder) / JOURNAL)[0]


class Journal:
    """A journal open for writing, locked against other writers. ``events`` are those it already held."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self.path = self.folder / JOURNAL
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as e:
            raise JournalError(f"cannot write the run folder {self.folder}: {e.strerror}; choose another with --out") from None
        try:
            _take(self._lock, self.folder)
            existing, self._sum, whole = _read(self.path) if self.path.exists() else ([], "", 0)
            self.events: list[Event] = existing
            self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            try:
                os.ftruncate(self._file, whole)
                _sync_folder(self.folder)
            except BaseException:
                os.close(self._file)
                raise
        except OSError as e:
            os.close(self._lock)
            raise JournalError(f"cannot write {self.path}: {e.strerror}; choose another folder with --out") from None
        except BaseException:
            os.close(self._lock)
            raise
        self._end = whole
        self._next = existing[-1].seq + 1 if existing else 0

    def append(self, kind: str, data: Mapping[str, Any], key: str = "") -> Event:
        """Writes one event and waits until the disk has it. Raises JournalError, leaving the file as it was."""
        event = Event(self._next, kind, key, _plain(data))
        line, total = _line(event, self._sum)
        encoded = line.encode()
        try:
            written = 0
            while written < len(encoded):
                written += os.write(self._file, encoded[written:])
            os.fsync(self._file)
        except OSError as e:
            self._undo()
            raise JournalError(
                f"cannot append to {self.path}: {e.strerror}; what came before is safe: make room, then go on with --resume"
            ) from None
        self._sum, self._end, self._next = total, self._end + len(encoded), self._next + 1
        return event

    def _undo(self) -> None:
        with contextlib.suppress(OSError):  # a torn last line is cut off by the next opening
            os.ftruncate(self._file, self._end)

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            os.close(self._lock)  # gives the lock back
            self._file = self._lock = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _take(descriptor: int, folder: Path) -> None:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise JournalError(f"another process is writing the run {folder}; wait for it, or choose another --out") from None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path) -> tuple[list[Event], str, int]:
    """Events, the last checksum, and the length in bytes of the whole lines."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise JournalError(f"{path.parent} is not a run: it has no {JOURNAL}") from None
    except OSError as e:
        raise JournalError(f"cannot read {path}: {e.strerror}") from None
    whole = content.rfind(b"\n") + 1
    events: list[Event] = []
    total = ""
    for number, raw in enumerate(content[:whole].split(b"\n")[:-1], start=1):
        event, total = _parse(raw, total, number, path)
        events.append(event)
    if events and (events[0].kind != "start" or events[0].data.get("format") != FORMAT):
        raise JournalError(f"{path} does not begin a run of format {FORMAT}: read it with the version of ppc that wrote it")
    return events, total, whole


def _parse(raw: bytes, before: str, number: int, path: Path) -> tuple[Event, str]:
    def damaged(what: str) -> JournalError:
        return JournalError(
            f"{path} line {number} is damaged ({what}); restore the file from a copy, "
            f"or keep only the {number - 1} lines before it (head -n {number - 1}) and go on with --resume"
        )

    try:
        data = json.loads(raw)
        event = Event(data["seq"], data["kind"], data["key"], data["data"])
    except (ValueError, TypeError, KeyError):
        raise damaged("not an event") from None
    _, total = _line(event, before)
    if data.get("sum") != total:
        raise damaged("its checksum does not match")
    if event.seq != number - 1:
        raise damaged(f"event {event.seq} where {number - 1} belongs")
    return event, total


def _line(event: Event, before: str) -> tuple[str, str]:
    body = json.dumps(
        {"seq": event.seq, "kind": event.kind, "key": event.key, "data": event.data}, separators=(",", ":"), allow_nan=False
    )
    total = hashlib.sha256((before + body).encode()).hexdigest()[:16]
    return f'{body[:-1]},"sum":"{total}"}}\n', total


def _plain(value: Any) -> Any:
    """``value`` as JSON can carry it."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    number = float(value)
    if math.isfinite(number):
        return number
    return "NaN" if number != number else "Infinity" if number > 0 else "-Infinity"
