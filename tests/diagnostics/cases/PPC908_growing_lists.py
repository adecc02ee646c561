from collections import defaultdict, deque


class Arm:
    def __init__(self):
        self.rewards = []


class Policy:
    def __init__(self):
        self.arms = [Arm() for _ in range(3)]
        self.by_size = defaultdict(list)
        self.history = []
        self.kept = []
        self.first = []
        self.recent = deque(maxlen=10)
        self.last = 0

    def act(self, obs):
        self.arms[self.last].rewards.append(obs[0])
        means = [sum(arm.rewards) / len(arm.rewards) if arm.rewards else 9.0 for arm in self.arms]
        self.last = means.index(max(means))
        self.history.append(obs[1])
        self.by_size[int(obs[2]) % 3].append(obs[3])
        known = self.by_size[0]
        self.recent.append(obs[1])
        self.kept.append(obs[2])
        if len(self.kept) > 20:
            self.kept.pop(0)
        if len(self.first) < 5:
            self.first.append(obs[0])
        return self.last + sum(self.history) + len(known) + sum(self.kept) + sum(self.first) + sum(self.recent)
