import heapq


class Policy:
    """Lists and tuples of run-time length have Python's order: in heaps of paths, in sorted() and in comparisons."""

    def __init__(self):
        self.best = []

    def cheapest(self, costs):
        queue = [(0.0, 0, [])]
        seen = set()
        while queue:
            cost, node, path = heapq.heappop(queue)
            if node == 3:
                return cost, path
            if node in seen:
                continue
            seen.add(node)
            for other in range(4):
                if other not in seen:
                    heapq.heappush(queue, (cost + costs[node][other], other, path + [other]))
        return 0.0, []

    def act(self, obs):
        costs = [[round(abs(float(a - b))) for a in obs] for b in obs]
        cost, path = self.cheapest(costs)
        ties = []
        for i, v in enumerate(obs):
            heapq.heappush(ties, (0, tuple(j for j in range(i) if obs[j] > v), [k for k in range(4) if obs[k] > 0][i:]))
        first = heapq.heappop(ties)
        pairs = []
        for i in range(4):
            heapq.heappush(pairs, [round(obs[i]), -i])
        prio, which = heapq.heappop(pairs)
        rising = [v for v in obs if v > 0]
        if not self.best or path < self.best or (path <= self.best and cost > 2):
            self.best = path
        rows = sorted([[round(v) for v in obs if v > t] for t in (-1.0, 0.0, 1.0)], reverse=True)
        u = cost + 0.1 * sum(path) + 0.01 * len(first[1]) + 0.02 * sum(first[2]) + prio + 0.3 * which
        u += 4 * (rising > [0.5, 0.2]) + 8 * (tuple(rising) >= (0.7,)) + sum((k + 1) * len(r) for k, r in enumerate(rows))
        return u + 0.001 * sum(self.best) + 16 * ([round(obs[0]), 1] < [0, round(obs[1])])
