"""Word offsets of a program's arrays, as ``docs/abi.md`` fixes them.

The interpreter, the JIT and the exporters all take their offsets from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ppc.compiler.ir.nodes import Program, Variable
from ppc.compiler.ir.types import F64, Array, Scalar, Type

Words = NDArray[np.float64]


def words_of(type_: Type) -> int:
    """Words that a value of ``type_`` takes: one an element."""
    return type_.size if isinstance(type_, Array) else 1


def element_of(type_: Type) -> Scalar:
    """The scalar type of one word of ``type_``."""
    return type_.element if isinstance(type_, Array) else type_


@dataclass(frozen=True, slots=True)
class Slot:
    """``variable`` takes ``words`` words from ``offset`` of its array."""

    variable: Variable
    offset: int
    words: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each variable lies. ``constants`` are the parameter words, then ``derived``."""

    n_parameters: int
    n_constants: int
    n_state: int
    obs_size: int
    action_size: int
    derived: tuple[Slot, ...]
    state: tuple[Slot, ...]

    def offsets(self) -> dict[str, int]:
        """Name of a derived or state variable -> first word in the constants or the state array."""
        return {slot.variable.name: slot.offset for slot in self.derived + self.state}


def layout_of(program: Program) -> Layout:
    """The layout of ``program``'s constants and state, in words."""
    n_parameters = len(program.parameters)
    derived = _place(program.derived, n_parameters)
    state = _place(program.state, 0)
    return Layout(
        n_parameters=n_parameters,
        n_constants=n_parameters + sum(slot.words for slot in derived),
        n_state=sum(slot.words for slot in state),
        obs_size=words_of(program.observation.type),
        action_size=words_of(program.action.type),
        derived=derived,
        state=state,
    )


def canonical_words(words: Words, slots: Iterable[Slot], first: int = 0) -> NDArray[np.int64]:
    """Bit patterns of ``words`` in which every NaN of an f64 word is the positive quiet one.

    Two memories are equal when their canonical words are. The ``first`` words (parameters) are f64 too.
    """
    bits = np.array(words, dtype=np.float64).view(np.int64)
    floats = np.zeros(len(bits), dtype=bool)
    floats[:first] = True
    for slot in slots:
        if element_of(slot.variable.type) is F64:
            floats[slot.offset : slot.offset + slot.words] = True
    bits[floats & np.isnan(words)] = 0x7FF8000000000000
    return bits


def _place(variables: tuple[Variable, ...], at: int) -> tuple[Slot, ...]:
    slots = []
    for variable in variables:
        slots.append(Slot(variable, at, words_of(variable.type)))
        at += slots[-1].words
    return tuple(slots)
