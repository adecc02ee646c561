class Link:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.prev = None
        self.next = None


class LRUCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.map = {}
        self.head = Link(-1, 0.0)
        self.tail = Link(-2, 0.0)
        self.head.next = self.tail
        self.tail.prev = self.head

    def _remove(self, n):
        n.prev.next = n.next
        n.next.prev = n.prev

    def _add(self, n):
        p = self.tail.prev
        p.next = n
        n.prev = p
        n.next = self.tail
        self.tail.prev = n

    def get(self, key):
        if key in self.map:
            n = self.map[key]
            self._remove(n)
            self._add(n)
            return n.value
        return None

    def put(self, key, value):
        if key in self.map:
            self._remove(self.map[key])
        n = Link(key, value)
        self._add(n)
        self.map[key] = n
        if len(self.map) > self.capacity:
            old = self.head.next
            self._remove(old)
            del self.map[old.key]


class Policy:
    def __init__(self):
        self.cache = LRUCache(4)

    def act(self, obs):
        key = int(obs[0] * 5)
        v = self.cache.get(key)
        if v is None:
            v = 0.0
            self.cache.put(key, obs[1])
        return v
