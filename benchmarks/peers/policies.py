"""The policies of ``lane_policies.py`` over arrays: one row an environment, branches as ``where``. For NumPy and for JAX.

``act(xp, observation, memory)`` takes the module of the arrays, observations [n, size] and a tuple of arrays [n], and answers
(action [n], memory); ``begin(xp, n)`` is the memory at the start of an episode.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Policy(NamedTuple):
    words: int  # numbers of memory; those of a state machine are mode, timer and integral
    act: Callable[[Any, Any, Any], tuple[Any, Any]]

    def begin(self, xp: Any, n: int) -> Any:
        return tuple(xp.zeros(n, dtype=xp.float32) for _ in range(self.words))


def kept(xp: Any, over: Any, memory: Any) -> Any:
    """``memory``, empty where an episode is over."""
    return tuple(xp.where(over, xp.float32(0.0), m) for m in memory)


def _cartpole_linear(xp: Any, o: Any, memory: Any) -> tuple[Any, Any]:
    u = 0.1 * o[:, 0] + 0.5 * o[:, 1] + 8.0 * o[:, 2] + 1.5 * o[:, 3]
    return xp.where(u > 0.0, 1, 0), memory


def _pendulum_linear(xp: Any, o: Any, memory: Any) -> tuple[Any, Any]:
    return -8.0 * o[:, 1] - 2.0 * o[:, 2] + 0.3 * o[:, 0], memory


def _car_linear(xp: Any, o: Any, memory: Any) -> tuple[Any, Any]:
    return 0.1 * o[:, 0] + 18.0 * o[:, 1] + 0.05, memory


def _acrobot_linear(xp: Any, o: Any, memory: Any) -> tuple[Any, Any]:
    return xp.where(1.0 * o[:, 4] + 0.2 * o[:, 5] > 0.0, 2, 0), memory


def _cartpole_machine(xp: Any, o: Any, memory: Any) -> tuple[Any, Any]:
    mode, timer, integral = memory
    far = (mode == 0) & (xp.abs(o[:, 0]) > 0.5)
    timer = xp.where(mode == 1, timer - 1, xp.where(far, 5, timer))
    settled = (mode == 1) & (timer <= 0)
    summed = xp.where(mode == 2, integral + 0.02 * o[:, 0], integral)
    home = (mode == 2) & (xp.abs(o[:, 0]) < 0.1)
    integral = xp.where(settled, 0.0, summed)
    mode = xp.where(far, 1, xp.where(settled, 2, xp.where(home, 0, mode)))
    lean = xp.where(mode == 1, xp.where(o[:, 0] > 0.0, 0.02, -0.02), 0.0)
    extra = xp.where(mode == 2, 0.3 * o[:, 0] + 0.5 * o[:, 1] + integral, 0.0)
    u = 8.0 * (o[:, 2] + lean) + 1.5 * o[:, 3] + extra
    return xp.where(u > 0.0, 1, 0), _single(xp, mode, timer, integral)


def _pendulum_machine(xp: Any, o: Any, memory: Any) -> tuple[Any, Any]:
    mode, timer = memory
    caught = (mode == 0) & (o[:, 0] > 0.85)
    timer = xp.where(mode == 1, timer - 1, xp.where(caught, 20, timer))
    lost = ((mode == 1) & (o[:, 0] < 0.5)) | ((mode == 2) & (o[:, 0] < 0.7))
    held = (mode == 1) & (timer <= 0) & ~lost
    mode = xp.where(caught, 1, xp.where(lost, 0, xp.where(held, 2, mode)))
    swing = xp.where(o[:, 2] > 0.0, 2.0, -2.0)
    first, second = -10.0 * o[:, 1] - 2.0 * o[:, 2], -8.0 * o[:, 1] - 2.4 * o[:, 2]
    return xp.where(mode == 0, swing, xp.where(mode == 1, first, second)), _single(xp, mode, timer)


def _car_machine(xp: Any, o: Any, memory: Any) -> tuple[Any, Any]:
    mode, timer = memory
    timer = xp.where(mode == 0, timer + 1, timer)
    turned = (mode == 0) & ((o[:, 0] < -0.9) | (timer > 120))
    back = (mode == 1) & (o[:, 1] < -0.01)
    through = (mode == 1) & ~back & (o[:, 0] > 0.2)
    timer = xp.where(back, 0, timer)
    mode = xp.where(turned, 1, xp.where(back, 0, xp.where(through, 2, mode)))
    swing = xp.where(o[:, 1] > 0.0, 1.0, -1.0)
    return xp.where(mode == 0, swing, xp.where(mode == 1, 0.9, 0.3 + 2.0 * o[:, 1])), _single(xp, mode, timer)


def _acrobot_machine(xp: Any, o: Any, memory: Any) -> tuple[Any, Any]:
    mode, timer = memory
    timer = xp.where(mode == 0, timer + 1, timer)
    begun = (mode == 0) & ((timer > 30) | (xp.abs(o[:, 4]) > 3.0))
    high = (mode == 1) & (o[:, 0] < 0.0)
    mode = xp.where(begun, 1, xp.where(high, 2, mode))
    signal = xp.where(mode == 0, o[:, 4] - 0.1, xp.where(mode == 1, o[:, 4] + 0.2 * o[:, 5], o[:, 5]))
    return xp.where(signal > 0.0, 2, 0), _single(xp, mode, timer)


def _single(xp: Any, *memory: Any) -> Any:
    return tuple(m.astype(xp.float32) for m in memory)


POLICIES = {
    ("CartPole-v1", "linear"): Policy(0, _cartpole_linear),
    ("CartPole-v1", "machine"): Policy(3, _cartpole_machine),
    ("Pendulum-v1", "linear"): Policy(0, _pendulum_linear),
    ("Pendulum-v1", "machine"): Policy(2, _pendulum_machine),
    ("MountainCarContinuous-v0", "linear"): Policy(0, _car_linear),
    ("MountainCarContinuous-v0", "machine"): Policy(2, _car_machine),
    ("Acrobot-v1", "linear"): Policy(0, _acrobot_linear),
    ("Acrobot-v1", "machine"): Policy(2, _acrobot_machine),
}
