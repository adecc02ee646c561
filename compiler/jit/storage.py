"""How the lowering reads and writes variables.

``Cells`` are allocas, which LLVM turns into registers where it can. ``Strided`` words belong to the caller:
element ``k`` lies ``k * stride`` words from the base, so that one text serves ``step`` and every lane of ``batch``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ppc.compiler.ir.types import BOOL, F64, I64, Scalar
from ppc.compiler.jit.operations import LLVM_TYPE

Emit = Callable[[str], str]  # appends an instruction, answers the name of its value
Line = Callable[[str], None]  # appends an instruction without a value

_MEMORY_TYPE = {BOOL: "i8", I64: "i64", F64: "double"}  # of an element of an alloca or a table


class Storage(Protocol):
    """Elements of one variable; ``index`` is an LLVM operand of type i64."""

    @property
    def element(self) -> Scalar: ...

    def load(self, emit: Emit, index: str) -> str: ...

    def store(self, emit: Emit, line: Line, index: str, value: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """A scalar in an alloca."""

    name: str
    element: Scalar

    @property
    def alloca(self) -> str:
        return f"{self.name} = alloca {LLVM_TYPE[self.element]}"

    def load(self, emit: Emit, index: str = "0") -> str:
        return emit(f"load {LLVM_TYPE[self.element]}, ptr {self.name}")

    def store(self, emit: Emit, line: Line, index: str, value: str) -> None:
        line(f"store {LLVM_TYPE[self.element]} {value}, ptr {self.name}")


@dataclass(frozen=True, slots=True)
class Cells:
    """An array in an alloca or in a constant table; a bool takes one byte."""

    name: str
    element: Scalar
    size: int

    @property
    def memory_type(self) -> str:
        return f"[{self.size} x {_MEMORY_TYPE[self.element]}]"

    @property
    def alloca(self) -> str:
        return f"{self.name} = alloca {self.memory_type}"

    def load(self, emit: Emit, index: str) -> str:
        value = emit(f"load {_MEMORY_TYPE[self.element]}, ptr {self._at(emit, index)}")
        return emit(f"trunc i8 {value} to i1") if self.element is BOOL else value

    def store(self, emit: Emit, line: Line, index: str, value: str) -> None:
        if self.element is BOOL:
            value = emit(f"zext i1 {value} to i8")
        line(f"store {_MEMORY_TYPE[self.element]} {value}, ptr {self._at(emit, index)}")

    def _at(self, emit: Emit, index: str) -> str:
        return self.name if index == "0" else emit(f"getelementptr {_MEMORY_TYPE[self.element]}, ptr {self.name}, i64 {index}")


@dataclass(frozen=True, slots=True)
class Strided:
    """Words of the caller: ``base`` points at the lane's word 0, ``stride`` None means 1.

    ``note`` ends each access (metadata).
    """

    base: str
    element: Scalar
    offset: int
    stride: str | None
    note: str

    def load(self, emit: Emit, index: str) -> str:
        at = self._at(emit, index)
        if self.element is F64:
            return emit(f"load double, ptr {at}, align 8{self.note}")
        word = emit(f"load i64, ptr {at}, align 8{self.note}")
        return emit(f"icmp ne i64 {word}, 0") if self.element is BOOL else word

    def store(self, emit: Emit, line: Line, index: str, value: str) -> None:
        if self.element is BOOL:
            value = emit(f"zext i1 {value} to i64")
        type_ = "double" if self.element is F64 else "i64"
        line(f"store {type_} {value}, ptr {self._at(emit, index)}, align 8{self.note}")

    def _at(self, emit: Emit, index: str) -> str:
        if index.startswith("%"):
            word = emit(f"add i64 {index}, {self.offset}") if self.offset else index
        else:
            word = str(int(index) + self.offset)
        if word == "0":
            return self.base
        if self.stride is not None:
            word = emit(f"mul i64 {word}, {self.stride}")
        return emit(f"getelementptr i64, ptr {self.base}, i64 {word}")


@dataclass(frozen=True, slots=True)
class Hoisted:
    """Words of the caller that the function only reads. ``hoist`` (of ``Body``) moves loads at constant indexes out of
    conditions: over lanes, a load that every lane makes is one of a vector, a load that some make is slow."""

    words: Strided
    hoist: Callable[[tuple[str, str], Callable[[Emit], str]], str]

    @property
    def element(self) -> Scalar:
        return self.words.element

    def load(self, emit: Emit, index: str) -> str:
        if index.startswith("%"):
            return self.words.load(emit, index)
        where = str(int(index) + self.words.offset)
        return self.hoist((self.words.base, where), lambda early: self.words.load(early, index))

    def store(self, emit: Emit, line: Line, index: str, value: str) -> None:
        raise TypeError("hoisted words are read only")
