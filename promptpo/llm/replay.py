"""A recorded run in the place of the endpoint: the same candidates again, without a network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ppc.promptpo.config import Config
from ppc.promptpo.journal import Event, JournalError, read_events
from ppc.promptpo.llm.asker import Cut
from ppc.promptpo.llm.messages import Lost, Reply, Request
from ppc.promptpo.llm.source import ModelSource, connect
from ppc.promptpo.session import Context, Session, Source

if TYPE_CHECKING:
    from ppc.envs import Task


class Recording:
    """The answers in the journal of the run in ``folder``. Raises JournalError if it cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers: dict[str, Event] = {e.key: e for e in read_events(folder) if e.key}

    @property
    def caps(self) -> frozenset[str]:
        """Keys of the moments at which the recorded run met a cap."""
        return frozenset(key for key, event in self.answers.items() if event.kind == "cap")

    def source(self, config: Config, task: Task) -> Source:
        """What makes the search of the recorded run once more."""
        if config.model is None or config.method is None:
            from ppc.promptpo.structures import structures
            from ppc.promptpo.templates import TemplatesProposer

            search = structures(TemplatesProposer())
            return lambda context: self._foretold(context, search(context))
        source = ModelSource(task, config.model, config.method, connect, config.reveal_dynamics)
        return lambda context: self._foretold(context, source.asking(context, RecordedAnswers(self, context)))

    def _foretold(self, context: Context, session: Session) -> Session:
        context.arena.ledger.foretold = self.caps
        return session


class RecordedAnswers:
    """An ``Asking`` that knows the recorded run's questions and no others."""

    def __init__(self, recording: Recording, context: Context) -> None:
        self._recording, self._arena = recording, context.arena

    def ask(self, requests: Sequence[Request]) -> list[Reply | Lost]:
        recorded, recorder = self._recording.answers, self._arena.recorder
        answers = [self._answer(r) for r in requests]
        # Where the recorded run met a cap: before one of the requests, or while it waited for the last of them.
        places = [f"cap/{r.key}" for r in requests] + [f"cap/{requests[-1].key}/waiting"]
        cap = next((recorded[key] for key in places if key in recorded), None)
        if cap is not None:
            recorder.effect("cap", cap.key, lambda: cap.data)
            raise Cut(str(cap.data["cap"]), answers)
        found = [a for a in answers if a is not None]
        if len(found) < len(answers):
            raise Cut("recording_ended", answers)
        return found

    def close(self) -> None:
        pass

    def _answer(self, request: Request) -> Reply | Lost | None:
        """None: the recorded run never heard."""
        answers, recorder = self._recording.answers, self._arena.recorder
        prompt = answers.get(f"prompt/{request.key}")
        if prompt is None:
            return None
        if prompt.data["messages"] != request.to_json()["messages"]:
            raise JournalError(
                f"{self._recording.folder} was recorded with other prompts than this version of ppc makes ({request.key}): "
                "replay it with the version named in its first line"
            )
        recorder.effect("prompt", prompt.key, lambda: prompt.data)
        lost = answers.get(f"lost/{request.key}")
        if lost is not None:
            recorder.effect("lost", lost.key, lambda: lost.data)
            return Lost(str(lost.data["cause"]))
        reply = answers.get(f"reply/{request.key}")
        if reply is None:
            return None
        answer = Reply.from_json(recorder.effect("reply", reply.key, lambda: reply.data))
        self._arena.ledger.charge_reply(answer)
        return answer
