import numpy as np


class Policy:
    """What sensors miss is filled in from the others: tables of np.interp whose length is known at run time only."""

    def act(self, obs):
        where = np.arange(obs.size)
        bad = obs < -0.8
        filled = obs.copy()
        if not bad.all():
            filled[bad] = np.interp(where[bad], where[~bad], obs[~bad])
            again = np.interp(where, where[~bad], obs[~bad], left=-5.0)
            middle = np.interp(1.5, where[~bad], obs[~bad])
            return filled @ [1.0, 2.0, 3.0, 4.0] + again.sum() + middle
        return 0.0
