"""A task in disguise: observations rescaled and exchanged, actions mirrored, in front of the same dynamics."""

from __future__ import annotations

from typing import Any

import numpy as np

from ppc.compiler.signature import Box, Field, Signature
from ppc.promptpo.engine import TaskEngine
from ppc.promptpo.evaluation import Policy


class ScrambledEngine:
    """Wraps every policy in a class that undoes the disguise, so that the native engine still runs it."""

    def __init__(self, engine: TaskEngine, seed: int) -> None:
        random = np.random.default_rng(seed)
        self._engine = engine
        size = engine.signature.obs_size
        self.order = [int(i) for i in random.permutation(size)]
        self.scale = [float(s) for s in 10.0 ** random.uniform(-1.0, 1.0, size)]
        self.signature = Signature(
            observation=tuple(Field(f"sensor_{i}") for i in range(size)), action=engine.signature.action, name="renamed"
        )

    @property
    def native(self) -> bool:
        return self._engine.native

    @property
    def horizon(self) -> int | None:
        return self._engine.horizon

    def compile(self, source: str, name: str) -> Policy:
        # The inner text keeps its lines and columns, so that literals keep their places.
        assert source.count("class Policy:") == 1
        lines = [source.replace("class Policy:", "class Disguised:"), "", "class Policy:", "    def __init__(self):"]
        lines += ["        self.inner = Disguised()", ""]
        if "def reset(self)" in source:
            lines += ["    def reset(self):", "        self.inner.reset()", ""]
        seen = ", ".join(f"obs[{i}] * {s!r}" for i, s in zip(self.order, self.scale, strict=True))
        lines += ["    def act(self, obs):", f"        action = self.inner.act(np.array([{seen}]))"]
        action = self.signature.action
        lines += ["        return -action" if isinstance(action, Box) else f"        return {action.n - 1} - action", ""]
        return self._engine.compile("\n".join(lines), name)

    def open(self, policy: Policy) -> Any:
        return self._engine.open(policy)

    def observe(self, policy: Policy, values: Any, seeds: Any) -> Any:
        scale = np.array(self.scale)
        return [o[:, self.order] * scale for o in self._engine.observe(policy, values, seeds)]
