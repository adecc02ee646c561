"""Random policies over lists of run-time length whose objects get second names: taken out, found by loops, filtered into other
lists, kept in fields and dictionaries from step to step, and changed through any of these.

What models write of trackers and schedulers, though denser. Nearly all compile.
"""

from __future__ import annotations

import random

HEAD = '''
class Track:
    def __init__(self, v):
        self.v = v
        self.n = 0

    def bump(self):
        self.n += 1
        return self.n


class Policy:
    def __init__(self):
        self.tracks = []
        self.others = []
        self.target = None
        self.by_slot = {}

    def pick(self, x):
        found = None
        for t in self.tracks:
            if t.v > x and (found is None or t.n <= found.n):
                found = t
        return found

    def act(self, obs):
        out = 0.0
        k = int(abs(obs[2]) * 5)
        if len(self.tracks) < 5:
            self.tracks.append(Track(float(obs[1])))
        a = self.tracks[0]
        b = self.tracks[k % len(self.tracks)]
'''
TAIL = "        return out + sum(t.v + t.n for t in self.tracks)\n"
INDENT = "        "
NUMBERS = ("obs[0]", "obs[1]", "0.3", "-0.2", "a.v", "b.v")
LISTS = (
    "self.tracks", "self.tracks", "[t for t in self.tracks if t.v > obs[0]]", "self.others",
    "sorted(self.tracks, key=lambda t: t.v)",
)  # fmt: skip


def policy(seed: int) -> str:
    """The text of a policy."""
    r = random.Random(seed)
    lines = [line for _ in range(r.randint(3, 8)) for line in _statement(r, INDENT, ("a", "b"))]
    return HEAD + "".join(f"{line}\n" for line in lines) + TAIL


def _statement(r: random.Random, indent: str, names: tuple[str, ...]) -> list[str]:
    one, two, number = r.choice(names), r.choice(names), r.choice(NUMBERS)
    anywhere = (
        [f"{one}.n += 1"],
        [f"{one}.v += 0.1 * {number}"],
        [f"{'a' if one == 't' else one} = {two}"],
        [f"self.target = {two}"],
        ["if self.target is not None:", f"    self.target.{r.choice(('n += 1', 'v *= 0.9'))}"],
        ["if self.target is not None:", "    out += self.target.v + self.target.n"],
        [f"out += {one}.v + 10 * {one}.n"],
        [f"out += {one}.bump()"],
        [f"out += 1 if {one} is {two} else 0"],
        ["out += sum(t.n for t in self.tracks)"],
    )
    outside = (
        [f"p = self.pick({number})", "if p is not None:",
         f"    {r.choice(('p.n += 1', 'a = p', 'self.target = p', 'out += p.v', 'b = p'))}"],
        [f"self.others = [t for t in self.tracks if t.v > {number}]"],
        ["if self.others:",
         f"    {r.choice(('a = self.others[0]', 'b = self.others[-1]', 'self.others[0].n += 1', 'out += self.others[-1].n'))}"],
        [f"a = {r.choice(('min', 'max'))}(self.tracks, key=lambda t: t.{r.choice('vn')})"],
        [f"self.tracks = [t for t in self.tracks if t.n < {r.randint(3, 8)}] or [Track({number})]"],
        [f"self.by_slot[k % 3] = {two}"],
        ["if k % 3 in self.by_slot:",
         f"    {r.choice(('a = self.by_slot[k % 3]', 'self.by_slot[k % 3].n += 1', 'out += self.by_slot[k % 3].v'))}"],
        ["b = self.tracks[(k + 1) % len(self.tracks)]"],
    )  # fmt: skip
    loop = "t" in names
    choice = r.randrange(len(anywhere) + (1 if loop else len(outside) + 2))
    if choice < len(anywhere):
        lines = anywhere[choice]
    elif choice == len(anywhere):
        lines = [f"if {number} > {r.choice(NUMBERS)}:", *_statement(r, "    ", names)]
    elif choice == len(anywhere) + 1:
        inner = [line for _ in range(r.randint(1, 3)) for line in _statement(r, "    ", (*names, "t"))]
        lines = [f"for t in {r.choice(LISTS)}:", *inner]
    else:
        lines = outside[choice - len(anywhere) - 2]
    return [indent + line for line in lines]
