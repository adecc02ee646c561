"""Effects by key: the reason why a killed run resumes exactly.

The optimisation is a deterministic program. Whatever it learns from outside (a score, a model's reply, that a cap was
reached) is an *effect* with a key. Asked for an effect, the recorder answers from the journal if the answer is there;
else it performs the effect, journals the answer, and only then hands it out. Resuming is running the same program again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from ppc.promptpo.journal import Event, JournalError

WIND_UP = "wind-up/"
"""Prefix of the keys of evaluations that an interruption makes before it ends."""


class Log(Protocol):
    """Where a recorder writes."""

    @property
    def events(self) -> Sequence[Event]: ...
    @property
    def path(self) -> object: ...
    def append(self, kind: str, data: Mapping[str, Any], key: str = "") -> Event: ...


class MemoryJournal:
    """A journal that nobody will resume: for work that writes no run."""

    path = "(not on disk)"

    def __init__(self) -> None:
        self.events: list[Event] = []

    def append(self, kind: str, data: Mapping[str, Any], key: str = "") -> Event:
        self.events.append(Event(len(self.events), kind, key, dict(data)))
        return self.events[-1]


class Recorder:
    """``tell`` journals without an answer to come back; ``effect`` as above. ``on_event`` sees every event, old or new.

    ``clock`` gives the run's seconds so far; they are noted in new events for reports and decide nothing.
    """

    def __init__(self, journal: Log, clock: Callable[[], float], on_event: Callable[[Event, bool], None] | None = None) -> None:
        self._journal = journal
        self._clock = clock
        self._answers = {e.key: e for e in journal.events if e.key}
        # What an interruption wrote to wind up is no part of the run that goes on.
        self._unread = {key for key in self._answers if not key.startswith(WIND_UP)}
        self._on_event = on_event or (lambda _event, _new: None)

    @property
    def replaying(self) -> bool:
        """Whether journaled answers remain that the program has not come to yet."""
        return bool(self._unread)

    def known(self, key: str) -> bool:
        """Whether the journal already holds the answer to ``key``."""
        return key in self._answers

    def effect(self, kind: str, key: str, perform: Callable[[], Mapping[str, Any]], check: str | None = None) -> dict[str, Any]:
        """The answer to ``key``. ``check`` identifies the question: a recorded answer to another one is an error."""
        event, new = self._answers.get(key), False
        if event is None:
            data = dict(perform())
            if check is not None:
                data["check"] = check
            event, new = self._append(kind, data, key), True
            self._answers[key] = event
        elif event.kind != kind or (check is not None and event.data.get("check") != check):
            raise JournalError(
                f"{self._journal.path}: event {event.seq} ({key}) answers another question than this version of ppc asks; "
                "resume with the versions named in the journal's first line, or start a new run"
            )
        self._unread.discard(key)
        self._on_event(event, new)
        return event.data

    def tell(self, kind: str, data: Mapping[str, Any]) -> None:
        self._on_event(self._append(kind, data, ""), True)

    def _append(self, kind: str, data: Mapping[str, Any], key: str) -> Event:
        return self._journal.append(kind, {**data, "seconds": round(self._clock(), 3)}, key)
