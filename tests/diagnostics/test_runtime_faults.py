"""Run-time faults as diagnostics: they point at the policy's line, and every fault has a page whose examples hold."""

from __future__ import annotations

import pytest

from ppc.compiler import CompiledPolicy, Signature, compile_policy
from ppc.compiler.diagnostics import fault_diagnostic
from ppc.compiler.diagnostics.fault_rules import FAULT_RULES, FaultRule
from ppc.compiler.faults import FAULT_BITS, FAULTS, names, status_of
from ppc.compiler.interpreter import Interpreter

RULES = [pytest.param(r, id=r.name) for r in FAULT_RULES.values()]

TWO_DIVISIONS = """
class Policy:
    def ratio(self, a, b):
        return float(a) / float(b)

    def act(self, obs):
        return self.ratio(obs[0], obs[1]) + 1.0 / float(obs[2])
"""


def first_fault(policy: CompiledPolicy, observation: tuple[float, ...], steps: int = 1) -> int:
    """The status word of the first step that is not clean."""
    interpreter = Interpreter(policy.program)
    interpreter.start(interpreter.constants(policy.pinned.tolist()))
    statuses = (interpreter.step(observation)[1] for _ in range(steps))
    return next((s for s in statuses if s), 0)


def divisions() -> CompiledPolicy:
    return compile_policy(TWO_DIVISIONS, Signature(3, "box:1"))


def test_every_fault_has_a_page() -> None:
    assert list(FAULT_RULES) == list(FAULTS)
    assert all(r.python and r.value and r.avoid and not r.avoid.endswith(".") for r in FAULT_RULES.values())


@pytest.mark.parametrize("r", RULES)
def test_the_example_faults_and_what_stands_instead_does_not(r: FaultRule) -> None:
    policy = compile_policy(r.example, r.signature)
    status = first_fault(policy, r.observation, r.steps)
    assert r.name in names(status)
    assert first_fault(compile_policy(r.instead, r.signature), r.observation, r.steps) == 0


@pytest.mark.parametrize("r", RULES)
def test_the_diagnostic_points_into_act(r: FaultRule) -> None:
    policy = compile_policy(r.example, r.signature)
    d = fault_diagnostic(policy, first_fault(policy, r.observation, r.steps))
    assert d.code == r.name
    assert d.severity == ("error" if r.kind.disqualifying else "warning")
    assert r.kind.meaning in d.message and r.avoid in d.help
    line = r.example.splitlines()[d.span.line - 1]
    assert line.startswith("        ") and "^" in d.render(r.example)


def test_the_first_of_several_places_is_shown_with_its_call() -> None:
    d = fault_diagnostic(divisions(), first_fault(divisions(), (1.0, 0.0, 0.0)))
    assert d.render(TWO_DIVISIONS).splitlines()[1:9] == [
        " --> policy.py:4:16",
        "  |",
        "4 |         return float(a) / float(b)",
        "  |                ^^^^^^^^^^^^^^^^^^^",
        " --> policy.py:7:16 (called from here)",
        "7 |         return self.ratio(obs[0], obs[1]) + 1.0 / float(obs[2])",
        "  |                --------------------------",
        d.render(TWO_DIVISIONS).splitlines()[-1],
    ]
    second = fault_diagnostic(divisions(), first_fault(divisions(), (1.0, 1.0, 0.0)))
    assert (second.span.line, second.span.column) == (7, TWO_DIVISIONS.splitlines()[6].index("1.0 /"))


def test_a_program_does_as_well() -> None:
    status = first_fault(divisions(), (1.0, 0.0, 1.0))
    assert fault_diagnostic(divisions().program, status) == fault_diagnostic(divisions(), status)


def test_other_faults_of_the_step_are_named() -> None:
    policy = divisions()
    d = fault_diagnostic(policy, first_fault(policy, (0.0, 0.0, 1.0)))
    assert d.code == "zero_division" and "raised as well: action_nan" in d.help


def test_a_controllers_status_has_no_site() -> None:
    """Only the bits are left: the place is known where there is one, else the lines are named."""
    policy = divisions()
    d = fault_diagnostic(policy, FAULTS["zero_division"].bit)
    assert d.span.line == 0 and "line 4, 7" in d.help
    assert "-->" not in d.render(TWO_DIVISIONS)
    one = FAULT_RULES["overflow"]
    policy = compile_policy(one.example, one.signature)
    status = first_fault(policy, one.observation)
    assert fault_diagnostic(policy, status & FAULT_BITS) == fault_diagnostic(policy, status)


def test_without_a_site_the_gravest_is_shown() -> None:
    bits = FAULTS["action_clipped_infinity"].bit | FAULTS["zero_division"].bit
    assert fault_diagnostic(divisions(), bits).code == "zero_division"


def test_no_fault_is_an_error() -> None:
    with pytest.raises(ValueError, match="holds no fault"):
        fault_diagnostic(divisions(), 0)


@pytest.mark.parametrize("status", [status_of("zero_division", 99), status_of("domain", 0)])
def test_a_status_of_another_policy_is_an_error(status: int) -> None:
    with pytest.raises(ValueError, match="not one of this policy"):
        fault_diagnostic(divisions(), status)
