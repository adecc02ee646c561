"""The front door for probes: a class that watches episodes, as verified IR."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ppc.compiler import budgets, memory, rooms
from ppc.compiler.budgets import Room
from ppc.compiler.diagnostics import Diagnostic, PolicyError
from ppc.compiler.frontend.summaries import Part
from ppc.compiler.ir.nodes import Block, Const, Program, Statement, Store, Variable
from ppc.compiler.ir.types import Array
from ppc.compiler.ir.verify import verify
from ppc.compiler.ir.walk import blocks, statements, with_blocks
from ppc.compiler.policy import fit_for_compiling
from ppc.compiler.signature import Signature

if TYPE_CHECKING:
    from ppc.compiler.jit import NativePolicy


@dataclass(frozen=True)
class CompiledProbe:
    """``program`` observes [observation, action, reward, flag]. With flag 0 it takes one step of an episode in; with flag 1
    it answers [which of ``summaries``, counted from 1 (0: none), the numbers of its slots from index 1 on]."""

    source: str
    signature: Signature
    program: Program
    summaries: tuple[Part, ...]
    notes: tuple[Diagnostic, ...] = ()

    @cached_property
    def native(self) -> NativePolicy:
        from ppc.compiler.jit import compile_native

        return compile_native(self.program, quick=True)


def compile_probe(source: str, signature: Signature, *, name: str = "probe") -> CompiledProbe:
    """Compiles a probe's text for the observations and actions of ``signature``. Raises PolicyError."""
    from ppc.compiler.frontend.build import build
    from ppc.compiler.frontend.probes import ProbeResult, ProbeStages
    from ppc.compiler.passes import start_faults
    from ppc.compiler.passes.pipeline import optimise

    with fit_for_compiling(), budgets.of_room(rooms.asked_for(source) or Room()):
        result = build(source, signature, name, ProbeStages)
        program = _narrowed(optimise(start_faults.run(result.program)))
    assert isinstance(result, ProbeResult)
    if too_much := memory.check(program):
        raise PolicyError(too_much, source)
    return CompiledProbe(source, signature, program, result.summaries, result.notes)


def _narrowed(program: Program) -> Program:
    """``program`` with room for the answers that it gives, not for as many as it might: every step clears them all."""
    action = program.action
    stores = [s for s in statements(program.step) if isinstance(s, Store) and s.variable.name == action.name]
    indices = [s.index.value for s in stores if isinstance(s.index, Const)]
    if len(indices) < len(stores):
        return program
    assert isinstance(action.type, Array)
    narrow = Variable(action.name, Array(action.type.element, int(max(indices, default=0)) + 1), action.storage)
    program = replace(program, action=narrow, step=_storing(program.step, narrow))
    verify(program)
    return program


def _storing(block: Block, target: Variable) -> Block:
    """``block`` with its stores to the variable of ``target``'s name going there."""
    result: list[Statement] = []
    for statement in block:
        if isinstance(statement, Store) and statement.variable.name == target.name:
            statement = replace(statement, variable=target)
        result.append(with_blocks(statement, tuple([_storing(b, target) for b in blocks(statement)])))
    return tuple(result)
