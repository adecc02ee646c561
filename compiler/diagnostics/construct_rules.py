"""PPC1xx: statements, expressions and names that the policy language leaves out."""

from __future__ import annotations

from ppc.compiler.diagnostics.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "PPC101",
        "a statement that is not part of the language",
        what="""The policy uses `async` or `await`, a `with` that does something, a pattern of `match` that has no
        test, or a statement stands where Python does not allow it; or a name that a `global` declares is bound by `def`,
        `import` and the like, not by an assignment. A generator is refused where making all of its items
        first would show: if it has no end, changes fields, or reads what the loop over it changes.""",
        why="""A controller has static memory and bounded time, and reaches nothing outside of it. A generator function is
        compiled as one that returns a list.""",
        example="""
            class Policy:
                async def gain(self):
                    return 2.0

                def act(self, obs):
                    return 2.0 * obs[0]
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.gain = 2.0

                def act(self, obs):
                    return self.gain * obs[0]
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
        why="""Such names lead from any value to the interpreter's internals. A class may define `__init__`,
        `__post_init__`, `__call__`, operators and comparisons, and `__len__`, `__getitem__`, `__setitem__`, `__contains__`,
        `__iter__`, `__bool__` and `__repr__`; private names such as `self.__x` are accepted.""",
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
        what="""A class is decorated with something other than `dataclass` and its like, a decorator of the policy's own
        returns no function, one comes from a library other than `staticmethod`, `property`, `lru_cache` …, or a class
        has a metaclass other than ABCMeta or derives from a class that is not the policy's own. Or a function under
        `lru_cache` uses a variable of the module that functions assign.""",
        why="These replace a class or function by something that only running the text would show.",
        example="""
            def registered(cls):
                cls.gain = 2.0
                return cls


            @registered
            class Policy:
                def act(self, obs):
                    return self.gain * obs[0]
        """,
        instead="""
            class Policy:
                gain = 2.0

                def act(self, obs):
                    return self.gain * obs[0]
        """,
    ),
    rule(
        "PPC106",
        "a try statement that is not supported",
        what="""A `try` with `finally` is left by `break` or `continue`, or an `except` names something that is no exception
        class.""",
        why="""Inside of `try`, what Python would raise becomes a test that leads to its handler. The `finally` part is
        evaluated where control comes out at the end and where the function returns, not where a loop goes on.""",
        example="""
            class Policy:
                def act(self, obs):
                    for x in obs:
                        try:
                            u = 1.0 / int(x)
                            break
                        finally:
                            self.done = True
                    return 0.5
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    for x in obs:
                        try:
                            u = 1.0 / int(x)
                        except ZeroDivisionError:
                            continue
                        break
                    self.done = True
                    return 0.5
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
