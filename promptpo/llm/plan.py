"""What a run with a model may take, before anything is sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ppc.promptpo.llm.messages import Message
from ppc.promptpo.llm.meter import prompt_bound
from ppc.promptpo.llm.method import Method
from ppc.promptpo.llm.prompts import Prompts
from ppc.promptpo.llm.search import FEEDBACK_REPAIRS
from ppc.promptpo.llm.settings import ModelSettings

BYTES_A_TOKEN = 3
"""What bounds a history counts so many bytes as a token (``history.tokens``)."""


@dataclass(frozen=True)
class Plan:
    """``calls`` if nothing needs a repair, ``most_calls`` if everything does. Tokens and dollars are upper bounds for
    ``most_calls``: a prompt has no more tokens than bytes, and every reply is as long as it may be. ``dollars`` None: no prices
    were given. ``prompts`` are the first ones, by stage."""

    calls: int
    most_calls: int
    prompt_tokens: int
    completion_tokens: int
    dollars: float | None
    prompts: dict[str, tuple[Message, ...]]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def plan(prompts: Prompts, settings: ModelSettings, method: Method) -> Plan:
    first = {"feedback": prompts.feedback(), "policy": prompts.policy((), 0)}
    repairs = method.repairs
    feedback_calls = 1 + min(FEEDBACK_REPAIRS, repairs)
    candidates = method.rounds * method.candidates
    reflections = method.rounds - 1
    most = feedback_calls + candidates * (1 + repairs) + reflections
    reply = settings.completion_tokens
    base = max(prompt_bound(m, settings) for m in first.values())
    # What a prompt tells of earlier rounds, and the program that a repair shows.
    history = BYTES_A_TOKEN * method.history_tokens or method.rounds * 2 * reply
    prompt_tokens = most * (base + max(history, reply))
    if settings.context_tokens is not None:
        prompt_tokens = min(prompt_tokens, most * settings.context_tokens)
    completion = most * reply
    dollars = None
    if settings.price_in is not None and settings.price_out is not None:
        dollars = (prompt_tokens * settings.price_in + completion * settings.price_out) / 1e6
    return Plan(1 + candidates + reflections, most, prompt_tokens, completion, dollars, first)

