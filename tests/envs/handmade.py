"""A policy written against docs/abi.md by hand, so that the engines are tested without the compiler."""

from __future__ import annotations

from functools import cache

import numpy as np
from numba import cfunc, njit, types

from ppc.compiler.signature import Discrete, Signature

_P, _Q, _L = types.CPointer(types.float64), types.CPointer(types.int64), types.int64


class HandMade:
    """Filtered linear feedback plus a pseudo-random walk, with the attributes of NativePolicy.

    Parameters: a weight for each action element and observation, then ``noise``; ``reach`` scales box actions beyond
    their bounds, which a finished controller never does, to see what the environments make of them; ``grain`` rounds
    them; the step numbered ``faulty_at`` reports fault bit 4 at site 1, the next one bit 2 at site 6.
    State: the generator's number, the filtered drive, a step counter.
    """

    n_state = 3

    def __init__(self, signature: Signature) -> None:
        self.signature = signature
        n_obs, n_act = signature.obs_size, signature.action_size
        self.obs_size, self.action_size = n_obs, n_act
        self.n_parameters = self.n_constants = n_obs * n_act + 4
        discrete = isinstance(signature.action, Discrete)
        choices = signature.action.n if isinstance(signature.action, Discrete) else 0
        fields = () if isinstance(signature.action, Discrete) else signature.action.fields
        low, high = np.array([f.low for f in fields] + [0.0]), np.array([f.high for f in fields] + [1.0])
        options = n_obs * n_act

        @njit(error_model="numpy")
        def start(state, stride, lane):
            state[lane] = 12345.0
            state[stride + lane] = 0.0
            state[2 * stride + lane] = 0.0

        @njit(error_model="numpy")
        def move(constants, cs, cl, state, observation, action, stride, lane):
            noise, reach = constants[options * cs + cl], constants[(options + 1) * cs + cl]
            grain, faulty_at = constants[(options + 2) * cs + cl], constants[(options + 3) * cs + cl]
            number = state[lane] * 16807.0
            number -= np.floor(number / 2147483647.0) * 2147483647.0
            state[lane] = number
            drive = 0.0
            for a in range(n_act):
                total = noise * (number / 2147483647.0 - 0.5) * 4.0
                for k in range(n_obs):
                    total += constants[(a * n_obs + k) * cs + cl] * observation[k * stride + lane]
                drive = 0.2 * state[stride + lane] + 0.8 * total
                value = (drive / (1.0 + abs(drive)) + 1.0) / 2.0
                if discrete:
                    action[lane] = min(np.floor(value * choices), choices - 1.0)
                else:
                    value = low[a] + (high[a] - low[a]) * value
                    if grain > 0.0:
                        value = np.floor(value / grain + 0.5) * grain
                    action[a * stride + lane] = value * reach
            state[stride + lane] = drive
            state[2 * stride + lane] += 1.0
            if state[2 * stride + lane] == faulty_at:
                return 4 | (2 << 32)
            if state[2 * stride + lane] == faulty_at + 1.0:
                return 2 | (7 << 32)
            return 0

        @cfunc(types.void(_P))
        def derive(constants):
            pass

        @cfunc(types.void(_P, _P))
        def reset(constants, state):
            start(state, 1, 0)

        @cfunc(types.int64(_P, _P, _P, _P))
        def step(constants, state, observation, action):
            return move(constants, 1, 0, state, observation, action, 1, 0)

        @cfunc(types.void(_L, _L, _P, _L, _P, _P, _P, _Q))
        def batch(lanes, stride, constants, per_lane, state, observation, action, status):
            for lane in range(lanes):
                cs, cl = (stride, lane) if per_lane else (1, 0)
                status[lane] = move(constants, cs, cl, state, observation, action, stride, lane)

        @cfunc(types.void(_L, _L, _P, _L, _P))
        def reset_lane(lane, stride, constants, per_lane, state):
            start(state, stride, lane)

        self._keep = (derive, reset, step, batch, reset_lane)
        self.derive, self.reset, self.step, self.batch, self.reset_lane = (f.address for f in self._keep)

    @property
    def default_parameters(self) -> np.ndarray:
        return self.parameters(noise=1.0)

    def parameters(
        self, weights=None, *, noise: float = 0.0, reach: float = 1.0, grain: float = 0.0, faulty_at: float = -9.0
    ) -> np.ndarray:
        count = self.n_parameters - 4
        weights = np.sin(np.arange(1.0, count + 1)) if weights is None else weights
        return np.array([*weights, noise, reach, grain, faulty_at], dtype=np.float64)

    def batch_for(self, own_constants: bool) -> int:
        return self.batch

    def constants(self, parameters: np.ndarray) -> np.ndarray:
        return np.array(parameters, dtype=np.float64)


@cache
def handmade(env_id: str) -> HandMade:
    """One for the environment's signature; compiled once a session."""
    from ppc.envs import signature

    return HandMade(signature(env_id))
