class Task:
    def __init__(self, name, gain):
        self.name = name
        self.gain = gain
        self.parent = None
        self.children = []
        self.ticks = 0

    def add(self, child):
        child.parent = self
        self.children.append(child)
        return child


class Policy:
    def __init__(self):
        self.root = Task("root", 1.0)
        a = self.root.add(Task("a", 0.5))
        b = self.root.add(Task("b", -0.5))
        a.add(Task("aa", 0.1))
        a.add(Task("ab", 0.2))
        b.add(Task("ba", 0.3))
        self.current = self.root

    def act(self, obs):
        self.current.ticks += 1
        if self.current.children:
            i = int(abs(obs[0]) * 10) % len(self.current.children)
            self.current = self.current.children[i]
        elif self.current.parent is not None:
            self.current = self.current.parent.parent if obs[1] > 0 else self.current.parent
        u = 0.0
        node = self.current
        while node is not None:
            u += node.gain * (1 + 0.01 * node.ticks)
            node = node.parent
        return u
