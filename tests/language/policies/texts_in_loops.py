from collections import Counter, deque, defaultdict


class Policy:
    def __init__(self):
        self.recent = deque(maxlen=4)
        self.counts = Counter()
        self.words = ["north", "south", "east", "west"]
        self.table = {w: i for i, w in enumerate(self.words)}
        self.by = defaultdict(float)

    def act(self, obs):
        s = ""
        for v in obs:
            s += "1" if v > 0 else "0"
        w = self.words[int(s, 2) % 4]
        self.recent.append(w)
        self.counts[w] += 1
        best = max(self.words, key=lambda k: self.counts[k])
        out = self.table[best]
        for word in self.words:
            if word.startswith(w[0]):
                out += len(word) * 10
                break
        n = 0
        for ch in w:
            if ch in "aeiou":
                n += 1
        out += n * 100
        out += sum(1 for r in self.recent if r == w) * 1000
        if "".join(sorted(set("ab"))) == "ab" and "-".join(self.recent) is not None:
            out += 0.5
        self.by[w] += abs(obs[0])
        order = sorted(self.words, key=len)
        out += self.by[order[0]] + order.index(w) * 0.01
        first = sorted([w, best])[0]
        return out + (0.125 if first == w else 0) + (0.25 if w[-1] == "h" else 0) + len({w, best, "east"}) * 0.001
