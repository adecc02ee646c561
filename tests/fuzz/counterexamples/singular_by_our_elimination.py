# action box:2; stream 1
# cpython: which matrix is singular to the last bit depends on the order of operations
import numpy as np


class Policy:
    def first(self, matrix, row):
        try:
            return np.linalg.inv(matrix)[0, 0] + np.linalg.solve(matrix, row)[0]
        except np.linalg.LinAlgError:
            return 5.0

    def act(self, obs):
        near = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]) * obs[0]
        tiny = (abs(obs[0]) * 1e-300 + 1e-320) * np.eye(2)
        return self.first(near, obs[:3]), min(9.0, self.first(tiny, obs[:2]))
