"""Tree search: children in lists that are empty at first, and values that go back to the root."""


class Node:
    def __init__(self, state, parent=None):
        self.state = state
        self.parent = parent
        self.untried = [0, 1, 2]
        self.children = []
        self.visits = 0
        self.value = 0.0

    def best(self):
        return max(self.children, key=lambda c: c.value / c.visits + 1.0 / (1 + c.visits))


class Policy:
    def act(self, obs):
        root = Node(obs[0])
        for _ in range(12):
            node = root
            while not node.untried and node.children:
                node = node.best()
            if node.untried:
                move = node.untried.pop()
                child = Node(0.7 * node.state + 0.3 * (move - 1) * obs[1], node)
                node.children.append(child)
                node = child
            value = 1.0 / (1.0 + (node.state - obs[2]) ** 2)
            while node is not None:
                node.visits += 1
                node.value += value
                node = node.parent
        return max(root.children, key=lambda c: c.visits).state
