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
    rule(
        "PPC905",
        "reset leaves fields as they are",
        what="The policy changes fields that its `reset` does not set. In Python they would live on from episode to episode.",
        why="An episode's score must not depend on the episodes before it, so each starts with what `__init__` made.",
        example="""
            class Policy:
                def __init__(self):
                    self.gain = 0.5
                    self.last = 0.0

                def reset(self):
                    self.last = 0.0

                def act(self, obs):
                    self.gain += 0.01 * (obs[0] - self.last)
                    self.last = obs[0]
                    return self.gain * obs[0]
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.gain = 0.5
                    self.last = 0.0

                def reset(self):
                    self.gain = 0.5
                    self.last = 0.0

                def act(self, obs):
                    self.gain += 0.01 * (obs[0] - self.last)
                    self.last = obs[0]
                    return self.gain * obs[0]
        """,
        severity="note",
    ),
    rule(
        "PPC906",
        "an import is dropped",
        what="The policy imports a module that policies do not have, and nothing that runs uses it.",
        why="""Nothing is imported while a policy is compiled. A name that only annotations, `isinstance` or the code under
        `if __name__ == "__main__"` use is not missed.""",
        example="""
            import gymnasium as gym


            class Policy:
                def act(self, obs):
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
        "PPC907",
        "the order of a set",
        what="The policy goes through a set, or takes an item of it, where the order of the items can matter.",
        why="""Python goes through a set in the order of its hash table, which depends on the numbers and on how the set was
        made. The controller has that order for sets of numbers that are known when the policy is compiled, and the order in
        which the items were put in for others. What does not depend on the order, such as `in`, `len`, `sorted` or `min`, is
        the same.""",
        example="""
            class Policy:
                def __init__(self):
                    self.seen = set()

                def act(self, obs):
                    self.seen.add(int(10.0 * obs[0]))
                    total = 0.0
                    for cell in self.seen:
                        total = 0.5 * total + cell
                    return 0.01 * total
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.seen = set()

                def act(self, obs):
                    self.seen.add(int(10.0 * obs[0]))
                    total = 0.0
                    for cell in sorted(self.seen):
                        total = 0.5 * total + cell
                    return 0.01 * total
        """,
        severity="warning",
    ),
    rule(
        "PPC908",
        "a list that only grows",
        what="A step appends to a list in a field, and nothing takes items out of it before the episode ends.",
        why="""Memory is static: where the size of a list is not proven, it has room for 256 items, or for 32 inside of another
        container. In an episode that is long enough the list is full; what is appended then is dropped with the fault
        `capacity`, and the controller no longer does what Python does. Often a sum and a count do instead of a list. Where
        episodes are known to be short, a last line `# ppc: capacity=2048` asks for more room, up to 16,384 items; a list inside
        of another container has an eighth of it, or what `# ppc: capacity=2048 nested=64` says. `ppc optimize` writes that line
        where a few episodes need it.""",
        example="""
            class Policy:
                def __init__(self):
                    self.errors = []

                def act(self, obs):
                    self.errors.append(obs[0])
                    return -sum(self.errors) / len(self.errors)
        """,
        instead="""
            from collections import deque


            class Policy:
                def __init__(self):
                    self.errors = deque(maxlen=50)

                def act(self, obs):
                    self.errors.append(obs[0])
                    return -sum(self.errors) / len(self.errors)
        """,
        severity="note",
    ),
)
