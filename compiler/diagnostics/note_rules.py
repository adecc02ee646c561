"""PPC9xx: warnings and notes. The policy compiles."""

from __future__ import annotations

from ppc.compiler.diagnostics.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "PPC901",
        "print is dropped",
        what="A call of `print` has no effect.",
        why="A controller has no terminal. `ppc play --csv` logs observations, actions and faults of every step.",
        example="""
            class Policy:
                def act(self, obs):
                    print("x =", obs[0])
                    return 0.5 * obs[0]
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return 0.5 * obs[0]
        """,
        severity="note",
    ),
    rule(
        "PPC902",
        "assert is dropped",
        what="An assertion is not tested.",
        why="A controller must not stop. What has to be handled is handled by an `if`.",
        example="""
            class Policy:
                def act(self, obs):
                    assert obs[0] < 10.0
                    return 0.5 * obs[0]
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    if obs[0] >= 10.0:
                        return 0.0
                    return 0.5 * obs[0]
        """,
        severity="note",
    ),
    rule(
        "PPC903",
        "a variable that may be unassigned",
        what="On some way through the code the variable is read before it is assigned.",
        why="""Python raises an UnboundLocalError where that happens; the controller answers the safe action and sets the
        fault `unassigned`. Where it cannot happen, the test is a wasted comparison in each step.""",
        example="""
            class Policy:
                def act(self, obs):
                    if obs[0] > 0.0:
                        force = 1.0
                    return force
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    force = 0.0
                    if obs[0] > 0.0:
                        force = 1.0
                    return force
        """,
        severity="warning",
    ),
    rule(
        "PPC904",
        "a main block is dropped",
        what='The code under `if __name__ == "__main__":` is not compiled.',
        why="It belongs to running the file as a script, which never happens here.",
        example="""
            class Policy:
                def act(self, obs):
                    return 0.5 * obs[0]


            if __name__ == "__main__":
                print(Policy().act([1.0, 0.0, 0.0, 0.0]))
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return 0.5 * obs[0]
        """,
        severity="note",
    ),
)
