"""The policies of tests/corpus with their signatures, recorded streams and costs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ppc.compiler import CompiledPolicy, PolicyError, Signature, compile_policy
from ppc.compiler.faults import DISQUALIFYING_MASK
from ppc.compiler.interpreter import Interpreter
from tests.language.signatures import SIGNATURES
from tests.oracle.streams import task_number

CORPUS = Path(__file__).parents[1] / "corpus"
NAMES = tuple(p.stem for p in sorted(CORPUS.glob("t*.py")))
STEPS = 2000

# Steps in the suite for policies that CPython takes more than 1 ms a step for; the campaign runs all 2,000.
SHORTER = {
    "t01_cartpole_a2": 800, "t04_acrobot_a2": 60, "t16_noisygrid_a2": 60, "t17_noisygridkey_a2": 1000,
    "t21_traffic_merge_a2": 500,
    "t25_cartpole_swingup_a2": 100, "t27_hvac_a2": 60, "t28_battery_a2": 250, "t29_inventory_a2": 400,
    "t32_traffic_signal_a2": 600,
}  # fmt: skip
# Steps of the interpreter in the suite, for those that take it more than 10 ms a step.
INTERPRETED = {
    "t02_pendulum_a2": 8,
    "t04_acrobot_a2": 2, "t15_pointmaze_a1": 60, "t16_noisygrid_a1": 40, "t16_noisygrid_a2": 1, "t17_noisygridkey_a2": 5,
    "t21_traffic_merge_a2": 10, "t22_pandemic_a2": 60, "t25_cartpole_swingup_a2": 1, "t27_hvac_a2": 2, "t28_battery_a2": 1,
    "t29_inventory_a2": 8, "t38_treasure_a2": 5,
}  # fmt: skip
# `__init__` of these is too long for the interpreter in the suite: it starts from the constants that the JIT derived.
LONG_DERIVE = {"t02_pendulum_a2", "t18_frozenlake_a1", "t18_frozenlake_a2"}
# Seconds of CPython with everything substituted for 2,000 steps, where it is more than one.
COSTS = {
    "t01_cartpole_a2": 5.0, "t04_acrobot_a2": 130.0, "t16_noisygrid_a2": 70.0, "t17_noisygridkey_a2": 3.0,
    "t21_traffic_merge_a2": 9.0, "t25_cartpole_swingup_a2": 100.0, "t27_hvac_a2": 15.0, "t28_battery_a2": 17.0,
    "t29_inventory_a2": 22.0, "t32_traffic_signal_a2": 5.0,
}  # fmt: skip


def path_of(name: str) -> Path:
    return CORPUS / f"{name}.py"


def signature(name: str) -> Signature:
    """The task's signature without action bounds: clipping would hide differences."""
    size, action = SIGNATURES[task_number(name)]
    return Signature(size, action.split("[")[0])


@cache
def compiled(name: str) -> CompiledPolicy | None:
    """The policy, or None where it is refused."""
    try:
        return compile_policy(path_of(name).read_text(), signature(name))
    except PolicyError:
        return None


def suite_steps(name: str) -> int:
    """The steps on which the suite runs a policy."""
    return SHORTER.get(name, STEPS)


def native_answers(
    policy: CompiledPolicy, observations: NDArray[np.float64], starts: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Actions of the compiled policy, f64[steps, width], and whether a disqualifying fault was raised since the start of
    the episode, bool[steps]."""
    controller = policy.controller()
    actions = np.empty((len(observations), policy.signature.action_size))
    faulty = np.empty(len(observations), dtype=bool)
    for k, observation in enumerate(observations):
        if starts[k]:
            controller.reset()
        actions[k] = controller.act(observation)
        faulty[k] = controller.status & DISQUALIFYING_MASK
    return actions, faulty


def interpreted_answers(
    policy: CompiledPolicy, observations: NDArray[np.float64], starts: NDArray[np.bool_], derive: bool = True
) -> NDArray[np.float64]:
    """Actions of the interpreter, f64[steps, width]; without ``derive`` from the constants that the JIT derived."""
    interpreter = Interpreter(policy.program)
    constants = interpreter.constants(policy.pinned.tolist()) if derive else policy.native().constants(policy.pinned)
    rows = []
    for k, observation in enumerate(observations):
        if starts[k]:
            interpreter.start(constants)
        rows.append(interpreter.step(list(observation))[0])
    return np.array(rows, dtype=np.float64).reshape(len(observations), policy.signature.action_size)
