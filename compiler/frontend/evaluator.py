"""The partial evaluator: runs a policy on abstract values and emits IR for what is left to run time.

This file holds the machine (frames, faults, temporaries) and control flow; expressions, calls and the libraries
are in the files beside it.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from ppc.compiler import budgets
from ppc.compiler.diagnostics import Diagnostic
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import (
    assignment,
    calls,
    chosen,
    classes,
    closures,
    conversions,
    exceptions,
    expressions,
    imports,
    loops,
    matching,
    statements,
)
from ppc.compiler.frontend.emitter import Emitter, Names, OpenBlock, OpenFor, OpenIf, OpenLoop, Region
from ppc.compiler.frontend.errors import INTERNAL, Broken, NeedsStatic, Unsupported, shows_faults
from ppc.compiler.frontend.literals import Literals
from ppc.compiler.frontend.memos import Caching, Memo
from ppc.compiler.frontend.recovery import Recovery
from ppc.compiler.frontend.values import borrows, containers
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.detach import made_of
from ppc.compiler.frontend.values.owners import Owners
from ppc.compiler.frontend.values.ranges import FULL, Interval, interval
from ppc.compiler.frontend.values.store import Joiner, Snapshot, Way, same
from ppc.compiler.frontend.values.values import (
    NONE,
    Buffer,
    DictObject,
    Handle,
    Instance,
    ListObject,
    Maybe,
    Num,
    NumberText,
    Range,
    Ref,
    Tuple,
    Value,
)
from ppc.compiler.ir.nodes import Array, Break, Const, Continue, Expr, Function, Read, Storage, Variable
from ppc.compiler.ir.types import BOOL, F64, I64
from ppc.compiler.source import NO_SPAN, Span


@dataclass(eq=False)
class Exits:
    """A stretch of code that may be left early: a function body, an unrolled loop or one of its turns."""

    depth: int  # residual loops open around it
    entry: OpenBlock
    place: Region
    ways: list[Way] = field(default_factory=list)
    hard: list[tuple[OpenBlock, Any]] = field(default_factory=list)  # blocks that end by leaving a residual loop
    flag: Variable | None = None
    soft: int = 0  # how many stretches had been left already when this one began


@dataclass(eq=False)
class Frame:
    name: str
    locals: dict[str, Value]
    exits: Exits | None = None
    closure: Frame | None = None
    is_module: bool = False
    owner: Any = None
    function: Any = None
    ends: int = 0  # calls of the function that were cut off below this one


@dataclass(eq=False)
class ResidualLoop:
    breaks: list[Way] = field(default_factory=list)
    continues: list[Way] = field(default_factory=list)
    escapes: list[Exits] = field(default_factory=list)


@dataclass(eq=False)
class LoopTarget:
    """Where ``break`` and ``continue`` go: a residual loop, or the exits of an unrolled one."""

    residual: ResidualLoop | None
    break_exits: Exits | None = None
    continue_exits: Exits | None = None


class Evaluator:
    def __init__(self, module: ast.Module, source: str, literals: Literals, functions: Any, names: Names | None = None) -> None:
        self.module, self.source, self.literals, self.functions = module, source, literals, functions
        self.out = Emitter(names)
        self.heap: dict[int, Any] = {}
        self._id = 0
        self.frames: list[Frame] = []
        self.span: Span = NO_SPAN
        self.call_span: Span | None = None
        self.owners = Owners(source)
        self.memo = Memo(self.out.block)
        self.caching = Caching()
        self.fuel = budgets.EVALUATOR_FUEL
        self.loops: list[ResidualLoop] = []
        self.targets: list[LoopTarget] = []
        self.soft: list[Exits] = []
        self.frozen_aliases: set[int] = set()
        self.copied: dict[int, dict[int, Any]] = {}  # container -> what its items are copies of, as it was (copies.py)
        self.left: dict[int, Any] = {}  # object that a loop left in a variable -> what it is a copy of (copies.py)
        self.kept_items: set[int] = set()  # containers of whose items fields hold copies
        self.changes: Counter[int] = Counter()  # of items of containers, by the containers' ids
        self.frozen_with: dict[int, set[int]] = {}  # joined object -> what it may be, all of which may not be written any more
        self.from_elsewhere: dict[Any, set[int]] = {}  # (loop, place) of objects that have other names as well: their homes
        self.writes: Counter[int] = Counter()  # to containers, by their ids
        self.nesting = 0  # statements that are being evaluated, one inside of the other
        self.warnings: dict[tuple[str, Span], Diagnostic] = {}
        self.facts: chosen.Facts = {}  # about which object is taken, inside of a branch that asked
        self.tests: dict[int, tuple[Variable, Expr]] = {}  # what variables that hold conditions stand for
        self.loop_memo: dict[Any, dict[Any, Any]] = {}
        self.container_memo: dict[Any, Any] = {}
        self.long: int | None = None  # statements above which a comprehension is a loop, not written out
        self.container_keys: dict[int, Any] = {}
        self.made_at: dict[int, Any] = {}
        self.regrown: dict[int, Any] = {}  # containers of the state that need a run-time length, or wider items (regrown.py)
        self.learned: set[Any] = set()  # containers of which something was learned that makes another round necessary
        self.quantifiers: dict[ast.Call, ast.FunctionDef] = {}
        self.run_through: set[ast.GeneratorExp] = set()  # all of their items are used as soon as they are made
        self.recovery: Recovery | None = None
        self.classes: dict[tuple[str, int, int], Any] = {}
        self.pools: dict[tuple[str, int, int], Any] = {}  # of the classes whose objects are referred to by number
        self.making: list[tuple[Handle, Ref]] = []  # such objects that are being made, and what they have (pools.py)
        self.borrows: tuple[borrows.Borrow, ...] = ()
        self.dirty: set[int] = set()  # memory of borrowed arrays that was written
        self.unrolled: set[Any] = set()
        self.replaced_buffers: set[Any] = set()  # (loop, place) of arrays whose memory a loop replaces by other memory
        self.trying: list[exceptions.Trying] = []
        self.being_shaped: set[int] = set()  # objects whose shape is being found
        self.assigned_names: tuple[frozenset[str], frozenset[str]] | None = None  # see ``classes``; found when first needed
        self.iterators: dict[int, Ref] = {}  # lists that next() takes items from, and their marks (see ``one_shot``)
        self.user: object = None  # the library call that is being evaluated
        self.users: dict[int, object] = {}  # who ran through an iterator, by its mark
        self.call_path: tuple[Any, ...] = ()
        self.used_functions: dict[str, Function] = {}
        self.stage = "derive"
        self.naming: str | None = None
        self.library_frames: dict[str, Frame] = {}
        self.library_span: Span | None = None  # the call of a library algorithm that is being inlined
        self.small_counters: set[str] = set()  # counters of short residual loops, and what was computed from them
        self.ranges: dict[str, Interval] = {}
        self.free_names: dict[int, frozenset[str]] = {}  # of a nested function, by its node
        self.live_names: dict[int, frozenset[str]] = {}  # of a loop or function, by its node
        self.signature: Any = None
        self.entries: tuple[str, ...] = ("act", "reset")  # the methods that an episode calls
        self.observation: Any = None
        self.parameter_array = Variable(
            self.out.names.fresh("parameters"), Array(F64, max(len(literals.items), 1)), Storage.PARAMETER
        )

    # -- small services -----------------------------------------------------------------------------------

    def next_id(self) -> int:
        self._id += 1
        return self._id

    def allocate(self, content: Any, anonymous: bool = False) -> Ref:
        """A new heap object. An ``anonymous`` one stands for another and has no place in the text."""
        ref = Ref(self.next_id())
        self.heap[ref.id] = content
        if not anonymous:
            key = self.made_at[ref.id] = (self.span, self.call_path)
            remade = self.container_memo.get("remade")
            if remade and key in remade and isinstance(content, ListObject | DictObject):
                containers.of_runtime_length(self, ref)
        return ref

    def is_library_object(self, id: int) -> bool:
        """Whether a heap object is an instance of one of our own classes, such as a random generator."""
        content = self.heap.get(id)
        return isinstance(content, Instance) and content.cls.kind == "library"

    def live_class(self, cls: Any) -> Any:
        """A class (or None) of a shape that may stem from an earlier evaluation, as it is now."""
        return cls if cls is None else self.classes.get(cls.place, cls)

    def hold(self, value: Num, hint: str = "t") -> Num:
        """The value in a form that may be repeated: a constant or a variable."""
        if value.literal is not None or value.atomic:
            return value
        read = self.out.temporary(hint, value.type, value.expr, self.span)
        if value.type is I64:
            if self.small_counters and made_of(value._expr, self.small_counters):
                self.small_counters.add(read.variable.name)
            bounds = interval(value._expr, self.ranges)
            if bounds != FULL:
                self.ranges[read.variable.name] = bounds
        whose = value.whose
        if whose is not None and not whose.python.atomic:  # or choices among choices would repeat it at each level
            flag = self.out.temporary("is_python", BOOL, whose.python.expr, self.span)
            self.owners.feed(flag.variable, whose.python)
            whose = replace(whose, python=Num(BOOL, flag, whose.python.static, whose.python.deps))
        elif value.type is BOOL:
            self.tests[id(read.variable)] = read.variable, value._expr
        return Num(value.type, read, value.static, value.deps, value.numpy, whose=whose)

    def overflow(self, condition: Expr | Num, room: int, of: str) -> None:
        """The fault of something put into a container that has room for ``room`` ``of`` (a noun in the plural)."""
        self.fault("capacity", condition, f"more than {room} {of}", room=room)

    def fault(self, code: str, condition: Expr | Num, detail: str = "", raises: str = "", room: int = 0) -> None:
        """What Python would raise: a fault, or inside of ``try`` a way to its handler."""
        expr = condition.expr if isinstance(condition, Num) else condition
        if isinstance(expr, Const) and not expr.value:
            return
        if self.trying:
            if exceptions.caught(self, code, expr, raises):
                return
            expr = exceptions.reached(self, expr)
        self.out.fault(code, expr, self.span, detail, room)

    def warn(self, code: str, message: str, help: str = "", severity: str = "warning") -> None:
        key = (code + message, self.span)
        self.warnings.setdefault(key, Diagnostic(code, message, self.span, help, severity))

    def burn(self, amount: int = 1) -> None:
        self.fuel -= amount
        if self.fuel < 0:
            raise Unsupported(
                "PPC803", "the policy takes too long to evaluate", help="shorten loops over objects and nested helper calls"
            )

    def place(self, node: ast.AST) -> Span:
        if self.library_span is not None:
            return self.library_span
        span = self.literals.span(node)
        if self.call_span is None:
            return span
        return Span(span.line, span.column, span.end_line, span.end_column, self.call_span)

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    def snapshot(self) -> Snapshot:
        return Snapshot([dict(f.locals) for f in self.frames], dict(self.heap), self.borrows, self.facts)

    def restore(self, s: Snapshot) -> None:
        for f, local in zip(self.frames, s.frames, strict=True):
            f.locals = dict(local)
        self.heap = dict(s.heap)
        self.borrows = s.borrows
        self.facts = s.facts

    def elementary(self, name: str) -> Function:
        function: Function = self.functions.get(name)
        self.used_functions[name] = function
        return function

    def evaluate_elementary(self, name: str, arguments: list[Any]) -> Any:
        return self.functions.evaluate(name, arguments)

    # -- statements ---------------------------------------------------------------------------------------

    def block(self, statements: list[ast.stmt]) -> bool:
        """Evaluates statements; False when control cannot come out at the end."""
        if not self.trying:
            return all(self.statement(s) for s in statements)
        return exceptions.settle(self) and all(self.statement(s) and exceptions.settle(self) for s in statements)

    def statement(self, node: ast.stmt) -> bool:
        if self.recovery is not None:
            return self.recovery.statement(self, node, self.attempt)
        return self.attempt(node)

    def attempt(self, node: ast.stmt) -> bool:
        return exceptions.guarded(self, lambda: self.direct(node)) if self.trying else self.direct(node)

    def direct(self, node: ast.stmt) -> bool:
        self.burn()
        saved = self.span
        self.span = self.place(node)
        self.nesting += 1
        try:
            method = getattr(self, f"_stmt_{type(node).__name__}", None)
            if method is None:
                raise Unsupported("PPC101", f"a '{_keyword(node)}' statement is not part of the policy language")
            self.naming = None
            if self.borrows and isinstance(node, ast.If | ast.For | ast.While | ast.Try):
                borrows.settle(self)
            result = method(node)
            if self.borrows and result is not False:
                borrows.settle(self, scan=not _binds_names_only(node), forget=True)
            return result is not False
        except Unsupported as error:
            if error.span is None:
                error.span = self.span
            raise
        except INTERNAL as fault:
            if isinstance(fault, RecursionError) or shows_faults():
                raise
            raise Broken(self.span) from fault
        finally:
            self.nesting -= 1
            self.span = saved

    def _stmt_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant):
            return
        if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) and node.value.func.id == "print":
            self.warn("PPC901", "print is dropped", severity="note")
            return
        self.evaluate(node.value)

    def _stmt_Pass(self, node: ast.Pass) -> None:
        pass

    def _stmt_Assert(self, node: ast.Assert) -> None:
        self.warn("PPC902", "assert is dropped", severity="note")

    def _stmt_Import(self, node: ast.Import) -> None:
        imports.execute(self, node)

    _stmt_ImportFrom = _stmt_Import

    def _stmt_Global(self, node: ast.Global) -> None:
        raise Unsupported("PPC101", "a global name is bound by a class body", help="give the variable a name of its own")

    def _stmt_Assign(self, node: ast.Assign) -> bool:
        self.naming = _target_name(node.targets[0])
        if isinstance(node.value, ast.GeneratorExp) and isinstance(node.targets[0], ast.Tuple | ast.List):
            self.run_through.add(node.value)  # unpacked at once
        value = self.evaluate(node.value)
        if self.trying:
            value = self.keep(value, self.naming or "value")
            if not exceptions.settle(self):
                return False
        if len(node.targets) > 1:
            return assignment.assign_all(self, node.targets, value)
        assignment.assign(self, node.targets[0], value)
        return True

    def _stmt_AnnAssign(self, node: ast.AnnAssign) -> bool:
        if node.value is not None:
            value = self.evaluate(node.value)
            if self.trying:
                value = self.keep(value, "value")
                if not exceptions.settle(self):
                    return False
            assignment.assign(self, node.target, value)
        return True

    def _stmt_AugAssign(self, node: ast.AugAssign) -> bool:
        return assignment.augmented(self, node)

    def _stmt_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            assignment.delete(self, target)

    def _stmt_FunctionDef(self, node: ast.FunctionDef) -> None:
        made = self.frame.locals[node.name] = calls.decorated(self, node, calls.make_function(self, node, None))
        closures.place_for_fields(self, made)

    def _stmt_ClassDef(self, node: ast.ClassDef) -> None:
        self.frame.locals[node.name] = classes.make_class(self, node)

    def _stmt_Raise(self, node: ast.Raise) -> bool:
        return exceptions.raise_statement(self, node)

    def _stmt_Try(self, node: ast.Try) -> bool:
        return exceptions.try_statement(self, node)

    def _stmt_Return(self, node: ast.Return) -> bool:
        if self.frame.exits is None:
            raise Unsupported("PPC101", "return outside of a function")
        value = NONE if node.value is None else self.keep(self.evaluate(node.value), "result")
        if self.borrows:
            borrows.settle(self)
        if self.trying and not exceptions.settle(self):
            return False
        return self.leave(self.frame.exits, value)

    def _stmt_With(self, node: ast.With) -> bool:
        return statements.with_statement(self, node)

    def _stmt_Match(self, node: ast.Match) -> bool:
        return matching.match_statement(self, node)

    def _stmt_Break(self, node: ast.Break) -> bool:
        target = self.targets[-1]
        if target.residual is None:
            return self.leave(target.break_exits, None)
        target.residual.breaks.append(Way(self.out.block, self.snapshot()))
        return False

    def _stmt_Continue(self, node: ast.Continue) -> bool:
        target = self.targets[-1]
        if target.residual is None:
            return self.leave(target.continue_exits, None)
        target.residual.continues.append(Way(self.out.block, self.snapshot()))
        return False

    def keep(self, value: Value, hint: str) -> Value:
        """The value as it may be bound to a name: scalars held in variables."""
        if isinstance(value, Num):
            return self.hold(value, hint)
        if isinstance(value, NumberText):
            return replace(value, numbers=tuple(self.hold(n, hint) for n in value.numbers))
        if isinstance(value, Tuple):
            return Tuple(tuple(self.keep(v, f"{hint}_{i}") for i, v in enumerate(value.items)), value.cls)
        if isinstance(value, Handle):
            return Handle(value.cls, self.hold(value.index, hint))
        return value

    # -- leaving early ------------------------------------------------------------------------------------

    @contextmanager
    def exits(self) -> Iterator[Exits]:
        place = Region()
        self.out.block.append(place)
        yield Exits(len(self.loops), self.out.block, place, soft=len(self.soft))

    def leave(self, exits: Exits | None, value: Value) -> bool:
        """Control goes to the end of ``exits``' stretch."""
        if exits is None:
            raise Unsupported("PPC101", "this statement is not inside of a function or loop")
        exits.ways.append(Way(self.out.block, self.snapshot(), value))
        if len(self.loops) > exits.depth:
            exits.hard.append((self.out.block, Break(self.span)))
            for loop in self.loops[exits.depth :]:
                if exits not in loop.escapes:
                    loop.escapes.append(exits)
        else:
            self.soft.append(exits)
        return False

    def flag_of(self, exits: Exits) -> Variable:
        if exits.flag is None:
            from ppc.compiler.ir.nodes import Assign

            exits.flag = self.out.variable("done", BOOL)
            exits.place.statements.append(Assign(exits.flag, Const(BOOL, False), self.span))
        return exits.flag

    def guard(self, exits: list[Exits]) -> None:
        """What follows runs only if none of the stretches was left."""
        for e in exits:
            node = OpenIf(Read(self.flag_of(e)), [], [], self.span)
            self.out.emit(node)
            self.out.block = node.orelse

    def arrive(self, exits: Exits, alive: bool, value: Value = None, returning: bool = False) -> tuple[bool, Value]:
        """The end of a stretch: joins what left it with what came through. Returns (reachable, value). ``returning``: it is
        the end of a function."""
        from ppc.compiler.ir.nodes import Assign

        ways = list(exits.ways)
        for way in ways:
            del way.store.frames[len(self.frames) :]  # functions that were left on the way
        if alive:
            ways.append(Way(self.out.block, self.snapshot(), value))
        self.soft = [e for e in self.soft if e is not exits]
        if not ways:
            self.out.block = exits.entry
            return False, None
        if len(ways) == 1 and not exits.hard:
            way = ways[0]
            if exits.flag is not None and exits.ways:
                way.block.append(Assign(exits.flag, Const(BOOL, True), self.span))
            self.out.block = way.block
            self.restore(way.store)
            return True, way.value
        self.out.block = exits.entry
        result = Joiner(self, ways, returning).run(values=True)
        if exits.flag is not None:
            for way in exits.ways:
                way.block.append(Assign(exits.flag, Const(BOOL, True), self.span))
        for block, statement in exits.hard:
            block.append(statement)
        self.guard(list(dict.fromkeys(self.soft[exits.soft :])))  # a return out of an unrolled loop, say
        return True, result

    # -- if -----------------------------------------------------------------------------------------------

    def _stmt_If(self, node: ast.If) -> bool:
        condition = self.truth(node.test)
        if self.trying:
            condition = condition if condition.constant else self.hold(condition, "condition")
            if not exceptions.settle(self):
                return False
        return self.branch(condition, lambda: self.block(node.body), lambda: self.block(node.orelse))

    def branch(self, condition: Num, then: Callable[[], bool], orelse: Callable[[], bool]) -> bool:
        """Evaluates one way if the condition is known, otherwise both, and joins them."""
        if condition.constant:
            return then() if condition.static else orelse()
        outer, start = self.out.block, self.snapshot()
        node = OpenIf(condition.expr, [], [], self.span)
        self.out.emit(node)
        soft = len(self.soft)
        ways = []
        for block, run, truth in ((node.then, then, True), (node.orelse, orelse, False)):
            self.restore(start)
            self.out.block = block
            with chosen.assuming(self, condition, truth):
                if exceptions.guarded(self, run) if self.trying else run():
                    ways.append(Way(self.out.block, self.snapshot()))
        if not ways:
            self.out.block = outer
            return False
        if len(ways) == 1:
            self.out.block = ways[0].block
            self.restore(ways[0].store)
            return True
        self.out.block = outer
        Joiner(self, ways).run()
        self.guard(list(dict.fromkeys(self.soft[soft:])))
        return True

    # -- loops --------------------------------------------------------------------------------------------

    def _stmt_While(self, node: ast.While) -> bool:
        return loops.while_loop(self, node)

    def _stmt_For(self, node: ast.For) -> bool:
        return loops.for_loop(self, node)

    def index_variable(self, hint: str, bound: int) -> Variable:
        """The counter of a loop of at most ``bound`` turns."""
        index = self.out.variable(hint, I64)
        self.ranges[index.name] = (0, max(bound - 1, 0))
        return index

    @contextmanager
    def counted(self, count: int, hint: str = "i") -> Iterator[Num]:
        """A residual loop of the library itself, ``count`` known turns, whose body assigns memory only."""
        index = self.index_variable(hint, count)
        node = OpenFor(index, Const(I64, 0), Const(I64, count), 1, [], max(count, 1), self.span)
        outer = self.out.block
        self.out.emit(node)
        self.out.block = node.body
        try:
            yield Num(I64, Read(index))
        except Unsupported as error:
            error.sure = False
            raise
        finally:
            self.out.block = outer

    @contextmanager
    def counted_to(self, stop: Num, bound: int, hint: str = "i") -> Iterator[Num]:
        """As ``counted``, with a run-time number of turns up to ``bound``."""
        index = self.index_variable(hint, bound)
        node = OpenFor(index, Const(I64, 0), stop.expr, 1, [], max(bound, 1), self.span)
        outer = self.out.block
        self.out.emit(node)
        self.out.block = node.body
        try:
            yield Num(I64, Read(index))
        except Unsupported as error:
            error.sure = False
            raise
        finally:
            self.out.block = outer

    # -- expressions --------------------------------------------------------------------------------------

    def evaluate(self, node: ast.expr) -> Value:
        if type(node) is ast.Name:  # half of all expressions
            value = self.frames[-1].locals.get(node.id)
            if type(value) is Num or type(value) is Ref:
                self.fuel -= 1
                return value
        self.burn()
        saved = self.span
        self.span = self.place(node)
        try:
            return expressions.evaluate(self, node)
        except Unsupported as error:
            if error.span is None:
                error.span = self.span
            raise
        finally:
            self.span = saved

    def number(self, node: ast.expr) -> Num:
        return conversions.as_number(self, self.evaluate(node))

    def truth(self, node: ast.expr) -> Num:
        """Python's truth of an expression, as bool."""
        return conversions.truth_of(self, self.evaluate(node))

    def captured(self, run: Callable[[], Value]) -> tuple[OpenBlock, Value]:
        """Runs with a block of its own; returns it with the result. The store is the caller's business."""
        outer, block = self.out.block, []  # type: ignore[var-annotated]
        self.out.block = block
        try:
            value = run()
        except Unsupported as error:
            error.sure = False
            raise
        finally:
            self.out.block = outer
        return block, value


def _target_name(target: ast.expr) -> str | None:
    """What temporaries of an assignment to ``target`` may be called."""
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, ast.Attribute):
        return target.attr
    return None


def _binds_names_only(node: ast.stmt) -> bool:
    """Whether a statement cannot put an object into another one by itself."""
    if isinstance(node, ast.Assign):
        return all(isinstance(t, ast.Name) for t in node.targets) and not isinstance(node.value, ast.Call)
    return isinstance(node, ast.AugAssign | ast.AnnAssign | ast.If | ast.For | ast.While | ast.Pass)


def _keyword(node: ast.stmt) -> str:
    return {"AsyncFunctionDef": "async def", "AsyncFor": "async for", "With": "with", "TryStar": "except*"}.get(
        type(node).__name__, type(node).__name__.lower()
    )


__all__ = [
    "Array", "Buffer", "Continue", "DictObject", "Evaluator", "Exits", "Frame", "Instance", "ListObject",
    "LoopTarget", "Maybe", "NeedsStatic", "OpenLoop", "Range", "ResidualLoop", "ar", "same", "sh",
]  # fmt: skip
