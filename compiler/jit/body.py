"""Lowers blocks and expressions of the IR to the text of one LLVM function."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ppc.compiler.faults import DISQUALIFYING_MASK, FAULTS, status_of
from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.layout import words_of
from ppc.compiler.ir.types import BOOL, F64, I64, Array, Scalar
from ppc.compiler.jit.operations import COMPOUND, LLVM_TYPE, SIMPLE, literal
from ppc.compiler.jit.storage import Cell, Cells, Emit, Storage

_ZERO: dict[Scalar, bool | int | float] = {BOOL: False, I64: 0, F64: 0.0}
UNROLL = 16  # whole-array operations up to this many elements are written out
_STATUS = Cell("%status", I64)


class Body:
    """The instructions of one function, in order. ``storages`` says where each variable lives."""

    def __init__(self, sites: tuple[ir.FaultSite, ...], storages: dict[str, Storage]) -> None:
        self.sites = sites
        self.storages = storages
        self.allocas: list[str] = []
        self.lines: list[str] = []
        self._values = 0
        self._labels = 0
        self._loops: list[tuple[str, str]] = []  # labels of (next turn, exit), innermost last
        self._before: int | None = None  # within a condition: the line of the outermost one's branch
        self._hoisted: dict[tuple[str, str], str] = {}
        self.pin = ""  # stores a number ({}): after hoisted loads, it keeps passes from moving them back

    # --- building ----------------------------------------------------------------------------------------

    def emit(self, instruction: str) -> str:
        """Appends an instruction that has a value; answers its name."""
        name = f"%{self._values}"
        self._values += 1
        self.lines.append(f"{name} = {instruction}")
        return name

    def line(self, instruction: str) -> None:
        self.lines.append(instruction)

    def label(self) -> str:
        self._labels += 1
        return f"b{self._labels}"

    def place(self, label: str) -> None:
        self.lines.append(f"{label}:")

    def jump(self, label: str) -> None:
        self.lines.append(f"br label %{label}")

    def branch(self, condition: str, then: str, orelse: str) -> None:
        self.lines.append(f"br i1 {condition}, label %{then}, label %{orelse}")

    def hoist(self, key: tuple[str, str], load: Callable[[Emit], str]) -> str:
        """The value of ``load``, which depends on nothing that the function writes: within conditions it is emitted once,
        before the outermost of them, where later loads of the same ``key`` find it. For functions without loops."""
        if self._before is None:
            return load(self.emit)
        if key not in self._hoisted:
            start = self._before

            def emit(instruction: str) -> str:
                assert self._before is not None
                name = f"%h{len(self._hoisted)}.{self._before - start}"
                self.lines.insert(self._before, f"{name} = {instruction}")
                self._before += 1
                return name

            self._hoisted[key] = load(emit)
        return self._hoisted[key]

    def local(self, variable: ir.Variable) -> Storage:
        """Declares an alloca for ``variable``."""
        type_, name = variable.type, f"%v.{variable.name}"
        cell: Cell | Cells = Cells(name, type_.element, type_.size) if isinstance(type_, Array) else Cell(name, type_)
        self.allocas.append(cell.alloca)
        self.storages[variable.name] = cell
        return cell

    def declare_status(self) -> None:
        self.allocas.append(_STATUS.alloca)
        self.line("store i64 0, ptr %status")

    def text(self) -> str:
        """The function's instructions, to stand between its braces."""
        return "\n".join(["entry:", *self.allocas, *self.lines])

    def each(self, size: int, action: Callable[[str], None]) -> None:
        """Runs ``action`` for the indexes 0 .. size-1, as a loop when there are many."""
        if size <= UNROLL:
            for i in range(size):
                action(str(i))
            return
        counter = Cell(f"%n.{self.label()}", I64)
        self.allocas.append(counter.alloca)
        counter.store(self.emit, self.line, "0", "0")
        body, done = self.label(), self.label()
        self.jump(body)
        self.place(body)
        index = counter.load(self.emit)
        action(index)
        following = self.emit(f"add i64 {index}, 1")
        counter.store(self.emit, self.line, "0", following)
        self.branch(self.emit(f"icmp ult i64 {following}, {size}"), body, done)
        self.place(done)

    def zero(self, variables: Iterable[ir.Variable]) -> None:
        for variable in variables:
            self.fill(variable, literal(self.storages[variable.name].element, _ZERO[self.storages[variable.name].element]))

    def fill(self, variable: ir.Variable, value: str) -> None:
        storage = self.storages[variable.name]
        self.each(words_of(variable.type), lambda i: storage.store(self.emit, self.line, i, value))

    def copy(self, target: Storage, source: Storage, size: int) -> None:
        self.each(size, lambda i: target.store(self.emit, self.line, i, source.load(self.emit, i)))

    # --- statements --------------------------------------------------------------------------------------

    def block(self, block: ir.Block) -> bool:
        """Lowers ``block``; False when control never reaches its end."""
        open_ = True
        for statement in block:
            if not open_:
                self.place(self.label())
            open_ = self._statement(statement)
        return open_

    def _statement(self, statement: ir.Statement) -> bool:
        match statement:
            case ir.Assign(variable=variable):
                self.storages[variable.name].store(self.emit, self.line, "0", self.expr(statement.value))
            case ir.Store(variable=variable):
                value = self.expr(statement.value)
                index = self._index(variable, statement.index, statement.in_bounds)
                self.storages[variable.name].store(self.emit, self.line, index, value)
            case ir.Copy(target=target, source=source):
                if target.name != source.name:
                    self.copy(self.storages[target.name], self.storages[source.name], words_of(target.type))
            case ir.Fill():
                self.fill(statement.target, self.expr(statement.value))
            case ir.Fault():
                self._fault(statement.site, self.expr(statement.condition))
            case ir.If():
                return self._if(statement)
            case ir.For():
                self._for(statement)
            case ir.Loop():
                self._loop(statement)
            case ir.Break():
                self.jump(self._loops[-1][1])
                return False
            case ir.Continue():
                self.jump(self._loops[-1][0])
                return False
        return True

    def _fault(self, site: int, condition: str | None) -> None:
        """``condition`` None: always. The first fault of an entry sets the site, later ones only their bit."""
        code = self.sites[site].code
        old = _STATUS.load(self.emit)
        clean = self.emit(f"icmp eq i64 {old}, 0")
        more = self.emit(f"or i64 {old}, {FAULTS[code].bit}")
        new = self.emit(f"select i1 {clean}, i64 {status_of(code, site)}, i64 {more}")
        if condition is not None:
            new = self.emit(f"select i1 {condition}, i64 {new}, i64 {old}")
        _STATUS.store(self.emit, self.line, "0", new)

    def _if(self, statement: ir.If) -> bool:
        condition = self.expr(statement.condition)
        then, done = self.label(), self.label()
        orelse = self.label() if statement.orelse else done
        if self._before is not None:
            return self._arms(statement, condition, then, orelse, done)
        self._before, earlier = len(self.lines), len(self._hoisted)
        reached = self._arms(statement, condition, then, orelse, done)
        if len(self._hoisted) > earlier:
            self.lines.insert(self._before, self.pin.format(len(self._hoisted)))  # never the same store twice
        self._before = None
        return reached

    def _arms(self, statement: ir.If, condition: str, then: str, orelse: str, done: str) -> bool:
        self.branch(condition, then, orelse)
        self.place(then)
        if reached := self.block(statement.then):
            self.jump(done)
        if statement.orelse:
            self.place(orelse)
            if self.block(statement.orelse):
                self.jump(done)
                reached = True
            if not reached:
                return False
        self.place(done)
        return True

    def _for(self, statement: ir.For) -> None:
        # The turns are counted on their own, so that no index can overflow.
        start, stop, step = self.expr(statement.start), self.expr(statement.stop), statement.step
        low, high = (start, stop) if step > 0 else (stop, start)
        runs = self.emit(f"icmp slt i64 {low}, {high}")
        distance = self.emit(f"sub i64 {high}, {low}")
        if abs(step) != 1:
            distance = self.emit(f"udiv i64 {self.emit(f'sub i64 {distance}, 1')}, {abs(step)}")
            distance = self.emit(f"add i64 {distance}, 1")
        turn = Cell(f"%n.{self.label()}", I64)
        self.allocas.append(turn.alloca)
        turn.store(self.emit, self.line, "0", "0")
        body, following, done = self.label(), self.label(), self.label()
        self.branch(runs, body, done)
        self.place(body)
        count = turn.load(self.emit)
        offset = count if step == 1 else self.emit(f"mul i64 {count}, {step}")
        index = self.emit(f"add i64 {start}, {offset}")
        self.storages[statement.index.name].store(self.emit, self.line, "0", index)
        self._turn(statement.body, following, done)
        self.place(following)
        advanced = self.emit(f"add nuw i64 {turn.load(self.emit)}, 1")
        turn.store(self.emit, self.line, "0", advanced)
        self.branch(self.emit(f"icmp ult i64 {advanced}, {distance}"), body, done)
        self.place(done)

    def _loop(self, statement: ir.Loop) -> None:
        turn = Cell(f"%n.{self.label()}", I64)
        self.allocas.append(turn.alloca)
        turn.store(self.emit, self.line, "0", "0")
        body, following, done = self.label(), self.label(), self.label()
        exhausted = done if statement.site is None else self.label()
        self.jump(body if statement.bound > 0 else exhausted)
        self.place(body)
        self._turn(statement.body, following, done)
        self.place(following)
        advanced = self.emit(f"add nuw i64 {turn.load(self.emit)}, 1")
        turn.store(self.emit, self.line, "0", advanced)
        self.branch(self.emit(f"icmp ult i64 {advanced}, {statement.bound}"), body, exhausted)
        if statement.site is not None:
            self.place(exhausted)
            self._fault(statement.site, None)
            self.jump(done)
        self.place(done)

    def _turn(self, body: ir.Block, following: str, done: str) -> None:
        self._loops.append((following, done))
        if self.block(body):
            self.jump(following)
        self._loops.pop()

    # --- expressions -------------------------------------------------------------------------------------

    def expr(self, expr: ir.Expr) -> str:
        """Lowers ``expr``; answers the operand that holds its value."""
        match expr:  # the most frequent first
            case ir.Binary(op=op):
                a, b = self.expr(expr.left), self.expr(expr.right)
                template = SIMPLE.get(op)
                return COMPOUND[op](self.emit, a, b) if template is None else self.emit(template.format(a=a, b=b))
            case ir.Const():
                return literal(expr.type, expr.value)
            case ir.Read(variable=variable):
                if variable.storage is ir.Storage.TABLE:
                    return literal(expr.type, variable.values[0])
                return self.storages[variable.name].load(self.emit, "0")
            case ir.Load(variable=variable):
                return self.storages[variable.name].load(self.emit, self._index(variable, expr.index, expr.in_bounds))
            case ir.Unary(op=op):
                a = self.expr(expr.operand)
                template = SIMPLE.get(op)
                return COMPOUND[op](self.emit, a, a) if template is None else self.emit(template.format(a=a))
            case ir.Select():
                condition, then, orelse = self.expr(expr.condition), self.expr(expr.then), self.expr(expr.orelse)
                type_ = LLVM_TYPE[expr.type]
                return self.emit(f"select i1 {condition}, {type_} {then}, {type_} {orelse}")
            case ir.Call():
                arguments = ", ".join(f"{LLVM_TYPE[a.type]} {self.expr(a)}" for a in expr.arguments)
                return self.emit(f"call {LLVM_TYPE[expr.type]} @f.{expr.function}({arguments})")
            case ir.Faulted():
                raised = self.emit(f"and i64 {_STATUS.load(self.emit)}, {DISQUALIFYING_MASK}")
                return self.emit(f"icmp ne i64 {raised}, 0")

    def _index(self, variable: ir.Variable, index: ir.Expr, in_bounds: bool) -> str:
        last = words_of(variable.type) - 1
        if isinstance(index, ir.Const):
            return str(min(max(int(index.value), 0), last))
        value = self.expr(index)
        if in_bounds:
            return value
        if last == 0:
            return "0"
        low = self.emit(f"call i64 @llvm.smax.i64(i64 {value}, i64 0)")
        return self.emit(f"call i64 @llvm.smin.i64(i64 {low}, i64 {last})")
