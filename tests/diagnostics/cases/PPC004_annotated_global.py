count = 0


def policy(obs):
    global count
    count: int = 1
    return count
