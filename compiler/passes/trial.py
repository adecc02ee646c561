"""A program that only starts: ``__init__`` and ``reset()``, which end soon where a container is full or too much is executed.

It is run while a policy is compiled, so that what it executes is counted: no loop of a stranger's text may take for ever.
"""

from __future__ import annotations

from dataclasses import replace

from ppc.compiler.ir.nodes import (
    Assign,
    Binary,
    Block,
    Break,
    Call,
    Const,
    Copy,
    Fault,
    Fill,
    For,
    If,
    Loop,
    Program,
    Read,
    Statement,
    Storage,
    Variable,
)
from ppc.compiler.ir.types import BOOL, I64, Array
from ppc.compiler.ir.walk import blocks, expressions, statements, subexpressions, with_blocks

_CALL = 50  # statements that a call of a function may count for
_WORDS = 8  # of an array that are copied in the time of a statement
FULL = ("init_full_", "reset_full_")  # one more than the site at which a container was full first, 0 if none was
_LEFT = ("init_left_", "reset_left_")
_ZERO = Const(I64, 0)


def fills(program: Program) -> bool:
    """Whether ``__init__`` or ``reset()`` put something into a container that may be full."""
    starts = (*statements(program.derive), *statements(program.reset))
    return any(isinstance(s, Fault) and program.sites[s.site].code == "capacity" for s in starts)


def run(program: Program, most: int) -> Program:
    """``program`` without steps, whose entries leave their loops when a container is full, or after ``most`` statements.

    The constants begin with the first variable of ``FULL`` behind the parameters, the state with the second one.
    """
    derive, derived = _counting(program, program.derive, most, 0, Storage.DERIVED)
    reset, state = _counting(program, program.reset, most, 1, Storage.STATE)
    return replace(
        program,
        derive=derive, reset=reset, step=(), finish=(), derived=(*derived, *program.derived), state=(*state, *program.state),
    )  # fmt: skip


def _counting(program: Program, block: Block, most: int, entry: int, storage: Storage) -> tuple[Block, tuple[Variable, ...]]:
    full, left = Variable(FULL[entry], I64, storage), Variable(_LEFT[entry], I64, storage)

    def counted(inner: Block) -> Block:
        result: list[Statement] = []
        for statement in inner:
            new = with_blocks(statement, tuple([counted(b) for b in blocks(statement)]))
            if isinstance(statement, For | Loop) and isinstance(new, For | Loop):
                cost = Const(I64, sum(_cost(s) for s in statements(statement.body)))
                spent = Assign(left, Binary("isub", Read(left), cost, I64))
                over = If(Binary("ilt", Read(left), _ZERO, BOOL), (Break(),), ())
                new = replace(new, body=(spent, over, *new.body))
            result.append(new)
            if isinstance(new, Fault) and program.sites[new.site].code == "capacity":
                first = Binary("and", new.condition, Binary("ieq", Read(full), _ZERO, BOOL), BOOL)
                stop = (Assign(full, Const(I64, new.site + 1)), Assign(left, Const(I64, -1)))
                result.append(If(first, stop, ()))
        return tuple(result)

    return (Assign(full, _ZERO), Assign(left, Const(I64, most)), *counted(block)), (full, left)


def _cost(statement: Statement) -> int:
    """About how many simple statements it takes the time of, what is in its blocks left out."""
    calls = sum(isinstance(e, Call) for whole in expressions(statement) for e in subexpressions(whole))
    target = statement.target if isinstance(statement, Copy | Fill) else None
    words = target.type.size if target is not None and isinstance(target.type, Array) else 0
    return 1 + _CALL * calls + words // _WORDS
