"""What one stage computes reaches another by derived numbers or state, never by a local."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ppc.compiler import Signature, compile_policy
from ppc.compiler.frontend import build, stages
from ppc.compiler.ir.nodes import Assign, Const, Read, Store, Variable
from ppc.compiler.ir.types import F64, I64
from ppc.compiler.ir.verify import VerifyError, verify

DEFAULTS = """
class Policy:
    def law(self, x, gain=-1.0 / 3.0):
        return gain * x

    def act(self, obs):
        return self.law(obs[0])
"""


def test_a_default_is_computed_once_and_kept() -> None:
    policy = compile_policy(DEFAULTS, Signature(1, "box:1"))
    assert policy.controller().act(np.array([2.0]))[0] == -1.0 / 3.0 * 2.0


def test_a_local_of_another_stage_is_refused() -> None:
    program = compile_policy(DEFAULTS, Signature(1, "box:1")).program
    local = Variable("x_of_derive", F64)
    derive = (*program.derive, Assign(local, Const(F64, 1.0)))
    step = (*program.step, Store(program.action, Const(I64, 0), Read(local), True))
    verify(replace(program, derive=derive))
    with pytest.raises(VerifyError, match="x_of_derive gets its value in derive, which step cannot read"):
        verify(replace(program, derive=derive, step=step))


def evaluations(source: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often ``act`` is evaluated to its end until all is known about the policy's state and containers."""
    found: list[object] = []
    act = stages.Stages._act

    def counted(self: stages.Stages, cls: object) -> None:
        act(self, cls)  # type: ignore[arg-type]
        found.append(cls)

    monkeypatch.setattr(stages.Stages, "_act", counted)
    build.build(source, Signature(4, "box:1"))
    return len(found)


WINDOW = """
from collections import deque


class Policy:
    def __init__(self):
        self.window = deque(maxlen=8)

    def act(self, obs):
        self.window.append(obs[0])
        half = len(self.window) // 2
        return sum(self.window[i] for i in range(half)) / 4.0
"""


def test_what_fills_a_window_and_a_comprehension_is_learned_without_another_evaluation(monkeypatch: pytest.MonkeyPatch) -> None:
    assert evaluations(WINDOW, monkeypatch) == 1
