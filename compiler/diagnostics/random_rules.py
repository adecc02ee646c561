"""PPC108 and PPC109: random generators."""

from __future__ import annotations

from ppc.compiler.diagnostics.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "PPC108",
        "random numbers without a seed",
        what="""The policy draws random numbers from a generator that was not given a seed, or makes one without.""",
        why="""A controller must repeat itself: what was scored is what flies, on every target, and a fault must be found
        again. With a seed the generators of Python and NumPy are reproduced bit for bit; without one no stream is.""",
        example="""
            import random


            class Policy:
                def act(self, obs):
                    return 0.5 * obs[0] + random.uniform(-0.1, 0.1)
        """,
        instead="""
            import random


            class Policy:
                def __init__(self):
                    self.rng = random.Random(0)

                def act(self, obs):
                    return 0.5 * obs[0] + self.rng.uniform(-0.1, 0.1)
        """,
    ),
    rule(
        "PPC109",
        "a random function, or a use of one, that is not supported",
        what="""The policy calls a method of a random generator that ppc does not have, seeds one with something other than an
        integer, or draws in a way that is not supported.""",
        why="""Each method is written anew, so that its numbers have the library's bits on every target. Those that are there:
        uniform, normal and exponential numbers, integers, choices, shuffles and permutations.""",
        example="""
            import numpy as np


            class Policy:
                def __init__(self):
                    self.rng = np.random.default_rng(0)

                def act(self, obs):
                    return 0.5 * obs[0] + 0.1 * self.rng.laplace()
        """,
        instead="""
            import numpy as np


            class Policy:
                def __init__(self):
                    self.rng = np.random.default_rng(0)

                def act(self, obs):
                    return 0.5 * obs[0] + 0.1 * self.rng.normal()
        """,
    ),
)
