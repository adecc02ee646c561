# 4 discrete:2 smooth
"""LQR for CartPole computed from the linearised dynamics."""
import numpy as np
from typing import Optional, Tuple


def solve_dare(A: np.ndarray, B: np.ndarray, Q: np.ndarray, R: np.ndarray, iters: int = 200, tol: float = 1e-9) -> np.ndarray:
    P = Q.copy()
    for _ in range(iters):
        BtP = B.T @ P
        K = np.linalg.inv(R + BtP @ B) @ (BtP @ A)
        P_next = A.T @ P @ (A - B @ K) + Q
        if np.max(np.abs(P_next - P)) < tol:
            P = P_next
            break
        P = P_next
    return P


class CartPoleLQRPolicy:
    GRAVITY: float = 9.8
    MASS_CART: float = 1.0
    MASS_POLE: float = 0.1
    LENGTH: float = 0.5
    DT: float = 0.02

    def __init__(self, q_diag: Tuple[float, ...] = (1.0, 1.0, 10.0, 1.0), r: float = 0.1) -> None:
        m_total = self.MASS_CART + self.MASS_POLE
        denom = self.LENGTH * (4.0 / 3.0 - self.MASS_POLE / m_total)
        a23 = -self.MASS_POLE * self.LENGTH * self.GRAVITY / (denom * m_total)
        a43 = self.GRAVITY / denom
        A_c = np.array([
            [0.0, 1.0, 0.0, 0.0],
            [0.0, 0.0, a23, 0.0],
            [0.0, 0.0, 0.0, 1.0],
            [0.0, 0.0, a43, 0.0],
        ])
        B_c = np.array([[0.0], [1.0 / m_total], [0.0], [-1.0 / denom]])
        A = np.eye(4) + A_c * self.DT
        B = B_c * self.DT
        Q = np.diag(q_diag)
        R = np.array([[r]])
        P = solve_dare(A, B, Q, R)
        self.K: np.ndarray = np.linalg.inv(R + B.T @ P @ B) @ (B.T @ P @ A)
        self.last_action: Optional[int] = None

    def act(self, obs: np.ndarray) -> int:
        state = np.asarray(obs, dtype=np.float64).reshape(4, 1)
        u = float((-self.K @ state).item())
        action = 1 if u > 0 else 0
        self.last_action = action
        return action
