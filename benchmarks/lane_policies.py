"""Two policies a task for ``lanes.py``: a linear one, and a branchy state machine with a mode, a timer, at times an integral.
``one_env.c`` holds the same in C."""

from __future__ import annotations

LINEAR = {
    "CartPole-v1": """
class Policy:
    def __init__(self):
        self.a = 0.1
        self.b = 0.5
        self.c = 8.0
        self.d = 1.5
    def act(self, obs):
        return 1 if self.a*obs[0]+self.b*obs[1]+self.c*obs[2]+self.d*obs[3] > 0.0 else 0
""",
    "Pendulum-v1": """
class Policy:
    def __init__(self):
        self.a = -8.0
        self.b = -2.0
        self.c = 0.3
    def act(self, obs):
        return self.a*obs[1]+self.b*obs[2]+self.c*obs[0]
""",
    "MountainCarContinuous-v0": """
class Policy:
    def __init__(self):
        self.a = 0.1
        self.b = 18.0
        self.c = 0.05
    def act(self, obs):
        return self.a*obs[0]+self.b*obs[1]+self.c
""",
    "MountainCar-v0": """
class Policy:
    def __init__(self):
        self.a = 0.01
        self.b = 18.0
    def act(self, obs):
        return 2 if self.a*obs[0]+self.b*obs[1] > 0.0 else 0
""",
    "Acrobot-v1": """
class Policy:
    def __init__(self):
        self.a = 1.0
        self.b = 0.2
    def act(self, obs):
        return 2 if self.a*obs[4]+self.b*obs[5] > 0.0 else 0
""",
}

MACHINE = {
    "CartPole-v1": """
class Policy:
    def __init__(self):
        self.lean = 0.02
        self.drift = 0.5
        self.k = 8.0
        self.d = 1.5
    def reset(self):
        self.mode = 0
        self.timer = 0
        self.integral = 0.0
    def act(self, obs):
        if self.mode == 0:
            if abs(obs[0]) > self.drift:
                self.mode = 1
                self.timer = 5
        elif self.mode == 1:
            self.timer -= 1
            if self.timer <= 0:
                self.mode = 2
                self.integral = 0.0
        else:
            self.integral += 0.02 * obs[0]
            if abs(obs[0]) < 0.1:
                self.mode = 0
        if self.mode == 0:
            u = self.k * obs[2] + self.d * obs[3]
        elif self.mode == 1:
            u = self.k * (obs[2] + self.lean * (1.0 if obs[0] > 0.0 else -1.0)) + self.d * obs[3]
        else:
            u = self.k * obs[2] + self.d * obs[3] + 0.3 * obs[0] + 0.5 * obs[1] + self.integral
        return 1 if u > 0.0 else 0
""",
    "Pendulum-v1": """
class Policy:
    def __init__(self):
        self.catch = 0.85
        self.k = 10.0
        self.d = 2.0
    def reset(self):
        self.mode = 0
        self.timer = 0
    def act(self, obs):
        if self.mode == 0:
            if obs[0] > self.catch:
                self.mode = 1
                self.timer = 20
        elif self.mode == 1:
            self.timer -= 1
            if obs[0] < 0.5:
                self.mode = 0
            elif self.timer <= 0:
                self.mode = 2
        else:
            if obs[0] < 0.7:
                self.mode = 0
        if self.mode == 0:
            u = 2.0 if obs[2] > 0.0 else -2.0
        elif self.mode == 1:
            u = -self.k * obs[1] - self.d * obs[2]
        else:
            u = -0.8 * self.k * obs[1] - 1.2 * self.d * obs[2]
        return u
""",
    "MountainCarContinuous-v0": """
class Policy:
    def __init__(self):
        self.push = 1.0
        self.low = -0.9
    def reset(self):
        self.mode = 0
        self.timer = 0
    def act(self, obs):
        if self.mode == 0:
            self.timer += 1
            if obs[0] < self.low or self.timer > 120:
                self.mode = 1
        elif self.mode == 1:
            if obs[1] < -0.01:
                self.mode = 0
                self.timer = 0
            elif obs[0] > 0.2:
                self.mode = 2
        if self.mode == 0:
            u = self.push * (1.0 if obs[1] > 0.0 else -1.0)
        elif self.mode == 1:
            u = 0.9 * self.push
        else:
            u = 0.3 + 2.0 * obs[1]
        return u
""",
    "MountainCar-v0": """
class Policy:
    def __init__(self):
        self.low = -0.9
        self.edge = 0.0001
    def reset(self):
        self.mode = 0
        self.timer = 0
    def act(self, obs):
        if self.mode == 0:
            self.timer += 1
            if obs[0] < self.low or self.timer > 90:
                self.mode = 1
        elif obs[1] < -0.02:
            self.mode = 0
            self.timer = 0
        if self.mode == 1 and obs[1] > -0.005:
            return 2
        if obs[1] > self.edge:
            return 2
        return 0
""",
    "Acrobot-v1": """
class Policy:
    def __init__(self):
        self.edge = 0.1
        self.high = 3.0
    def reset(self):
        self.mode = 0
        self.timer = 0
    def act(self, obs):
        if self.mode == 0:
            self.timer += 1
            if self.timer > 30 or abs(obs[4]) > self.high:
                self.mode = 1
        elif self.mode == 1:
            if obs[0] < 0.0:
                self.mode = 2
        if self.mode == 0:
            return 2 if obs[4] > self.edge else 0
        if self.mode == 1:
            return 2 if obs[4] + 0.2 * obs[5] > 0.0 else 0
        if obs[5] > 0.0:
            return 2
        return 0
""",
}
