"""Agreement with CPython: with our definitions substituted every bit; with stock CPython up to a rule of the language."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ppc.compiler import CompiledPolicy, PolicyError, Signature, compile_policy
from ppc.compiler.interpreter import Interpreter
from tests.language.signatures import SIGNATURES, observations
from tests.oracle.compare import RULES, cpython, first_difference, subsets

CORPUS = Path(__file__).parents[1] / "corpus"
POLICIES = Path(__file__).parent / "policies"
FIRST = ["t01_cartpole_a1", "t02_pendulum_a1", "t03_mountaincar_a1", "t03_mountaincar_a2", "t04_acrobot_a1"]


def unbounded(task: int) -> Signature:
    """The task's signature without action bounds: clipping would hide differences."""
    size, action = SIGNATURES[task]
    return Signature(size, action.split("[")[0])


def compiled_stream(policy: CompiledPolicy, stream: NDArray[np.float64]) -> NDArray[np.float64]:
    controller = policy.controller()
    return np.array([np.atleast_1d(np.asarray(controller.act(o), dtype=float)) for o in stream])


def interpreted_stream(policy: CompiledPolicy, stream: NDArray[np.float64]) -> NDArray[np.float64]:
    interpreter = Interpreter(policy.program)
    interpreter.start(interpreter.constants(policy.pinned))
    return np.array([interpreter.step(list(o))[0] for o in stream])


def compile_corpus(name: str) -> CompiledPolicy:
    return compile_policy((CORPUS / f"{name}.py").read_text(), unbounded(int(name[1:3])))


@pytest.mark.parametrize("name", FIRST)
def test_first_corpus_policies_agree_over_ten_thousand_steps(name: str) -> None:
    policy = compile_corpus(name)
    stream = observations(int(name[1:3]), 10_000)
    path, width = CORPUS / f"{name}.py", policy.signature.action_size
    streams = cpython([(path, stream, width, rules) for rules in subsets()])
    ours = compiled_stream(policy, stream)
    substituted = streams[-1]
    assert substituted.raised is None
    assert first_difference(ours, substituted.actions) is None
    assert first_difference(interpreted_stream(policy, stream[:200]), ours[:200]) is None
    # Stock CPython: what differs must vanish when some of the language's rules are put in its place.
    where = first_difference(ours, streams[0].actions)
    if where is not None:
        explained = [r for r, s in zip(subsets(), streams, strict=True) if r and _later(ours, s.actions, where)]
        assert explained, f"{name} leaves stock CPython at step {where} and no rule alone explains it"
        print(f"{name}: first difference from stock CPython at step {where}, explained by {explained[0]}")


def _later(ours: NDArray[np.float64], theirs: NDArray[np.float64], where: int) -> bool:
    """Whether the streams agree beyond step ``where``."""
    difference = first_difference(ours, theirs)
    return difference is None or difference > where


def _compiling() -> list[str]:
    names = []
    for path in sorted(CORPUS.glob("t*.py")):
        try:
            compile_policy(path.read_text(), unbounded(int(path.stem[1:3])))
        except PolicyError:
            continue
        names.append(path.stem)
    return names


def test_every_compiling_corpus_policy_agrees_with_cpython() -> None:
    names = _compiling()
    assert len(names) >= 72
    jobs, streams = [], []
    for name in names:
        task = int(name[1:3])
        stream = observations(task, 250)
        streams.append(stream)
        jobs.append((CORPUS / f"{name}.py", stream, unbounded(task).action_size, RULES))
    failures = []
    for name, stream, expected in zip(names, streams, cpython(jobs), strict=True):
        ours = compiled_stream(compile_corpus(name), stream[: expected.steps])
        where = first_difference(ours, expected.actions[: expected.steps])
        if where is not None:
            failures.append(f"{name} at step {where}: {expected.actions[where]} in CPython, {ours[where]} compiled")
    assert not failures, failures


@pytest.mark.parametrize("path", sorted(POLICIES.glob("*.py")), ids=lambda p: p.stem)
def test_tricky_policies_agree_with_cpython(path: Path) -> None:
    rng = np.random.default_rng(3)
    time = np.arange(400)[:, None]
    stream = np.sin(time * rng.uniform(0.05, 0.9, (1, 4)) + rng.uniform(0, 6, (1, 4))) * 2 + rng.normal(size=(400, 4)) * 0.4
    policy = compile_policy(path.read_text(), Signature(4, "box:1"))
    (expected,) = cpython([(path, stream, 1, RULES)])
    assert expected.raised is None, expected.message
    assert first_difference(compiled_stream(policy, stream), expected.actions) is None
    assert first_difference(interpreted_stream(policy, stream[:100]), expected.actions[:100]) is None
