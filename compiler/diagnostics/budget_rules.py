"""PPC8xx: budgets, all of them counted and none of them timed."""

from __future__ import annotations

from ppc.compiler.diagnostics.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "PPC801",
        "too many operations",
        what="With its calls and loops written out, the policy has more statements than a controller may have.",
        why="""Calls are expanded where they stand, and loops over objects turn by turn, so that text that looks short can
        become a large program. The limit keeps compile time and code size within bounds.""",
        example="""
            def wave(x, depth):
                if depth == 0:
                    return x
                y = 0.5 * x if x > 0.0 else x - 1.0
                return wave(y, depth - 1) + wave(y - x, depth - 1)


            class Policy:
                def act(self, obs):
                    return wave(obs[0], 14)
        """,
        instead="""
            def wave(x, depth):
                if depth == 0:
                    return x
                y = 0.5 * x if x > 0.0 else x - 1.0
                return wave(y, depth - 1) + wave(y - x, depth - 1)


            class Policy:
                def act(self, obs):
                    return wave(obs[0], 4)
        """,
    ),
    rule(
        "PPC802",
        "too much memory",
        what="An array, list, tuple, string or the state as a whole is larger than the limit.",
        why="""The controller's memory is allocated by whoever calls it, before the first step, on a board that may have few
        kilobytes. The limits are far above what a policy needs, and below what would exhaust the compiler.""",
        example="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    grid = np.zeros((4000, 4000))
                    grid[0, 0] = obs[0]
                    return grid.sum()
        """,
        instead="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    grid = np.zeros((40, 40))
                    grid[0, 0] = obs[0]
                    return grid.sum()
        """,
    ),
    rule(
        "PPC803",
        "the policy takes too long to evaluate",
        what="Compiling the policy visits more of its text than the evaluator's fuel allows.",
        why="""What does not depend on the observation is evaluated while compiling, loops over objects and nested calls
        among it. The fuel is counted, so that the same policy ends the same way on every machine.""",
        example="""
            class Policy:
                def act(self, obs):
                    table = {i: {j: i + j for j in range(1000)} for i in range(1000)}
                    return table[0][1] * obs[0]
        """,
        instead="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    table = np.arange(10).reshape(10, 1) + np.arange(10)
                    return table[0, 1] * obs[0]
        """,
    ),
    rule(
        "PPC804",
        "too much to be written out",
        what="""A loop, a comprehension or a sorted list would have to be written out turn by turn, and has too many turns
        for that.""",
        why="""Loops over numbers and arrays stay loops. Those whose turns differ in structure (lists of objects, of
        strings, of tuples of different lengths) are expanded, and each turn is code.""",
        example="""
            class Policy:
                def act(self, obs):
                    return sum([i * j for i in range(3000) for j in range(3000)])
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    total = 0.0
                    for i in range(30):
                        for j in range(30):
                            total += i * j
                    return total
        """,
    ),
    rule(
        "PPC805",
        "recursion that does not end",
        what="A function calls itself, directly or through others, deeper than the limit.",
        why="""Calls are expanded where they stand. Recursion whose depth is known when the policy is compiled ends; one
        that depends on the observation is followed to an assumed depth if it goes on by one call at a time, and would need
        a stack without a bound otherwise.""",
        example="""
            def halve(x):
                return x if x < 1.0 else halve(0.5 * x) + halve(0.4 * x)


            class Policy:
                def act(self, obs):
                    return halve(obs[0])
        """,
        instead="""
            def halve(x):
                total, rest = 0.0, [x]
                while rest:
                    x = rest.pop()
                    if x < 1.0:
                        total += x
                    else:
                        rest.append(0.4 * x)
                        rest.append(0.5 * x)
                return total


            class Policy:
                def act(self, obs):
                    return halve(obs[0])
        """,
    ),
)
