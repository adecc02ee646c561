class Policy:
    def act(self, obs):
        größe, 速度 = obs  # 二つの値
        return größe
