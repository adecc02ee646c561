"""Policies as models write them, from text to a verified artifact of every target."""

from __future__ import annotations

from pathlib import Path

import pytest

from ppc.compiler import Signature, compile_policy
from ppc.targets import ExportError, export, verify, write_bundle

CORPUS = Path(__file__).parents[1] / "corpus"
POLICIES = {
    "t01_cartpole_a1": Signature(4, "discrete:2", dt=0.02),
    "t02_pendulum_a1": Signature(3, "box:1[-2,2]", dt=0.05),
    "t03_mountaincar_a1": Signature(2, "box:1[-1,1]"),
    "t03_mountaincar_a2": Signature(2, "box:1[-1,1]"),
    "t04_acrobot_a1": Signature(6, "discrete:3"),
}
MEMORY = """import math

class Policy:
    def __init__(self):
        self.gain = 1.3
        self.phase = 0.4
        self.table = [self.gain * math.sin(0.3 * k) for k in range(7)]

    def reset(self):
        self.phase = 0.4
        self.history = [0.0, 0.0, 0.0]
        self.count = 0

    def act(self, obs):
        self.count += 1
        self.phase = (self.phase + 0.05 * self.gain) % (2.0 * math.pi)
        self.history[self.count % 3] = obs[0]
        mean = (self.history[0] + self.history[1] + self.history[2]) / 3.0
        u = self.gain * math.cos(self.phase) + math.tanh(mean) * math.exp(-obs[1] * obs[1])
        return u + self.table[self.count % 7] * math.atan2(obs[1], obs[0]) ** 3
"""


@pytest.mark.parametrize("target", ["c", "numba", "onnx"])
def test_a_policy_with_memory(target: str, tmp_path: Path) -> None:
    policy = compile_policy(MEMORY, Signature(2, "box:1[-3,3]", dt=0.01), name="memory")
    for on_fault in ("hold",) if target == "numba" else ("safe", "hold"):
        folder = write_bundle(export(policy, target, on_fault=on_fault), tmp_path / on_fault)  # type: ignore[arg-type]
        report = verify(str(folder))
        assert report.ok, report


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("target", ["c", "onnx"])
def test_corpus_policies(name: str, target: str, tmp_path: Path) -> None:
    policy = compile_policy((CORPUS / f"{name}.py").read_text(), POLICIES[name], name=name)
    if (name, target) == ("t03_mountaincar_a2", "onnx"):
        with pytest.raises(ExportError, match="more than 40000 nodes: export to c or numba"):
            export(policy, target)
        return
    report = verify(str(write_bundle(export(policy, target), tmp_path / "out")))
    assert report.ok, report


def test_a_corpus_policy_with_loops_in_numba(tmp_path: Path) -> None:
    source = (CORPUS / "t03_mountaincar_a2.py").read_text()
    policy = compile_policy(source, POLICIES["t03_mountaincar_a2"], name="loops")
    report = verify(str(write_bundle(export(policy, "numba"), tmp_path / "out")))
    assert report.ok, report


def test_tuned_values_are_the_exported_ones() -> None:
    policy = compile_policy((CORPUS / "t01_cartpole_a1.py").read_text(), POLICIES["t01_cartpole_a1"], name="tuned")
    values = policy.default_parameters * 1.0000000000000002
    ktheta = float(values[[p.name for p in policy.parameters].index("ktheta")])
    text = export(policy.with_parameters(values), "numba").files["tuned.py"].decode()
    assert f"KTHETA = {ktheta!r}  # ktheta, line " in text
