"""Best-first search with nodes that know their parents: heaps of nodes, and of tuples with a node at their end."""

import heapq
from dataclasses import dataclass, field
from typing import Optional


@dataclass(order=True)
class Step:
    total: float
    cell: int = field(compare=False)
    parent: Optional["Step"] = field(compare=False, default=None)


@dataclass
class Node:
    x: int
    y: int
    cost: float
    parent: Optional["Node"] = None


class Policy:
    def steps(self, start, goal):
        todo = [Step(0.0, start)]
        seen = set()
        while todo:
            step = heapq.heappop(todo)
            if step.cell == goal:
                break
            if step.cell in seen:
                continue
            seen.add(step.cell)
            for cell in (step.cell - 1, step.cell + 1):
                if 0 <= cell < 6:
                    heapq.heappush(todo, Step(step.total + 1.0, cell, step))
        length = 0
        while step is not None:
            length += 1
            step = step.parent
        return length - 1

    def first(self, x, y, goal):
        count = 0
        heap = [(0.0, count, Node(x, y, 0.0))]
        best = {}
        found = None
        while heap:
            _, _, node = heapq.heappop(heap)
            if (node.x, node.y) == goal:
                found = node
                break
            if best.get((node.x, node.y), 1e9) <= node.cost:
                continue
            best[(node.x, node.y)] = node.cost
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                nx, ny = node.x + dx, node.y + dy
                if 0 <= nx < 5 and 0 <= ny < 5 and (nx, ny) != (2, 2):
                    count += 1
                    cost = node.cost + (2.0 if (nx + ny) % 3 == 0 else 1.0)
                    heapq.heappush(heap, (cost + abs(goal[0] - nx) + abs(goal[1] - ny), count, Node(nx, ny, cost, node)))
        if found is None or found.parent is None:
            return 0.0
        while found.parent.parent is not None:
            found = found.parent
        return found.x + 0.1 * found.y

    def act(self, obs):
        x, y, gx, gy = (int(abs(3.0 * v)) % 5 for v in obs)
        return 0.1 * self.steps(x, gx) + 0.01 * self.first(x, y, (gx, gy))
