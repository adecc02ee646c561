def act(obs):
    return 0.5 * obs[0]


def control(obs):
    return -0.5 * obs[0]
