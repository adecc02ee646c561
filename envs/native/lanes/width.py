"""How many episodes run side by side."""

LANES = 64  # episodes at a time: the call of the policy and the look for ends are paid once for all
GROUP = 8  # a lane count is a multiple of it, so that no loop over lanes has a rest to do one by one
