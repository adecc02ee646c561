"""Keys of run time in tables of many known keys: whole numbers, pairs, numbers far apart, floats and strings."""

SQUARES = {i: i * i for i in range(-20, 300)}
BOARD = {(r, c): 10 * r + c for r in range(-3, 12) for c in range(12) if (r + 2 * c) % 5}
FAR = {i**5: i for i in range(40)}
HALVES = {i / 2: i for i in range(40)}
FLAGS = {(i, i % 3 == 0): i for i in range(30)}
EVEN = {2 * i for i in range(50)}
LARGE = {i: (i % 9, 0.5 * i) for i in range(1500)}


class Policy:
    def __init__(self):
        self.t = 0

    def act(self, obs):
        self.t += 1
        i, j = int(obs[0] * 40), int(obs[1] * 5)
        answer = 0.0
        if i in SQUARES:
            answer += SQUARES[i]
        answer += SQUARES.get(i * 100, -1) + SQUARES.get(j * 1.0, 7)
        answer += BOARD.get((j, i % 12), -100)
        if (j, int(obs[2])) in BOARD:
            answer += 3 * BOARD[j, int(obs[2])]
        answer += FAR.get(j**5, 11) + FAR.get(-(2**62) + j, 13)
        answer += HALVES.get(int(obs[2] * 9) / 2, -5)
        answer += FLAGS.get((i, obs[3] > 0), 0)
        answer += 1000 * (i in EVEN) + 2000 * (j not in EVEN)
        a, b = LARGE[abs(i) + self.t]
        return answer + a * b
