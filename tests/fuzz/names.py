"""Random policies in which objects have several names: chosen, returned, stored, put into lists, changed through any of them.

A policy is refused, or acts as in CPython. Far denser than anything that a model would write, so that most are refused.
"""

from __future__ import annotations

import random

HEAD = '''
class Item:
    def __init__(self, v):
        self.v = v
        self.w = [v, 0.0]

    def bump(self, c):
        self.v += c
        return self.v


class Policy:
    def __init__(self):
        self.p = Item(1.0)
        self.q = Item(2.0)
        self.r = self.p
        self.items = [Item(3.0), Item(4.0), Item(5.0)]
        self.named = {"a": Item(6.0), "b": Item(7.0)}
        self.grown = []
        self.xs = [0.0, 1.0]
        self.ys = [2.0, 3.0]

    def pick(self, c, x):
        if c > 0:
            return self.p
        if c > -0.5:
            return x
        return self.items[1]

    def act(self, obs):
        k = int(abs(obs[0]) * 3) % 3
        total = 0.0
        a, b, c = self.p, self.items[k], Item(9.0)
        l, m = self.xs, self.ys
        made = []
'''
TAIL = """\
        total += a.v + 2 * b.v + 3 * c.v + self.p.v + 5 * self.q.v + 7 * self.r.v + self.named["a"].v - self.named["b"].v
        total += sum((i + 1) * o.v + o.w[0] - o.w[1] for i, o in enumerate(self.items)) + sum(o.v for o in self.grown)
        return total + self.xs[0] - self.xs[1] * 2 + self.ys[0] * 3 + l[1] + m[0] + sum(o.v for o in made)
"""
CONDITIONS = (
    "obs[0] > 0", "obs[1] > 0.3", "obs[2] < obs[3]", "a.v > b.v", "k == 1", "self.p.v > self.q.v", "len(self.grown) > 1",
    "a is b", "c is self.q",
)  # fmt: skip
OBJECTS = (
    "self.p", "self.q", "self.r", "self.items[0]", "self.items[2]", "self.items[k]", "self.named['a']", "self.named['b']",
    "a", "b", "c", "a", "b", "c",
)  # fmt: skip
CHOSEN = (
    "({o} if {c} else {o})", "({o} if {c} else {o})", "self.pick(obs[{i}], {o})", "Item({n})",
    "min(self.items, key=lambda o: o.v * obs[{i}])", "max([{o}, {o}], key=lambda o: o.v)",
    "sorted(self.items, key=lambda o: o.v)[{j}]",
    "(self.grown[-1] if self.grown else self.q)", "self.named['a' if {c} else 'b']",
)  # fmt: skip
LISTS = ("l", "m", "self.xs", "self.ys", "a.w", "b.w", "(l if {c} else m)", "(self.xs if {c} else b.w)")
LOOPED = (
    "self.items", "[a, b]", "(a, c)", "self.grown", "made", "self.named.values()", "list(self.grown)",
    "[x for x in self.items if x.v > obs[1] * 5]",
)  # fmt: skip
IN_LOOPS = ("o.v += 0.1", "total += o.v", "o.w[0] -= 0.2", "a = o", "total += 1.0 if o is b else 0.0")
STATEMENTS = (
    "{x} = {o}", "{x} = {o}", "{x} = {o}", "{x}.v += {n}", "{x}.v += {n}", "{x}.w[{e}] += {n}", "total += {o}.bump({n})",
    "{f} = {o}", "self.items[{at}] = {o}", "if len(self.grown) < 4:\n    self.grown.append({o})",
    "if len(self.grown) > 2:\n    {x} = self.grown.pop({first})", "made.append({o})", "{l}[{e}] += {n}", "{y} = {l}",
    "total += {l}[{e}]", "total += {o}.v", "total += 1.0 if {x} is {o} else 0.5", "{x}.w = {l}",
)  # fmt: skip


class Writer:
    """Writes the policy of a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.lines: list[str] = []

    def fill(self, template: str, depth: int = 2) -> str:
        r = self.random
        while "{" in template:
            before, _, rest = template.partition("{")
            hole, _, after = rest.partition("}")
            template = before + self.hole(hole, depth, r) + after
        return template

    def hole(self, hole: str, depth: int, r: random.Random) -> str:
        if hole == "o":
            chosen = depth > 0 and r.random() < 0.45
            return self.fill(r.choice(CHOSEN), depth - 1) if chosen else r.choice(OBJECTS)
        if hole == "c":
            return r.choice(CONDITIONS)
        if hole == "l":
            return self.fill(r.choice(LISTS), 0)
        return {
            "n": f"{r.uniform(0, 5):.2f}", "i": str(r.randrange(4)), "j": str(r.randrange(3)), "e": str(r.randrange(2)),
            "x": r.choice("abc"), "y": r.choice("lm"), "f": r.choice(("self.p", "self.q", "self.r")),
            "at": r.choice("01k"), "first": r.choice(("", "0")),
        }[hole]  # fmt: skip

    def put(self, text: str, indent: int) -> None:
        self.lines += ["    " * indent + line for line in text.split("\n")]

    def statement(self, indent: int, depth: int = 2) -> None:
        r = self.random
        kind = r.random() if depth else 0.0
        if kind > 0.92:
            self.put(f"for o in {r.choice(LOOPED)}:", indent)
            self.put(r.choice(IN_LOOPS), indent + 1)
            if r.random() < 0.4:
                self.statement(indent + 1, depth - 1)
        elif kind > 0.86:
            self.put(f"if {r.choice(CONDITIONS)}:", indent)
            self.block(indent + 1, depth)
            if r.random() < 0.5:
                self.put("else:", indent)
                self.block(indent + 1, depth)
        else:
            self.put(self.fill(r.choice(STATEMENTS)), indent)

    def block(self, indent: int, depth: int) -> None:
        for _ in range(self.random.randrange(1, 3)):
            self.statement(indent, depth - 1)


def policy(seed: int) -> str:
    """The policy of a seed; observations have 4 numbers, the action one."""
    writer = Writer(seed)
    for _ in range(writer.random.randrange(2, 8)):
        writer.statement(2)
    return HEAD + "\n".join(writer.lines) + "\n" + TAIL
