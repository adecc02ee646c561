"""A fault of ``__init__`` or ``reset()`` shows in every step: where Python would have raised, no controller flies."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ppc.compiler import Signature, compile_policy
from ppc.compiler.faults import names
from ppc.compiler.interpreter import Interpreter
from ppc.compiler.ir.layout import layout_of
from ppc.targets import export, verify, write_bundle

SIGNATURE = Signature(2, "box:1[-5,5]")
OBSERVATION = np.array([1.0, 2.0])
IN_INIT = """
class Policy:
    def __init__(self):
        self.scale = 0.5
        self.table = {}
        for i in range(20):
            for j in range(20):
                self.table[i * 20 + j, 0 if self.scale > 0 else 1] = i

    def act(self, obs):
        return self.table[3, 0] + obs[0]
# ppc: capacity=256
"""
IN_RESET = """
class Policy:
    def __init__(self):
        self.gain = 0.0
        self.start = 0.0

    def reset(self):
        self.start = 1.0 / self.gain

    def act(self, obs):
        return self.start + obs[0]
"""
ENDLESS = """
class Policy:
    def __init__(self):
        self.gain = 1.0
        self.n = 0.0
        while self.n < 2.0:
            self.n += 0.0 * self.gain

    def act(self, obs):
        return self.n + obs[0]
"""
CASES = {"capacity": (IN_INIT, 8), "zero_division": (IN_RESET, 8), "loop_bound": (ENDLESS, 6)}


@pytest.mark.parametrize(("code", "text", "line"), [(c, *v) for c, v in CASES.items()], ids=CASES.keys())
def test_a_fault_of_the_start_shows_in_each_step(code: str, text: str, line: int) -> None:
    policy = compile_policy(text, SIGNATURE)
    controller = policy.controller()
    for _ in range(2):
        controller.reset()
        for _ in range(2):
            assert controller.act(OBSERVATION) == 0.0
            assert code in names(controller.status)
    interpreter = Interpreter(policy.program)
    interpreter.start(interpreter.constants(policy.default_parameters.tolist()))
    action, status = interpreter.step(OBSERVATION.tolist())
    assert action == [0.0]
    assert policy.program.sites[(status >> 32) - 1].span.line == line


def test_other_parameters_may_have_no_fault() -> None:
    policy = compile_policy(IN_RESET, SIGNATURE)
    index = next(i for i, p in enumerate(policy.program.parameters) if p.name.startswith("gain"))
    values = policy.default_parameters.copy()
    values[index] = 0.5
    controller = policy.with_parameters(values).controller()
    assert controller.act(OBSERVATION) == 3.0
    assert controller.status == 0


@pytest.mark.parametrize("gain", [0.0, 2.5])
def test_exports_answer_alike(gain: float, tmp_path: Path) -> None:
    policy = compile_policy(IN_RESET.replace("gain = 0.0", f"gain = {gain}"), SIGNATURE)
    bundle = export(policy, "c")
    report = verify(str(write_bundle(bundle, tmp_path / "out")))
    assert report.ok, report
    text = bundle.files[f"{policy.name}.c"].decode()
    assert ("reset_fault" in text) == (gain == 0.0)


def test_policies_whose_start_has_no_fault_keep_nothing() -> None:
    program = compile_policy(IN_RESET.replace("1.0 / self.gain", "self.gain"), SIGNATURE).program
    assert not [s for s in layout_of(program).state if "fault" in s.variable.name]
