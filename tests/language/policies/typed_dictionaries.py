from typing import TypedDict


class Gains(TypedDict):
    kp: float
    kd: float


class Settings(Gains, total=False):
    limit: float


class Policy:
    """Dictionaries whose keys a class names: they are dictionaries."""

    def __init__(self):
        self.soft: Gains = {"kp": 1.0, "kd": 0.5}
        self.hard = Gains(kp=2.0, kd=0.25)
        self.settings = Settings(kp=0.5, kd=0.1, limit=1.5)

    def act(self, obs):
        gains = self.hard if obs[2] > 0.0 else self.soft
        u = gains["kp"] * obs[0] + gains["kd"] * obs[1] + self.settings["kp"] * obs[3]
        if obs[3] > 1.0:
            self.hard["kp"] *= 0.99
        limit = self.settings.get("limit", 3.0)
        return max(-limit, min(limit, u)) + 0.01 * len(self.settings)
