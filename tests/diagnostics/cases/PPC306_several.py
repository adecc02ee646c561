class Policy:
    def act(self, obs):
        pattern = "".join(str(int(v)) for v in obs)
        if pattern.startswith("1"):
            return 1.0
        if "2" in pattern:
            return float(str(obs[0]))
        try:
            if obs[1] > 2.0:
                raise ValueError("far")
        except ValueError as error:
            return 0.5 if str(error) == "far" else 0.0
        return len(pattern)
