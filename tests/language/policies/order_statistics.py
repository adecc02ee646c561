import numpy as np


class Policy:
    def act(self, obs):
        M = np.outer(np.arange(1.0, 4.0), obs) + np.arange(12.0).reshape(3, 4) % 5
        T = np.arange(24.0).reshape(2, 3, 4) * obs
        a, b = np.percentile(obs, [25, 75])
        q = np.quantile(M, (0.1, 0.5), axis=0)
        r = a - b + q[0, 1] + q[1, 3] + np.percentile(M, 30, axis=1)[2] + np.percentile(M, 40, axis=1, keepdims=True)[1, 0]
        r += np.median(M, axis=0)[1] + np.median(M, axis=1, keepdims=True)[2, 0] + np.median(M)
        S = np.sort(M, axis=0)
        r += S[0, 1] + np.sort(M)[1, 2] + np.sort(M, axis=None)[5] + np.argsort(M, axis=1)[2, 1] + M.argsort(axis=0)[1, 1]
        M2 = M.copy()
        M2.sort(axis=0)
        M3 = M.copy()
        M3.sort()
        r += M2[1, 1] + M3[1, 1]
        r += np.linalg.norm(obs, 1) + np.linalg.norm(obs, ord=np.inf) + np.linalg.norm(obs, -np.inf) + np.linalg.norm(obs, 3)
        r += np.linalg.norm(M, 'fro') + np.linalg.norm(M, 1) + np.linalg.norm(M, np.inf) + np.linalg.norm(obs, ord=2)
        r += np.linalg.norm(M, ord=1, axis=1)[0] + np.linalg.norm(M, axis=(0, 1)) + np.linalg.norm(obs, 0)
        r += np.transpose(T, (1, 0, 2))[2, 1, 3] + T.transpose(2, 0, 1)[3, 1, 2] + T.transpose((0, 2, 1))[1, 3, 2]
        r += M.item(2, 1) + M.item((0, 3)) + M.item(5) + np.inner(M, M)[0, 1] * 0.01 + np.vdot(M, M) * 0.01
        r += T.reshape(-1, 4)[5, 3] + T.reshape((4, 6))[3, 3] + np.ravel(T)[7] + T.flatten()[9]
        r += np.argmax(M, axis=0)[2] + np.argmin(M, axis=1, keepdims=True)[2, 0]
        return r
