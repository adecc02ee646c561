"""PPC0xx: the file as a whole."""

from __future__ import annotations

from ppc.compiler.diagnostics.rule import Rule, rule

_LONG = (
    f"TABLE = [{'0.5, ' * 14_000}]"
    + """


class Policy:
    def act(self, obs):
        return TABLE[0] * obs[0]
"""
)
_DEEP = f"""
class Policy:
    def act(self, obs):
        return {"(" * 101}obs[0]{")" * 101}
"""

RULES: tuple[Rule, ...] = (
    rule(
        "PPC001",
        "the policy is too long",
        what="The text has more bytes than a policy may have.",
        why="""The limit is checked before the text is parsed, so that no text can exhaust the compiler. Policies that were
        written by hand or by a model stay far below it; what exceeds it is nearly always a table of numbers.""",
        example=_LONG,
        instead="""
            import numpy as np

            TABLE = np.full(50, 0.5)


            class Policy:
                def act(self, obs):
                    return TABLE[0] * obs[0]
        """,
    ),
    rule(
        "PPC002",
        "the text holds what no source text may hold",
        what="A NUL character, or bytes that are not UTF-8, stand in the policy.",
        why="""Python refuses such text too. It usually means that a file was cut off, or that a binary file was named by
        mistake.""",
        example="""
            class Policy:
                def act(self, obs):
                    return 0.5 * obs[0]  # half\0
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return 0.5 * obs[0]  # half
        """,
    ),
    rule(
        "PPC003",
        "the policy is nested too deeply",
        what="""Brackets, or expressions, or statements stand within each other deeper than the limit; or an object contains
        itself.""",
        why="""Depth is what exhausts the stack of a parser. The limit of brackets is checked before Python's parser sees
        the text, the other one before anything is evaluated.""",
        example=_DEEP,
        instead="""
            class Policy:
                def act(self, obs):
                    return obs[0]
        """,
    ),
    rule(
        "PPC004",
        "syntax error",
        what="""The text is not Python. The message is the parser's own, or what Python says of a `break` outside of a loop, an
        argument that is there twice and the like.""",
        why="""Policies are parsed with the grammar of the Python that runs ppc. Text that a model cut off in the middle,
        prose around the code, or a forgotten colon ends here.""",
        example="""
            class Policy:
                def act(self, obs)
                    return 0.5 * obs[0]
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return 0.5 * obs[0]
        """,
    ),
    rule(
        "PPC005",
        "nothing in the text is a policy",
        what="""The text defines no class that could be the policy, and no function that could.""",
        why="""A policy is a class with a method `act(self, obs)`: it is constructed once, `reset` is called for each
        episode where there is one, and `act` for each step. Or it is a function of the observation alone, called `policy` or
        one of the other usual names, or the only one that nothing else in the text uses.""",
        example="""
            def push(obs, gain):
                return gain * obs[0]
        """,
        instead="""
            def policy(obs, gain=0.5):
                return gain * obs[0]
        """,
    ),
    rule(
        "PPC006",
        "several classes or functions could be the policy",
        what="""More than one class has a method `act`, none is called `Policy`, and not exactly one has a name that ends in
        `Policy`; or several functions have names of a policy, and none is called `policy`.""",
        why="Taking one of them silently could fly the wrong controller.",
        example="""
            class Fast:
                def act(self, obs):
                    return 2.0 * obs[0]


            class Slow:
                def act(self, obs):
                    return 0.5 * obs[0]
        """,
        instead="""
            class Fast:
                def act(self, obs):
                    return 2.0 * obs[0]


            class Policy:
                def act(self, obs):
                    return 0.5 * obs[0]
        """,
    ),
    rule(
        "PPC007",
        "act takes the wrong arguments",
        what="`act` does not take `self` and the observation.",
        why="""Each step calls `act` with the observation and with nothing else. Time, the previous action and whatever else
        a policy needs between steps are kept in its fields. Further arguments need defaults.""",
        example="""
            class Policy:
                def act(self, obs, time):
                    return 0.5 * obs[0] * time
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.time = 0.0

                def act(self, obs):
                    self.time += 0.02
                    return 0.5 * obs[0] * self.time
        """,
    ),
    rule(
        "PPC008",
        "the compiler failed",
        what="The compiler met a combination that it has no rule for, and that it should have refused by name.",
        why="""This is a fault of ppc, not of the policy. Written in another way, the same policy most often compiles. With
        `PPC_DEBUG=1` in the environment the fault is raised as it is, with its trace, for a report.""",
        example="",
        instead="",
    ),
)
