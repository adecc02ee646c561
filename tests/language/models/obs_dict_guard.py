# 4 discrete:2 smooth
import numpy as np


class Policy:
    def __init__(self, config=None):
        config = config or {}
        self.kp = config.get("kp", 12.0)
        self.kd = config.get("kd", 2.0)
        self.step_count = 0

    def reset(self):
        self.step_count = 0

    def act(self, obs):
        if isinstance(obs, dict):
            obs = obs["observation"]
        if isinstance(obs, tuple):
            obs = obs[0]
        obs = np.asarray(obs, dtype=np.float32).flatten()
        if hasattr(self, "step_count"):
            self.step_count += 1
        if obs.shape[0] < 4:
            raise ValueError(f"expected 4 values, got {obs.shape}")
        gain = getattr(self, "gain", 1.0)
        score = self.kp * obs[2] + self.kd * obs[3] + 0.3 * gain * obs[1] + 0.05 * obs[0]
        assert np.isfinite(score), "score is not finite"
        return 1 if score.item() > 0 else 0


if __name__ == "__main__":
    import gymnasium as gym

    env = gym.make("CartPole-v1")
    policy = Policy()
    obs, _ = env.reset()
    print(policy.act(obs))
