import numpy as np


class Policy:
	def act(self, obs):
		return (np.ones(3) *	obs)[0]
