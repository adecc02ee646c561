# 104 discrete:4 grid
import numpy as np


class Policy:
    def __init__(self):
        self.counts = {}
        self.last_state = None
        self.last_action = None
        self.action_deltas = {0: (-1, 0), 1: (1, 0), 2: (0, -1), 3: (0, 1)}

    def _get_state(self, observation):
        r = int(np.rint(observation[0] * 9))
        c = int(np.rint(observation[1] * 9))
        return (r, c)

    def _in_bounds(self, r, c):
        return 0 <= r < 10 and 0 <= c < 10

    def act(self, observation):
        state = self._get_state(observation)
        goal = (int(np.rint(observation[2] * 9)), int(np.rint(observation[3] * 9)))
        board = observation[4:].reshape((10, 10)).astype(int)

        if self.last_state is not None:
            lr, lc = self.last_state
            label = board[lr][lc]
            key = (label, self.last_action)
            if key not in self.counts:
                self.counts[key] = {"success": 1, "fail": 1}
            dr, dc = self.action_deltas[self.last_action]
            if state == (lr + dr, lc + dc):
                self.counts[key]["success"] += 1
            else:
                self.counts[key]["fail"] += 1

        best_action = None
        best_score = -np.inf
        for action, (dr, dc) in self.action_deltas.items():
            nr, nc = state[0] + dr, state[1] + dc
            if not self._in_bounds(nr, nc):
                continue
            label = board[nr][nc]
            entry = self.counts.get((label, action), {"success": 1, "fail": 1})
            p = entry["success"] / (entry["success"] + entry["fail"])
            dist = abs(goal[0] - nr) + abs(goal[1] - nc)
            score = -dist + p - (100 if label == 7 else 0.2 * label)
            if score > best_score:
                best_score = score
                best_action = action
        if best_action is None:
            best_action = 0
        self.last_state = state
        self.last_action = best_action
        return best_action
