# 104 discrete:4 grid
from collections import defaultdict, Counter
import numpy as np


class Policy:
    """Model based RL: transition counts keyed by label, value iteration on an expected model."""

    def __init__(self, gamma=0.97, sweeps=30):
        self.gamma = gamma
        self.sweeps = sweeps
        self.outcomes = defaultdict(Counter)
        self.prev = None

    def reset(self):
        self.prev = None

    def slip_probability(self, label):
        c = self.outcomes[label]
        slipped = c["slip"] + 0.5 + 0.5 * label
        total = c["slip"] + c["ok"] + 5.0
        return min(slipped / total, 0.9)

    def act(self, obs):
        row, col = int(round(obs[0] * 9)), int(round(obs[1] * 9))
        goal_r, goal_c = int(round(obs[2] * 9)), int(round(obs[3] * 9))
        labels = np.asarray(obs[4:104]).reshape(10, 10).astype(int)

        if self.prev is not None:
            (pr, pc), action, label = self.prev
            dr, dc = [(-1, 0), (1, 0), (0, -1), (0, 1)][action]
            intended = (max(0, min(9, pr + dr)), max(0, min(9, pc + dc)))
            key = "ok" if (row, col) == intended else "slip"
            self.outcomes[label][key] += 1

        V = np.zeros((10, 10))
        p = np.array([self.slip_probability(k) for k in range(8)])
        slip = p[np.clip(labels, 0, 7)]
        for _ in range(self.sweeps):
            up = np.vstack([V[:1], V[:-1]])
            down = np.vstack([V[1:], V[-1:]])
            left = np.hstack([V[:, :1], V[:, :-1]])
            right = np.hstack([V[:, 1:], V[:, -1:]])
            side_v = 0.5 * (left + right)
            side_h = 0.5 * (up + down)
            q = np.stack([
                (1 - slip) * up + slip * side_v,
                (1 - slip) * down + slip * side_v,
                (1 - slip) * left + slip * side_h,
                (1 - slip) * right + slip * side_h,
            ])
            V = -1.0 + self.gamma * q.max(axis=0)
            V[labels >= 7] = -100.0
            V[goal_r, goal_c] = 100.0
        action = int(q[:, row, col].argmax())
        self.prev = ((row, col), action, int(labels[row, col]))
        return action
