def act(obs):
    return obs[0]
