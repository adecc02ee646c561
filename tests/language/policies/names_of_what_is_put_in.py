"""Objects that are put at a place chosen at run time, and changed afterwards by the names that they or their parts have."""


class Track:
    def __init__(self, position, age):
        self.position = position
        self.age = age


class Policy:
    def act(self, obs):
        k = int(obs[0] > 0)
        j = int(obs[1] > 0)
        return (self.rows(k) + self.parts(k, j) + self.twice(k, j) + self.tracks(obs[2], k)) / 1000.0

    def rows(self, k):
        rows = [[0, 0], [1, 1]]
        rows[k] = row = [k, 1]
        row[1] += 5
        return rows[0][1] * 10 + rows[1][1]

    def parts(self, k, j):
        rows = [[[0, 0], 1], [[1, 1], 1]]
        inner = [k, 0]
        rows[k] = [inner, 2]
        inner[1] += 5
        rows[j][0][0] += 3
        return rows[0][0][1] * 10 + rows[1][0][1] + inner[0] * 2

    def twice(self, k, j):
        first = [[0, 0], [1, 1]]
        second = [[0, 0], [1, 1]]
        first[k] = second[j] = [k, 2]
        first[1][0] += 5
        return second[0][0] * 10 + second[1][0] + first[0][0] * 3

    def tracks(self, x, k):
        here, there = [1, 2], [3, 4]
        oldest = Track(here, 1)
        if x > 0:
            chosen = Track(there, 2)
        else:
            chosen = oldest
        there[0] += 5
        here[k] += 7
        chosen.position[1] += 1
        return chosen.position[0] + chosen.position[1] * 2 + there[1] * 3 + here[1] * 5 + oldest.position[0]
