# 39 box:4 arm
import numpy as np

TRANSITIONS = {
    "hover": {"aligned": "descend", "lost": "hover"},
    "descend": {"low": "grasp", "lost": "hover"},
    "grasp": {"closed": "lift", "lost": "hover"},
    "lift": {"high": "transport", "lost": "hover"},
    "transport": {"arrived": "release", "lost": "hover"},
    "release": {"done": "hover"},
}


class Policy:
    def __init__(self):
        self.state = "hover"
        self.t_in_state = 0

    def reset(self):
        self.state = "hover"
        self.t_in_state = 0

    def events(self, hand, grip, obj, goal):
        found = []
        if np.linalg.norm(hand[:2] - obj[:2]) < 0.02:
            found.append("aligned")
        elif self.state in ("descend", "grasp", "lift") and np.linalg.norm(hand - obj) > 0.15:
            found.append("lost")
        if hand[2] - obj[2] < 0.02:
            found.append("low")
        if self.t_in_state > 12:
            found.append("closed")
        if hand[2] > 0.15:
            found.append("high")
        if np.linalg.norm(obj - goal) < 0.05:
            found.append("arrived")
        return found

    def act(self, obs):
        hand, grip, obj, goal = obs[:3], obs[3], obs[4:7], obs[36:39]
        self.t_in_state += 1
        for ev in self.events(hand, grip, obj, goal):
            nxt = TRANSITIONS[self.state].get(ev)
            if nxt is not None and nxt != self.state:
                self.state = nxt
                self.t_in_state = 0
                break
        targets = {
            "hover": obj + np.array([0, 0, 0.1]),
            "descend": obj,
            "grasp": obj,
            "lift": hand + np.array([0, 0, 0.1]),
            "transport": goal,
            "release": hand,
        }
        closing = self.state in {"grasp", "lift", "transport"}
        delta = np.clip(10.0 * (targets[self.state] - hand), -1, 1)
        return np.r_[delta, 1.0 if closing else -1.0]
