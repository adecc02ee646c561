"""IR functions as LLVM text, with what the modules need to know of them; of library functions found once for all programs."""

from __future__ import annotations

from dataclasses import dataclass

from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.assigned import maybe_unassigned
from ppc.compiler.ir.layout import element_of
from ppc.compiler.jit.body import Body
from ppc.compiler.jit.operations import LLVM_TYPE
from ppc.compiler.jit.scan import Scan
from ppc.compiler.jit.storage import Cells, Storage


@dataclass(frozen=True)
class Lowered:
    """``text`` with the attribute ATTRIBUTE to be filled in; the names that it calls, the tables that it reads, its
    number of expression nodes and whether it loops."""

    text: str
    calls: frozenset[str]
    tables: tuple[ir.Variable, ...]
    nodes: int
    loops: bool


_finished: dict[int, tuple[ir.Function, Lowered]] = {}  # by identity; keeping the function keeps its id from being reused


def lowered(function: ir.Function) -> Lowered:
    """``function`` as LLVM text."""
    if not function.finished:
        return _lower(function)
    known = _finished.get(id(function))
    if known is None:
        known = _finished[id(function)] = function, _lower(function)
    return known[1]


def table_cells(variable: ir.Variable) -> Cells:
    """Where a constant table lies."""
    return Cells(f"@t.{variable.name}", element_of(variable.type), len(variable.values))


def declare_locals(
    body: Body, scan: Scan, block: ir.Block, result: ir.Expr | None = None, given: frozenset[str] = frozenset()
) -> None:
    """Allocas for the locals of ``block`` but ``given``; zeroed where they may be read before an assignment."""
    zero = maybe_unassigned(block, result)
    mine = [v for v in scan.locals() if v.name not in given]
    for variable in mine:
        body.local(variable)
    body.zero(v for v in mine if v.name in zero)


def _lower(function: ir.Function) -> Lowered:
    scan = Scan((*function.body, ir.Fault(0, function.result)))
    tables = tuple(scan.tables())
    storages: dict[str, Storage] = {v.name: table_cells(v) for v in tables}
    body = Body((), storages)
    for parameter in function.parameters:
        body.local(parameter)
        body.line(f"store {LLVM_TYPE[parameter.type]} %p.{parameter.name}, ptr %v.{parameter.name}")  # type: ignore[index]
    declare_locals(body, scan, function.body, function.result, frozenset(p.name for p in function.parameters))
    body.block(function.body)
    type_ = LLVM_TYPE[function.type]
    body.line(f"ret {type_} {body.expr(function.result)}")
    parameters = ", ".join(f"{LLVM_TYPE[p.type]} %p.{p.name}" for p in function.parameters)  # type: ignore[index]
    text = f"define internal {type_} @f.{function.name}({parameters}) ATTRIBUTE{{\n{body.text()}\n}}\n"
    return Lowered(text, frozenset(scan.calls), tables, scan.nodes, scan.loops)
