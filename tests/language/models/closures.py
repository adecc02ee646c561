# 4 box:1 smooth one episode
import math


def make_pid(kp, ki, kd, dt=0.02):
    integral = 0.0
    prev = None

    def pid(error):
        nonlocal integral, prev
        integral = max(-1.0, min(1.0, integral + error * dt))
        d = 0.0 if prev is None else (error - prev) / dt
        prev = error
        return kp * error + ki * integral + kd * d

    return pid


def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run


class Policy:
    def __init__(self):
        self.pids = {"pos": make_pid(0.6, 0.1, 0.05), "ang": make_pid(2.0, 0.0, 0.1)}
        self.post = compose(lambda u: u * 0.8, math.tanh, lambda u: max(-1.0, min(1.0, u)))

    def act(self, obs):
        u = self.pids["pos"](-obs[0]) + self.pids["ang"](-obs[2])
        return [self.post(u)]
