"""What lanes are made of: vector code of policies with the bits of ``step``, and sines with the bits of the elementary ones."""

from __future__ import annotations

import ctypes
import math
import platform

import numpy as np
import pytest

from benchmarks.lane_policies import LINEAR, MACHINE
from ppc.compiler import Signature, compile_policy
from ppc.compiler.elementary import trigonometric
from ppc.compiler.jit import codegen, compile_native
from ppc.compiler.jit.module import batch_module
from ppc.envs import signature
from ppc.envs.native.lanes.width import GROUP, LANES

# Everything that a body over lanes may hold: elementary functions, branches in branches, early returns, memory, integers.
WILD = """
import math


class Policy:
    def __init__(self):
        self.scale = 0.7
        self.edge = 0.2
        self.offsets = [0.1, -0.3, 0.6]

    def reset(self):
        self.mode = 0
        self.count = 0
        self.filtered = 0.0

    def act(self, obs):
        self.count += 1
        self.filtered += 0.2 * (math.tanh(self.scale * obs[1]) - self.filtered)
        if obs[0] > self.edge:
            if self.mode == 0 and self.count % 3 == 1:
                self.mode = 1
                self.filtered = math.sin(obs[2] * 50.0)
            elif self.mode == 1:
                self.mode = 2
                return [self.offsets[2], obs[0]]
        elif obs[3] < -self.edge:
            self.mode = max(0, self.mode - 1)
        if self.mode == 2:
            return [math.atan2(obs[1], obs[2]), self.offsets[1] * obs[3]]
        angle = math.exp(-abs(obs[3])) + self.offsets[0]
        return [angle / obs[1], math.sqrt(obs[2]) + self.filtered]
"""
BATCH = ctypes.CFUNCTYPE(None, *(ctypes.c_int64,) * 2, ctypes.c_void_p, ctypes.c_int64, *(ctypes.c_void_p,) * 4)
RESET = ctypes.CFUNCTYPE(None, *(ctypes.c_int64,) * 2, ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p)


def policies():
    yield "wild", compile_policy(WILD, Signature(4, "box:2[-3,3]"))
    for kind, texts in (("linear", LINEAR), ("machine", MACHINE)):
        for env_id, text in texts.items():
            yield f"{env_id}-{kind}", compile_policy(text, signature(env_id))


POLICIES = dict(policies())


def at(array):
    return array.ctypes.data


def bits(array):
    """Bit patterns, NaNs all alike."""
    words = array.copy()
    words[np.isnan(words)] = np.nan
    return words.view(np.int64)


@pytest.mark.parametrize("own", [False, True], ids=["shared", "own"])
@pytest.mark.parametrize("name", POLICIES)
def test_a_lane_has_the_bits_of_a_step_alone(name, own):
    """64 lanes over 40 steps: actions, memory and status equal ``step``'s in every bit, through NaN and infinities."""
    policy = POLICIES[name]
    code, rng, steps = policy.native(), np.random.default_rng(3), 40
    assert code.vectorises
    rows = policy.default_parameters * rng.uniform(0.5, 1.5, (LANES, len(policy.default_parameters)))
    vectors = np.stack([code.constants(row if own else rows[0]) for row in rows])
    observations = rng.normal(size=(steps, code.obs_size, LANES)) * rng.choice([0.1, 1.0, 30.0], (steps, 1, 1))
    observations[rng.random(observations.shape) < 0.01] = np.nan
    observations[rng.random(observations.shape) < 0.01] = -np.inf
    batch_at, reset_at = code.wide(own)
    batch, reset = BATCH(batch_at), RESET(reset_at)
    constants = np.ascontiguousarray(vectors.T) if own else vectors[0].copy()
    state, action = np.zeros((code.n_state + 1, LANES)), np.zeros((code.action_size, LANES))
    status = np.zeros(LANES, dtype=np.int64)
    alone_step, alone_reset = code.step_function(), code.reset_function()
    alone_state, alone_action = np.zeros((LANES, code.n_state + 1)), np.zeros((LANES, code.action_size))
    for lane in range(LANES):
        reset(lane, LANES, at(constants), int(own), at(state))
        alone_reset(at(vectors[lane]), at(alone_state[lane]))
    seen = set()
    for observation in observations:
        batch(LANES, LANES, at(constants), int(own), at(state), at(observation), at(action), at(status))
        for lane in range(LANES):
            one = np.ascontiguousarray(observation[:, lane])
            assert alone_step(at(vectors[lane]), at(alone_state[lane]), at(one), at(alone_action[lane])) == status[lane]
        assert np.array_equal(bits(action.T), bits(alone_action))
        assert np.array_equal(bits(state.T), bits(alone_state))
        seen |= set(np.unique(action))
    assert len(seen) > 1


@pytest.mark.parametrize("width", [GROUP, 5 * GROUP])
def test_fewer_lanes_have_the_same_bits_and_leave_the_others_alone(width):
    policy = POLICIES["wild"]
    code = policy.native()
    batch = BATCH(code.wide(False)[0])
    constants, observation = code.constants(policy.default_parameters), np.random.default_rng(4).normal(size=(4, LANES))
    results = []
    for lanes in (width, LANES):
        state, action = np.zeros((code.n_state, LANES)), np.full((2, LANES), 7.0)
        status = np.full(LANES, 7, dtype=np.int64)
        batch(lanes, LANES, at(constants), 0, at(state), at(observation), at(action), at(status))
        results.append((action, state, status))
    for few, all_ in zip(*results, strict=True):
        assert np.array_equal(few[..., :width], all_[..., :width])
    assert (results[0][0][:, width:] == 7.0).all() and (results[0][2][width:] == 7).all()


def vectorised(policy, own: bool) -> bool:
    """Whether LLVM's vectoriser took the loop over lanes on this machine."""
    import llvmlite.binding as llvm

    module = llvm.parse_assembly(batch_module(policy.native()._program, own))
    codegen._optimise(module, codegen.Plan.WIDE, codegen._host().machines[1])
    return "vector.body" in str(module)


def wide_registers() -> bool:
    import llvmlite.binding as llvm

    return platform.machine() == "x86_64" and bool(llvm.get_host_cpu_features().get("avx2"))


@pytest.mark.skipif(not wide_registers(), reason="what LLVM vectorises was tried with AVX2 and AVX-512 alone")
@pytest.mark.parametrize("own", [False, True], ids=["shared", "own"])
@pytest.mark.parametrize("name", POLICIES)
def test_what_is_said_to_vectorise_does(name, own):
    assert vectorised(POLICIES[name], own)


BODIES = {
    "a loop": "x = obs[0]\n        while x > 1.0:\n            x = x / 2.0\n        return 1 if x > 0.5 else 0",
    "an array indexed at run time": "a = [obs[0], obs[1], obs[2]]\n        i = int(obs[3]) % 3\n"
    "        a[i] = 0.0\n        return 1 if a[(i + 1) % 3] > 0.5 else 0",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_llvm_leaves_scalar_is_not_said_to_vectorise(body):
    policy = compile_policy(f"class Policy:\n    def act(self, obs):\n        {body}\n", Signature(4, "discrete:2"))
    assert not policy.native().vectorises
    assert not compile_native(policy.native()._program).vectorises


@pytest.fixture(scope="module")
def sines():
    """Rows of sine and cosine by ``sin_cos``, by ``cos``, and by ``sin_cos_small``, for f64[n]."""
    from numba import njit

    from ppc.envs.native.lanes.functions import cos, sin_cos, sin_cos_small

    @njit(error_model="numpy")
    def run(x):
        out = np.empty((5, len(x)))
        for i in range(len(x)):
            out[0, i], out[1, i] = sin_cos(x[i])
            out[2, i] = cos(x[i])
            out[3, i], out[4, i] = sin_cos_small(x[i])
        return out

    return run


def test_sines_have_the_bits_of_the_elementary_functions(sines):
    rng = np.random.default_rng(5)
    x = np.concatenate([rng.uniform(-s, s, 4000) for s in (1e-9, 0.7, 4.0, 100.0, 2.0**20)])
    x = np.concatenate([x, np.arange(1, 400) * math.pi / 4, [0.0, math.nan]])
    rows = sines(x)
    sine, cosine = (np.array([f(v) for v in x]) for f in (trigonometric.sin, trigonometric.cos))
    assert np.array_equal(rows[0], sine, equal_nan=True)
    assert np.array_equal(rows[1], cosine, equal_nan=True) and np.array_equal(rows[2], cosine, equal_nan=True)
    small = np.abs(x) < math.pi / 4
    assert small.sum() > 4000
    assert np.array_equal(rows[3][small], sine[small]) and np.array_equal(rows[4][small], cosine[small])
