"""Random legal programs for hypothesis: scalars, arrays, branches, loops, functions, faults, state."""

from __future__ import annotations

from hypothesis import strategies as st

from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.types import BOOL, F64, I64, Array, Scalar
from tests.ir.grid import ALL, FLOATS, INTEGERS, RESULT
from tests.ir.samples import at, b, bi, derived, f, finish, i, local, observation, program, put, select, state, table, un

_SCALARS = {
    F64: [local("f0"), local("f1"), local("f2"), state("sf0"), state("sf1")],
    I64: [local("i0", I64), local("i1", I64), state("si0", I64)],
    BOOL: [local("b0", BOOL), state("sb0", BOOL)],
}
_ARRAYS = {
    F64: [local("lf", Array(F64, 5)), state("af", Array(F64, 4)), state("long", Array(F64, 40))],
    I64: [local("li", Array(I64, 3)), state("ai", Array(I64, 3))],
    BOOL: [local("lb", Array(BOOL, 20)), state("ab", Array(BOOL, 2))],
}
_STATE = tuple(v for group in (_SCALARS, _ARRAYS) for vs in group.values() for v in vs if v.storage is ir.Storage.STATE)
_DERIVED = (derived("df"), derived("di", I64), derived("db", BOOL), derived("da", Array(F64, 3)), derived("dl", Array(I64, 18)))
_TABLES = {
    F64: table("tf", F64, (0.5, -0.0, 3.0, 1e300)),
    I64: table("ti", I64, (3, -1, 2**40)),
    BOOL: table("tb", BOOL, (True, False)),
}
_PARAMETERS = ir.Variable("param", Array(F64, 2), ir.Storage.PARAMETER)
_FAULTS = ("index", "zero_division", "action_clipped_infinity", "loop_bound", "action_nan")
_BY_RESULT = {t: sorted(op for op in ALL if RESULT[op] is t) for t in (F64, I64, BOOL)}


class _Writer:
    """Draws code for one entry; ``place`` is derive, reset, step or function."""

    def __init__(self, draw: st.DrawFn, place: str, fuel: int) -> None:
        self.draw = draw
        self.place = place
        self.fuel = fuel
        self.counters: list[ir.Variable] = []
        prefix = f"{place}_"
        self.locals = {
            t: [ir.Variable(prefix + v.name, v.type) for v in vs if v.storage is ir.Storage.LOCAL] for t, vs in _SCALARS.items()
        }
        self.local_arrays = {
            t: [ir.Variable(prefix + v.name, v.type) for v in vs if v.storage is ir.Storage.LOCAL] for t, vs in _ARRAYS.items()
        }

    def pick(self, *options: object) -> object:
        return self.draw(st.sampled_from(options))

    def one(self, options: list[ir.Variable]) -> ir.Variable:
        return self.draw(st.sampled_from(options))

    def state(self, group: dict[Scalar, list[ir.Variable]], type_: Scalar) -> list[ir.Variable]:
        if self.place not in ("reset", "step"):
            return []
        return [v for v in group[type_] if v.storage is ir.Storage.STATE]

    def derived(self, type_: ir.Type) -> list[ir.Variable]:
        return [] if self.place == "function" else [v for v in _DERIVED if v.type is type_]

    def readable(self, type_: Scalar) -> list[ir.Variable]:
        counters = self.counters if type_ is I64 else []
        return self.locals[type_] + self.state(_SCALARS, type_) + self.derived(type_) + counters

    def readable_arrays(self, type_: Scalar) -> list[ir.Variable]:
        found = [*self.local_arrays[type_], *self.state(_ARRAYS, type_), _TABLES[type_]]
        if self.place != "function":
            found += [v for v in _DERIVED if isinstance(v.type, Array) and v.type.element is type_]
            found += [_PARAMETERS] if type_ is F64 else []
        if self.place == "step" and type_ is F64:
            found.append(observation(3))
        return found

    def index(self, array: ir.Variable) -> tuple[ir.Expr, bool]:
        assert isinstance(array.type, Array)
        if self.draw(st.booleans()):
            return i(self.draw(st.integers(0, array.type.size - 1))), self.draw(st.booleans())
        return self.expr(I64, 1), False

    def expr(self, type_: Scalar, depth: int) -> ir.Expr:
        self.fuel -= 1
        kind = self.pick("read", "read", "load", "const") if depth <= 0 or self.fuel <= 0 else self.pick(
            "op", "op", "op", "op", "read", "load", "const", "select", "call"
        )  # fmt: skip
        if kind == "read":
            return ir.Read(self.one(self.readable(type_)))
        if kind == "load" and depth > 0:
            array = self.one(self.readable_arrays(type_))
            return ir.Load(array, *self.index(array))
        if kind == "op":
            op = self.draw(st.sampled_from(_BY_RESULT[type_]))
            parts = [self.expr(t, depth - 1) for t in ALL[op]]
            return un(op, parts[0]) if len(parts) == 1 else bi(op, parts[0], parts[1])
        if kind == "select":
            return select(self.expr(BOOL, depth - 1), self.expr(type_, depth - 1), self.expr(type_, depth - 1))
        if kind == "call" and type_ is F64 and self.place != "function":
            return ir.Call("helper", (self.expr(F64, depth - 1), self.expr(I64, depth - 1)), F64)
        if kind == "call" and type_ is BOOL and self.place == "step":
            return ir.Faulted()
        if type_ is F64:
            return f(self.draw(st.sampled_from(FLOATS)))
        if type_ is I64:
            return i(self.draw(st.sampled_from(INTEGERS) | st.integers(-3, 6)))
        return b(self.draw(st.booleans()))

    def writable(self, type_: Scalar) -> list[ir.Variable]:
        return self.locals[type_] + (self.derived(type_) if self.place == "derive" else self.state(_SCALARS, type_))

    def writable_arrays(self, type_: Scalar) -> list[ir.Variable]:
        found = self.local_arrays[type_] + self.state(_ARRAYS, type_)
        if self.place == "derive":
            found += [v for v in _DERIVED if isinstance(v.type, Array) and v.type.element is type_]
        return found

    def block(self, depth: int, loops: int) -> ir.Block:
        statements = [self.statement(depth, loops) for _ in range(self.draw(st.integers(1, 4)))]
        if loops and self.draw(st.integers(0, 3)) == 0:
            statements.append(ir.Break() if self.draw(st.booleans()) else ir.Continue())
        return tuple(statements)

    def statement(self, depth: int, loops: int) -> ir.Statement:
        simple = ("assign", "assign", "assign", "store", "copy", "fill", "fault")
        kind = self.pick(*simple, *(("if", "if", "for", "loop") if depth > 0 and self.fuel > 0 else ()))
        type_: Scalar = self.draw(st.sampled_from((F64, F64, I64, BOOL)))
        if kind == "store":
            array = self.one(self.writable_arrays(type_))
            index, proven = self.index(array)
            return ir.Store(array, index, self.expr(type_, 2), proven)
        if kind == "copy":
            target = self.one(self.writable_arrays(type_))
            sources = [v for v in self.readable_arrays(type_) if v.type == target.type]
            return ir.Copy(target, self.one(sources))
        if kind == "fill":
            return ir.Fill(self.one(self.writable_arrays(type_)), self.expr(type_, 2))
        if kind == "fault" and self.place != "function":
            return ir.Fault(self.draw(st.integers(0, 4)), self.expr(BOOL, 2))
        if kind == "if":
            orelse = self.block(depth - 1, loops) if self.draw(st.booleans()) else ()
            return ir.If(self.expr(BOOL, 2), self.block(depth - 1, loops), orelse)
        if kind == "for":
            return self.counted(depth, loops)
        if kind == "loop":
            site = None if self.place == "function" or self.draw(st.booleans()) else 3
            return ir.Loop(self.block(depth - 1, loops + 1), self.draw(st.integers(1, 5)), site)
        return ir.Assign(self.one(self.writable(type_)), self.expr(type_, 3))

    def counted(self, depth: int, loops: int) -> ir.For:
        counter = local(f"{self.place}_k{len(self.counters)}", I64)
        start, step = self.draw(st.integers(-3, 3)), self.draw(st.sampled_from((1, 1, 2, -1, -3)))
        # A run-time bound that is proven all the same: 0..3 turns.
        turns = bi("iand", self.expr(I64, 1), i(3))
        stop = bi("iadd", i(start), bi("imul", turns, i(step)))
        self.counters.append(counter)
        body = self.block(depth - 1, loops + 1)
        self.counters.pop()
        return ir.For(counter, i(start), stop, step, body, 3)


@st.composite
def programs(draw: st.DrawFn) -> ir.Program:
    """Legal programs with 3 observations, 2 actions and 2 parameters."""
    writer = _Writer(draw, "function", 30)
    x, n = local("helper_x"), local("helper_n", I64)
    writer.locals[F64].append(x)
    writer.locals[I64].append(n)
    helper = ir.Function("helper", (x, n), writer.block(2, 0), writer.expr(F64, 3))
    step = _Writer(draw, "step", 120)
    body = step.block(3, 0) + step.block(3, 0)
    act = ir.Variable("action", Array(F64, 2), ir.Storage.ACTION)
    return program(
        parameters=(0.5, -2.0),
        obs_size=3,
        action_size=2,
        derived=_DERIVED,
        state=_STATE,
        functions=(helper,),
        faults=_FAULTS,
        derive=_Writer(draw, "derive", 40).block(2, 0),
        reset=_Writer(draw, "reset", 40).block(2, 0),
        step=(*body, put(act, 0, step.expr(F64, 3)), put(act, 1, at(act, 0) if draw(st.booleans()) else step.expr(F64, 2))),
        finish=finish(2, 4) if draw(st.booleans()) else (),
    )
