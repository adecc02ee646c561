from dataclasses import dataclass, field
from enum import Enum


@dataclass
class Node:
    cost: float = 0.0
    visits: int = 0
    best: int = -1


class Policy:
    def __init__(self):
        self.nodes = {}
        self.grid = [[Node() for _ in range(3)] for _ in range(3)]
        self.tracks = []

    def act(self, obs):
        r, c = min(int(abs(obs[0]) * 2), 2), min(int(abs(obs[1]) * 2), 2)
        n = self.grid[r][c]
        n.visits += 1
        n.cost = 0.9 * n.cost + 0.1 * obs[0]
        key = (r, c)
        if key not in self.nodes:
            self.nodes[key] = Node()
        m = self.nodes[key]
        m.visits += 2
        m.best = max(m.best, c)
        node = self.nodes.get((0, 0))
        x = 0
        if node is not None:
            x = node.visits
        for t in self.tracks:
            t.cost += 1.0
        if obs[0] > 1.0 and len(self.tracks) < 5:
            self.tracks.append(Node(cost=obs[1]))
        self.tracks = [t for t in self.tracks if t.cost < 4]
        return n.cost + n.visits + m.visits * 0.1 + x + sum(t.cost for t in self.tracks) + self.grid[0][0].visits
