"""PPC2xx: numbers, names, calls and attributes."""

from __future__ import annotations

from ppc.compiler.diagnostics.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "PPC201",
        "a number is needed",
        what="A place that takes one number gets an array, a string, a list or another object.",
        why="Python would raise a TypeError in every step.",
        example="""
            import math


            class Policy:
                def act(self, obs):
                    return math.sin(obs)
        """,
        instead="""
            import math


            class Policy:
                def act(self, obs):
                    return math.sin(obs[0])
        """,
    ),
    rule(
        "PPC203",
        "an integer that does not fit into 64 bits",
        what="An integer known when the policy is compiled, or a shift of one, is outside of what 64 bits hold.",
        why="""Integers have 64 bits on every target. Python's grow without bound, so that a number beyond that could not
        mean the same.""",
        example="""
            class Policy:
                def act(self, obs):
                    return obs[0] / 10**30
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return obs[0] / 1e30
        """,
    ),
    rule(
        "PPC204",
        "an integer is needed",
        what="An index, a size, a bound of a range or a count is a float.",
        why="Python raises a TypeError there, even where the float has no fraction.",
        example="""
            class Policy:
                def __init__(self):
                    self.table = [0.0, 0.5, 1.0]

                def act(self, obs):
                    return self.table[obs[0] // 0.1]
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.table = [0.0, 0.5, 1.0]

                def act(self, obs):
                    return self.table[int(obs[0] // 0.1)]
        """,
    ),
    rule(
        "PPC205",
        "an operator that does not work between these values",
        what="The operands have types for which the operator has no meaning, such as bits of a float.",
        why="Python would raise a TypeError in every step.",
        example="""
            class Policy:
                def act(self, obs):
                    return 1.0 if obs[0] & 1 else -1.0
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return 1.0 if int(obs[0]) & 1 else -1.0
        """,
    ),
    rule(
        "PPC206",
        "a power of integers whose type depends on the exponent",
        what="An integer is raised to the negative of a number that is known at run time only.",
        why="""Python gives an int for exponents from 0 up and a float below; a controller's values have one type. With a
        float base both are floats. Where no minus is written the power is an integer, and a negative exponent a fault.""",
        example="""
            class Policy:
                def __init__(self):
                    self.n = 0

                def act(self, obs):
                    self.n += 1
                    return obs[0] * 2**-self.n
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.n = 0

                def act(self, obs):
                    self.n += 1
                    return obs[0] * 2.0**-self.n
        """,
    ),
    rule(
        "PPC207",
        "the truth of a whole array",
        what="An array with several elements is used as a condition.",
        why="NumPy raises a ValueError: it cannot know whether all or any of them are meant.",
        example="""
            class Policy:
                def act(self, obs):
                    return 1.0 if obs > 0.5 else 0.0
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return 1.0 if (obs > 0.5).any() else 0.0
        """,
    ),
    rule(
        "PPC208",
        "a variable is read before it is assigned",
        what="On every way through the function the variable is read first.",
        why="""Python raises an UnboundLocalError: a name that a function assigns is local in all of it, even where the
        module has one of that name.""",
        example="""
            class Policy:
                def act(self, obs):
                    for x in obs:
                        total += x
                    return total
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    total = 0.0
                    for x in obs:
                        total += x
                    return total
        """,
    ),
    rule(
        "PPC209",
        "a name that is not defined",
        what="Neither the function, nor the module, nor Python defines the name.",
        why="Python would raise a NameError in the first step that comes here.",
        example="""
            GAIN = 0.5


            class Policy:
                def act(self, obs):
                    return GIAN * obs[0]
        """,
        instead="""
            GAIN = 0.5


            class Policy:
                def act(self, obs):
                    return GAIN * obs[0]
        """,
    ),
    rule(
        "PPC210",
        "'is' between numbers",
        what="Two numbers are compared by identity.",
        why="""Which numbers are the same object depends on the interpreter: small integers usually are, others not, NumPy's
        never. `is None` and `is` between enum members have a meaning, and are accepted.""",
        example="""
            class Policy:
                def __init__(self):
                    self.steps = 0

                def act(self, obs):
                    self.steps += 1
                    return 1.0 if self.steps is 3 else 0.0
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.steps = 0

                def act(self, obs):
                    self.steps += 1
                    return 1.0 if self.steps == 3 else 0.0
        """,
    ),
    rule(
        "PPC211",
        "floats into an array of integers",
        what="An array of integers is changed in place by an operation whose result is a float.",
        why="NumPy raises a TypeError (UFuncTypeError): it does not cut off fractions silently.",
        example="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    bias = np.array([1, 2, 3, 4])
                    bias += obs
                    return bias[0]
        """,
        instead="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    bias = np.array([1.0, 2.0, 3.0, 4.0])
                    bias += obs
                    return bias[0]
        """,
    ),
    rule(
        "PPC212",
        "a value that is not a function is called",
        what="Brackets follow something that cannot be called.",
        why="Python would raise a TypeError. Often an operator between two factors is missing.",
        example="""
            class Policy:
                def __init__(self):
                    self.gain = 0.5

                def act(self, obs):
                    return self.gain(obs[0] + obs[1])
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.gain = 0.5

                def act(self, obs):
                    return self.gain * (obs[0] + obs[1])
        """,
    ),
    rule(
        "PPC213",
        "a call with the wrong arguments",
        what="""Arguments are missing, too many, or have names that the function does not take; or an optional argument of a
        library function is not supported.""",
        why="Python would raise a TypeError; an argument that was ignored could change the result.",
        example="""
            class Policy:
                def law(self, error, rate):
                    return 2.0 * error + 0.1 * rate

                def act(self, obs):
                    return self.law(obs[0])
        """,
        instead="""
            class Policy:
                def law(self, error, rate):
                    return 2.0 * error + 0.1 * rate

                def act(self, obs):
                    return self.law(obs[0], obs[1])
        """,
    ),
    rule(
        "PPC214",
        "an attribute that does not exist",
        what="""The object has no field or method of that name, the module no such function, or the observation no such
        field.""",
        why="""Python would raise an AttributeError. Fields exist from the assignment on: one that `act` reads first must be
        assigned in `__init__` or `reset`. A library function that ppc does not have yet ends here, too.""",
        example="""
            class Policy:
                def __init__(self):
                    self.gain = 0.5

                def act(self, obs):
                    return self.gian * obs[0]
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.gain = 0.5

                def act(self, obs):
                    return self.gain * obs[0]
        """,
    ),
    rule(
        "PPC215",
        "round to too many digits",
        what="`round(x, n)` of a Python float asks for more than 22 decimal places.",
        why="""The decimal that is nearest to the float itself is found by an exact product with a power of ten; 10**22 is the
        last one that a float64 holds. NumPy's `round` scales, rounds and scales back: another rule, with other last bits.""",
        example="""
            class Policy:
                def act(self, obs):
                    return round(float(obs[0]), 30)
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return round(float(obs[0]), 6)
        """,
    ),
    rule(
        "PPC216",
        "a dtype that is not supported",
        what="An array or scalar is made with an element type that the compiler does not have.",
        why="""Elements are float64, float32 (rounded after each operation), int64 or bool. Another type rounds or wraps
        differently, and would change the bits.""",
        example="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    z = np.zeros(4, dtype="complex")
                    return obs[0]
        """,
        instead="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    z = np.zeros(4)
                    return obs[0] + z[0]
        """,
    ),
)
