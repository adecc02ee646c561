from functools import lru_cache

scale = 1.0


@lru_cache(maxsize=None)
def scaled(cell):
    return scale * cell


def policy(obs):
    global scale
    scale += 0.1
    return scaled(int(obs[0]))
