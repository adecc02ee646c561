"""Recursion in __init__ over known arguments: cached, with a dictionary as its memory, and plain but deep."""

from functools import cache, lru_cache

calls = 0


@lru_cache(maxsize=None)
def assignment(worker, taken):
    global calls
    calls += 1
    if worker == 6:
        return 0.0
    best = -1.0
    for job in range(6):
        if not taken & (1 << job):
            best = max(best, 0.1 * ((worker + 1) * (job * 5 % 7)) + assignment(worker + 1, taken | (1 << job)))
    return best


@cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@cache
def path(n):
    return [n] if n == 0 else [*path(n - 1), n]


def countdown(n):
    return 0 if n == 0 else 1 + countdown(n - 1)


TABLE = [fibonacci(k) for k in range(30)]


class Policy:
    def __init__(self):
        self.best = assignment(0, 0)
        self.memo = {}
        self.chances = {first: self.dealer(first, first == 1) for first in range(1, 11)}
        path(3).append(7.0)  # the one that is kept
        self.length = len(path(3)) + len(path(4))
        self.depth = countdown(33)

    @cache
    def steps(self, n):
        return 0 if n < 1 else 1 + self.steps(n // 2)

    def dealer(self, total, ace):
        key = (total, ace)
        if key in self.memo:
            return self.memo[key]
        score = total + 10 if ace and total + 10 <= 21 else total
        chances = {}
        if score >= 17:
            chances[score if score <= 21 else 0] = 1.0
        else:
            for card in (1, 4, 9, 10):
                for end, chance in self.dealer(total + card, ace or card == 1).items():
                    chances[end] = chances.get(end, 0.0) + 0.25 * chance
        self.memo[key] = chances
        return chances

    def act(self, obs):
        chances = self.chances[int(abs(obs[0])) % 10 + 1]
        bust = chances.get(0, 0.0)
        return self.best + TABLE[int(abs(obs[1])) % 30] + bust + self.length + self.depth + calls + self.steps(12) * 0.1
