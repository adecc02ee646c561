"""PPC4xx: arrays, containers and indices."""

from __future__ import annotations

from ppc.compiler.diagnostics.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "PPC401",
        "an index outside of its sequence",
        what="""An index that is known when the policy is compiled is not in the sequence, or there are more indices than
        dimensions.""",
        why="Python would raise an IndexError in every step. Indices that vary are tested at run time.",
        example="""
            class Policy:
                def act(self, obs):
                    return 0.5 * obs[4]
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return 0.5 * obs[3]
        """,
    ),
    rule(
        "PPC402",
        "shapes or items that do not fit",
        what="""Arrays of shapes that do not broadcast meet, values are unpacked into another number of names, rows of an
        array differ in length, or an operation on an array or container is not supported for this shape or mixture of
        items.""",
        why="""NumPy and Python raise a ValueError in most of these cases; in the others, the message says what to
        write.""",
        example="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    gains = np.array([0.5, 0.1, 0.0])
                    return (gains * obs).sum()
        """,
        instead="""
            import numpy as np


            class Policy:
                def act(self, obs):
                    gains = np.array([0.5, 0.1, 0.0])
                    return (gains * obs[:3]).sum()
        """,
    ),
    rule(
        "PPC403",
        "a value that has no items",
        what="""Something that is no sequence is iterated over or indexed, a text that is no number is converted to one, or
        an iterator (`zip`, `map`, `iter`, a generator) is run through a second time.""",
        why="""Python would raise a TypeError or ValueError in every step; of an iterator it would find nothing, or only what
        was left.""",
        example="""
            class Policy:
                def act(self, obs):
                    total = 0.0
                    for i in len(obs):
                        total += obs[i]
                    return total
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    total = 0.0
                    for i in range(len(obs)):
                        total += obs[i]
                    return total
        """,
    ),
    rule(
        "PPC404",
        "a range with step 0",
        what="The step of `range` is zero.",
        why="Python raises a ValueError: such a range would have no end.",
        example="""
            class Policy:
                def act(self, obs):
                    total = 0.0
                    for i in range(0, 4, 0):
                        total += obs[i]
                    return total
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    total = 0.0
                    for i in range(0, 4, 2):
                        total += obs[i]
                    return total
        """,
    ),
    rule(
        "PPC405",
        "an object whose structure depends on the way",
        what="An object has one structure on one way through the code, or in one turn of a loop, and another one elsewhere.",
        why="""The structure of objects is settled when the policy is compiled; the numbers in them are what changes. No policy
        is known that gets here: lists and dictionaries that grow have bounded forms, and others are refused with PPC304 or
        PPC402.""",
        example="",
        instead="",
    ),
    rule(
        "PPC406",
        "a change that another name could see",
        what="""An array, list or object is changed in place while a second name may refer to it, after a point where the
        compiler had to make the two independent.""",
        why="""Arrays are values in the compiled program: two names are two copies. Python would show the change under both
        names, so that going on could mean something else. A `.copy()` says that two are meant.""",
        example="""
            class Policy:
                def __init__(self):
                    self.now = [0.0, 0.0]
                    self.before = self.now

                def act(self, obs):
                    if obs[1] > 0.5:
                        self.before = [0.0, 0.0]
                    self.now[0] = obs[0]
                    return self.before[0]
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.now = [0.0, 0.0]
                    self.before = self.now.copy()

                def act(self, obs):
                    if obs[1] > 0.5:
                        self.before = [0.0, 0.0]
                    self.now[0] = obs[0]
                    return self.before[0]
        """,
    ),
    rule(
        "PPC407",
        "a key that is not in the dictionary",
        what="A key known when the policy is compiled is not in the dictionary, or a value is none of an enum's.",
        why="Python would raise a KeyError, or a ValueError, in every step. Keys that vary are tested at run time.",
        example="""
            class Policy:
                def __init__(self):
                    self.gains = {"p": 2.0, "d": 0.1}

                def act(self, obs):
                    return self.gains["i"] * obs[0]
        """,
        instead="""
            class Policy:
                def __init__(self):
                    self.gains = {"p": 2.0, "d": 0.1}

                def act(self, obs):
                    return self.gains["p"] * obs[0]
        """,
    ),
    rule(
        "PPC408",
        "an assignment to something that cannot change",
        what="""The target is a field of something other than the policy's own objects, or an item of a tuple, a string or
        the like.""",
        why="""Memory between steps is the fields of the policy and of its objects; modules, classes of libraries and the
        observation object have none.""",
        example="""
            class Policy:
                def act(self, obs):
                    pair = (obs[0], obs[1])
                    pair[0] = 0.0
                    return pair[0] + pair[1]
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    pair = [obs[0], obs[1]]
                    pair[0] = 0.0
                    return pair[0] + pair[1]
        """,
    ),
    rule(
        "PPC409",
        "objects linked without an end",
        what="""A loop makes objects that refer to one another in a row, such as nodes of a search that know the node before
        them, and something is done with them that cannot be compiled for such objects. The help names it, with its line.""",
        why="""Objects that refer to one another are kept in lists, one for each field, and referred to by their places there. A
        copy of such an object with all that it refers to, or a field that holds objects of several classes, has no place.""",
        example="""
            import copy


            class Node:
                def __init__(self, cell, parent=None):
                    self.cell = cell
                    self.parent = parent


            class Policy:
                def act(self, obs):
                    node = Node(0)
                    while node.cell < obs[0]:
                        node = Node(node.cell + 1, node)
                    node = copy.deepcopy(node)
                    steps = 0
                    while node.parent is not None:
                        node = node.parent
                        steps += 1
                    return steps
        """,
        instead="""
            class Node:
                def __init__(self, cell, parent=None):
                    self.cell = cell
                    self.parent = parent


            class Policy:
                def act(self, obs):
                    node = Node(0)
                    while node.cell < obs[0]:
                        node = Node(node.cell + 1, node)
                    steps = 0
                    while node.parent is not None:
                        node = node.parent
                        steps += 1
                    return steps
        """,
    ),
)
