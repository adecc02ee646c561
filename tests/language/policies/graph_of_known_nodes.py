class Node:
    def __init__(self, idx, x, y):
        self.idx = idx
        self.x = x
        self.y = y
        self.neighbors = []
        self.came_from = None
        self.g = float("inf")


class Graph:
    def __init__(self):
        self.nodes = [Node(i, i % 4, i // 4) for i in range(16)]
        for n in self.nodes:
            for m in self.nodes:
                if abs(n.x - m.x) + abs(n.y - m.y) == 1:
                    n.neighbors.append(m)

    def clear(self):
        for n in self.nodes:
            n.g = float("inf")
            n.came_from = None


class Policy:
    def __init__(self):
        self.graph = Graph()

    def act(self, obs):
        self.graph.clear()
        start = self.graph.nodes[int(abs(obs[0]) * 5) % 16]
        goal = self.graph.nodes[int(abs(obs[1]) * 5) % 16]
        start.g = 0.0
        queue = [start]
        while queue:
            cur = queue.pop(0)
            if cur is goal:
                break
            for nb in cur.neighbors:
                if nb.g > cur.g + 1:
                    nb.g = cur.g + 1
                    nb.came_from = cur
                    queue.append(nb)
        path = []
        n = goal
        while n is not None:
            path.append(n.idx)
            n = n.came_from
        return goal.g + 0.01 * sum(path)
