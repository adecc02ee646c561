"""The memory that a program's stages need beside its state: local arrays, which live on the stack."""

from __future__ import annotations

from ppc.compiler import budgets
from ppc.compiler.diagnostics import Diagnostic
from ppc.compiler.ir.nodes import Block, Program, Storage
from ppc.compiler.ir.types import Array
from ppc.compiler.ir.walk import statements, variables, written
from ppc.compiler.source import Span


def local_words(block: Block) -> int:
    """Words of the local arrays of one stage."""
    return sum(v.type.size for v in variables(block).values() if v.storage is Storage.LOCAL and isinstance(v.type, Array))


def check(program: Program) -> list[Diagnostic]:
    """What is wrong with the program's use of the stack: a diagnostic for each stage that needs too much."""
    found = []
    stages = (
        ("__init__", program.derive, budgets.DERIVE_WORDS),
        ("reset", program.reset, budgets.LOCAL_WORDS),
        ("act", program.step + program.finish, budgets.LOCAL_WORDS),
    )
    for name, block, limit in stages:
        words = local_words(block)
        if words > limit:
            message = f"{name} needs {words} numbers of memory for its arrays at one time; the limit is {limit}"
            found.append(Diagnostic("PPC802", message, _largest(block), "use smaller or fewer arrays"))
    return found


def _largest(block: Block) -> Span:
    """Where the largest local array is written first."""
    size, span = 0, Span(1, 0, 1, 0)
    for statement in statements(block):
        target = written(statement)
        if target is None or target.storage is not Storage.LOCAL or not isinstance(target.type, Array):
            continue
        if target.type.size > size:
            size, span = target.type.size, statement.span
    return span
