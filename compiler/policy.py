"""The front door: policy text to a compiled policy."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets, memory, rooms
from ppc.compiler.budgets import Room
from ppc.compiler.diagnostics import Diagnostic, PolicyError
from ppc.compiler.faults import FAULT_BITS, FAULTS, first_site
from ppc.compiler.ir.nodes import Parameter, Program
from ppc.compiler.signature import Signature

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ppc.compiler.frontend.stages import FrontEndResult
    from ppc.compiler.jit import NativePolicy

_FULL = FAULTS["capacity"].bit


@dataclass(frozen=True)
class CompiledPolicy:
    """A policy as verified IR, with the parameter values that its controller and its exports use (``pinned``)."""

    name: str
    source: str
    signature: Signature
    program: Program
    notes: tuple[Diagnostic, ...] = ()
    values: tuple[float, ...] | None = None
    room: Room = field(default_factory=Room)
    _shared: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return self.program.parameters

    @cached_property
    def default_parameters(self) -> NDArray[np.float64]:
        """The values in the source, f64[P]."""
        import numpy as np

        return np.array([p.value for p in self.parameters], dtype=np.float64)

    @property
    def pinned(self) -> NDArray[np.float64]:
        """The values that the controller uses, f64[P]."""
        import numpy as np

        return self.default_parameters if self.values is None else np.array(self.values, dtype=np.float64)

    def with_parameters(self, values: Sequence[float] | NDArray[np.float64]) -> CompiledPolicy:
        """The same policy with other parameter values, f64[P]. Raises ValueError for a wrong number of them."""
        numbers = tuple(float(v) for v in values)
        if len(numbers) != len(self.parameters):
            raise ValueError(f"the policy has {len(self.parameters)} parameters, {len(numbers)} values are given")
        return replace(self, values=numbers)

    @property
    def bounded(self) -> bool:
        """Whether there is a container of unproven size, in which something may not find room."""
        return rooms.is_bounded(self.program)

    def roomier(self, statuses: Iterable[int]) -> str | None:
        """The source asking for twice the room for containers that were full, as ``statuses`` of steps or episodes say; None
        where none was, or at the limit."""
        full = [s for s in statuses if s & _FULL]
        if not full:
            return None
        sites = {first_site(s) for s in full} - {None}
        where = self.program.sites[min(s for s in sites if s is not None)] if sites else None
        room = rooms.doubled(self.room, where if where is not None and where.code == "capacity" else None)
        return None if room is None else rooms.with_room(self.source, room)

    def native(self) -> NativePolicy:
        """Machine code of this process, compiled at the first call."""
        if "native" not in self._shared:
            from ppc.compiler.jit import compile_native

            self._shared["native"] = compile_native(self.program)
        native: NativePolicy = self._shared["native"]
        return native

    def controller(self) -> Controller:
        """An independent controller with memory of its own."""
        return Controller(self)


class Controller:
    """Steps a compiled policy. ``status`` is the union of the fault bits since ``reset``."""

    def __init__(self, policy: CompiledPolicy) -> None:
        from ppc.compiler.jit import Stepper

        native = policy.native()
        self._stepper = Stepper(native, native.constants(policy.pinned))
        self._discrete = policy.signature.discrete
        self.reset()

    def reset(self) -> None:
        """Starts an episode."""
        self._stepper.reset()
        self.status = 0

    def act(self, observation: Any) -> Any:
        """The finished action for an observation of ``obs_size`` numbers: float64[action_size], or an int."""
        action = self._stepper.act(observation)
        self.status = self._stepper.status & FAULT_BITS
        return int(action[0]) if self._discrete else action.copy()


@contextmanager
def fit_for_compiling() -> Iterator[None]:
    """Compiling makes many small objects that live on and hardly a cycle: looking for cycles takes a fifth of the time.
    Calls in calls of a policy take more of Python's frames than Python allows by default."""
    enabled, frames = gc.isenabled(), sys.getrecursionlimit()
    gc.disable()
    sys.setrecursionlimit(max(frames, budgets.PYTHON_FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(frames)
        if enabled:
            gc.enable()


def compile_policy(source: str, signature: Signature, *, name: str | None = None) -> CompiledPolicy:
    """Compiles policy text for a signature. Raises PolicyError, whose ``diagnostics`` say what is wrong."""
    from ppc.compiler.frontend.build import build
    from ppc.compiler.passes import start_faults
    from ppc.compiler.passes.pipeline import optimise

    def compiled() -> tuple[Program, FrontEndResult]:
        result = build(source, signature, name or signature.name)
        program = optimise(start_faults.run(result.program))
        if too_much := memory.check(program):
            raise PolicyError(too_much, source)
        return program, result

    with fit_for_compiling():
        room, program, result = rooms.fitting(source, compiled)
    return CompiledPolicy(program.name, source, signature, program, result.notes, room=room)


__all__ = ["CompiledPolicy", "Controller", "PolicyError", "compile_policy"]
