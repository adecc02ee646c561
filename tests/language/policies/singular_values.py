import numpy as np


class Policy:
    """Pseudo-inverses, ranks, condition numbers: of matrices that are known, and of what a step measures."""

    def __init__(self):
        self.allocation = np.array([[1.0, 1.0, 1.0], [0.2, -0.2, 0.0]])
        self.mix = np.linalg.pinv(self.allocation)
        self.limit = np.linalg.norm(self.allocation, 2)
        A = np.array([[1.0, 0.1], [0.0, 1.0]])
        B = np.array([[0.005], [0.1]])
        controllable = np.hstack([B, A @ B])
        self.gain = 0.5 if np.linalg.matrix_rank(controllable) == 2 else 0.0
        self.q, self.r = np.linalg.qr(np.array([[2.0, 1.0], [-1.0, 3.0], [0.5, 0.5]]))

    def act(self, obs):
        thrust = self.mix @ obs[:2]
        M = np.outer(obs, obs) + np.diag([1.0, 2.0, 3.0, 4.0])
        J = np.array([[obs[0], obs[1], 1.0], [obs[2], 0.5, obs[3]]])
        sign, size = np.linalg.slogdet(M - 1.5 * np.eye(4))
        u = np.linalg.eigvalsh(M)[0] + 0.1 * np.linalg.eigvalsh(M)[3] + np.linalg.cond(M) * 0.01 + sign + 0.1 * size
        step = np.linalg.pinv(J) @ np.array([0.1, -0.2])
        q, r = np.linalg.qr(J)
        u += q[1, 0] + r[0, 0] + r[1, 2] + np.linalg.svd(J, compute_uv=False)[1] + np.linalg.norm(J, "nuc")
        return u + thrust.sum() + step[1] + self.gain + self.limit + self.q[2, 1] + self.r[1, 1] + np.linalg.matrix_rank(J)
