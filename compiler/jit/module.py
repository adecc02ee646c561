"""The LLVM modules of a program, as text: one with the scalar entries, one with those over lanes.

Lanes cost compile time for vectorising, so they are a module of their own that is built when first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable

from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.layout import Layout, Slot, element_of, layout_of
from ppc.compiler.ir.types import BOOL, Array
from ppc.compiler.jit.body import UNROLL, Body
from ppc.compiler.jit.functions import Lowered, declare_locals, lowered, table_cells
from ppc.compiler.jit.operations import DECLARATIONS, LLVM_TYPE, literal
from ppc.compiler.jit.scan import Scan
from ppc.compiler.jit.storage import Cells, Hoisted, Storage, Strided

_INTRINSICS = DECLARATIONS + "declare i64 @llvm.smax.i64(i64, i64)\ndeclare i64 @llvm.smin.i64(i64, i64)\n"
_PROMOTED = 16  # arrays of state up to this many elements, indexed by constants alone, live in registers
_INLINED = 8_000  # nodes of function bodies that the lanes may inline in all

_BATCH = """\
define void @batch(i64 %lanes, i64 %stride, ptr noalias %constants, i64 %constants_step, ptr noalias %state, \
ptr noalias %observation, ptr noalias %action, ptr noalias %status) {
entry:
  %some = icmp sgt i64 %lanes, 0
  br i1 %some, label %choose, label %done
choose:
  ENTER
LOOPS
done:
  ret void
}
define void @reset_lane(i64 %lane, i64 %stride, ptr noalias %constants, i64 %constants_step, ptr noalias %state) {
entry:
  %shared = icmp eq i64 %constants_step, 0
  %constants.stride = select i1 %shared, i64 1, i64 %stride
  %constants.lane = select i1 %shared, i64 0, i64 %lane
  %c = getelementptr i64, ptr %constants, i64 %constants.lane
  %s = getelementptr i64, ptr %state, i64 %lane
  call void @restart(ptr %c, i64 %constants.stride, ptr %s, i64 %stride)
  ret void
}
!0 = distinct !{}
!1 = distinct !{!1, !3}
!2 = distinct !{!2, !3}
!3 = !{!"llvm.loop.parallel_accesses", !0}
"""
_CHOOSE = "%shared = icmp eq i64 %constants_step, 0\n  br i1 %shared, label %shared.lane, label %own.lane"
_LANE_LOOP = """\
NAME.lane:
  %NAME.l = phi i64 [ 0, %choose ], [ %NAME.n, %NAME.lane ]
  %NAME.s = getelementptr i64, ptr %state, i64 %NAME.l
  %NAME.o = getelementptr i64, ptr %observation, i64 %NAME.l
  %NAME.a = getelementptr i64, ptr %action, i64 %NAME.l
  %NAME.p = getelementptr i64, ptr %status, i64 %NAME.l
  CALL
  store i64 %NAME.r, ptr %NAME.p, align 8, !llvm.access.group !0
  %NAME.n = add nuw nsw i64 %NAME.l, 1
  %NAME.m = icmp slt i64 %NAME.n, %lanes
  br i1 %NAME.m, label %NAME.lane, label %done, !llvm.loop METADATA
"""
_SHARED = _LANE_LOOP.replace(
    "CALL", "%NAME.r = call i64 @lane(ptr %constants, i64 1, ptr %NAME.s, ptr %NAME.o, ptr %NAME.a, ptr %NAME.p, i64 %stride)"
)
_SHARED = _SHARED.replace("NAME", "shared").replace("METADATA", "!1")
_OWN = _LANE_LOOP.replace(
    "CALL",
    "%NAME.c = getelementptr i64, ptr %constants, i64 %NAME.l\n"
    "  %NAME.r = call i64 @lane(ptr %NAME.c, i64 %stride, ptr %NAME.s, ptr %NAME.o, ptr %NAME.a, ptr %NAME.p, i64 %stride)",
)
_OWN = _OWN.replace("NAME", "own").replace("METADATA", "!2")
_ENTRIES = {
    None: _BATCH.replace("ENTER", _CHOOSE).replace("LOOPS", _SHARED + _OWN),
    False: _BATCH.replace("ENTER", "br label %shared.lane").replace("LOOPS", _SHARED),
    True: _BATCH.replace("ENTER", "br label %own.lane").replace("LOOPS", _OWN),
}


def scalar_module(program: ir.Program) -> str:
    """LLVM text of ``derive``, ``reset`` and ``step``."""
    entries = _Entries(program, lanes=False)
    parts = [
        _INTRINSICS,
        *entries.shared(entries.derive_scan, entries.reset_scan, entries.step_scan),
        "define void @derive(ptr noalias %c) {\n" + entries.derive() + "\n}\n",
        "define void @reset(ptr noalias %c, ptr noalias %s) {\n" + entries.reset() + "\n}\n",
        "define i64 @step(ptr noalias %c, ptr noalias %s, ptr noalias %o, ptr noalias %a) {\n" + entries.step() + "\n}\n",
    ]
    return "".join(parts)


def batch_module(program: ir.Program, own_constants: bool | None = None) -> str:
    """LLVM text of ``batch`` and ``reset_lane``.

    Where the caller knows whether each lane has its own constants, half of ``batch`` need not be compiled.
    """
    entries = _Entries(program, lanes=True)
    parts = [
        _INTRINSICS,
        *entries.shared(entries.reset_scan, entries.step_scan),
        "define internal void @restart(ptr noalias %c, i64 %cs, ptr noalias %s, i64 %stride) alwaysinline {\n"
        + entries.reset()
        + "\n}\n",
        "define internal i64 @lane(ptr %c, i64 %cs, ptr %s, ptr %o, ptr %a, ptr %p, i64 %stride)"
        + " alwaysinline {\n"
        + entries.step()
        + "\n}\n",
        _ENTRIES[own_constants],
    ]
    return "".join(parts)


class _Entries:
    """Bodies of the entries; over ``lanes`` the caller's words are strided and marked as independent."""

    def __init__(self, program: ir.Program, lanes: bool) -> None:
        self.program = program
        self.layout: Layout = layout_of(program)
        self.lanes = lanes
        self.stride = "%stride" if lanes else None
        self.constants_stride = "%cs" if lanes else None
        self.note = ", !llvm.access.group !0" if lanes else ""
        self.tables: dict[str, Storage] = {}
        self.reset_scan = Scan(program.reset)
        self.step_scan = Scan(program.step, program.finish)
        self.derive_scan = Scan() if lanes else Scan(program.derive)

    def shared(self, *roots: Scan) -> list[str]:
        """Definitions of the tables and functions that ``roots`` reach."""
        functions = _reached(self.program, roots)
        parts = []
        for variable in _tables(roots, functions):
            cells = self.tables[variable.name] = table_cells(variable)
            parts.append(_table(cells, variable))
        inline = self.lanes and sum(f.nodes for f in functions) <= _INLINED
        parts.extend(f.text.replace("ATTRIBUTE", "alwaysinline " if inline and not f.loops else "", 1) for f in functions)
        return parts

    def derive(self) -> str:
        program = self.program
        body = self._body(program.derive)
        self._strided(body, program.parameter_array, "%c", 0, self.constants_stride)
        for slot in self.layout.derived:
            self._strided(body, slot.variable, "%c", slot.offset, self.constants_stride)
        body.zero(program.derived)
        cached = [s for s in self.layout.derived if not isinstance(s.variable.type, Array)]
        home = self._enter(body, cached, load=False)
        declare_locals(body, self.derive_scan, program.derive)
        body.block(program.derive)
        self._leave(body, cached, home)
        body.line("ret void")
        return body.text()

    def reset(self) -> str:
        program = self.program
        body = self._body(program.reset)
        self._constants(body)
        for slot in self.layout.state:
            self._strided(body, slot.variable, "%s", slot.offset, self.stride)
        cached = self._cached(self.reset_scan)
        names = {s.variable.name for s in cached}
        body.zero(v for v in program.state if v.name not in names)
        home = self._enter(body, cached, load=False)
        declare_locals(body, self.reset_scan, program.reset)
        body.block(program.reset)
        self._leave(body, cached, home)
        body.line("ret void")
        return body.text()

    def step(self) -> str:
        program = self.program
        block = program.step + program.finish
        body = self._body(block)
        self._constants(body)
        self._strided(body, program.observation, "%o", 0, self.stride)
        self._strided(body, program.action, "%a", 0, self.stride)
        if self.lanes and not self.step_scan.loops:
            for variable in (program.parameter_array, program.observation, *(s.variable for s in self.layout.derived)):
                words = body.storages[variable.name]
                assert isinstance(words, Strided)
                body.storages[variable.name] = Hoisted(words, body.hoist)
            body.pin = f"store i64 {{}}, ptr %p, align 8{self.note}"
        used, changed = self.step_scan.variables, self.step_scan.writes
        for slot in self.layout.state:
            self._strided(body, slot.variable, "%s", slot.offset, self.stride)
        cached = [s for s in self._cached(self.step_scan) if s.variable.name in used]
        home = self._enter(body, cached, load=True)
        answer = body.storages[program.action.name]
        body.local(program.action)
        body.zero([program.action])
        declare_locals(body, self.step_scan, block)
        body.block(block)
        self._leave(body, [s for s in cached if s.variable.name in changed], home)
        body.copy(answer, body.storages[program.action.name], self.layout.action_size)
        body.line(f"ret i64 {body.emit('load i64, ptr %status')}")
        return body.text()

    def _body(self, block: ir.Block) -> Body:
        body = Body(self.program.sites, dict(self.tables))
        body.declare_status()
        return body

    def _constants(self, body: Body) -> None:
        self._strided(body, self.program.parameter_array, "%c", 0, self.constants_stride)
        for slot in self.layout.derived:
            self._strided(body, slot.variable, "%c", slot.offset, self.constants_stride)

    def _strided(self, body: Body, variable: ir.Variable, base: str, offset: int, stride: str | None) -> None:
        body.storages[variable.name] = Strided(base, element_of(variable.type), offset, stride, self.note)

    def _cached(self, scan: Scan) -> list[Slot]:
        """State that lives in registers between entry and exit."""
        return [
            s
            for s in self.layout.state
            if not isinstance(s.variable.type, Array) or (s.words <= _PROMOTED and s.variable.name not in scan.dynamic)
        ]

    def _enter(self, body: Body, slots: Iterable[Slot], load: bool) -> dict[str, Storage]:
        """Moves ``slots`` into allocas, with their value or zero; answers where they came from."""
        home = {}
        for slot in slots:
            name = slot.variable.name
            home[name] = body.storages[name]
            local = body.local(slot.variable)
            if load:
                body.copy(local, home[name], slot.words)
            else:
                body.zero([slot.variable])
        return home

    def _leave(self, body: Body, slots: Iterable[Slot], home: dict[str, Storage]) -> None:
        for slot in slots:
            name = slot.variable.name
            body.copy(home[name], body.storages[name], slot.words)


def _table(cells: Cells, variable: ir.Variable) -> str:
    if cells.element is BOOL:
        values = ", ".join(f"i8 {int(v)}" for v in variable.values)
    else:
        type_ = LLVM_TYPE[cells.element]
        values = ", ".join(f"{type_} {literal(cells.element, v)}" for v in variable.values)
    return f"{cells.name} = internal unnamed_addr constant {cells.memory_type} [{values}]\n"


def _reached(program: ir.Program, roots: Iterable[Scan]) -> list[Lowered]:
    """Functions that ``roots`` call, directly or not, in the program's order (callees first)."""
    wanted = {name for root in roots for name in root.calls}
    found = []
    for function in reversed(program.functions):
        if function.name in wanted:
            found.append(lowered(function))
            wanted |= found[-1].calls
    return found[::-1]


def _tables(roots: Iterable[Scan], functions: Iterable[Lowered]) -> list[ir.Variable]:
    found: dict[str, ir.Variable] = {}
    for group in (*(r.tables() for r in roots), *(f.tables for f in functions)):
        found |= {v.name: v for v in group}
    return list(found.values())


def has_loops(program: ir.Program, *roots: ir.Block) -> bool:
    """Whether ``roots`` or a function that they call loop."""
    scan = Scan(*roots)
    return scan.loops or any(f.loops for f in _reached(program, (scan,)))


def vectorises(program: ir.Program) -> bool:
    """Whether the loop over lanes has a body that LLVM turns into vector code: no loops, nothing that is called rather
    than inlined, no array on the stack that is indexed at run time, no array too long to be copied element by element."""
    scan = Scan(program.step, program.finish)
    functions = _reached(program, (scan,))
    if scan.loops or any(f.loops for f in functions) or sum(f.nodes for f in functions) > _INLINED:
        return False
    return not any(isinstance(v.type, Array) and (v.name in scan.dynamic or v.type.size > UNROLL) for v in scan.locals())
