"""Where a search reads its path off before the text comes to where its parts are stored."""


class Policy:
    def act(self, obs):
        goal = 3 + (obs[0] > 0)
        return self.from_none(goal) + 10 * self.from_nothing(goal + 1)

    def from_none(self, goal):
        parents, queue = {0: None}, [0]
        while queue:
            node = queue.pop(0)
            if node == goal:
                turns = 0
                while parents[node][0] != 0:
                    node, side = parents[node]
                    turns += side + 1
                return turns
            for side, child in enumerate((2 * node + 1, 2 * node + 2)):
                if child < 9 and child not in parents:
                    parents[child] = (node, side)
                    queue.append(child)
        return -1

    def from_nothing(self, goal):
        parents, queue = {}, [0]
        while queue:
            node = queue.pop(0)
            if node == goal:
                path = []
                while node:
                    node, side = parents[node]
                    path.append(side)
                return sum(path) + len(path)
            for side, child in enumerate((2 * node + 1, 2 * node + 2)):
                if child < 9 and child not in parents:
                    parents[child] = (node, side)
                    queue.append(child)
        return -1
