# 4 discrete:6 taxi
from collections import deque

DEPOTS = [(0, 0), (0, 4), (4, 0), (4, 3)]
SOUTH, NORTH, EAST, WEST, PICKUP, DROPOFF = range(6)
# walls between (row, col) and (row, col+1)
WALLS = {(0, 1), (1, 1), (3, 0), (4, 0), (3, 2), (4, 2)}


def neighbors(pos):
    r, c = pos
    out = []
    if r < 4:
        out.append((SOUTH, (r + 1, c)))
    if r > 0:
        out.append((NORTH, (r - 1, c)))
    if c < 4 and (r, c) not in WALLS:
        out.append((EAST, (r, c + 1)))
    if c > 0 and (r, c - 1) not in WALLS:
        out.append((WEST, (r, c - 1)))
    return out


def bfs(start, goal):
    if start == goal:
        return None
    queue = deque([start])
    parent = {start: None}
    while queue:
        cur = queue.popleft()
        if cur == goal:
            break
        for action, nxt in neighbors(cur):
            if nxt not in parent:
                parent[nxt] = (cur, action)
                queue.append(nxt)
    # walk back
    action = None
    node = goal
    while parent[node] is not None:
        node, action = parent[node]
    return action


class Policy:
    def act(self, obs):
        row, col, passenger, dest = (int(v) for v in obs)
        pos = (row, col)
        if passenger == 4:
            goal = DEPOTS[dest]
            if pos == goal:
                return DROPOFF
        else:
            goal = DEPOTS[passenger]
            if pos == goal:
                return PICKUP
        return bfs(pos, goal)
