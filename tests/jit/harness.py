"""Runs one program through the interpreter, ``step`` and both forms of ``batch``, and compares every word."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ppc.compiler.interpreter import Interpreter
from ppc.compiler.ir.layout import canonical_words, layout_of
from ppc.compiler.ir.nodes import Program
from ppc.compiler.jit import NativePolicy, Stepper, compile_native

Floats = NDArray[np.float64]


@dataclass
class Trace:
    """Canonical bit patterns of what ``len(statuses)`` steps of one episode left."""

    constants: NDArray[np.int64]
    actions: NDArray[np.int64]
    statuses: list[int]
    state: NDArray[np.int64]

    def assert_equals(self, other: Trace, what: str) -> None:
        np.testing.assert_array_equal(self.constants, other.constants, err_msg=f"{what}: constants")
        np.testing.assert_array_equal(self.actions, other.actions, err_msg=f"{what}: actions")
        assert self.statuses == other.statuses, f"{what}: status"
        np.testing.assert_array_equal(self.state, other.state, err_msg=f"{what}: state")


def bits(values: Floats | Sequence[Sequence[float]] | Sequence[Floats]) -> NDArray[np.int64]:
    array = np.array(values, dtype=np.float64)
    array[np.isnan(array)] = np.nan
    return array.view(np.int64)


def interpreted(program: Program, parameters: Sequence[float], observations: Floats) -> Trace:
    layout, interpreter = layout_of(program), Interpreter(program)
    constants = interpreter.constants(parameters)
    interpreter.start(constants)
    results = [interpreter.step(o.tolist()) for o in observations]
    return Trace(
        canonical_words(constants, layout.derived, layout.n_parameters),
        bits([a for a, _ in results]),
        [s for _, s in results],
        canonical_words(interpreter.state_words(), layout.state),
    )


def stepped(native: NativePolicy, program: Program, parameters: Sequence[float], observations: Floats) -> Trace:
    layout = layout_of(program)
    constants = native.constants(list(parameters))
    stepper = Stepper(native, constants)
    actions, statuses = [], []
    for observation in observations:
        stepper.status = 0
        actions.append(stepper.act(observation).copy())
        statuses.append(stepper.status)
    return Trace(
        canonical_words(constants, layout.derived, layout.n_parameters),
        bits(actions),
        statuses,
        canonical_words(stepper.state_words(), layout.state),
    )


def batched(
    native: NativePolicy, program: Program, parameters: Sequence[Sequence[float]], observations: Floats, own: bool
) -> list[Trace]:
    """One trace a lane. ``parameters`` one vector a lane (equal ones unless ``own``), ``observations`` [step, lane, k]."""
    layout = layout_of(program)
    steps, lanes, _ = observations.shape
    stride = lanes + 3
    vectors = [native.constants(list(p)) for p in parameters]
    guard = 0x7FF0DEADBEEF0000  # words beyond the lanes must stay as they are

    def room(words: int) -> Floats:
        return np.full((max(words, 1), stride), guard, dtype=np.int64).view(np.float64)

    constants = room(native.n_constants)
    constants[: native.n_constants, :lanes] = np.array(vectors).T
    shared = vectors[0].copy()
    state, observation, action = room(native.n_state), room(native.obs_size), room(native.action_size)
    status = np.zeros(lanes, dtype=np.int64)
    batch = ctypes.CFUNCTYPE(None, *[ctypes.c_int64] * 8)(native.batch)
    restart = ctypes.CFUNCTYPE(None, *[ctypes.c_int64] * 5)(native.reset_lane)
    special = ctypes.CFUNCTYPE(None, *[ctypes.c_int64] * 8)(native.batch_for(own))
    given = constants.ctypes.data if own else shared.ctypes.data
    for lane in range(lanes):
        restart(lane, stride, given, int(own), state.ctypes.data)
    actions, statuses = np.zeros((steps, native.action_size, lanes)), np.zeros((steps, lanes), dtype=np.int64)
    for t in range(steps):
        observation[:, :lanes] = observations[t].T
        arrays = (state.ctypes.data, observation.ctypes.data, action.ctypes.data, status.ctypes.data)
        (special if t % 2 else batch)(lanes, stride, given, int(own), *arrays)
        actions[t], statuses[t] = action[:, :lanes], status
    for array in (constants, state, observation, action):
        assert (array[:, lanes:].view(np.int64) == guard).all()
    return [
        Trace(
            canonical_words(vectors[lane], layout.derived, layout.n_parameters),
            bits(actions[:, :, lane]),
            statuses[:, lane].tolist(),
            canonical_words(np.ascontiguousarray(state[: native.n_state, lane]), layout.state),
        )
        for lane in range(lanes)
    ]


def assert_all_agree(program: Program, observations: Floats, parameters: Sequence[Sequence[float]] | None = None) -> None:
    """``observations`` [step, lane, k]; ``parameters`` one vector a lane, by default the program's own."""
    lanes = observations.shape[1]
    own = [p.value for p in program.parameters]
    vectors = [own] * lanes if parameters is None else parameters
    native, quick = compile_native(program), compile_native(program, quick=True)
    expected = [interpreted(program, vectors[lane], observations[:, lane]) for lane in range(lanes)]
    for lane in range(lanes):
        for name, engine in (("step", native), ("quick step", quick)):
            found = stepped(engine, program, vectors[lane], observations[:, lane])
            expected[lane].assert_equals(found, f"{name}, lane {lane}")
    for lane, trace in enumerate(batched(native, program, vectors, observations, own=True)):
        expected[lane].assert_equals(trace, f"batch with own constants, lane {lane}")
    first = [interpreted(program, vectors[0], observations[:, lane]) for lane in range(lanes)]
    for lane, trace in enumerate(batched(native, program, [vectors[0]] * lanes, observations, own=False)):
        first[lane].assert_equals(trace, f"batch with shared constants, lane {lane}")
