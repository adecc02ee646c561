import os
from sys import argv
from . import gains
import torch.nn as nn


class Policy:
    def act(self, obs):
        return nn.relu(obs[0])
