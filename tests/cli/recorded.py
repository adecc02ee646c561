"""Small runs with a model that answers from files, for tests that read runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ppc.promptpo import Result
from tests.promptpo.llm.loopback import Loopback
from tests.promptpo.llm.scripted import Scripted, from_files
from tests.promptpo.llm.test_session import run

PRICES = {"price_in": 1.0, "price_out": 2.0}


def record(folder: Path, answer: Any = None, method: str = "default", **switches: Any) -> Result:
    """A run of CartPole-v1 in ``folder``; ``answer(key)`` gives the replies, by default those of a middling model."""
    with Loopback(Scripted(folder, answer or from_files("cartpole"))) as server:
        return run(folder, server.url, method, switches={"repairs": 2, **switches}, **PRICES)
