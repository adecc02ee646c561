"""A number that is NumPy's on one way and Python's on another raises as the one that arrived does."""

from __future__ import annotations

import numpy as np
import pytest

from ppc.compiler import Signature, compile_policy
from ppc.compiler.faults import FAULTS
from ppc.compiler.frontend.build import build
from ppc.compiler.ir.text import to_text
from ppc.compiler.ir.verify import verify

SIGNATURE = Signature(2, "box:1")
JOINED = """
class Policy:
    def act(self, obs):
        d = 0.0
        if obs[0] > 0:
            d = obs[1]
        return 1.0 if 1.0 / d > 0 else 0.5
"""
KEPT = """
class Policy:
    def __init__(self):
        self.last = 0.0

    def act(self, obs):
        quotient = 1.0 / self.last if obs[0] > 0 else 1.0
        self.last = obs[1]
        return 1.0 if quotient > 0 else 0.5
"""
UNASKED = """
class Policy:
    def __init__(self):
        self.last = 0.0

    def act(self, obs):
        d = 0.5
        if obs[0] > 0:
            d = self.last
        self.last = obs[1]
        return d * 2.0
"""


@pytest.mark.parametrize(("first", "raises"), [(1.0, False), (-1.0, True)])
def test_at_the_end_of_an_if(first: float, raises: bool) -> None:
    controller = compile_policy(JOINED, SIGNATURE).controller()
    controller.act(np.array([first, 0.0]))
    assert bool(controller.status & FAULTS["zero_division"].bit) == raises


@pytest.mark.parametrize(("before", "raises"), [(0, True), (1, False)])
def test_from_one_step_to_the_next(before: int, raises: bool) -> None:
    """The first value is Python's 0.0, which raises; the observation's is NumPy's, and its quotient infinite."""
    controller = compile_policy(KEPT, SIGNATURE).controller()
    for _ in range(before):
        controller.act(np.array([-1.0, 0.0]))
    controller.act(np.array([1.0, 0.0]))
    assert bool(controller.status & FAULTS["zero_division"].bit) == raises


def test_nothing_is_kept_where_nothing_asks() -> None:
    program = build(UNASKED, SIGNATURE).program
    verify(program)
    assert [v.name for v in program.state if v.name.startswith("last")] == ["last"]


NESTED = """
class Policy:
    def __init__(self):
        self.bias = 0.5

    def act(self, obs):
        mixed = [self.bias, obs[0], 1.0, obs[1], self.bias * 2.0, obs[0] - 1.0]
        return 1.0 / sorted(sorted(sorted(mixed, key=lambda w: -w * w), key=abs))[0]
"""


def test_choices_among_choices_do_not_multiply() -> None:
    """Each of the 45 exchanges once doubled the flag that says whose number it is: 4.5 million nodes, and 15 seconds."""
    program = build(NESTED, SIGNATURE, "nested").program
    assert len(to_text(program)) < 60_000
    controller = compile_policy(NESTED, SIGNATURE).controller()
    controller.act(np.array([0.0, 3.0]))
    assert not controller.status & FAULTS["zero_division"].bit  # -0.0 is the observation's
