"""Short constructors for IR and a few hand-written programs for the tests of everything that reads IR."""

from __future__ import annotations

import math

from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.ops import BINARY, UNARY
from ppc.compiler.ir.types import BOOL, F64, I64, Array, Scalar
from ppc.compiler.source import NO_SPAN


def f(value: float) -> ir.Const:
    return ir.Const(F64, float(value))


def i(value: int) -> ir.Const:
    return ir.Const(I64, value)


def b(value: bool) -> ir.Const:
    return ir.Const(BOOL, value)


def un(op: str, operand: ir.Expr) -> ir.Unary:
    return ir.Unary(op, operand, UNARY[op][1])


def bi(op: str, left: ir.Expr, right: ir.Expr) -> ir.Binary:
    return ir.Binary(op, left, right, BINARY[op][1])


def select(condition: ir.Expr, then: ir.Expr, orelse: ir.Expr) -> ir.Select:
    return ir.Select(condition, then, orelse, then.type)


def local(name: str, type_: ir.Type = F64) -> ir.Variable:
    return ir.Variable(name, type_)


def state(name: str, type_: ir.Type = F64) -> ir.Variable:
    return ir.Variable(name, type_, ir.Storage.STATE)


def derived(name: str, type_: ir.Type = F64) -> ir.Variable:
    return ir.Variable(name, type_, ir.Storage.DERIVED)


def table(name: str, element: Scalar, values: tuple[float | int | bool, ...]) -> ir.Variable:
    return ir.Variable(name, Array(element, len(values)), ir.Storage.TABLE, values)


def at(variable: ir.Variable, index: int | ir.Expr) -> ir.Load:
    return ir.Load(variable, i(index) if isinstance(index, int) else index, isinstance(index, int))


def put(variable: ir.Variable, index: int | ir.Expr, value: ir.Expr) -> ir.Store:
    return ir.Store(variable, i(index) if isinstance(index, int) else index, value, isinstance(index, int))


def observation(size: int) -> ir.Variable:
    return ir.Variable("obs", Array(F64, size), ir.Storage.OBSERVATION)


def action(size: int) -> ir.Variable:
    return ir.Variable("action", Array(F64, size), ir.Storage.ACTION)


def program(
    *,
    parameters: tuple[float, ...] = (),
    obs_size: int = 1,
    action_size: int = 1,
    derived: tuple[ir.Variable, ...] = (),
    state: tuple[ir.Variable, ...] = (),
    functions: tuple[ir.Function, ...] = (),
    faults: tuple[str, ...] = (),
    derive: ir.Block = (),
    reset: ir.Block = (),
    step: ir.Block = (),
    finish: ir.Block = (),
) -> ir.Program:
    return ir.Program(
        name="sample",
        parameters=tuple(ir.Parameter(f"p{k}", f"p{k}", v, (NO_SPAN,)) for k, v in enumerate(parameters)),
        parameter_array=ir.Variable("param", Array(F64, len(parameters)), ir.Storage.PARAMETER),
        observation=observation(obs_size),
        action=action(action_size),
        derived=derived,
        state=state,
        functions=functions,
        sites=tuple(ir.FaultSite(code, NO_SPAN) for code in faults),
        derive=derive,
        reset=reset,
        step=step,
        finish=finish,
    )


def sine() -> ir.Function:
    """A sine good to a few ulp on [-1e5, 1e5]: reduction by pi/2 and two polynomials."""
    x, n, r, s = local("sin_x"), local("sin_n"), local("sin_r"), local("sin_s")
    square = bi("fmul", ir.Read(r), ir.Read(r))

    def poly(factors: tuple[float, ...]) -> ir.Expr:
        value: ir.Expr = f(factors[-1])
        for factor in reversed(factors[:-1]):
            value = bi("fadd", f(factor), bi("fmul", ir.Read(s), value))
        return value

    odd = tuple((-1) ** k / math.factorial(2 * k + 1) for k in range(8))
    even = tuple((-1) ** k / math.factorial(2 * k) for k in range(8))
    quadrant = bi("iand", un("f2i", ir.Read(n)), i(3))
    value = select(bi("ieq", bi("iand", quadrant, i(1)), i(1)), poly(even), bi("fmul", ir.Read(r), poly(odd)))
    return ir.Function(
        "sin",
        (x,),
        (
            ir.Assign(n, un("rint", bi("fmul", ir.Read(x), f(2 / math.pi)))),
            ir.Assign(r, bi("fsub", ir.Read(x), bi("fmul", ir.Read(n), f(math.pi / 2)))),
            ir.Assign(s, square),
        ),
        select(bi("ilt", i(1), quadrant), un("fneg", value), value),
    )


def swing() -> ir.Program:
    """A state machine with sines, an integrator, derived gains, clipping and a fault: what a policy looks like."""
    kp, mode, integral, ticks = derived("kp"), state("mode", I64), state("integral"), state("ticks", I64)
    error, u = local("error"), local("u")
    obs, act = observation(3), action(1)
    param = ir.Variable("param", Array(F64, 3), ir.Storage.PARAMETER)
    call = ir.Call("sin", (at(obs, 0),), F64)
    return program(
        parameters=(2.0, 0.5, 10.0),
        obs_size=3,
        derived=(kp,),
        state=(mode, integral, ticks),
        functions=(sine(),),
        faults=("zero_division", "action_nan"),
        derive=(ir.Assign(kp, bi("fmul", at(param, 0), at(param, 1))),),
        reset=(ir.Assign(mode, i(0)), ir.Assign(integral, f(0.0)), ir.Assign(ticks, i(0))),
        step=(
            ir.Assign(error, bi("fsub", call, bi("fmul", ir.Read(kp), at(obs, 1)))),
            ir.If(
                bi("ieq", ir.Read(mode), i(0)),
                (
                    ir.Assign(u, bi("fmul", at(param, 2), ir.Read(error))),
                    ir.If(bi("flt", un("fabs", ir.Read(error)), f(0.2)), (ir.Assign(mode, i(1)),), ()),
                ),
                (
                    ir.Assign(integral, bi("fadd", ir.Read(integral), bi("fmul", ir.Read(error), f(0.02)))),
                    ir.Assign(u, bi("fadd", ir.Read(integral), ir.Call("sin", (ir.Read(integral),), F64))),
                    ir.If(bi("flt", f(1.0), un("fabs", ir.Read(error))), (ir.Assign(mode, i(0)),), ()),
                ),
            ),
            ir.Assign(ticks, bi("iadd", ir.Read(ticks), i(1))),
            ir.Fault(0, bi("feq", at(obs, 2), f(0.0))),
            put(act, 0, bi("fdiv", ir.Read(u), at(obs, 2))),
        ),
        finish=finish(1, site=1),
    )


def finish(size: int, site: int) -> ir.Block:
    """Replaces NaN and faulty actions by 0 and clips to [-1, 1]."""
    act, r = action(size), local("finish_r")
    block: list[ir.Statement] = []
    for k in range(size):
        bad = bi("fne", ir.Read(r), ir.Read(r))
        block += [
            ir.Assign(r, at(act, k)),
            ir.Fault(site, bad),
            ir.Assign(r, select(bi("or", ir.Faulted(), bad), f(0.0), ir.Read(r))),
            ir.Assign(r, select(bi("flt", ir.Read(r), f(-1.0)), f(-1.0), ir.Read(r))),
            ir.Assign(r, select(bi("flt", f(1.0), ir.Read(r)), f(1.0), ir.Read(r))),
            put(act, k, ir.Read(r)),
        ]
    return tuple(block)


def ring() -> ir.Program:
    """Arrays of every element type, loops with all ways out, clamped indexes, a table and a fault in a loop."""
    history, flags, head = state("history", Array(F64, 20)), state("flags", Array(BOOL, 3)), state("head", I64)
    weights, scratch, seen = derived("weights", Array(F64, 20)), local("scratch", Array(F64, 20)), local("seen", Array(BOOL, 3))
    primes = table("primes", I64, (2, 3, 5, 7, 11))
    odd = table("odd", BOOL, (False, True, True))
    k, total, n, m = local("k", I64), local("total"), local("n", I64), local("m", I64)
    obs, act = observation(2), action(2)
    param = ir.Variable("param", Array(F64, 1), ir.Storage.PARAMETER)
    read_head = ir.Read(head)
    return program(
        parameters=(0.9,),
        obs_size=2,
        action_size=2,
        derived=(weights,),
        state=(history, flags, head),
        faults=("loop_bound", "index", "action_nan"),
        derive=(
            ir.Assign(total, f(1.0)),
            ir.For(
                k,
                i(0),
                i(20),
                1,
                (put(weights, ir.Read(k), ir.Read(total)), ir.Assign(total, bi("fmul", ir.Read(total), at(param, 0)))),
                20,
            ),
        ),
        reset=(ir.Fill(history, f(0.5)), ir.Assign(head, i(3)), put(flags, 1, b(True))),
        step=(
            put(history, bi("imod", read_head, i(20)), at(obs, 0)),
            ir.Assign(head, bi("iadd", read_head, at(primes, un("f2i", at(obs, 1))))),
            ir.Copy(scratch, history),
            ir.Copy(seen, flags),
            ir.Assign(total, f(0.0)),
            ir.For(
                k,
                i(19),
                i(-1),
                -2,
                (
                    ir.If(bi("flt", at(scratch, ir.Read(k)), f(0.0)), (ir.Continue(),), ()),
                    ir.If(bi("flt", f(100.0), ir.Read(total)), (ir.Break(),), ()),
                    ir.Assign(total, bi("fadd", ir.Read(total), bi("fmul", at(scratch, ir.Read(k)), at(weights, ir.Read(k))))),
                ),
                10,
            ),
            ir.Assign(n, un("f2i", at(obs, 1))),
            ir.Loop(
                (
                    ir.If(bi("ile", ir.Read(n), i(1)), (ir.Break(),), ()),
                    ir.If(
                        bi("ieq", bi("imod", ir.Read(n), i(2)), i(0)),
                        (ir.Assign(n, bi("idiv", ir.Read(n), i(2))), ir.Continue()),
                        (),
                    ),
                    ir.Assign(n, bi("iadd", bi("imul", ir.Read(n), i(3)), i(1))),
                    ir.Assign(m, bi("iadd", ir.Read(m), i(1))),
                ),
                25,
                0,
            ),
            ir.Fault(1, bi("ilt", i(4), un("f2i", at(obs, 1)))),
            put(flags, bi("imod", read_head, i(3)), bi("xor", at(flags, read_head), at(odd, bi("iand", read_head, i(3))))),
            put(act, 0, ir.Read(total)),
            put(act, 1, bi("fadd", un("i2f", ir.Read(m)), un("b2f", at(seen, 2)))),
        ),
        finish=finish(2, site=2),
    )
