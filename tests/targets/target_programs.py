"""Programs for the exporters' tests: random ones over the whole IR, and hand-written small ones."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ppc.compiler.ir.nodes import (
    Assign,
    Binary,
    Block,
    Break,
    Call,
    Const,
    Continue,
    Copy,
    Expr,
    Fault,
    Faulted,
    FaultSite,
    Fill,
    For,
    Function,
    If,
    Load,
    Loop,
    LoopBound,
    Parameter,
    Program,
    Read,
    Select,
    Statement,
    Storage,
    Store,
    Unary,
    Variable,
)
from ppc.compiler.ir.ops import BINARY, UNARY
from ppc.compiler.ir.types import BOOL, F64, I64, Array, Scalar
from ppc.compiler.signature import Box, Discrete, Field, Signature
from ppc.compiler.source import Span
from ppc.targets.artifact import Artifact
from ppc.targets.freeze import freeze
from ppc.targets.options import Options, artifact_name

SITES = ("index", "loop_bound", "zero_division", "action_nan")
FLOATS = (0.0, -0.0, 1.0, -1.5, 0.1, 2.5, 3.0, 1e300, -1e-310, 4503599627370497.5, math.inf, -math.inf, math.nan, 1e18)
INTS = (0, 1, -1, 2, 7, -8, 63, 64, 1 << 31, -(1 << 40), (1 << 63) - 1, -(1 << 63))


def f(x: float) -> Const:
    return Const(F64, float(x))


def i(n: int) -> Const:
    return Const(I64, n)


def op(name: str, *args: Expr) -> Expr:
    if len(args) == 1:
        return Unary(name, args[0], UNARY[name][1])
    return Binary(name, args[0], args[1], BINARY[name][1])


def span(line: int) -> Span:
    return Span(line, 0, line, 1)


def clip_finish(action: Variable, low: float, high: float, safe: float) -> Block:
    """The finished action as SEMANTICS §5 writes it, for every element."""
    result: list[Statement] = []
    assert isinstance(action.type, Array)
    for k in range(action.type.size):
        r = Variable(f"finish_{k}", F64)
        result += [
            Assign(r, Load(action, i(k), True)),
            Fault(3, op("fne", Read(r), Read(r))),
            If(op("or", Faulted(), op("fne", Read(r), Read(r))), (Assign(r, f(safe)),), ()),
            If(op("flt", Read(r), f(low)), (Assign(r, f(low)),), ()),
            If(op("flt", f(high), Read(r)), (Assign(r, f(high)),), ()),
            Store(action, i(k), Read(r), True),
        ]
    return tuple(result)


@dataclass
class Generator:
    """Random programs that use every node and operation."""

    rng: random.Random
    count: int = 0
    scalars: dict[Scalar, list[Variable]] = field(default_factory=lambda: {BOOL: [], I64: [], F64: []})
    arrays: list[Variable] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    in_function: bool = False

    def name(self, base: str) -> str:
        self.count += 1
        return f"{self.rng.choice([base, base, 'int', 'lambda', 'y1', 'index', 'exp'])}_{self.count}"

    def variable(self, type_: Scalar, storage: Storage = Storage.LOCAL) -> Variable:
        v = Variable(self.name("v"), type_, storage)
        self.scalars[type_].append(v)
        return v

    def expr(self, type_: Scalar, depth: int) -> Expr:
        rng = self.rng
        if depth <= 0 or rng.random() < 0.1:
            if self.scalars[type_] and rng.random() < 0.6:
                return Read(rng.choice(self.scalars[type_]))
            if type_ is BOOL:
                return Const(BOOL, rng.random() < 0.5)
            return f(rng.choice(FLOATS)) if type_ is F64 else i(rng.choice(INTS))
        r = rng.random()
        if r < 0.12:
            return Select(self.expr(BOOL, depth - 1), self.expr(type_, depth - 1), self.expr(type_, depth - 1), type_)
        arrays = [a for a in self.arrays if isinstance(a.type, Array) and a.type.element is type_]
        if r < 0.3 and arrays:
            array = rng.choice(arrays)
            assert isinstance(array.type, Array)
            if rng.random() < 0.5:
                return Load(array, i(rng.randrange(array.type.size)), True)
            return Load(array, self.expr(I64, depth - 2))
        if r < 0.36 and type_ is BOOL and not self.in_function:
            return Faulted()
        functions = [g for g in self.functions if g.type is type_]
        if r < 0.4 and functions:
            function = rng.choice(functions)
            arguments = tuple(self.expr(p.type, depth - 2) for p in function.parameters if isinstance(p.type, Scalar))
            return Call(function.name, arguments, type_)
        unary = [n for n, (_, result, _) in UNARY.items() if result is type_]
        binary = [n for n, (_, result, _) in BINARY.items() if result is type_]
        if rng.random() < 0.35:
            name = rng.choice(unary)
            return Unary(name, self.expr(UNARY[name][0], depth - 1), type_)
        name = rng.choice(binary)
        operand = BINARY[name][0]
        return Binary(name, self.expr(operand, depth - 1), self.expr(operand, depth - 1), type_)

    def block(self, size: int, depth: int, loops: int = 0) -> Block:
        scope = {k: list(v) for k, v in self.scalars.items()}
        result = tuple(self.statement(depth, loops) for _ in range(size))
        if self.rng.random() < 0.5:
            self.scalars = scope  # these locals are used here alone
        return result

    def statement(self, depth: int, loops: int) -> Statement:
        rng, line = self.rng, span(self.rng.randrange(1, 9))
        r = rng.random()
        type_ = rng.choice((BOOL, I64, F64, F64))
        writable = [a for a in self.arrays if a.storage in (Storage.LOCAL, Storage.STATE)]
        if depth <= 0 or r < 0.45:
            value = self.expr(type_, 3)
            old = [v for v in self.scalars[type_] if v.storage in (Storage.LOCAL, Storage.STATE)]
            fresh = not old or rng.random() < 0.5
            return Assign(self.variable(type_) if fresh else rng.choice(old), value, line)
        if r < 0.6 and writable:
            array = rng.choice(writable)
            assert isinstance(array.type, Array)
            kind = rng.random()
            if kind < 0.2:
                return Fill(array, self.expr(array.type.element, 2), line)
            same = [a for a in self.arrays if a.type == array.type and a is not array]
            if kind < 0.4 and same:
                return Copy(array, rng.choice(same), line)
            return Store(array, self.expr(I64, 2), self.expr(array.type.element, 3), span=line)
        if r < 0.66:
            return Fault(rng.choice((0, 2)), self.expr(BOOL, 2), line)
        if r < 0.84:
            inside = self.block(rng.randrange(3), depth - 1, loops)
            other = self.block(rng.randrange(3), depth - 1, loops)
            return If(self.expr(BOOL, 2), inside, other, line)
        if loops >= 2:
            return Assign(self.variable(F64), self.expr(F64, 3), line)
        leave = If(self.expr(BOOL, 2), (rng.choice((Break(), Continue())),), ())
        if r < 0.93:
            index = Variable(self.name("k"), I64)
            if rng.random() < 0.3:
                self.scalars[I64].append(index)
            start, stop, step = rng.choice(((0, 4, 1), (5, -2, -2), (2, 2, 1), (-3, 5, 3)))
            self.scalars[I64].append(index)
            body = self.block(2, depth - 1, loops + 1)
            self.scalars[I64] = [v for v in self.scalars[I64] if v is not index]
            if rng.random() < 0.4:
                self.scalars[I64].append(index)
            return For(index, i(start), i(stop), step, (leave, *body), 4, line)
        body = self.block(2, depth - 1, loops + 1)
        return Loop((*body, leave), 5, rng.choice((None, 1)), line)

    def function(self) -> Function:
        saved, arrays = self.scalars, self.arrays
        self.scalars, self.in_function = {BOOL: [], I64: [], F64: []}, True
        self.arrays = [a for a in arrays if a.storage is Storage.TABLE]
        parameters = tuple(self.variable(t) for t in (F64, I64)[: self.rng.randrange(1, 3)])
        body = tuple(s for s in self.block(3, 2) if not isinstance(s, Fault))
        body = tuple(s for s in body if "Fault" not in repr(s) and "site=1" not in repr(s))
        result = self.expr(self.rng.choice((F64, I64)), 2)
        self.scalars, self.arrays, self.in_function = saved, arrays, False
        return Function(self.name("g"), parameters, body, result)


def random_program(seed: int) -> tuple[Program, Signature]:
    g = Generator(random.Random(seed))
    obs = Variable("obs", Array(F64, 4), Storage.OBSERVATION)
    action = Variable("act", Array(F64, 2), Storage.ACTION)
    table = Variable("table", Array(F64, 3), Storage.TABLE, (0.5, -0.0, math.inf))
    lookup = Variable("lookup", Array(I64, 2), Storage.TABLE, (3, -(1 << 63)))
    derived = (Variable("gain", F64, Storage.DERIVED), Variable("grid", Array(F64, 3), Storage.DERIVED))
    parameters = tuple(Parameter(n, f"self.{n}", v, (span(k + 1),)) for k, (n, v) in enumerate((("kp", 1.25), ("kd", -0.5))))
    array = Variable("parameters", Array(F64, 2), Storage.PARAMETER)
    derive: Block = (
        Assign(derived[0], op("fmul", Load(array, i(0)), f(3.0))),
        Fill(derived[1], Load(array, i(1))),
        Store(derived[1], i(1), Read(derived[0])),
    )
    g.arrays = [table, lookup]
    g.functions = [g.function() for _ in range(3)]
    # Fields often bear the name of the parameter that they start from.
    state = [Variable("kp", F64, Storage.STATE), g.variable(I64, Storage.STATE), g.variable(BOOL, Storage.STATE)]
    g.scalars[F64].append(state[0])
    memory = Variable("memory", Array(F64, 3), Storage.STATE)
    counts = Variable("counts", Array(I64, 2), Storage.STATE)
    g.arrays = [memory, counts, table, derived[1]]
    saved = {k: list(v) for k, v in g.scalars.items()}
    reset = g.block(3, 1)
    g.scalars = saved
    scratch = Variable("scratch", Array(F64, 3))
    g.arrays = [memory, counts, scratch, table, lookup, derived[1], array]
    g.scalars[F64].append(derived[0])
    if seed % 3:
        g.arrays.append(obs)
    uses = Assign(g.variable(F64), op("fmul", Load(array, i(0)), Read(state[0])), span(1))
    reads = (uses, *(Assign(g.variable(F64), Load(obs, i(k), True), span(k + 1)) for k in range(4)))
    step = reads + g.block(9, 3)
    target: Expr = i(1) if seed % 2 else Select(g.expr(BOOL, 1), i(1), i(0), I64)
    step += (Store(action, i(0), g.expr(F64, 4)), Store(action, target, g.expr(F64, 4)), Assign(state[0], g.expr(F64, 3)))
    program = Program(
        name=f"random_{seed}",
        parameters=parameters,
        parameter_array=array,
        observation=obs,
        action=action,
        derived=derived,
        state=(*state, memory, counts),
        functions=tuple(g.functions),
        sites=tuple(FaultSite(code, span(2)) for code in SITES),
        derive=derive,
        reset=reset,
        step=step,
        finish=clip_finish(action, -50.0, 1e6, 0.25),
        bounds=(LoopBound(span(2), 5, False),),
    )
    fields = (Field("x", "m", -2.0, 2.0), Field("double", "m/s²"), Field("pair", "rad", -4.0, 4.0, "two */ angles", 2))
    box = Box((Field("u", "N", -50.0, 1e6), Field("x", "°", -50.0, 1e6)))
    return program, Signature(observation=fields, action=box, dt=0.02, name=f"random_{seed}")


SOURCE = "\n".join(f"line {k} /* of */ the policy \\" for k in range(1, 10))


def artifact_of(program: Program, signature: Signature, **options: object) -> Artifact:
    """An artifact of a program whose ``finish`` stands already."""
    values = tuple(p.value for p in program.parameters)
    return Artifact(
        artifact_name(program.name), program, freeze(program, values), signature, values, SOURCE.splitlines(),
        Options(**options), {"task": "none", "score": {"mean": 1.0}},
    )  # fmt: skip



# --- hand-written policies, for the front door ------------------------------------------------------------


@dataclass(frozen=True)
class SamplePolicy:
    """What export reads of a compiled policy."""

    program: Program
    signature: Signature
    source: str
    name: str

    @property
    def pinned(self) -> NDArray[np.float64]:
        return np.array([p.value for p in self.program.parameters])


PD_SOURCE = """class Policy:
    def __init__(self):
        self.kp = 12.5
        self.kd = 0.1
    def reset(self):
        self.last = 0.0
    def act(self, obs):
        error = -obs.angle
        u = self.kp * error + self.kd * (error - self.last) / 0.02
        self.last = error
        return u
"""


def pd_policy() -> SamplePolicy:
    """A PD law with one state variable and a box action."""
    array = Variable("parameters", Array(F64, 2), Storage.PARAMETER)
    obs, action = Variable("obs", Array(F64, 2), Storage.OBSERVATION), Variable("act", Array(F64, 1), Storage.ACTION)
    last, error, u = Variable("last", F64, Storage.STATE), Variable("error", F64), Variable("u", F64)
    kp, kd = Load(array, i(0), True), Load(array, i(1), True)
    slope = op("fdiv", op("fsub", Read(error), Read(last)), f(0.02))
    program = Program(
        name="policy",
        parameters=(
            Parameter("kp", "kp", 12.5, (span(3),)),
            Parameter("kd", "kd", 0.1, (span(4),)),
        ),
        parameter_array=array,
        observation=obs,
        action=action,
        derived=(),
        state=(last,),
        functions=(),
        sites=(),
        derive=(),
        reset=(Assign(last, f(0.0), span(6)),),
        step=(
            Assign(error, op("fneg", Load(obs, i(0), True)), span(8)),
            Assign(u, op("fadd", op("fmul", kp, Read(error)), op("fmul", kd, slope)), span(9)),
            Assign(last, Read(error), span(10)),
            Store(action, i(0), Read(u), True, span(11)),
        ),
        finish=(),
    )
    signature = Signature(
        observation=(Field("angle", "rad", -3.2, 3.2, "of the pole"), Field("rate", "rad/s", -8.0, 8.0)),
        action=Box((Field("torque", "N·m", -2.0, 2.0),)),
        dt=0.02,
    )
    return SamplePolicy(program, signature, PD_SOURCE, "pole pd")


def switch_policy() -> SamplePolicy:
    """A discrete action: 2 when the first observation is above a threshold, else 0; no state."""
    array = Variable("parameters", Array(F64, 1), Storage.PARAMETER)
    obs, action = Variable("obs", Array(F64, 1), Storage.OBSERVATION), Variable("act", Array(F64, 1), Storage.ACTION)
    above = op("flt", Load(array, i(0), True), Load(obs, i(0), True))
    program = Program(
        "policy", (Parameter("limit", "limit", 0.25, (span(1),)),), array, obs, action, (), (), (), (), (), (),
        (Store(action, i(0), op("i2f", Select(above, i(2), i(0), I64)), True, span(1)),), (),
    )  # fmt: skip
    space = Discrete(3, ("left", "coast", "right"))
    signature = Signature(observation=(Field("position", "m"),), action=space)
    return SamplePolicy(program, signature, "limit = 0.25\n", "switch")
