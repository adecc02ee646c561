# action box:2; stream 11
# cpython: a loop over a list ended before the items that its body appended
class Policy:
    def __init__(self):
        self.turns = 0

    def act(self, obs):
        todo, seen = [(0, 0)], {(0, 0)}
        for x, y in todo:
            self.turns += 3 * x + y
            if x == 4 and obs[5] > 0.0:
                continue
            for dx, dy in ((1, 0), (0, 1), (-1, 0)):
                cell = (x + dx, y + dy)
                if 0 <= cell[0] < 5 and 0 <= cell[1] < 5 and cell not in seen and obs[(2 * cell[0] + cell[1]) % 6] > -1.0:
                    seen.add(cell)
                    todo.append(cell)
        else:
            self.turns += 1
        numbers = [obs[0]]
        for a in numbers:
            if a < 5.0 and len(numbers) < 20:
                numbers.append(a + 1.0)
        return self.turns % 101 + 0.125 * len(seen), sum(numbers)
