"""PPC3xx: what must be known when the policy is compiled, and types that must stay the same."""

from __future__ import annotations

from ppc.compiler.diagnostics.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "PPC301",
        "a value must be known when the policy is compiled",
        what="""A size, a key, a count or a condition depends on the observation or on state, where it decides a
        structure.""",
        why="""A controller has static memory: how many elements there are, and which objects, is settled before it runs.
        Numbers may depend on anything; structure may not. Where a size varies, take the largest one and use a part of
        it.""",
        example="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    grid = np.arange(0.0, obs[0], 0.1)
                    return grid.sum()
        """,
        instead="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    grid = np.arange(0.0, 1.0, 0.1)
                    return np.where(grid < obs[0], grid, 0.0).sum()
        """,
    ),
    rule(
        "PPC302",
        "a run-time index into items of different kinds",
        what="""A list or tuple whose items have different types or lengths is indexed by a number that is known at run time
        only.""",
        why="Which item it is decides the type of the result, and a value has one type.",
        example="""
            class Policy:
                def act(self, obs):
                    phases = [("wait", 0.2), (0.3, 0.4, 0.5)]
                    phase = phases[int(obs[0])]
                    return phase[1]
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    phases = [(0.0, 0.2, 0.0), (0.3, 0.4, 0.5)]
                    phase = phases[int(obs[0])]
                    return phase[1]
        """,
    ),
    rule(
        "PPC303",
        "a while loop that can be neither kept nor written out",
        what="""Each turn changes the structure of a value, so that the loop would have to be written out turn by turn; but
        when it ends is known at run time only.""",
        why="The number of its turns decides a structure, and structure is settled before the controller runs.",
        example="""
            class Policy:
                def act(self, obs):
                    x = obs[0]
                    seen = ()
                    while x > 0.1:
                        seen = (x, seen)
                        x = 0.5 * x
                    return x
        """,
        instead="""
            from collections import deque


            class Policy:
                def act(self, obs):
                    x = obs[0]
                    seen = deque(maxlen=64)
                    while x > 0.1:
                        seen.append(x)
                        x = 0.5 * x
                    return x
        """,
    ),
    rule(
        "PPC304",
        "a value without a single type",
        what="""A variable or field is a number on one way through the code, or in one step, and a list, a string or an
        array of another shape on another.""",
        why="""A value has one type and one shape for the life of the controller. Numbers join (an int that becomes a float
        is a float), and so do `None` with anything, strings with strings, and objects of one class.""",
        example="""
            class Policy:
                def act(self, obs):
                    goal = 0.0
                    if obs[0] > 0.0:
                        goal = [1.0, 2.0]
                    return goal
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    goal = [0.0, 0.0]
                    if obs[0] > 0.0:
                        goal = [1.0, 2.0]
                    return goal[0]
        """,
    ),
    rule(
        "PPC305",
        "types that do not settle",
        what="A value's length or type grows with every turn of a loop, or with every step.",
        why="""The compiler evaluates a loop until the types at its end are those of its beginning. One that makes a longer
        array each turn has no such end, and its memory no bound.""",
        example="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    x = obs[0]
                    path = np.zeros(1)
                    while x > 0.1:
                        x = 0.5 * x
                        path = np.append(path, x)
                    return path[-1]
        """,
        instead="""
            from collections import deque


            class Policy:
                def act(self, obs):
                    x = obs[0]
                    path = deque([0.0], maxlen=64)
                    while x > 0.1:
                        x = 0.5 * x
                        path.append(x)
                    return path[-1]
        """,
    ),
    rule(
        "PPC306",
        "the value of a string that is made at run time",
        what="""A string is made from numbers that are known at run time only, and then compared, used as a key, measured or
        read; or an exception is used for more than to be caught. Strings of integers with known text between them
        (`f"{row},{column}"`) may be keys and be compared.""",
        why="""A controller has no memory for text. A string is one that is known when the policy is compiled, or one of a known
        set; any other may be stored, printed and raised, but no number can come out of it.""",
        example="""
            class Policy:
                def __init__(self):
                    self.visits = {}

                def act(self, obs):
                    cell = f"{obs[0]:.1f},{obs[1]:.1f}"
                    self.visits[cell] = self.visits.get(cell, 0) + 1
                    return 1.0 / self.visits[cell]
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.visits = {}

                def act(self, obs):
                    cell = (round(obs[0], 1), round(obs[1], 1))
                    self.visits[cell] = self.visits.get(cell, 0) + 1
                    return 1.0 / self.visits[cell]
        """,
    ),
)
