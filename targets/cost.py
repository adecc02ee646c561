"""Worst-case operation counts and stack estimates, read off the IR."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ppc.compiler.ir.nodes import (
    Binary,
    Block,
    Call,
    Copy,
    Expr,
    Fill,
    For,
    Function,
    If,
    Load,
    Loop,
    Program,
    Select,
    Storage,
    Store,
    Unary,
    Variable,
)
from ppc.compiler.ir.types import BOOL, Array, Type
from ppc.compiler.ir.walk import called, expressions, operands, read_variables, subexpressions, variables

KINDS = ("add/subtract", "multiply", "divide", "square root", "compare/select", "integer", "memory", "call")
_KIND = {
    "fadd": "add/subtract", "fsub": "add/subtract", "fneg": "add/subtract", "fmul": "multiply", "fdiv": "divide",
    "sqrt": "square root",
}  # fmt: skip


def size_of(type_: Type) -> int:
    """Bytes of a value of ``type_`` in C."""
    if isinstance(type_, Array):
        return type_.size * size_of(type_.element)
    return 1 if type_ is BOOL else 8


def struct_bytes(variables_: Iterable[Variable]) -> int:
    """Size of a C struct of ``variables_`` in order, on a machine that aligns doubles to 8 bytes."""
    total, align = 0, 1
    for v in variables_:
        unit = size_of(v.type.element if isinstance(v.type, Array) else v.type)
        total += -total % unit + size_of(v.type)
        align = max(align, unit)
    return max(1, total + -total % align)


class Costs:
    """Counts operations of one run of a block, every loop at its bound and every branch at its dearer side."""

    def __init__(self, functions: Iterable[Function]) -> None:
        self._functions = {f.name: f for f in functions}
        self._known: dict[str, Counter[str]] = {}

    def block(self, block: Block) -> Counter[str]:
        total: Counter[str] = Counter()
        for s in block:
            for e in expressions(s):
                total += self.expr(e)
            match s:
                case If():
                    total += dearer(self.block(s.then), self.block(s.orelse))
                case For() | Loop():
                    total += times(self.block(s.body) + Counter({"integer": 1, "compare/select": 1}), s.bound)
                case Copy() | Fill():
                    total["memory"] += s.target.type.size if isinstance(s.target.type, Array) else 1
                case Store():
                    total["memory"] += 1
                case _:
                    pass
        return total

    def expr(self, expr: Expr) -> Counter[str]:
        total: Counter[str] = Counter()
        for e in operands(expr):
            total += self.expr(e)
        match expr:
            case Unary() | Binary():
                total[_KIND.get(expr.op) or _other(expr)] += 1
            case Select():
                total["compare/select"] += 1
            case Load():
                total["memory"] += 1
            case Call():
                total += self.function(expr.function) + Counter({"call": 1})
            case _:
                pass
        return total

    def function(self, name: str) -> Counter[str]:
        if name not in self._known:
            function = self._functions[name]
            self._known[name] = self.block(function.body) + self.expr(function.result)
        return self._known[name]


def _other(expr: Unary | Binary) -> str:
    if expr.op[0] == "f" and expr.op not in ("f2i", "from_bits") and expr.type is BOOL:
        return "compare/select"
    return "integer"


def dearer(a: Counter[str], b: Counter[str]) -> Counter[str]:
    return a if a.total() >= b.total() else b


def times(counts: Counter[str], n: int) -> Counter[str]:
    return Counter({k: v * n for k, v in counts.items()})


def stacks(program: Program) -> Mapping[str, tuple[int, int]]:
    """Entry or function -> (bytes of its own locals, bytes with the deepest chain of calls).

    Locals and 32 bytes a call for saved registers; a compiler keeps many locals in registers and may need less.
    """
    functions = {f.name: f for f in program.functions}
    own: dict[str, int] = {}
    deep: dict[str, int] = {}

    def frame(block: Block, more: Iterable[Variable]) -> int:
        locals_ = {v.name: v for v in (*variables(block).values(), *more) if v.storage is Storage.LOCAL}
        return 32 + sum(max(8, size_of(v.type)) for v in locals_.values())

    def measure(name: str, block: Block, more: Iterable[Variable], callees: set[str]) -> None:
        own[name] = frame(block, more)
        for callee in sorted(callees):  # in an order that no hash decides
            if callee not in own:
                f = functions[callee]
                measure(callee, f.body, (*f.parameters, *read_variables(f.result)), called_by(f))
        deep[name] = own[name] + max((deep[c] for c in callees), default=0)

    def called_by(f: Function) -> set[str]:
        return called(f.body) | {e.function for e in subexpressions(f.result) if isinstance(e, Call)}

    measure("reset", program.reset, (), called(program.reset))
    step = (*program.step, *program.finish)
    measure("step", step, (), called(step))
    return {name: (own[name], deep[name]) for name in own}

