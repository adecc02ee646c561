from dataclasses import dataclass, field
from typing import List, Optional


@dataclass
class Node:
    value: float
    children: List["Node"] = field(default_factory=list)
    parent: Optional["Node"] = None
    visits: int = 0


def build(depth, v, parent=None):
    n = Node(v, parent=parent)
    if depth > 0:
        n.children.append(build(depth - 1, v * 0.5, n))
        n.children.append(build(depth - 1, v * -0.7 + 0.1, n))
    return n


class Policy:
    def __init__(self):
        self.root = build(3, 1.0)

    def act(self, obs):
        node = self.root
        i = 0
        path = []
        while node.children:
            node = node.children[1 if obs[i % 4] > 0 else 0]
            path.append(node)
            i += 1
        for n in path:
            n.visits += 1
        best = max(path, key=lambda n: n.visits * n.value)
        out = sorted(path, key=lambda n: -n.value)
        return best.value + 0.01 * sum(n.visits for n in out) + out[0].value
