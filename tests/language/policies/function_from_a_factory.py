"""A policy that a function makes: its memory are the variables around it."""


class Ramp:
    def __init__(self, rate):
        self.rate, self.value = rate, 0.0

    def __call__(self, target):
        self.value += max(-self.rate, min(self.rate, target - self.value))
        return self.value


def make_policy(kp, ki, leak=0.98):
    integral, calls = 0.0, 0
    ramp = Ramp(0.2)

    def act(obs):
        nonlocal integral, calls
        calls += 1
        integral = leak * integral + obs[0] * 0.05
        return ramp(kp * obs[0] + ki * integral) + (0.5 if calls % 10 == 0 else 0.0)

    return act


policy = make_policy(1.5, 0.4)
