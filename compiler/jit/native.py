"""A program as machine code of this process."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ppc.compiler import cache
from ppc.compiler.ir.layout import Words, layout_of
from ppc.compiler.ir.nodes import Program
from ppc.compiler.jit.codegen import Plan, affordable, compile_object, host_identity, load_object
from ppc.compiler.jit.module import batch_module, has_loops, scalar_module, vectorises

_SCALAR, _LANES = ("derive", "reset", "step"), ("batch", "reset_lane")


class NativePolicy:
    """The entries of ``docs/abi.md`` as addresses, valid as long as this object lives.

    Compiled when first read: ``derive``, ``reset`` and ``step`` together, ``batch`` and ``reset_lane`` together.
    With ``quick`` the scalar entries are ready in a third of the time and take up to twice as long to run.
    """

    def __init__(self, program: Program, quick: bool = False) -> None:
        layout = layout_of(program)
        self.n_parameters = layout.n_parameters
        self.n_constants = layout.n_constants
        self.n_state = layout.n_state
        self.obs_size = layout.obs_size
        self.action_size = layout.action_size
        self._program = program
        self._quick = quick
        self._building = threading.Lock()  # code that one thread runs must not be replaced by another's
        self._scalar: tuple[Any, dict[str, int]] | None = None
        self._lanes: dict[bool | None, tuple[Any, dict[str, int]]] = {}
        self._wide: dict[bool, tuple[Any, dict[str, int]]] = {}

    @property
    def derive(self) -> int:
        """Address of ``derive``."""
        return self._entry("derive")

    @property
    def reset(self) -> int:
        """Address of ``reset``."""
        return self._entry("reset")

    @property
    def step(self) -> int:
        """Address of ``step``."""
        return self._entry("step")

    def _entry(self, name: str) -> int:
        with self._building:
            if self._scalar is None:
                program = self._program
                looping = has_loops(program, program.derive, program.reset, program.step, program.finish)
                plan = Plan.QUICK if self._quick else Plan.LOOPS if looping else Plan.STRAIGHT
                self._scalar = _build(scalar_module(program), _SCALAR, plan)
            return self._scalar[1][name]

    def batch_for(self, own_constants: bool) -> int:
        """Address of a ``batch`` for callers that always pass ``constants_step`` 1 (``own_constants``) or always 0.

        It compiles in half the time of ``batch``.
        """
        return self._over_lanes(own_constants)["batch"]

    @property
    def vectorises(self) -> bool:
        """Whether ``batch`` steps lanes in vectors: LLVM takes no body that loops, or calls what is not inlined."""
        return vectorises(self._program)

    def wide(self, own_constants: bool) -> tuple[int, int]:
        """Addresses of ``batch``, as from ``batch_for``, and of ``reset_lane``, for callers that step many lanes many times.

        The code runs up to twice as fast and takes half as long again to compile.
        """
        with self._building:
            found = self._wide.get(own_constants)
            if found is None:
                found = self._wide[own_constants] = _build(batch_module(self._program, own_constants), _LANES, Plan.WIDE)
        return found[1]["batch"], found[1]["reset_lane"]

    @property
    def batch(self) -> int:
        """Address of ``batch``."""
        return self._over_lanes(None)["batch"]

    @property
    def reset_lane(self) -> int:
        """Address of ``reset_lane``."""
        known = next(iter(self._lanes), None)
        return self._over_lanes(known)["reset_lane"]

    def _over_lanes(self, own_constants: bool | None) -> dict[str, int]:
        with self._building:
            found = self._lanes.get(own_constants)
            if found is None:
                program = self._program
                plan = Plan.LANES_WITH_LOOPS if has_loops(program, program.step, program.finish) else Plan.LANES
                found = _build(batch_module(program, own_constants), _LANES, plan)
                self._lanes[own_constants] = found
            return found[1]

    def constants(self, parameters: Sequence[float] | NDArray[np.float64]) -> Words:
        """Runs ``derive``: f64[n_constants] words of ``parameters`` (f64[n_parameters]) and what derives from them."""
        if len(parameters) != self.n_parameters:
            raise ValueError(f"the program has {self.n_parameters} parameters, not {len(parameters)}")
        words = np.zeros(self.n_constants)
        words[: self.n_parameters] = parameters
        if self._program.derived:  # else there is nothing to compute, and perhaps no need of scalar code at all
            ctypes.CFUNCTYPE(None, ctypes.c_void_p)(self.derive)(words.ctypes.data)
        return words

    def step_function(self) -> Callable[..., int]:
        """``step`` as a Python callable of four addresses: constants, state, observation, action.

        It keeps the GIL: a step is shorter than giving it away.
        """
        return self._callable(ctypes.c_int64, self.step, 4)

    def reset_function(self) -> Callable[..., None]:
        """``reset`` as a Python callable of two addresses: constants, state."""
        return self._callable(None, self.reset, 2)

    def _callable(self, result: Any, address: int, arguments: int) -> Callable[..., Any]:
        function: Any = ctypes.PYFUNCTYPE(result, *[ctypes.c_void_p] * arguments)(address)
        function.owner = self  # the address is valid as long as this object
        return cast(Callable[..., Any], function)


class Stepper:
    """One episode of a native policy with buffers of its own, for callers in Python.

    ``status`` is the OR of the fault bits since ``reset``, with the first site in its high half.
    """

    def __init__(self, native: NativePolicy, constants: Words) -> None:
        if len(constants) != native.n_constants:
            raise ValueError(f"the policy has {native.n_constants} constant words, not {len(constants)}")
        self._constants = np.array(constants, dtype=np.float64)
        self._state = np.zeros(max(native.n_state, 1))
        self.observation = np.zeros(native.obs_size)
        self.action = np.zeros(native.action_size)
        self.status = 0
        step, reset = native.step_function(), native.reset_function()
        at = [a.ctypes.data for a in (self._constants, self._state, self.observation, self.action)]
        pointers = [ctypes.c_void_p(a) for a in at]  # made once: converting an int costs more than the call
        self._step: Callable[[], int] = lambda: step(*pointers)
        self._reset: Callable[[], None] = lambda: reset(*pointers[:2])
        self._state_words = native.n_state
        self.reset()

    def reset(self) -> None:
        """Begins an episode."""
        self.status = 0
        self._reset()

    def act(self, observation: Any) -> NDArray[np.float64]:
        """The finished action, f64[action_size], for ``observation`` (obs_size numbers).

        The array is the stepper's own and changes with the next call.
        """
        self.observation[:] = observation
        status = self._step()
        if status:
            self.status = self.status | (status & 0xFFFFFFFF) if self.status else status
        return self.action

    def state_words(self) -> Words:
        """A copy of the state, f64[n_state] words."""
        return self._state[: self._state_words].copy()


def compile_native(program: Program, quick: bool = False) -> NativePolicy:
    """Compiles ``program``, which must be verified, to machine code of this process (see ``NativePolicy``)."""
    return NativePolicy(program, quick)


def _build(text: str, entries: tuple[str, ...], plan: Plan) -> tuple[Any, dict[str, int]]:
    plan = affordable(plan, text)
    name = cache.key(host_identity(), plan.value, text)
    code = cache.load(name)
    if code is not None:
        try:
            return load_object(code, entries)
        except (RuntimeError, OSError):  # written by a build that passes for this one; compile it anew
            pass
    code = compile_object(text, plan)
    cache.save(name, code)
    return load_object(code, entries)
