"""Objects reset in a loop under a condition, in a handler and in nested loops: the loop's variable is no second name."""


class Pid:
    def __init__(self, kp):
        self.kp = kp
        self.total = 0.0

    def reset(self):
        self.total = 0.0

    def step(self, error):
        self.total += 0.1 * error
        return self.kp * error + self.total


class Policy:
    def __init__(self):
        self.axes = {"x": Pid(1.0), "y": Pid(0.5)}
        self.pids = [Pid(0.2), Pid(0.3), Pid(0.4)]
        self.weights = [[0.1, 0.2], [0.3, 0.4]]
        self.main = Pid(1.0)

    def act(self, obs):
        if obs[0] > 1.0:
            for pid in self.pids:
                pid.reset()
            for name, axis in self.axes.items():
                axis.total *= 0.5
            favourite = self.main
            favourite.reset()
        elif obs[0] < -1.5:
            for pid in self.pids[1:]:
                if obs[1] > 0.0:
                    break
                pid.total -= 0.1
        try:
            for pid in self.pids:
                pid.total += 0.1 / int(obs[2])
        except ZeroDivisionError:
            pass
        if abs(obs[3]) < 1.0:
            for row in self.weights:
                for j in range(2):
                    row[j] += 0.01 * obs[j]
        if obs[2] > 1.0:
            for row in self.weights:
                row[0] *= 0.9
        out = sum([pid.step(e) for pid, e in zip(self.pids, obs)]) + self.main.step(obs[3])
        for axis in self.axes.values():
            out += axis.step(obs[1])
        return out + sum(sum(row) for row in self.weights)
