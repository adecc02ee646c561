import math


class Policy:
    """Lists and tuples are cut at places that are known at run time only."""

    def __init__(self):
        self.counts = [1.0, 2.0, 3.0, 4.0, 5.0]
        self.names = ("north", "east", "south", "west")

    def children(self, board, mark):
        return [board[:m] + (mark,) + board[m + 1 :] for m, v in enumerate(board) if v == 0]

    def act(self, obs):
        k, j = int(obs[0] * 2), int(obs[1] * 2)
        self.counts[k % 5] += 1.0
        head, tail, inner, ends = self.counts[:k], self.counts[k:], self.counts[k:j], self.counts[-j:]
        board = tuple(0 if v > 0 else 1 for v in obs)
        boards = self.children(board, 2)
        best = max((sum((i + 1) * v for i, v in enumerate(b)) for b in boards), default=0)
        turned = self.names[k % 4 :] + self.names[: k % 4]
        cells = [(i, float(v)) for i, v in enumerate(obs)]
        near = cells[max(0, j - 1) : j + 2]
        rows = [[1, 2], [3, 4], [5, 6]][: abs(k)]
        head.append(0.5)
        u = sum(head) + 0.1 * sum(tail) + 0.01 * sum(inner) + len(ends) + best + turned.index("south")
        u += sum(i for i, _ in near) + (near[0][1] if near else 0.0) + sum(r[1] for r in rows)
        for i in range(3):
            u += sum(self.counts[i : i + 2]) / math.sqrt(1.0 + len(board[i:]))
        return u + (turned[0] == "west")
