import math


class Policy:
    def act(self, obs):
        values = [float(v) if v > 0 else math.nan for v in obs]
        return 1.0 if math.nan in values else 0.0
