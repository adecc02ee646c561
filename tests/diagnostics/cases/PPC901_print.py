class Policy:
    def act(self, obs):
        print(obs[0])
        assert obs[0] < 10.0, "too fast"
        if obs[0] > 0.0:
            force = 1.0
        return force


if __name__ == "__main__":
    print(Policy())
