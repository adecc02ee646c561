def push(obs, gain):
    return gain * obs[0]


def brake(obs, gain):
    return -gain * obs[1]
