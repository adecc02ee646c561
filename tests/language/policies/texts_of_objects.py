class Cell:
    def __init__(self, r, c):
        self.r = r
        self.c = c

    def __repr__(self):
        return f"({self.r}|{self.c})"


class Policy:
    def __init__(self):
        self.n = {}
        self.fixed = Cell(1, 2)

    def act(self, obs):
        cell = Cell(int(obs[0]), int(obs[1]))
        key = f"{cell!r}"
        self.n[key] = self.n.get(key, 0) + 1
        out = self.n[key] + (100 if repr(cell) == "(0|1)" else 0) + (200 if str(cell) == str(self.fixed) else 0)
        return out + (1000 if f"{self.fixed!r}" == "(1|2)" else 0) + (2000 if f"{'a'!r}{obs[0] > 0}" == "'a'True" else 0)
