"""Objects with several names: what compiles acts as in CPython."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ppc.compiler import PolicyError, Signature, compile_policy
from tests.fuzz import lists, names

STEPS = 25
KNOWN = {"PPC210", "PPC302", "PPC304", "PPC305", "PPC402", "PPC406"}


def _in_cpython(source: str, observations: Any) -> list[float] | None:
    module: dict[str, Any] = {}
    exec(compile(source, "policy", "exec"), module)
    made = module["Policy"]()
    try:
        return [float(made.act(o)) for o in observations]
    except IndexError:
        return None


@pytest.mark.parametrize(("policy", "policies", "least_compiled"), [(names.policy, 150, 0.2), (lists.policy, 150, 0.9)])
def test_policies_act_as_in_cpython_or_are_refused(
    policy: Callable[[int], str], policies: int, least_compiled: float
) -> None:
    observations = np.random.default_rng(5).normal(size=(STEPS, 4))
    compiled = 0
    for seed in range(policies):
        source = policy(seed)
        expected = _in_cpython(source, observations)
        try:
            controller = compile_policy(source, Signature(4, "box:1")).controller()
        except PolicyError as error:
            assert error.diagnostics[0].code in KNOWN, (seed, error.diagnostics[0])
            continue
        if expected is None:
            continue
        compiled += 1
        for t, observation in enumerate(observations):
            action = float(np.asarray(controller.act(observation)).reshape(-1)[0])
            assert not controller.status, (seed, t, controller.status)
            assert np.isclose(action, expected[t], rtol=1e-9, atol=1e-9), (seed, t, action, expected[t], source)
    assert compiled > least_compiled * policies, compiled
