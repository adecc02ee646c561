"""Pages of the run-time faults: what a step does where Python would have raised, and how to write what was meant."""

from __future__ import annotations

from dataclasses import dataclass

from ppc.compiler.diagnostics.rule import policy
from ppc.compiler.faults import FAULTS, FaultKind
from ppc.compiler.signature import Signature


@dataclass(frozen=True, slots=True)
class FaultRule:
    """The page of one fault.

    ``example`` raises it within ``steps`` steps of ``observation``, ``instead`` raises nothing there.
    ``avoid`` is one line that a diagnostic gives as its help.
    """

    name: str
    python: str
    value: str
    avoid: str
    example: str
    instead: str
    observation: tuple[float, ...]
    action: str = "box:1[-1,1]"
    steps: int = 1

    @property
    def kind(self) -> FaultKind:
        """Bit and meaning of the fault."""
        return FAULTS[self.name]

    @property
    def signature(self) -> Signature:
        """What both policies are compiled for."""
        return Signature(len(self.observation), self.action)


def _fault(
    name: str,
    python: str,
    value: str,
    avoid: str,
    example: str,
    instead: str,
    *,
    first: float = 0.0,
    action: str = "box:1[-1,1]",
    steps: int = 1,
) -> FaultRule:
    return FaultRule(name, python, value, avoid, policy(example), policy(instead), (first, 0.0, 0.0, 0.0), action, steps)


_ALL = (
    _fault(
        "index",
        "IndexError",
        "the index is clamped to the nearest element; an empty sequence yields 0",
        "keep the index within the sequence, e.g. min(max(i, 0), len(x) - 1)",
        """
            class Policy:
                def act(self, obs):
                    table = [0.0, 0.5, 1.0]
                    return table[int(obs[0])]
        """,
        """
            class Policy:
                def act(self, obs):
                    table = [0.0, 0.5, 1.0]
                    return table[min(max(int(obs[0]), 0), 2)]
        """,
        first=7.0,
    ),
    _fault(
        "zero_division",
        "ZeroDivisionError",
        "infinity or NaN for floats, 0 for integers",
        "test the divisor first, or add a small number to it",
        """
            class Policy:
                def act(self, obs):
                    return 0.1 / float(obs[0])
        """,
        """
            class Policy:
                def act(self, obs):
                    return 0.1 / (abs(obs[0]) + 1e-6)
        """,
    ),
    _fault(
        "domain",
        "ValueError: math domain error",
        "NaN",
        "limit the argument to where the function is defined, e.g. math.sqrt(max(x, 0.0))",
        """
            import math


            class Policy:
                def act(self, obs):
                    return math.sqrt(obs[0])
        """,
        """
            import math


            class Policy:
                def act(self, obs):
                    return math.sqrt(max(obs[0], 0.0))
        """,
        first=-1.0,
    ),
    _fault(
        "overflow",
        "OverflowError: math range error",
        "infinity of the right sign",
        "limit the argument, e.g. math.exp(min(x, 50.0))",
        """
            import math


            class Policy:
                def act(self, obs):
                    return 1.0 / (1.0 + math.exp(-obs[0]))
        """,
        """
            import math


            class Policy:
                def act(self, obs):
                    return 1.0 / (1.0 + math.exp(min(-obs[0], 50.0)))
        """,
        first=-1000.0,
    ),
    _fault(
        "int_of_nan",
        "ValueError for NaN, OverflowError for infinity",
        "0 for NaN, the nearest 64-bit integer for infinity",
        "limit the number before int(), e.g. int(min(max(x, 0.0), 9.0))",
        """
            class Policy:
                def act(self, obs):
                    return 0.1 * int(obs[0])
        """,
        """
            class Policy:
                def act(self, obs):
                    x = obs[0] if abs(obs[0]) < 10.0 else 0.0
                    return 0.1 * int(x)
        """,
        first=float("inf"),
    ),
    _fault(
        "capacity",
        "nothing: the container grows",
        "the element is dropped",
        "use deque(maxlen=n), remove elements, or ask for room with a last line: # ppc: capacity=512",
        """
            class Policy:
                def __init__(self):
                    self.seen = []

                def act(self, obs):
                    self.seen.append(obs[0])
                    return self.seen[-1]
        """,
        """
            from collections import deque


            class Policy:
                def __init__(self):
                    self.seen = deque(maxlen=50)

                def act(self, obs):
                    self.seen.append(obs[0])
                    return self.seen[-1]
        """,
        steps=2000,
    ),
    _fault(
        "loop_bound",
        "nothing: the loop goes on",
        "the loop is left",
        "give the loop a bound: for _ in range(n) with a break",
        """
            class Policy:
                def act(self, obs):
                    x = obs[0]
                    while x != 1.0:
                        x = 0.5 * x
                    return x
        """,
        """
            class Policy:
                def act(self, obs):
                    x = obs[0]
                    for _ in range(60):
                        if x <= 1.0:
                            break
                        x = 0.5 * x
                    return x
        """,
        first=3.0,
    ),
    _fault(
        "absent",
        "TypeError",
        "the number that was there last, or 0",
        "test it first: if x is not None",
        """
            class Policy:
                def __init__(self):
                    self.goal = None

                def act(self, obs):
                    if obs[0] > 0.5:
                        self.goal = obs[1]
                    return self.goal - obs[0]
        """,
        """
            class Policy:
                def __init__(self):
                    self.goal = None

                def act(self, obs):
                    if obs[0] > 0.5:
                        self.goal = obs[1]
                    return 0.0 if self.goal is None else self.goal - obs[0]
        """,
    ),
    _fault(
        "unassigned",
        "UnboundLocalError",
        "0",
        "assign the variable before the if or loop",
        """
            class Policy:
                def act(self, obs):
                    if obs[0] > 0.0:
                        force = 1.0
                    return force
        """,
        """
            class Policy:
                def act(self, obs):
                    force = 0.0
                    if obs[0] > 0.0:
                        force = 1.0
                    return force
        """,
    ),
    _fault(
        "key",
        "KeyError",
        "the value of one of the keys that there are",
        "test it first: if key in d; or use d.get(key, default)",
        """
            class Policy:
                def __init__(self):
                    self.gains = {1: 0.5, 2: 0.2}

                def act(self, obs):
                    return self.gains[int(obs[0])]
        """,
        """
            class Policy:
                def __init__(self):
                    self.gains = {1: 0.5, 2: 0.2}

                def act(self, obs):
                    key = int(obs[0])
                    return self.gains[key] if key in self.gains else 0.0
        """,
        first=7.0,
    ),
    _fault(
        "value",
        "ValueError, or the exception that the policy raises",
        "0, or the nearest choice; after a raise the step goes on",
        "test for the condition first",
        """
            class Policy:
                def act(self, obs):
                    near = [x for x in (1.0, 2.0, 3.0)]
                    return 0.1 * near.index(float(obs[0]))
        """,
        """
            class Policy:
                def act(self, obs):
                    near = [x for x in (1.0, 2.0, 3.0)]
                    return 0.1 * near.index(2.0) if obs[0] == 2.0 else 0.0
        """,
        first=7.0,
    ),
    _fault(
        "action_range",
        "whatever the environment does with it",
        "the safe action is taken",
        "limit it: min(max(choice, 0), n - 1)",
        """
            class Policy:
                def act(self, obs):
                    return int(obs[0])
        """,
        """
            class Policy:
                def act(self, obs):
                    return min(max(int(obs[0]), 0), 1)
        """,
        first=7.0,
        action="discrete:2",
    ),
    _fault(
        "action_nan",
        "nothing: the NaN reaches the actuator",
        "the safe action is taken",
        "find where the NaN comes from: 0/0, inf - inf, or a NaN in the observation",
        """
            class Policy:
                def act(self, obs):
                    return obs[0] / obs[1]
        """,
        """
            class Policy:
                def act(self, obs):
                    return obs[0] / obs[1] if obs[1] != 0.0 else 0.0
        """,
    ),
    _fault(
        "action_clipped_infinity",
        "nothing: the infinity reaches the actuator",
        "the bound of the action is taken",
        "limit the action: min(max(u, -1.0), 1.0)",
        """
            class Policy:
                def act(self, obs):
                    return obs[0] / obs[1]
        """,
        """
            class Policy:
                def act(self, obs):
                    return obs[0] / max(obs[1], 0.01)
        """,
        first=1.0,
    ),
)

FAULT_RULES: dict[str, FaultRule] = {f.name: f for f in _ALL}
