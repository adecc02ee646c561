"""PPC1xx: statements, expressions and names that the policy language leaves out."""

from __future__ import annotations

from ppc.compiler.diagnostics.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "PPC101",
        "a statement that is not part of the language",
        what="""The policy uses `global`, `nonlocal`, `with`, `match`, `yield`, `async` or `await`, or a statement stands
        where Python does not allow it.""",
        why="""A controller has static memory and bounded time. State lives in fields of the policy object, where ppc can
        see it, reset it and export it; generators and coroutines keep state out of sight.""",
        example="""
            count = 0


            class Policy:
                def act(self, obs):
                    global count
                    count += 1
                    return 1.0 if count % 2 == 0 else -1.0
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.count = 0

                def act(self, obs):
                    self.count += 1
                    return 1.0 if self.count % 2 == 0 else -1.0
        """,
    ),
    rule(
        "PPC102",
        "an expression that is not part of the language",
        what="""The policy uses a kind of expression or target that has no meaning in a controller: complex numbers, bytes,
        `del` of a name, `**` of something that is no dictionary, a star where Python has none.""",
        why="At run time there are float64 and 64-bit integers, booleans and arrays of them, and nothing else.",
        example="""
            class Policy:
                def act(self, obs):
                    z = obs[0] + 1j * obs[1]
                    return abs(z)
        """,
        instead="""
            import math


            class Policy:
                def act(self, obs):
                    return math.hypot(obs[0], obs[1])
        """,
    ),
    rule(
        "PPC103",
        "a built-in function that policies do not have",
        what="""The policy names a function that reaches files, runs text, or looks at the program itself; or one that is
        not supported.""",
        why="""A policy's text is never executed, and the controller that it becomes has no interpreter, no files and no
        names. What these functions do has no counterpart there.""",
        example="""
            class Policy:
                def act(self, obs):
                    return eval("0.5 * obs[0]")
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return 0.5 * obs[0]
        """,
    ),
    rule(
        "PPC104",
        "a name with two leading underscores",
        what="The policy reads, assigns or defines a name of Python's own machinery.",
        why="""Such names lead from any value to the interpreter's internals, and special methods change what operators
        mean. `__init__`, `__call__` and `__post_init__` may be defined.""",
        example="""
            class Policy:
                def __init__(self):
                    self.gain = 0.5

                def act(self, obs):
                    return self.__dict__["gain"] * obs[0]
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
        "PPC105",
        "a decorator, base class or metaclass that is not supported",
        what="""A class or function is decorated with something other than `staticmethod`, `classmethod`, `property` or
        `dataclass`, has a metaclass, or derives from a class that is not the policy's own.""",
        why="These replace a class or function by something that only running the text would show.",
        example="""
            def doubled(function):
                return lambda self, obs: 2.0 * function(self, obs)


            class Policy:
                @doubled
                def act(self, obs):
                    return 0.5 * obs[0]
        """,
        instead="""
            class Policy:
                def law(self, obs):
                    return 0.5 * obs[0]

                def act(self, obs):
                    return 2.0 * self.law(obs)
        """,
    ),
    rule(
        "PPC106",
        "a try statement that is not supported",
        what="The policy handles exceptions in a way that cannot be compiled.",
        why="""A controller raises nothing: where Python would raise, the operation yields a defined value and sets a bit of
        the status (see run-time faults). A test before the operation says the same, and costs nothing.""",
        example="""
            class Policy:
                def act(self, obs):
                    try:
                        u = 1.0 / float(obs[0])
                    finally:
                        self.done = True
                    return u
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return 1.0 / obs[0] if obs[0] != 0.0 else 0.0
        """,
    ),
    rule(
        "PPC107",
        "an import that policies do not have",
        what="""The policy imports a module, or a name of a module, that does not exist for policies; or everything, with a
        star.""",
        why="""Nothing is imported while a policy is compiled: `math`, `numpy` and the few others are ppc's own definitions
        of those functions, with the same bits on every target. Other libraries have no such definition.""",
        example="""
            from scipy.special import expit


            class Policy:
                def act(self, obs):
                    return expit(obs[0])
        """,
        instead="""
            import math


            class Policy:
                def act(self, obs):
                    return 1.0 / (1.0 + math.exp(-obs[0]))
        """,
    ),
)
