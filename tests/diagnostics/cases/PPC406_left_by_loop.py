class Policy:
    def __init__(self):
        self.rows = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]

    def act(self, obs):
        k = int(abs(obs[0]) * 3) % 3
        found = [0.0, 0.0]
        for row in [row for row in self.rows if row[0] > obs[1]]:
            found = row
        self.rows[k][0] += 0.5
        return found[0]
