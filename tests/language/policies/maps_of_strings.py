MAP = ["SFFFFFFF", "FFFFFFF", "FFFHFFFF", "FFFFFHFF", "FFFHFFFF", "FHHFFFHF", "FHFFHFHF", "FFFHFFFG"]


class Policy:
    def act(self, obs):
        r, c = int(abs(obs[0]) * 3) % 8, int(abs(obs[1]) * 3) % 7
        ch = MAP[r][c]
        if ch == "H":
            return 1.0
        if MAP[r][c - 1] in "GF":
            return 2.0
        return 3 if MAP[r][-1] == "G" else 0
