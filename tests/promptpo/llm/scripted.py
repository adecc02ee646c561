"""A model that answers from files (``replies/``), whatever the order in which requests arrive."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ppc.promptpo.journal import JOURNAL
from ppc.promptpo.llm.messages import Request
from ppc.promptpo.llm.wire import idempotency_key
from tests.promptpo.llm.loopback import Play, reply

REPLIES = Path(__file__).parent / "replies"
USAGE = {"prompt_tokens": 1000, "completion_tokens": 300}
MOST = 12  # rounds, candidates and attempts that are looked for


class Scripted:
    """A script for Loopback. It knows a request by its Idempotency-Key, made of the run's id (the first line of the journal in
    ``folder``) and the request's key. ``answer(key)`` gives the text; ``seen`` are the keys in the order of arrival."""

    def __init__(self, folder: Path, answer: Callable[[str], str]) -> None:
        self.folder, self.answer = folder, answer
        self.seen: list[str] = []
        self._keys: dict[str, str] = {}

    def __call__(self, body: dict[str, Any], headers: dict[str, str], n: int) -> Play:
        key = self.key_of(headers["idempotency-key"])
        self.seen.append(key)
        return reply(self.answer(key), usage=USAGE)

    def key_of(self, header: str) -> str:
        if header not in self._keys:
            run = json.loads((self.folder / JOURNAL).read_text(encoding="utf-8").splitlines()[0])["data"]["id"]
            self._keys = {idempotency_key(run, Request(key, ())): key for key in _all_keys()}
        return self._keys[header]


def _all_keys() -> list[str]:
    numbers = range(MOST)
    keys = [f"feedback/attempt/{a}" for a in numbers] + [f"round/{r}/reflection" for r in numbers]
    return keys + [f"round/{r}/candidate/{c}/attempt/{a}" for r in numbers for c in numbers for a in numbers]


def from_files(task: str) -> Callable[[str], str]:
    """Candidates take the files of ``replies/<task>`` in turn; a repair takes the file's repair, or the file again."""
    folder = REPLIES / task
    first = sorted(p for p in folder.glob("[0-9]*.md") if ".repair" not in p.name)

    def answer(key: str) -> str:
        parts = key.split("/")
        if parts[0] == "feedback":
            return (folder / "feedback.md").read_text(encoding="utf-8")
        if parts[2] == "reflection":
            return (folder / "reflection.md").read_text(encoding="utf-8")
        round_number, candidate, attempt = int(parts[1]), int(parts[3]), int(parts[5])
        chosen = first[(round_number - 1 + candidate - 1) % len(first)]
        repair = chosen.with_name(chosen.name.replace(".md", ".repair.md"))
        return (repair if attempt and repair.exists() else chosen).read_text(encoding="utf-8")

    return answer
