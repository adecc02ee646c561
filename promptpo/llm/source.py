"""The model as a source of policies: everything that a search with one needs beside engine and budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppc.promptpo.llm.asker import Asker
from ppc.promptpo.llm.messages import Asking, Endpoint
from ppc.promptpo.llm.method import Method
from ppc.promptpo.llm.prompts import Prompts
from ppc.promptpo.llm.search import ModelSearch
from ppc.promptpo.llm.settings import ModelSettings
from ppc.promptpo.session import Context

if TYPE_CHECKING:
    from ppc.envs import Task


@dataclass(frozen=True)
class ModelSource:
    """A session.Source. ``connect`` opens the endpoint, when the run begins and not before."""

    task: Task
    settings: ModelSettings
    method: Method
    connect: Callable[[ModelSettings], Endpoint]
    reveal_dynamics: bool = False

    def __call__(self, context: Context) -> ModelSearch:
        arena = context.arena
        endpoint = self.connect(self.settings)
        asker = Asker(arena.recorder, arena.ledger, endpoint, self.settings, context.run, context.stop_requested)
        return self.asking(context, asker)

    def asking(self, context: Context, asking: Asking) -> ModelSearch:
        """The search over anything that answers requests."""
        prompts = Prompts(self.task, self.method, self.reveal_dynamics, self.settings)
        return ModelSearch(**context.fields, method=self.method, prompts=prompts, asking=asking, model=self.settings.model)


def connect(settings: ModelSettings) -> Endpoint:
    """The endpoint that ``settings`` name."""
    from ppc.promptpo.llm.endpoint import OpenAIEndpoint

    return OpenAIEndpoint(settings)
